package site

import (
	"html/template"
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/register"
	"herald/i18n"
)

// Listing is the page of all Documents of one Type; a register is shown as a
// table.
type Listing struct {
	Base
	// Type is the Type's name.
	Type string
	// Intro is what the Document of Type listing says about the list.
	Summary string
	Intro   template.HTML
	Total   int
	Items   []Item
	// Register says that the list is a table with Columns; its rows are Rows.
	Register bool
	Columns  []Head
	Rows     []Row
	// Calendar says that days are set large.
	Calendar bool
	Facets   []FacetGroup
	// Chosen are the filters in effect, each with the way to take it off.
	Chosen []Link
	// Clear is the list without filters; Next and First are other pages of it.
	Clear, Next, First string
	// Problems say which filters could not be read.
	Problems []string
	// Dates is the form that bounds the list by two days.
	Dates DateForm
	// CSV and JSON are the list as data.
	CSV, JSON string
}

// Head is a column of a register. A list can be put in order by some of them:
// URL leads there, and Sorted says how it stands now, in the words of ARIA
// ("ascending", "descending"; "none" where it is sorted by another).
type Head struct{ Text, URL, Sorted string }

// Row is one entry of a register, with a Cell for each column after its title.
type Row struct {
	Item
	Cells  []Cell
	Status string
}

// Cell is a value under its column's label, which a phone shows beside it.
type Cell struct {
	Label, Text string
	// Day says that the value is one, which is not broken into two lines.
	Day bool
}

// FacetGroup is one filter with the values it can take.
type FacetGroup struct {
	Name, Label string
	Options     []FacetOption
	// Open says that a value is chosen.
	Open bool
}

// FacetOption is one value of a filter.
type FacetOption struct {
	Link
	Count  int
	Chosen bool
}

// DateForm keeps what is chosen otherwise while two days are entered.
type DateForm struct {
	// Action is where the form leads.
	Action, From, To string
	Hidden           []Pair
}

// Pair is a name with a value.
type Pair struct{ Name, Value string }

// pageLength is how many entries a page of a list shows.
const pageLength = 30

// listingPage answers with a page of the list of t.
func listingPage(v *visit, t *content.Type) (answer, error) {
	f, issues := v.filter(t)
	l, err := v.listing(t, f, issues)
	if err != nil {
		return answer{}, err
	}
	return v.page(fiber.StatusOK, "listing", l)
}

// filter reads the question of a list, which is the same in all its forms: as
// a page, as data and in feeds.
func (v *visit) filter(t *content.Type) (content.Filter, []content.Issue) {
	f, issues := register.ParseFilter(v.query.Get, t, v.site.Audience)
	v.bound(&f, t)
	return f, issues
}

// newestFirst reads the question of a list for those who ask what is new:
// whatever order its page is in is not theirs.
func (v *visit) newestFirst(t *content.Type) content.Filter {
	ordered := *t
	ordered.Sort = content.ByPublic
	f, _ := register.ParseFilter(func(name string) string {
		if name == register.ParamSort {
			return ""
		}
		return v.query.Get(name)
	}, &ordered, v.site.Audience)
	v.bound(&f, t)
	return f
}

func (v *visit) bound(f *content.Filter, t *content.Type) {
	f.Locale, f.Limit = v.locale, pageLength
	// A list that runs forward in time begins today, unless asked otherwise.
	if t.Sort == content.ByDateAsc && f.From == "" && f.To == "" && f.Year == "" {
		f.From = v.today().String()
	}
}

// chosen gives the filters as the reader chose them, without the ones that the
// list has of itself.
func (v *visit) chosen(t *content.Type) content.Filter {
	f, _ := register.ParseFilter(v.query.Get, t, v.site.Audience)
	f.After = content.Cursor{}
	return f
}

func (v *visit) listing(t *content.Type, f content.Filter, issues []content.Issue) (*Listing, error) {
	title, summary, intro, err := v.introduction(t)
	if err != nil {
		return nil, err
	}
	b, err := v.base(title, v.listingPlace(t))
	if err != nil {
		return nil, err
	}
	l := &Listing{Base: b, Type: t.Name, Summary: summary, Intro: intro, Register: t.Register, Calendar: t.Sort == content.ByDateAsc}
	l.Crumbs, l.Description = []Link{v.homeCrumb()}, summary
	list, err := v.reader.List(v.ctx, f)
	if err != nil {
		return nil, err
	}
	if l.Total, err = v.reader.Count(v.ctx, f); err != nil {
		return nil, err
	}
	if err := v.fill(l, t, list); err != nil {
		return nil, err
	}
	if err := v.facets(l, t, f); err != nil {
		return nil, err
	}
	v.ways(l, t, f, list.Next)
	for _, issue := range issues {
		l.Problems = append(l.Problems, v.issue(issue))
	}
	return l, nil
}

