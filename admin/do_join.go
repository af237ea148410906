package admin

import (
	"net/url"
	"slices"
	"strings"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

// Joining is the other Document of a page that joins two: how it is found, and both
// beside each other.
type Joining struct {
	// Found are the Documents that fit what was typed.
	Found []Found
	// None says that nothing fits.
	None bool
	// Sides are the two as they are now: this one first.
	Sides []Side
	// Around leads to joining them the other way round.
	Around string
}

// Chooses reports whether there is anything to be chosen from and shown.
func (j *Joining) Chooses() bool { return len(j.Found) > 0 }

// Found is a Document that can be chosen.
type Found struct {
	ID     content.ID
	Text   string
	Lang   i18n.Locale
	Chosen bool
}

// Side is one of two Documents with its languages.
type Side struct {
	Title, URL string
	Lang       i18n.Locale
	Languages  []SideLine
}

// SideLine is one language of a Side.
type SideLine struct {
	Language, Title, State, Address string
	Lang                            i18n.Locale
	// Original says that the others are made from it, Twice that both sides have it.
	Original, Twice bool
}

// foundAtMost bounds how many Documents are offered.
const foundAtMost = 10

// mayJoin reports whether there may be another Document to be joined: one of a Type
// of which a Site has more than one.
func mayJoin(_ *visit, o *open) bool { return !o.typ.Single && o.t.Locale == o.d.Source }

func joining(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
	if err := v.seesOther(in.With); err != nil {
		return editorial.Result{}, err
	}
	return desk.Join(v.ctx, v.actor, o.d.ID, in.With)
}

func isJoined(v *visit, _ *open, in asked) bool {
	found, err := v.Store.Documents(v.ctx, in.With)
	return err == nil && found[in.With] != nil && found[in.With].Joined != ""
}

// seesOther refuses a Document that is not there for the member: they would learn by
// joining it what it says.
func (v *visit) seesOther(id content.ID) error {
	if !id.Valid() {
		return asks("other", "desk.join.none")
	}
	if _, err := v.sourceOf(id); err != nil {
		return asks("other", "desk.join.none")
	}
	return nil
}

// sourceOf loads the original of a Document that the member may read.
func (v *visit) sourceOf(id content.ID) (*open, error) {
	found, err := v.Store.Documents(v.ctx, id)
	if err != nil {
		return nil, err
	}
	if d := found[id]; d != nil && d.SourceTranslation() != nil {
		return v.textOf(id, d.Source)
	}
	return nil, fault.Absent("document %s", id)
}

// joinParts finds what was typed, and shows both sides of what was chosen.
func (v *visit) joinParts(o *open, in asked, p *Do) error {
	p.Join = &Joining{}
	if in.Other != "" {
		found, err := v.findOther(o, in.Other)
		if err != nil {
			return err
		}
		for i, f := range found {
			found[i].Chosen = f.ID == in.With || len(found) == 1
		}
		p.Join.Found, p.Join.None = found, len(found) == 0
	}
	if in.With == "" || v.seesOther(in.With) != nil {
		return nil
	}
	other, err := v.sourceOf(in.With)
	if err != nil {
		return err
	}
	p.Join.Around = documentURL(other.d.ID, other.d.Source) + "/do/join?with=" + string(o.d.ID)
	for _, pair := range [][2]*open{{o, other}, {other, o}} {
		side, err := v.side(pair[0], pair[1])
		if err != nil {
			return err
		}
		p.Join.Sides = append(p.Join.Sides, side)
	}
	return nil
}

// side shows the languages of one Document, and which of them beside has too.
func (v *visit) side(o, beside *open) (Side, error) {
	s := Side{Title: v.titled(o.words), Lang: o.t.Locale, URL: documentURL(o.d.ID, o.t.Locale)}
	for _, t := range o.d.Translations {
		read, err := v.textOf(o.d.ID, t.Locale)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return s, err
		}
		s.Languages = append(s.Languages, SideLine{Language: v.words.LanguageName(t.Locale), Lang: t.Locale, Title: v.titled(read.words),
			State: v.T("state." + string(read.e.State)), Address: v.addressOf(read), Original: t.Locale == o.d.Source, Twice: beside.d.Translation(t.Locale) != nil})
	}
	return s, nil
}

