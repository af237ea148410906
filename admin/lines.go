package admin

import (
	"slices"
	"time"

	"herald/content"
	"herald/i18n"
)

// Line is one text in a list of the desk.
type Line struct {
	URL, Title string
	// Lang is the language of the text and so of its title; Language names it.
	Lang     i18n.Locale
	Language string
	Kind     string
	// State is the word for where the text stands, StateName the state itself.
	State, StateName string
	// When is the instant that the list is about, Who did it last.
	When time.Time
	Who  string
}

// reading gives where the member may read texts in any state.
func (v *visit) reading() []content.Bounds {
	return content.BoundsOf(v.actor, content.ReadDraft, v.Types, v.now)
}

// lines turns Standings into lines of a list, with one query for the words and
// one for the names.
func (v *visit) lines(all []content.Standing, when func(*content.Standing) content.Mark) ([]Line, error) {
	var hashes []content.Hash
	var members []content.MemberID
	for i := range all {
		hashes = append(hashes, all[i].Words)
		members = append(members, when(&all[i]).By)
	}
	bodies, err := v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
	if err != nil {
		return nil, err
	}
	names, err := v.names(members...)
	if err != nil {
		return nil, err
	}
	lines := make([]Line, len(all))
	for i := range all {
		s := &all[i]
		words, err := content.DecodeWords(bodies[s.Words])
		if err != nil {
			return nil, err
		}
		mark := when(s)
		lines[i] = Line{URL: documentURL(s.Document, s.Locale), Title: v.titled(words), Lang: s.Locale, Language: v.words.LanguageName(s.Locale),
			Kind: v.kind(s.Type), State: v.T("state." + string(s.State)), StateName: string(s.State), When: mark.At, Who: names[mark.By]}
	}
	return lines, nil
}

// names gives the names of members, those of commands and of the clock as they
// are called.
func (v *visit) names(ids ...content.MemberID) (map[content.MemberID]string, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	return v.Roster.Names(v.ctx, slices.DeleteFunc(ids, func(id content.MemberID) bool { return id == "" })...)
}

func (v *visit) titled(w content.Words) string {
	if w.Title == "" {
		return v.T("desk.untitled")
	}
	return w.Title
}

// kind is what a Type is called; one of a municipality's own that nobody wrote
// words for goes by its name.
func (v *visit) kind(typ string) string {
	if key := "type." + typ + ".one"; v.words.Has(key) {
		return v.T(key)
	}
	return typ
}

func documentURL(id content.ID, locale i18n.Locale) string {
	return Root + "/documents/" + string(id) + "/" + string(locale)
}

// touched, submitted and scheduled say when something happened to a text, for
// the lists that are about that.
func touched(s *content.Standing) content.Mark   { return s.Updated }
func submitted(s *content.Standing) content.Mark { return s.Submitted }
func scheduled(s *content.Standing) content.Mark {
	return content.Mark{By: s.ScheduledBy, At: s.PublishAt}
}
