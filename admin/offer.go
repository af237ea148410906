package admin

import (
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// offered bounds how many Documents a list of suggestions holds: the ones touched
// last. Any other is named by its address.
const offered = 200

// title is what a Document is called where one can be chosen, and in which language.
type title struct {
	text   string
	locale i18n.Locale
}

// offer gives the Documents of some Types that a text on site may name, by title:
// what readers know, and what the member may read beside that. It is called by its
// public title wherever there is one, so that a draft lends nobody its words.
func (v *visit) offer(site *content.Site, types []string, locale i18n.Locale, limit int) (map[content.ID]title, error) {
	ask := content.BoardQuery{Types: types, Sites: v.near(site), Limit: limit}
	found := map[content.ID]title{}
	for _, narrow := range []func(*content.BoardQuery){
		func(q *content.BoardQuery) {
			q.Within, q.LiveStates, q.Locales = []content.Bounds{{}}, []content.State{content.Published, content.Withdrawn}, []i18n.Locale{locale}
		},
		func(q *content.BoardQuery) {
			q.Within, q.LiveStates, q.Sources = []content.Bounds{{}}, []content.State{content.Published, content.Withdrawn}, true
		},
		func(q *content.BoardQuery) { q.Within, q.Sources = v.reading(), true },
	} {
		q := ask
		narrow(&q)
		all, err := v.Store.Board(v.ctx, q)
		if err != nil {
			return nil, err
		}
		if err := v.entitle(found, all, len(q.LiveStates) > 0); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// near are the Sites whose Documents a text on site may name: its own, and the
// public ones.
func (v *visit) near(site *content.Site) []string {
	names := []string{site.Name}
	for name, s := range v.Sites {
		if s.Audience == content.Public && name != site.Name {
			names = append(names, name)
		}
	}
	return names
}

// entitle adds the titles of what is not in found yet.
func (v *visit) entitle(found map[content.ID]title, all []content.Standing, live bool) error {
	words := func(s *content.Standing) content.Hash {
		if live {
			return s.LiveWords
		}
		return s.Words
	}
	var hashes []content.Hash
	for i := range all {
		if _, known := found[all[i].Document]; !known {
			hashes = append(hashes, words(&all[i]))
		}
	}
	bodies, err := v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
	if err != nil {
		return err
	}
	for i := range all {
		s := &all[i]
		if _, known := found[s.Document]; known {
			continue
		}
		w, err := content.DecodeWords(bodies[words(s)])
		if err != nil {
			return err
		}
		found[s.Document] = title{text: v.titled(w), locale: s.Locale}
	}
	return nil
}

// pick offers Documents as the choices of a field, by title, the chosen ones
// always among them.
func (f *form) pick(types []string, chosen ...content.ID) ([]Choice, error) {
	all, err := f.v.offer(f.site, types, f.locale, 1000)
	if err != nil {
		return nil, err
	}
	for _, id := range chosen {
		if _, known := all[id]; !known && id != "" {
			all[id] = title{text: cmpOr(f.titles[id], string(id)), locale: f.locale}
		}
	}
	choices := make([]Choice, 0, len(all))
	for id, t := range all {
		choices = append(choices, Choice{Value: string(id), Text: t.text, Lang: t.locale, Chosen: slices.Contains(chosen, id)})
	}
	slices.SortFunc(choices, func(a, b Choice) int { return f.locale.Compare(a.Text, b.Text) })
	return choices, nil
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// suggest prepares the suggestions for a ref to some Types and gives their id.
func (f *form) suggest(types []string) string {
	id := "_to-" + strings.Join(types, "-")
	if f.lists == nil {
		f.lists = map[string][]Choice{}
	}
	if _, known := f.lists[id]; !known {
		f.lists[id] = nil
	}
	return id
}

// suggestions fills the lists that the controls have asked for.
func (f *form) suggestions() ([]Suggestions, error) {
	var all []Suggestions
	for id := range f.lists {
		var types []string
		if joined := strings.TrimPrefix(id, "_to-"); joined != "" {
			types = strings.Split(joined, "-")
		}
		found, err := f.v.offer(f.site, types, f.locale, offered)
		if err != nil {
			return nil, err
		}
		s := Suggestions{ID: id}
		for id, t := range found {
			s.Values = append(s.Values, refText(content.Ref{Document: id}, t.text))
		}
		slices.SortFunc(s.Values, f.locale.Compare)
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Suggestions) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

// Suggestions are what may be chosen while a field is typed.
type Suggestions struct {
	ID     string
	Values []string
}

// refText is how a ref is shown and typed: its title for people, its id for the
// form.
func refText(r content.Ref, title string) string { return title + " · " + r.String() }

func (v *visit) refShown(item string, titles map[content.ID]string) string {
	r, err := content.ParseRef(item)
	if err != nil || titles[r.Document] == "" {
		return item
	}
	return refText(r, titles[r.Document])
}
