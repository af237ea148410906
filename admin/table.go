package admin

import (
	"net/url"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
)

// Table is every Document of a Site beside its languages: where each text stands,
// whether it is as new as its original, and what is not translated.
type Table struct {
	Base
	// The filters. Langs and Shows belong together: what is shown of which language.
	Sites, Types, Organizations, Langs, Shows []Choice
	// Wrong says why the filters ask for nothing.
	Wrong   string
	Columns []Column
	Rows    []TableRow
	Total   int
	Next    string
}

// Column is one language of the Site.
type Column struct {
	Locale i18n.Locale
	Name   string
}

// TableRow is one Document.
type TableRow struct {
	URL, Title         string
	Lang               i18n.Locale
	Kind, Organization string
	Cells              []Cell
}

// Cell is one text of a Document, or that there is none.
type Cell struct {
	// URL is the text; "" where there is none.
	URL              string
	State, StateName string
	// Original says that the others are made from it, Stale that readers have it
	// older than that, Fresh that they have it as new, Public that they have an
	// earlier Edition of it.
	Original, Stale, Fresh, Public bool
	When                           time.Time
	// Language is that of the column. Begin is where the text can be begun, Follows
	// the language that it is, or will be, made from by rule.
	Language, Begin, Follows string
	// Hidden says that the member may not read texts of the Document in the
	// language, whether there is one or not.
	Hidden bool
}

// tableLength is how many Documents a page of the table has.
const tableLength = 25

// What a table can be asked for beside the states.
const (
	showsMissing = "missing"
	showsStale   = "stale"
	showsWaiting = "waiting"
)

func tablePage(v *visit) error {
	t := &Table{Base: v.base(v.T("desk.table.title"))}
	site, ask, err := v.tableQuery(t)
	if err != nil {
		return err
	}
	for _, l := range site.Locales {
		t.Columns = append(t.Columns, Column{l, v.words.LanguageName(l)})
	}
	if t.Wrong != "" {
		return v.page(fiber.StatusUnprocessableEntity, "table", t)
	}
	if t.Total, err = v.Store.BoardCount(v.ctx, ask); err != nil {
		return err
	}
	ask.After, ask.Limit = content.ParseBoardCursor(v.c.Query("after")), tableLength+1
	heads, err := v.Store.Board(v.ctx, ask)
	if err != nil {
		return err
	}
	if len(heads) > tableLength {
		heads = heads[:tableLength]
		t.Next = v.tableAfter(heads[tableLength-1].Cursor(ask.Sort))
	}
	if t.Rows, err = v.tableRows(t, site, heads); err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "table", t)
}

// tableQuery is what the address asks for: one Standing for each Document, that of
// the original or that of the language which the filter is about.
func (v *visit) tableQuery(t *Table) (*content.Site, content.BoardQuery, error) {
	ask := content.BoardQuery{Within: v.reading(), Sources: true}
	called, err := v.siteTitles()
	if err != nil {
		return nil, ask, err
	}
	site := v.Sites[v.siteNames()[0]]
	for _, name := range v.siteNames() {
		t.Sites = append(t.Sites, v.choice("site", name, called[name], func() { site = v.Sites[name] }))
	}
	ask.Sites = []string{site.Name}
	for _, typ := range v.Types.All() {
		t.Types = append(t.Types, v.choice("type", typ.Name, v.kind(typ.Name), func() { ask.Types = []string{typ.Name} }))
	}
	if t.Organizations, err = v.organizationFilter(&ask); err != nil {
		return nil, ask, err
	}
	var language i18n.Locale
	for _, l := range site.Locales {
		if len(covering(ask.Within, l)) > 0 {
			t.Langs = append(t.Langs, v.choice("language", string(l), v.words.LanguageName(l), func() { language = l }))
		}
	}
	for _, name := range []string{showsMissing, showsStale, showsWaiting} {
		t.Shows = append(t.Shows, v.choice("show", name, v.T("desk.table."+name), func() { v.showing(t, &ask, name, language) }))
	}
	for _, s := range content.States() {
		t.Shows = append(t.Shows, v.choice("show", string(s), v.T("state."+string(s)), func() {
			ask.States = []content.State{s}
			ofLanguage(&ask, language)
		}))
	}
	return site, ask, nil
}

// showing narrows ask to the Documents whose text in language is missing, stale or
// waiting.
func (v *visit) showing(t *Table, ask *content.BoardQuery, name string, language i18n.Locale) {
	switch {
	case name == showsWaiting:
		ask.Awaits, ask.Sort = true, content.BySubmitted
		ofLanguage(ask, language)
	case language == "":
		t.Wrong = v.T("desk.table.choose")
	case name == showsStale:
		ask.Stale = true
		ofLanguage(ask, language)
	default:
		// What is not there is told of those alone who would see it if it were.
		ask.Lacks, ask.Within = language, covering(ask.Within, language)
	}
}

