package admin

import (
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/search"
)

// Target is a text that another can link to.
type Target struct {
	ID       content.ID `json:"id"`
	Title    string     `json:"title"`
	Kind     string     `json:"kind"`
	Language string     `json:"language"`
}

// targets bounds how many are offered.
const targets = 12

// linkTargets finds texts to link to by words of their titles: those that readers
// of the Site find, and those that the member may read beside that.
func linkTargets(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	asked, all := strings.TrimSpace(v.c.Query("q")), []Target{}
	if asked == "" {
		return v.c.JSON(all)
	}
	if v.Find != nil {
		hits, err := v.Find(v.ctx, o.d.Site, o.t.Locale, asked)
		if err != nil {
			return err
		}
		for _, h := range hits {
			all = v.offered(all, o, h.ID, h.Type, h.Locale, plainTitle(h.Title))
		}
	}
	own, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Sites: []string{o.d.Site}, Limit: 400})
	if err != nil {
		return err
	}
	lines, err := v.lines(own, touched)
	if err != nil {
		return err
	}
	for i, line := range lines {
		if holdsWords(line.Title, asked) {
			all = v.offered(all, o, own[i].Document, own[i].Type, own[i].Locale, line.Title)
		}
	}
	return v.c.JSON(all[:min(len(all), targets)])
}

// offered adds a text, each Document once and never the one that is written.
func (v *visit) offered(all []Target, o *open, id content.ID, typ string, locale i18n.Locale, title string) []Target {
	t := v.Types.Get(typ)
	if id == o.d.ID || title == "" || t == nil || t.Hidden || slices.ContainsFunc(all, func(a Target) bool { return a.ID == id }) {
		return all
	}
	return append(all, Target{ID: id, Title: title, Kind: v.kind(typ), Language: v.words.LanguageName(locale)})
}

func plainTitle(marked []search.Segment) string {
	var b strings.Builder
	for _, s := range marked {
		b.WriteString(s.Text)
	}
	return b.String()
}

// holdsWords reports whether every word of asked stands somewhere in title.
func holdsWords(title, asked string) bool {
	title = strings.ToLower(title)
	for _, word := range strings.Fields(strings.ToLower(asked)) {
		if !strings.Contains(title, word) {
			return false
		}
	}
	return true
}
