package admin

import (
	"slices"
	"strings"

	"herald/content"
	"herald/content/style"
	"herald/i18n"
)

func splitAddress(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/?#& \t", r) })
}

// auditLines puts recorded facts into words, with one query for the texts they
// are about, one for their titles and one for the names.
func (v *visit) auditLines(entries []content.TrailEntry) ([]AuditLine, error) {
	texts, err := v.auditTexts(entries)
	if err != nil {
		return nil, err
	}
	names, err := v.auditNames(entries)
	if err != nil {
		return nil, err
	}
	orgs, err := v.grantOrganizations(entries)
	if err != nil {
		return nil, err
	}
	signatures, err := v.signatures(entries)
	if err != nil {
		return nil, err
	}
	lines := make([]AuditLine, len(entries))
	for i := range entries {
		e := &entries[i].Event
		l := AuditLine{When: e.At, Who: nameOr(names, e.By), What: v.T("event." + string(e.Kind)), Details: v.auditDetails(e, orgs)}
		if signed := signatures[e.Note]; e.Kind == content.EventApproved && signed != nil {
			paper, err := v.onPaper(signed, l.Who)
			if err != nil {
				return nil, err
			}
			l.Details = append(l.Details, paper)
		} else if e.Member != "" && e.Member != e.By {
			l.Details = slices.Insert(l.Details, 0, nameOr(names, e.Member))
		}
		if passed := v.passed(e, names); passed != "" {
			l.Details = append(l.Details, passed)
		}
		if e.Document != "" {
			texts.describe(e, &l)
		}
		if e.Asset != "" {
			l.Of = v.T("desk.audit.file", "id", string(e.Asset))
		}
		lines[i] = l
	}
	return lines, nil
}

// signatures reads what stands on the sheets that approvals in the trail were given
// on.
func (v *visit) signatures(entries []content.TrailEntry) (map[content.Hash][]byte, error) {
	var hashes []content.Hash
	for i := range entries {
		if entries[i].Kind == content.EventApproved && entries[i].Note != "" {
			hashes = append(hashes, entries[i].Note)
		}
	}
	if len(hashes) == 0 {
		return nil, nil
	}
	return v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
}

// nameOr gives the name of a member; commands go by what they are called.
func nameOr(names map[content.MemberID]string, id content.MemberID) string {
	if name := names[id]; name != "" {
		return name
	}
	return string(id)
}

func (v *visit) auditNames(entries []content.TrailEntry) (map[content.MemberID]string, error) {
	var ids []content.MemberID
	for i := range entries {
		ids = append(ids, entries[i].By, entries[i].Member, entries[i].To)
		if entries[i].Kind == content.EventHandedOver {
			ids = append(ids, content.MemberID(entries[i].Other))
		}
	}
	return v.names(ids...)
}

// passed says from whom to whom something was handed over, or which day was set.
func (v *visit) passed(e *content.Event, names map[content.MemberID]string) string {
	switch {
	case e.Kind == content.EventReviewSet && e.Other == "":
		return v.T("desk.bulk.none")
	case e.Kind == content.EventReviewSet:
		return v.dayText(e.Other)
	case e.Kind != content.EventHandedOver:
		return ""
	case e.Other == "":
		return nameOr(names, e.To)
	}
	return nameOr(names, content.MemberID(e.Other)) + " → " + nameOr(names, e.To)
}

// grantOrganizations gives what organizations are called, where a role was given or
// taken that is bound to one.
func (v *visit) grantOrganizations(entries []content.TrailEntry) ([]Choice, error) {
	bound := func(e content.TrailEntry) bool { return e.Grant != nil && len(e.Grant.Organizations) > 0 }
	if !slices.ContainsFunc(entries, bound) {
		return nil, nil
	}
	return v.organizations()
}

