package admin

import (
	"net/url"
	"slices"
	"strconv"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
	"herald/internal/web"
)

// Moved says what became of the page that was moved last.
type Moved struct {
	ID    content.ID
	Title string
	// Says are what it is like now, and what readers see of it.
	Says []string
	// URL leads to where the page goes on to be published.
	URL string
	// Undo says that the member can put it back, Seen marks what that depends on.
	Undo bool
	Seen string
}

// hostOf is what people call a Site by: the host of its address, with what follows.
func hostOf(s *content.Site) string {
	at, err := url.Parse(s.Origin)
	if err != nil {
		return s.Origin + s.Base
	}
	return at.Host + s.Base
}

// moved puts the last move into words.
func (v *visit) moved(g *grove, id content.ID) *Moved {
	page := g.pages[id]
	if page == nil {
		return nil
	}
	above, index := g.tree.Place(id)
	of := len(g.tree.Under(above))
	m := &Moved{ID: id, Title: page.title, Seen: g.sight(id)}
	if parent := g.pages[above]; parent != nil {
		m.Says = append(m.Says, v.T("desk.tree.moved_under", "title", page.title, "parent", parent.title, "n", index+1, "of", of))
	} else {
		m.Says = append(m.Says, v.T("desk.tree.moved_top", "title", page.title, "n", index+1, "of", of))
	}
	switch {
	case page.shown == nil:
		m.Says = append(m.Says, v.T("desk.tree.reads_nothing"))
	case page.shown.Parent == page.now.Parent && page.shown.Order == page.now.Order:
		m.Says = append(m.Says, v.T("desk.tree.reads_same", "host", hostOf(g.site)))
	default:
		m.Says = append(m.Says, v.T("desk.tree.reads_later", "host", hostOf(g.site)))
		m.URL = page.url
	}
	back := v.back(g, id)
	var room []string
	for _, in := range back {
		if in.Document != id {
			room = append(room, g.pages[in.Document].title)
		}
	}
	if len(room) > 0 {
		m.Says = append(m.Says, v.T("desk.tree.room", "titles", v.words.List(room)))
	}
	m.Undo = len(back) > 0
	return m
}

// back gives the Moves that undo what the member did to a page last, and to those
// that made room for it: all that one Change touched. Nothing where somebody has
// touched the page since, or where its last change was none of its place.
func (v *visit) back(g *grove, id content.ID) []editorial.Move {
	mark := g.pages[id].source.Touched
	if mark.By != v.actor.ID {
		return nil
	}
	var all []editorial.Move
	for other, page := range g.pages {
		if page.source.Touched != mark {
			continue
		}
		was, ok := v.before(page)
		if !ok || was == *placeOf(page.now) {
			continue
		}
		all = append(all, editorial.Move{Document: other, Locale: page.source.Locale, Place: &was})
	}
	if !slices.ContainsFunc(all, func(in editorial.Move) bool { return in.Document == id }) {
		return nil
	}
	slices.SortFunc(all, func(a, b editorial.Move) int {
		if a.Document == id {
			return -1
		}
		if b.Document == id {
			return 1
		}
		return g.titleOrder(a.Document, b.Document)
	})
	return all
}

func (g *grove) titleOrder(a, b content.ID) int {
	return slices.Compare([]rune(g.pages[a].title), []rune(g.pages[b].title))
}

func placeOf(f content.Facts) *editorial.Place {
	return &editorial.Place{Parent: f.Parent, Order: f.Order}
}

// before is the place of a page before its newest Revision.
func (v *visit) before(page *grown) (editorial.Place, bool) {
	e := page.source.NextEdition()
	if e == nil {
		return editorial.Place{}, false
	}
	var was content.Hash
	if n := len(e.Revisions); n > 1 {
		was = e.Revisions[n-2].Facts
	} else if live := page.source.LiveEdition(); live != nil {
		was = live.Facts
	}
	if was == "" {
		return editorial.Place{}, false
	}
	bodies, err := v.Store.Texts(v.ctx, was)
	if err != nil {
		return editorial.Place{}, false
	}
	facts, err := content.DecodeFacts(bodies[was])
	if err != nil {
		return editorial.Place{}, false
	}
	return *placeOf(facts), true
}

