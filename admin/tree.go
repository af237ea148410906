package admin

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Tree is the page tree of one Site as it is being prepared, with the ways to move
// a page in it.
type Tree struct {
	Base
	Site, Host string
	Sites      []NavItem
	Branches   []*Branch
	// Seal marks what stands at the top, as the page shows it.
	Seal  string
	Moved *Moved
	// Wrong is what refused a move, In the page that it was about.
	Wrong string
	In    content.ID
}

// Branch is a page in its place.
type Branch struct {
	ID         content.ID
	Title, URL string
	Lang       i18n.Locale
	// State is where the original stands, Note what readers see otherwise.
	State, StateName, Note string
	// Level is how deep it stands, Position and Of where among those beside it.
	Level, Position, Of int
	// Seen marks all that its buttons depend on, Seal what stands below it.
	Seen, Seal string
	// Moves says that it can be moved, Fixed why it cannot be.
	Moves             bool
	Fixed             string
	Up, Down, In, Out bool
	Now               bool
	Below             []*Branch
}

// grove is the page tree of a Site with what the desk knows of each page.
type grove struct {
	site  *content.Site
	tree  *content.PageTree
	pages map[content.ID]*grown
}

// grown is one page of a grove.
type grown struct {
	doc    *content.Document
	source *content.Translation
	title  string
	lang   i18n.Locale
	// url leads to its text, "" where the member may not read it.
	url string
	// now is the place being prepared, shown the one that readers see, if they see it.
	now   content.Facts
	shown *content.Facts
	// may is what keeps the member from moving it, nil for nothing.
	may error
}

func treePage(v *visit) error {
	site, err := v.treeSite(v.c.Query("site"))
	if err != nil {
		return err
	}
	g, err := v.grove(site)
	if err != nil {
		return err
	}
	p, err := v.treeShown(g, content.ID(v.c.Query("moved")))
	if err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "tree", p)
}

// treeSite is the Site that is asked for, else the first.
func (v *visit) treeSite(name string) (*content.Site, error) {
	if name == "" {
		name = v.siteNames()[0]
	}
	site := v.Sites[name]
	if site == nil {
		return nil, fault.Absent("site %q", name)
	}
	return site, nil
}

// treeShown fills the page; moved is the page that was moved last, if any.
func (v *visit) treeShown(g *grove, moved content.ID) (*Tree, error) {
	called, err := v.siteTitles()
	if err != nil {
		return nil, err
	}
	p := &Tree{Base: v.base(v.T("desk.tree.title")), Site: g.site.Name, Host: hostOf(g.site), Seal: g.tree.Seal("")}
	if names := v.siteNames(); len(names) > 1 {
		for _, name := range names {
			p.Sites = append(p.Sites, NavItem{URL: treeURL(name), Text: called[name], Current: name == g.site.Name})
		}
	}
	p.Branches = v.branches(g, "", 1, moved)
	p.Moved = v.moved(g, moved)
	return p, nil
}

func treeURL(site string) string { return Root + "/tree?site=" + escape(site) }

// branches gives the pages below one, "" being the top.
func (v *visit) branches(g *grove, parent content.ID, level int, moved content.ID) []*Branch {
	leaves := g.tree.Under(parent)
	all := make([]*Branch, 0, len(leaves))
	for i, l := range leaves {
		page := g.pages[l.ID]
		state := page.source.Newest().State
		b := &Branch{ID: l.ID, Title: page.title, URL: page.url, Lang: page.lang, State: v.T("state." + string(state)), StateName: string(state),
			Note: v.treeNote(g, page), Level: level, Position: i + 1, Of: len(leaves), Seen: g.sight(l.ID), Seal: g.tree.Seal(l.ID),
			Moves: page.may == nil, Up: i > 0, Down: i < len(leaves)-1, In: i > 0, Out: parent != "", Now: l.ID == moved,
			Below: v.branches(g, l.ID, level+1, moved)}
		if page.may != nil {
			b.Fixed = v.say(page.may)
		}
		all = append(all, b)
	}
	return all
}

// treeNote says what readers see of a page otherwise than the tree shows it.
func (v *visit) treeNote(g *grove, page *grown) string {
	switch {
	case page.shown == nil:
		return v.T("desk.tree.not_public")
	case page.shown.Parent != page.now.Parent && g.pages[page.shown.Parent] != nil:
		return v.T("desk.tree.readers_under", "title", g.pages[page.shown.Parent].title)
	case page.shown.Parent != page.now.Parent:
		return v.T("desk.tree.readers_top")
	case page.shown.Order != page.now.Order:
		return v.T("desk.tree.readers_order")
	}
	return ""
}

