package content

import (
	"context"
	"slices"
	"time"

	"herald/i18n"
	"herald/internal/fault"
)

// NewLibrary gives the Library of the Site called name over the rows and texts
// of shelf. It is closed over the Site's audience and the Sites that it lists:
// whatever Access a Reader is asked for, nothing of staff comes out of the
// Library of a public Site.
func NewLibrary(shelf Shelf, sites Sites, name string, types *Types, clock Clock) Library {
	return &library{shelf: shelf, sites: sites, site: sites[name], listed: sites.Listed(name), types: types, clock: clock}
}

type library struct {
	shelf Shelf
	sites Sites
	site  *Site
	// listed are the Sites that lists are made of, the own one first.
	listed []*Site
	types  *Types
	clock  Clock
}

func (l *library) Site() *Site    { return l.site }
func (l *library) Types() *Types  { return l.types }
func (l *library) Now() time.Time { return Instant(l.clock.Now()) }

func (l *library) For(access Access) Reader { return l.reader(access) }

func (l *library) reader(access Access) *reader {
	r := &reader{library: l, access: access, now: l.Now(), homes: []*Site{l.site}}
	if !access.Holds(l.site.Audience) {
		return r
	}
	if l.site.Audience == Public {
		// What else somebody holds opens no field here either.
		r.access = NewAccess(Public)
	}
	r.audiences = []string{l.site.Audience}
	for _, s := range l.listed[1:] {
		if access.Holds(s.Audience) {
			r.homes = append(r.homes, s)
		}
	}
	return r
}

type reader struct {
	*library
	access    Access
	audiences []string
	// homes are the Sites that this reader's lists are made of, the own one first.
	homes []*Site
	now   time.Time
	// trace, if set, is told all that is read.
	trace *Trace
}

var readable = []State{Published, Withdrawn}

func (r *reader) Now() time.Time { return r.now }

func (r *reader) query(locale i18n.Locale) Query {
	return Query{Sites: []string{r.site.Name}, For: locale, Audiences: r.audiences, States: readable, Now: r.now}
}

// wide is a query that also selects what is at home on listed Sites.
func (r *reader) wide(locale i18n.Locale) Query {
	q := r.query(locale)
	for _, s := range r.homes[1:] {
		q.Sites = append(q.Sites, s.Name)
		if !slices.Contains(q.Audiences, s.Audience) {
			q.Audiences = append(slices.Clone(q.Audiences), s.Audience)
		}
	}
	return q
}

// home gives the Site that a row is of.
func (r *reader) home(row Row) *Site {
	for _, s := range r.homes {
		if s.Name == row.Site {
			return s
		}
	}
	return r.site
}

func (r *reader) Get(ctx context.Context, id ID, locales ...i18n.Locale) (Reading, error) {
	return r.get(ctx, r.query(""), id, locales)
}

// get gives the text of id that q selects in the first of the locales, else in
// the first of its home's order.
func (r *reader) get(ctx context.Context, q Query, id ID, locales []i18n.Locale) (Reading, error) {
	r.readDocuments(q, id)
	q.Documents = []ID{id}
	rows, err := r.shelf.Rows(ctx, q)
	if err != nil {
		return Reading{}, err
	}
	if row := r.best(rows, locales); row != nil {
		return r.whole(ctx, *row)
	}
	docs, err := r.shelf.Documents(ctx, id)
	if err != nil {
		return Reading{}, err
	}
	if d := docs[id]; d != nil && d.Joined != "" && d.Joined != id {
		return r.get(ctx, q, d.Joined, locales)
	}
	return Reading{}, fault.Absent("document %s", id)
}

// best gives of the rows of one Document that in the first of the locales, else in the
// first of its home's order; nil where there is none.
func (r *reader) best(rows []Row, locales []i18n.Locale) *Row {
	order := slices.Clone(locales)
	if len(rows) > 0 {
		order = append(order, r.home(rows[0]).Locales...) // a Document has one home
	}
	for _, l := range order {
		if i := slices.IndexFunc(rows, func(row Row) bool { return row.Locale == l }); i >= 0 {
			return &rows[i]
		}
	}
	return nil
}

func (r *reader) Single(ctx context.Context, typ string, locale i18n.Locale) (Reading, error) {
	q := r.query(locale)
	q.Types, q.Limit = []string{typ}, 1
	r.read(q, ListTag(r.site.Name, locale, typ))
	rows, err := r.shelf.Rows(ctx, q)
	if err != nil {
		return Reading{}, err
	}
	if len(rows) == 0 {
		return Reading{}, fault.Absent("%s of site %s", typ, r.site.Name)
	}
	return r.whole(ctx, rows[0])
}

func (r *reader) Edition(ctx context.Context, id ID, locale i18n.Locale, n int) (Reading, error) {
	current, err := r.Get(ctx, id, locale)
	if err != nil {
		return Reading{}, err
	}
	if current.Locale != locale || n < 1 || n > current.Edition {
		return Reading{}, fault.Absent("edition %d of %s in %s", n, id, locale)
	}
	if n == current.Edition {
		return current, nil
	}
	docs, err := r.shelf.Documents(ctx, id)
	if err != nil {
		return Reading{}, err
	}
	t := docs[id].Translation(locale)
	e := t.Edition(n)
	if e == nil || e.Published == nil {
		return Reading{}, fault.Absent("edition %d of %s in %s", n, id, locale)
	}
	row := Row{Document: id, Site: r.site.Name, Type: docs[id].Type, For: locale, Locale: locale, Edition: n,
		State: Superseded, Public: t.LastMajor(n), Words: e.Words, Facts: e.Facts, Date: current.Date}
	all, err := r.readings(ctx, []Row{row}, docs)
	if err != nil {
		return Reading{}, err
	}
	old := all[0]
	old.Alternates, old.Current = current.Alternates, false
	return old, nil
}