// addressOf is where readers find a text now, or "" where they do not.
func (v *visit) addressOf(o *open) string {
	e, site := o.t.LiveEdition(), v.Sites[o.d.Site]
	if e == nil || !e.State.Readable() || site == nil || o.typ.Hidden {
		return ""
	}
	bodies, err := v.Store.Texts(v.ctx, e.Words)
	if err != nil {
		return ""
	}
	words, err := content.DecodeWords(bodies[e.Words])
	if err != nil || words.Path == "" && !o.typ.Single {
		return ""
	}
	return site.URL(site.Path(o.t.Locale, words.Path))
}

// findOther finds Documents of the Type and Site of o by an address of the desk or of
// readers, or by words of a title.
func (v *visit) findOther(o *open, typed string) ([]Found, error) {
	ids, err := v.idsIn(o, typed)
	if err != nil {
		return nil, err
	}
	ask := content.BoardQuery{Within: v.reading(), Documents: ids, Sites: []string{o.d.Site}, Types: []string{o.d.Type}}
	if len(ids) > 0 {
		// What an address names is shown wherever it is at home: why it does not fit is said.
		ask.Sites, ask.Types = nil, nil
	}
	all, err := v.Store.Board(v.ctx, ask)
	if err != nil {
		return nil, err
	}
	lines, err := v.lines(all, touched)
	if err != nil {
		return nil, err
	}
	var found []Found
	for i, line := range lines {
		id := all[i].Document
		known := slices.ContainsFunc(found, func(f Found) bool { return f.ID == id })
		if id == o.d.ID || known || len(ids) == 0 && !holdsWords(line.Title, typed) || len(found) == foundAtMost {
			continue
		}
		found = append(found, Found{ID: id, Text: line.Title + " · " + line.Language + " · " + line.State, Lang: line.Lang})
	}
	return found, nil
}

// idsIn gives the Document that an address names, whatever stands before and after it.
func (v *visit) idsIn(o *open, typed string) ([]content.ID, error) {
	typed = strings.TrimSpace(typed)
	for _, before := range []string{Root + "/documents/", "/p/", "doc:"} {
		if _, rest, ok := strings.Cut(typed, before); ok {
			name, _, _ := strings.Cut(rest, "/")
			if id := content.ID(name); id.Valid() {
				return []content.ID{id}, nil
			}
		}
	}
	if id := content.ID(typed); id.Valid() {
		return []content.ID{id}, nil
	}
	path := typed
	if at, err := url.Parse(typed); err == nil && at.Host != "" {
		path = at.Path
	} else if !strings.HasPrefix(typed, "/") {
		return nil, nil
	}
	site := v.Sites[o.d.Site]
	var claims []content.Claim
	for _, locale := range site.Locales {
		if rest, ok := strings.CutPrefix(path, site.Path(locale, "")); ok {
			claims = append(claims, content.PathClaim(site.Name, locale, strings.Trim(rest, "/")))
		}
	}
	held, err := v.Desk.Lookup(v.ctx, claims...)
	if err != nil {
		return nil, err
	}
	ids := []content.ID{content.NewID()} // an address that nobody holds finds nothing
	for _, holders := range held {
		ids = append(ids, holders...)
	}
	return ids, nil
}

// tellJoin says what becomes of each language that comes to o, and of its address.
func tellJoin(v *visit, o *open, r *editorial.Rehearsal, _ asked) (lines []EffectLine, err error) {
	for _, t := range r.After.Translations {
		if r.Before.Translation(t.Locale) != nil {
			continue
		}
		line := EffectLine{Language: v.words.LanguageName(t.Locale), Lang: t.Locale, Text: v.T("desk.join.comes", "title", v.titled(o.words))}
		if e := t.LiveEdition(); e != nil && e.State.Readable() {
			if line.URL, err = v.publicURL(r, content.Effect{Locale: t.Locale, Edition: e}); err != nil {
				return nil, err
			}
			line.Notes = []string{v.T("desk.join.address_stays"), v.T("desk.join.short_address")}
		} else {
			line.Notes = []string{v.T("desk.join.not_public")}
		}
		lines = append(lines, line)
	}
	return lines, nil
}