// sight marks all that the buttons of a page depend on: those beside it, those below
// the one before it, and those beside the one above it.
func (g *grove) sight(id content.ID) string {
	above, index := g.tree.Place(id)
	mark := g.tree.Seal(above)
	if index > 0 {
		mark += g.tree.Seal(g.tree.Under(above)[index-1].ID)
	}
	if above != "" {
		mark += g.tree.Seal(g.tree.Above(above))
	}
	return string(content.Sum([]byte(mark)))[:16]
}

// grove loads the page tree of a Site. Every page has its place in it; what the
// member may not read goes by its public title, or by none.
func (v *visit) grove(site *content.Site) (*grove, error) {
	g := &grove{site: site, pages: map[content.ID]*grown{}}
	docs, err := v.treeDocuments(site)
	if err != nil {
		return nil, err
	}
	var hashes []content.Hash
	for _, d := range docs {
		hashes = append(hashes, d.SourceTranslation().Newest().Facts)
		if e := d.SourceTranslation().LiveEdition(); e != nil {
			hashes = append(hashes, e.Facts)
		}
		if t, e := v.entitled(d); t != nil {
			hashes = append(hashes, e.Words)
		}
	}
	bodies, err := v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
	if err != nil {
		return nil, err
	}
	var leaves []content.Leaf
	for _, d := range docs {
		page, err := v.grow(d, bodies)
		if err != nil {
			return nil, err
		}
		g.pages[d.ID] = page
		leaves = append(leaves, content.Leaf{ID: d.ID, Parent: page.now.Parent, Order: page.now.Order, By: string(v.locale.CollationKey(page.title))})
	}
	g.tree = content.NewPageTree(leaves)
	return g, nil
}

// treeDocuments gives the Documents of a Site that stand in its page tree.
func (v *visit) treeDocuments(site *content.Site) (docs []*content.Document, err error) {
	ask := content.BoardQuery{Within: []content.Bounds{{}}, Sites: []string{site.Name}, Sources: true, Sort: content.ByDocument}
	for _, t := range v.Types.All() {
		if t.Tree {
			ask.Types = append(ask.Types, t.Name)
		}
	}
	if len(ask.Types) == 0 {
		return nil, nil
	}
	all, err := v.Store.Board(v.ctx, ask)
	if err != nil {
		return nil, err
	}
	var ids []content.ID
	for _, s := range all {
		if s.State != content.Discarded {
			ids = append(ids, s.Document)
		}
	}
	found, err := v.Store.Documents(v.ctx, ids...)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if d := found[id]; d != nil && d.SourceTranslation() != nil && d.SourceTranslation().Newest() != nil {
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// entitled gives the text whose title a page goes by: in the member's language, else
// the original, as the member may read it, else as readers do.
func (v *visit) entitled(d *content.Document) (*content.Translation, *content.Edition) {
	for _, t := range []*content.Translation{d.Translation(v.locale), d.SourceTranslation()} {
		if t == nil || t.Newest() == nil {
			continue
		}
		s := content.Subject{Document: d, Translation: t, Edition: t.Newest(), Type: v.Types.Get(d.Type), Locale: t.Locale, Now: v.now}
		if content.Can(v.actor, content.ReadDraft, s) == nil {
			return t, t.Newest()
		}
		if e := t.LiveEdition(); e != nil && e.State.Readable() {
			return t, e
		}
	}
	return nil, nil
}

func (v *visit) grow(d *content.Document, bodies map[content.Hash][]byte) (page *grown, err error) {
	source := d.SourceTranslation()
	page = &grown{doc: d, source: source, title: v.T("desk.tree.hidden"), lang: v.locale}
	if page.now, err = content.DecodeFacts(bodies[source.Newest().Facts]); err != nil {
		return nil, err
	}
	if e := source.LiveEdition(); e != nil && e.State.Readable() {
		facts, err := content.DecodeFacts(bodies[e.Facts])
		if err != nil {
			return nil, err
		}
		page.shown = &facts
	}
	s := content.Subject{Document: d, Translation: source, Edition: source.Newest(), Type: v.Types.Get(d.Type), Locale: source.Locale, Now: v.now}
	if t, e := v.entitled(d); t != nil {
		words, err := content.DecodeWords(bodies[e.Words])
		if err != nil {
			return nil, err
		}
		page.title, page.lang = v.titled(words), t.Locale
		if content.Can(v.actor, content.ReadDraft, s) == nil {
			page.url = documentURL(d.ID, source.Locale)
		}
	}
	if page.may = content.Can(v.actor, content.Move, s); page.may == nil {
		if _, ok := content.Find(content.Save, source.Newest().State); !ok {
			page.may = fault.New(fault.Invalid, "desk.tree.fixed", "state", i18n.Key("state."+string(source.Newest().State)))
		}
	}
	return page, nil
}
