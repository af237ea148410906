package admin

import (
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// siteNames gives the names of the Sites: the one that the municipality leads with,
// the other public ones, those for staff.
func (v *visit) siteNames() []string {
	var names []string
	for name := range v.Sites {
		names = append(names, name)
	}
	rank := func(name string) int {
		switch {
		case name == v.Home:
			return 0
		case v.Sites[name].Audience == content.Public:
			return 1
		}
		return 2
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return names
}

// siteChoices offers the Sites.
func (v *visit) siteChoices(chosen string) ([]Choice, error) {
	called, err := v.siteTitles()
	if err != nil {
		return nil, err
	}
	var all []Choice
	for _, name := range v.siteNames() {
		all = append(all, Choice{Value: name, Text: called[name], Chosen: name == chosen})
	}
	return all, nil
}

// siteTitles gives what the Sites are called: by the title that readers see, in the
// member's language where there is one; by their audience while they have none.
func (v *visit) siteTitles() (map[string]string, error) {
	ask := content.BoardQuery{Within: []content.Bounds{{}}, Types: []string{"site"}, LiveStates: []content.State{content.Published}}
	titles := map[string]string{}
	for name, s := range v.Sites {
		titles[name] = v.T("desk.site." + s.Audience)
	}
	sources, own := ask, ask
	sources.Sources, own.Locales = true, []i18n.Locale{v.locale}
	for _, q := range []content.BoardQuery{sources, own} {
		all, err := v.Store.Board(v.ctx, q)
		if err != nil {
			return nil, err
		}
		found := map[content.ID]title{}
		if err := v.entitle(found, all, true); err != nil {
			return nil, err
		}
		for i := range all {
			titles[all[i].Site] = found[all[i].Document].text
		}
	}
	return titles, nil
}