func ofLanguage(ask *content.BoardQuery, language i18n.Locale) {
	if language != "" {
		ask.Sources, ask.Locales = false, []i18n.Locale{language}
	}
}

// covering gives those bounds within which texts in l may be read, whatever is
// their original.
func covering(bounds []content.Bounds, l i18n.Locale) (some []content.Bounds) {
	for _, b := range bounds {
		if len(b.Locales) == 0 || slices.Contains(b.Locales, l) {
			some = append(some, b)
		}
	}
	return some
}

// tableRows fills a row for each of heads, with one query for all their texts.
func (v *visit) tableRows(t *Table, site *content.Site, heads []content.Standing) ([]TableRow, error) {
	if len(heads) == 0 {
		return nil, nil
	}
	var ids []content.ID
	for _, h := range heads {
		ids = append(ids, h.Document)
	}
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Documents: ids, Sort: content.ByDocument})
	if err != nil {
		return nil, err
	}
	records, err := v.Store.Documents(v.ctx, ids...)
	if err != nil {
		return nil, err
	}
	texts := map[content.ID][]content.Standing{}
	for _, s := range all {
		texts[s.Document] = append(texts[s.Document], s)
	}
	// A text that changed its readers between two questions is left out.
	ids = slices.DeleteFunc(ids, func(id content.ID) bool { return len(texts[id]) == 0 || records[id] == nil })
	var named []content.Standing
	for _, id := range ids {
		named = append(named, v.onePerDocument(texts[id])[0])
	}
	lines, err := v.lines(named, touched)
	if err != nil {
		return nil, err
	}
	rows := make([]TableRow, len(ids))
	for i, id := range ids {
		rows[i] = TableRow{URL: lines[i].URL, Title: lines[i].Title, Lang: lines[i].Lang, Kind: lines[i].Kind, Cells: v.cells(t, site, records[id], texts[id])}
		if at := slices.IndexFunc(t.Organizations, func(c Choice) bool { return c.Value == string(named[i].Organization) }); at >= 0 {
			rows[i].Organization = t.Organizations[at].Text
		}
	}
	return rows, nil
}

// cells gives a cell for each language of the Site. texts are those of d that the
// member may read.
func (v *visit) cells(t *Table, site *content.Site, d *content.Document, texts []content.Standing) []Cell {
	cells := make([]Cell, len(t.Columns))
	for i, c := range t.Columns {
		cell := &cells[i]
		cell.Language = c.Name
		at := slices.IndexFunc(texts, func(s content.Standing) bool { return s.Locale == c.Locale })
		switch {
		case at >= 0:
			cell.stands(v, &texts[at])
			if texts[at].Derived {
				cell.Fresh, cell.Follows = false, v.words.LanguageName(originOf(site, c.Locale))
			}
		case !v.wouldRead(d, c.Locale):
			cell.Hidden = true
		case v.mayBegin(d, v.Types.Get(d.Type), site, c.Locale):
			cell.Begin = documentURL(d.ID, c.Locale) + "/begin"
		case d.Translation(originOf(site, c.Locale)) != nil:
			cell.Follows = v.words.LanguageName(originOf(site, c.Locale))
		}
	}
	return cells
}

// stands fills a cell with where its text stands.
func (c *Cell) stands(v *visit, s *content.Standing) {
	c.URL, c.State, c.StateName = documentURL(s.Document, s.Locale), v.T("state."+string(s.State)), string(s.State)
	c.Original, c.When = s.IsSource(), s.Updated.At
	public := s.LiveState.Readable()
	c.Stale, c.Fresh = s.Stale, public && !s.Stale && !c.Original
	c.Public = public && s.Live != s.Edition
}

// wouldRead reports whether the member may read a text of d in a language, were
// there one.
func (v *visit) wouldRead(d *content.Document, l i18n.Locale) bool {
	return content.Can(v.actor, content.ReadDraft, content.Subject{Document: d, Type: v.Types.Get(d.Type), Locale: l, Now: v.now}) == nil
}

// tableAfter is the address of the page after, with the filters of this one.
func (v *visit) tableAfter(at content.BoardCursor) string {
	q := url.Values{"after": {at.String()}}
	for _, name := range []string{"site", "type", "organization", "language", "show"} {
		if value := v.c.Query(name); value != "" {
			q.Set(name, value)
		}
	}
	return Root + "/table?" + q.Encode()
}