// movePage does what a button of the tree says, or puts a page where it was dropped.
// Who did not see the tree as it is moves nothing, and is shown it.
func movePage(v *visit) error {
	site, err := v.treeSite(v.field("site"))
	if err != nil {
		return err
	}
	g, err := v.grove(site)
	if err != nil {
		return err
	}
	id := content.ID(v.field("document"))
	if g.pages[id] == nil {
		return fault.Absent("page %q in the tree of %s", id, site.Name)
	}
	moves, err := v.moves(g, id)
	if err == nil && len(moves) > 0 {
		_, err = v.Desk.Arrange(v.ctx, v.actor, moves)
	}
	if err != nil {
		return v.refuseMove(site, id, err)
	}
	return v.to(treeURL(site.Name) + "&moved=" + string(id) + "#p-" + string(id))
}

// refuseMove shows the tree as it is now, with what kept the page from moving.
func (v *visit) refuseMove(site *content.Site, id content.ID, refused error) error {
	wrong, ok := v.mistakes(refused)
	if !ok {
		return refused
	}
	g, err := v.grove(site)
	if err != nil {
		return err
	}
	p, err := v.treeShown(g, "")
	if err != nil {
		return err
	}
	p.Wrong, p.In = wrong.first("parent"), id
	return v.page(web.Status(refused), "tree", p)
}

// moves gives the Moves that a form asks for: the page itself, and those beside it
// that make room.
func (v *visit) moves(g *grove, id content.ID) ([]editorial.Move, error) {
	if v.field("seen") != g.sight(id) {
		return nil, fault.New(fault.Conflict, "desk.tree.conflict", "title", g.pages[id].title)
	}
	if v.field("go") == "back" {
		return v.back(g, id), nil
	}
	parent, index, err := v.aimed(g, id)
	if err != nil {
		return nil, err
	}
	var all []editorial.Move
	for _, l := range g.tree.Put(id, parent, index) {
		page := g.pages[l.ID]
		if page.may != nil && l.ID != id {
			return nil, fault.New(fault.Invalid, "desk.tree.neighbour", "title", page.title, "why", v.say(page.may))
		}
		all = append(all, editorial.Move{Document: l.ID, Locale: page.source.Locale, Place: &editorial.Place{Parent: l.Parent, Order: l.Order}})
	}
	return all, nil
}

// aimed is where a form wants a page to stand.
func (v *visit) aimed(g *grove, id content.ID) (parent content.ID, index int, err error) {
	above, at := g.tree.Place(id)
	switch v.field("go") {
	case "up":
		return above, at - 1, nil
	case "down":
		return above, at + 1, nil
	case "in":
		if at == 0 {
			return above, at, nil
		}
		before := g.tree.Under(above)[at-1].ID
		return before, len(g.tree.Under(before)), nil
	case "out":
		if above == "" {
			return above, at, nil
		}
		over, beside := g.tree.Place(above)
		return over, beside + 1, nil
	}
	return v.dropped(g, id)
}

// dropped is where a page was dropped, if that is somewhere.
func (v *visit) dropped(g *grove, id content.ID) (content.ID, int, error) {
	parent := content.ID(v.field("under"))
	index, err := strconv.Atoi(v.field("at"))
	switch {
	case err != nil || parent != "" && g.pages[parent] == nil:
		return "", 0, fault.New(fault.Invalid, "desk.tree.nowhere")
	case v.field("there") != g.tree.Seal(parent):
		return "", 0, fault.New(fault.Conflict, "desk.tree.conflict", "title", g.pages[id].title)
	case g.tree.Within(parent, id):
		return "", 0, fault.New(fault.Invalid, "issue.parent.below")
	}
	return parent, index, nil
}