// auditDetails gives what an Event says beside what happened and to what.
func (v *visit) auditDetails(e *content.Event, orgs []Choice) []string {
	var all []string
	if e.Grant != nil {
		all = append(all, v.grantText(*e.Grant, orgs))
	} else if e.Role != "" {
		all = append(all, v.T("role."+string(e.Role)))
	}
	if e.Step != "" {
		all = append(all, v.step(e.Step))
	}
	if strings.HasPrefix(string(e.Kind), "style_") {
		all = append(all, v.words.LanguageName(e.Locale), v.ruleText(e.Other))
	}
	if e.Kind.Tunes() {
		all = append(all, v.words.LanguageName(e.Locale), e.Other)
	}
	if !e.When.IsZero() && !e.When.Equal(e.At) {
		all = append(all, v.words.DateTime(e.When.In(v.zone())))
	}
	return all
}

// ruleText says what a rule of the house style is about, as an Event names it.
func (v *visit) ruleText(rule string) string {
	if kind := style.KindKey(rule); kind != style.KindKey("") {
		return v.T(kind)
	}
	return rule
}

// auditTexts are the texts that a part of the trail is about, as they stand.
type auditTexts struct {
	*visit
	standings map[content.ID][]content.Standing
	bodies    map[content.Hash][]byte
}

func (v *visit) auditTexts(entries []content.TrailEntry) (*auditTexts, error) {
	t := &auditTexts{visit: v, standings: map[content.ID][]content.Standing{}}
	var ids []content.ID
	for i := range entries {
		if id := entries[i].Document; id != "" {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return t, nil
	}
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: []content.Bounds{{}}, Documents: slices.Compact(slices.Sorted(slices.Values(ids))), Sort: content.ByDocument})
	if err != nil {
		return nil, err
	}
	var hashes []content.Hash
	for i := range all {
		t.standings[all[i].Document] = append(t.standings[all[i].Document], all[i])
		if hash, _ := t.seen(&all[i]); hash != "" {
			hashes = append(hashes, hash)
		}
	}
	t.bodies, err = v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
	return t, err
}

// seen gives the words that whoever looks may read of a text, and where: a draft
// only those who may read drafts there, what is public everybody, else nothing.
func (t *auditTexts) seen(s *content.Standing) (content.Hash, string) {
	if slices.ContainsFunc(t.reading(), func(b content.Bounds) bool { return b.Holds(s) }) {
		return s.Words, documentURL(s.Document, s.Locale)
	}
	if s.LiveState == content.Published || s.LiveState == content.Withdrawn {
		if home := t.Sites[s.Site]; home != nil {
			return s.LiveWords, home.URL(home.Base + "/p/" + string(s.Document))
		}
	}
	return "", ""
}

// describe says which text an Event is about. Of one that whoever looks may not
// read, its kind and its id are told and no word.
func (t *auditTexts) describe(e *content.Event, l *AuditLine) {
	s := t.of(e.Document, e.Locale)
	if s == nil {
		l.Of = string(e.Document)
		return
	}
	said := []string{t.kind(s.Type)}
	if e.Locale != "" {
		said = append(said, t.words.LanguageName(e.Locale))
	}
	if e.Edition > 0 {
		said = append(said, t.T("desk.audit.edition", "n", e.Edition))
	}
	hash, url := t.seen(s)
	words, err := content.DecodeWords(t.bodies[hash])
	if hash == "" || err != nil || t.bodies[hash] == nil {
		said = append(said, string(e.Document))
	} else {
		l.Title, l.URL, l.Lang = t.titled(words), url, string(s.Locale)
	}
	l.Of = strings.Join(said, " · ")
}

// of gives where a text stands: in the locale asked for, else its source.
func (t *auditTexts) of(id content.ID, locale i18n.Locale) *content.Standing {
	var found *content.Standing
	for i := range t.standings[id] {
		s := &t.standings[id][i]
		if s.Locale == locale {
			return s
		}
		if s.IsSource() || found == nil {
			found = s
		}
	}
	return found
}