// introduction gives the title of a list and what is said about it.
func (v *visit) introduction(t *content.Type) (title, summary string, intro template.HTML, err error) {
	title = v.many(t)
	introduces := func(r *content.Reading) bool {
		return r.Type.Name == "listing" && r.Facts.Fields.Text("of") == t.Name && r.Locale == v.locale
	}
	if v.foreseen != nil && introduces(v.foreseen.Reading) {
		r := v.foreseen.Reading
		return r.Words.Title, r.Words.Summary, v.render(r, r.Words.Body, "intro-"), nil
	}
	list, err := v.reader.List(v.ctx, content.Filter{Locale: v.locale, Types: []string{"listing"}, Own: true, Limit: 100})
	if err != nil {
		return "", "", "", err
	}
	for i := range list.Items {
		if r := &list.Items[i]; introduces(r) {
			return r.Words.Title, r.Words.Summary, v.render(r, r.Words.Body, "intro-"), nil
		}
	}
	return title, "", "", nil
}

func (v *visit) listingPlace(t *content.Type) place {
	p := place{path: v.listingURL(t, v.locale), in: map[i18n.Locale]string{}}
	for _, l := range v.site.Locales {
		if url := v.listingURL(t, l); url != "" {
			p.in[l] = url
		}
	}
	return p
}

// fill sets the entries, as a table where t is a register.
func (v *visit) fill(l *Listing, t *content.Type, list content.Listing) error {
	l.Items = v.items(list.Items)
	if !t.Register {
		return nil
	}
	columns := slices.DeleteFunc(register.Columns(t, v.site.Audience), func(c register.Column) bool { return c.Name == t.Number })
	l.Columns = v.heads(t, columns)
	texter := v.texter()
	refs, err := v.refsTo(list.Items)
	if err != nil {
		return err
	}
	var named []content.ID
	for i := range list.Items {
		for _, c := range columns {
			named = append(named, c.Refs(c.Value(&list.Items[i]))...)
		}
	}
	v.meet(v.locale, named...)
	for i := range list.Items {
		r := &list.Items[i]
		row := Row{Item: l.Items[i]}
		for _, c := range columns {
			row.Cells = append(row.Cells, Cell{c.Label(v.words), texter.Text(c, c.Value(r)), c.Name == t.Date})
		}
		_, row.Status = v.status(r, refs[r.ID])
		l.Rows = append(l.Rows, row)
	}
	return nil
}

// refsTo gives the Documents that name one of entries, where their states depend on
// them.
func (v *visit) refsTo(entries []content.Reading) (map[content.ID][]content.Reading, error) {
	var ids []content.ID
	for i := range entries {
		if register.Refers(entries[i].Type) {
			ids = append(ids, entries[i].ID)
		}
	}
	return v.reader.Refs(v.ctx, ids, v.locale, relationLimit)
}

// heads gives the columns of a register, the title first and the state last.
func (v *visit) heads(t *content.Type, columns []register.Column) []Head {
	chosen := v.chosen(t)
	heads := []Head{v.sortable(t, chosen, v.words.T("page.column.title"), content.ByTitle)}
	for _, c := range columns {
		if c.Name == t.Date {
			heads = append(heads, v.sortable(t, chosen, c.Label(v.words), content.ByDate, content.ByDateAsc))
			continue
		}
		heads = append(heads, Head{Text: c.Label(v.words)})
	}
	return append(heads, Head{Text: v.words.T("page.column.status")})
}

// sortable is a column that a list can be put in order by. Pressed again, it turns
// to the next of its orders.
func (v *visit) sortable(t *content.Type, chosen content.Filter, text string, orders ...content.Sort) Head {
	at := slices.Index(orders, chosen.Sort)
	h := Head{Text: text, Sorted: "none"}
	if at >= 0 {
		h.Sorted = "ascending"
		if chosen.Sort.Descends() {
			h.Sorted = "descending"
		}
	}
	if at < 0 || len(orders) > 1 {
		h.URL = v.listURL(t, register.With(chosen, register.ParamSort, string(orders[(at+1)%len(orders)])))
	}
	return h
}

// texter writes values of a register in the language of the page.
func (v *visit) texter() register.Texter {
	return register.Texter{Printer: v.words, Zone: v.zone(), Titles: func(id content.ID) string {
		r, _ := v.linked(id, v.locale)
		return r.Words.Title
	}}
}

func (v *visit) issue(i content.Issue) string {
	if v.words.Has(i.Key) {
		return v.words.T(i.Key, i.Args...)
	}
	return v.words.T("page.filter.unknown")
}

// filterNames are the parameters that the listings of all Types understand.
func filterNames(types *content.Types) []string {
	var names []string
	for _, t := range types.All() {
		for _, name := range register.Params(t, content.Staff) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