func (r *reader) List(ctx context.Context, f Filter) (Listing, error) {
	q := r.listed(f)
	r.read(q, r.listTags(f)...)
	if f.Limit > 0 {
		q.Limit = f.Limit + 1
	}
	rows, err := r.shelf.Rows(ctx, q)
	if err != nil {
		return Listing{}, err
	}
	var next Cursor
	if f.Limit > 0 && len(rows) > f.Limit {
		rows = rows[:f.Limit]
		next = rows[len(rows)-1].Cursor(q.Sort)
	}
	items, err := r.items(ctx, rows, f)
	return Listing{Items: items, Next: next}, err
}

func (r *reader) Count(ctx context.Context, f Filter) (int, error) {
	q := r.listed(f)
	r.read(q, r.listTags(f)...)
	return r.shelf.Count(ctx, q)
}

// listed turns a Filter into a Query. Lists show what is published and has not
// ended; a register also shows, marked, what was withdrawn or unpublished.
func (r *reader) listed(f Filter) Query {
	q := r.wide(f.Locale)
	if f.Own {
		q = r.query(f.Locale)
	}
	q.Types, q.Parent, q.From, q.To, q.After = f.Types, f.Parent, f.From, f.To, f.After
	q.States, q.Current, q.Sort = []State{Published}, !f.All, f.Sort
	if len(f.Types) == 1 {
		if t := r.types.Get(f.Types[0]); t != nil {
			if t.Register {
				q.States, q.Current = []State{Published, Withdrawn, Unpublished}, false
			}
			if q.Sort == "" {
				q.Sort = t.Sort
			}
		}
	}
	if q.Sort == "" {
		q.Sort = ByPublic
	}
	if f.Withdrawn && !slices.Contains(q.States, Withdrawn) {
		q.States = append(q.States, Withdrawn)
	}
	q.Terms = map[string][]string{}
	set := func(name, value string) {
		if value != "" {
			q.Terms[name] = []string{value}
		}
	}
	for name, value := range f.Terms {
		set(name, value)
	}
	set(TermOrganization, string(f.Organization))
	set(TermTopic, string(f.Topic))
	set(TermYear, f.Year)
	return q
}

func (r *reader) Facets(ctx context.Context, f Filter, names ...string) (map[string][]Facet, error) {
	out := map[string][]Facet{}
	for _, name := range names {
		// A facet's own choice does not narrow its own counts: the reader sees
		// what choosing otherwise would give.
		wide := f
		switch name {
		case TermTopic:
			wide.Topic = ""
		case TermOrganization:
			wide.Organization = ""
		}
		q := r.listed(wide)
		delete(q.Terms, name)
		r.read(q, r.listTags(wide)...)
		counts, err := r.shelf.Facets(ctx, q, []string{name})
		if err != nil {
			return nil, err
		}
		for value, n := range counts[name] {
			out[name] = append(out[name], Facet{Value: value, Count: n})
		}
		slices.SortFunc(out[name], func(a, b Facet) int {
			if a.Count != b.Count {
				return b.Count - a.Count
			}
			if a.Value < b.Value {
				return -1
			}
			return 1
		})
	}
	return out, nil
}

func (r *reader) Tree(ctx context.Context, locale i18n.Locale) ([]*Branch, error) {
	q := r.query(locale)
	q.States, q.Current, q.Sort = []State{Published}, true, ByOrder
	for _, t := range r.types.All() {
		if t.Tree {
			q.Types = append(q.Types, t.Name)
		}
	}
	if len(q.Types) == 0 {
		return nil, nil
	}
	r.read(q, TreeTag(r.site.Name))
	rows, err := r.shelf.Rows(ctx, q)
	if err != nil {
		return nil, err
	}
	words, err := r.words(ctx, rows)
	if err != nil {
		return nil, err
	}
	return grow(rows, words, r.site), nil
}

// grow makes the tree out of rows that are in order. A page whose parent is not
// readable stands at the top, so that none is lost; a ring of parents is cut.
func grow(rows []Row, words map[Hash]Words, site *Site) []*Branch {
	branches := map[ID]*Branch{}
	parent := map[ID]ID{}
	for _, row := range rows {
		w := words[row.Words]
		branches[row.Document] = &Branch{ID: row.Document, Title: w.Title, Path: site.Path(row.Locale, w.Path), Locale: row.Locale}
		parent[row.Document] = row.Parent
	}
	ringed := func(id ID) bool {
		for i, p := 0, parent[id]; p != ""; i, p = i+1, parent[p] {
			if p == id || i > len(rows) {
				return true
			}
		}
		return false
	}
	var top []*Branch
	for _, row := range rows {
		b, above := branches[row.Document], branches[row.Parent]
		if above == nil || ringed(row.Document) {
			top = append(top, b)
			continue
		}
		above.Children = append(above.Children, b)
	}
	return top
}
