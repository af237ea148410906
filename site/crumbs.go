package site

import (
	"herald/content"
	"herald/internal/fault"
)

// crumbs lead from home to the page above r: down the page tree, or by the
// listing of its Type.
func (v *visit) crumbs(r *content.Reading) ([]Link, error) {
	crumbs := []Link{v.homeCrumb()}
	if r.Type.Tree {
		tree, err := v.reader.Tree(v.ctx, v.locale)
		if err != nil {
			return nil, err
		}
		return append(crumbs, above(tree, r.ID)...), nil
	}
	if url := v.listingURL(r.Type, v.locale); url != "" && v.lists(r.Type) {
		crumbs = append(crumbs, Link{URL: url, Text: v.many(r.Type)})
	}
	return crumbs, nil
}

func (v *visit) homeCrumb() Link {
	return Link{URL: v.site.Path(v.locale, ""), Text: v.words.T("nav.home")}
}

// above gives the pages on the way to id, without itself; none where it is not
// in the tree.
func above(branches []*content.Branch, id content.ID) []Link {
	way, _ := wayTo(branches, id)
	return way
}

func wayTo(branches []*content.Branch, id content.ID) ([]Link, bool) {
	for _, b := range branches {
		if b.ID == id {
			return nil, true
		}
		if rest, ok := wayTo(b.Children, id); ok {
			return append([]Link{{URL: b.Path, Text: b.Title, Lang: b.Locale}}, rest...), true
		}
	}
	return nil, false
}

func absentEdition(r *content.Reading, n int) error {
	return fault.Absent("edition %d of %s in %s", n, r.ID, r.Locale)
}
