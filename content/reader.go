package content

import (
	"context"
	"time"

	"herald/i18n"
)

// Library gives Readers of one Site, closed over its audience and over the Sites
// that it lists. It is all that
// site, search and feeds get of the content: drafts, verbs and other audiences
// cannot be asked for through it.
type Library interface {
	// Site is the Site that the Library reads.
	Site() *Site
	// Types are the configured Types.
	Types() *Types
	// Now is the instant at which a Reader made now would read.
	Now() time.Time
	// For gives a Reader for one request with access, at one instant.
	For(access Access) Reader
	// Record gives a Reader that notes all that it is asked for, so that what
	// is made of its answers can be kept.
	Record(ctx context.Context, access Access) (Reader, *Trace, error)
}

// Reader answers what readers of one Site may see at one instant. Every method
// leaves out what its Access does not hold, what is not public yet and what is
// not public any more; absent is fault.NotFound. List, Count, Facets, Refs and
// Links also know what is at home on a Site that this one lists; a page of its
// own has a Document at its home only.
type Reader interface {
	// Now is the instant of the request.
	Now() time.Time
	// Find says who answers at path in locale.
	Find(ctx context.Context, locale i18n.Locale, path string) (Found, error)
	// Get gives a Document in the first readable of the locales, else in the
	// first readable of the Site's order.
	Get(ctx context.Context, id ID, locales ...i18n.Locale) (Reading, error)
	// ByID says how the permanent address of a Document is answered: FoundMoved
	// to its text, preferably in locale, or FoundGone if it was public once.
	ByID(ctx context.Context, id ID, locale i18n.Locale) (Found, error)
	// Edition gives an older or the current Edition of a readable Translation.
	Edition(ctx context.Context, id ID, locale i18n.Locale, n int) (Reading, error)
	// List gives a page of Documents, each once, in its order.
	List(ctx context.Context, f Filter) (Listing, error)
	// Count gives how many Documents f selects.
	Count(ctx context.Context, f Filter) (int, error)
	// Facets counts the Documents of f by the values of each named term.
	Facets(ctx context.Context, f Filter, names ...string) (map[string][]Facet, error)
	// Links is Get for many that are linked to, in as many questions as for one: they may
	// also be at home on a listed Site. What cannot be read is left out; of the rest only
	// that is given which a line about it says: neither Alternates nor Follows or Stale.
	Links(ctx context.Context, ids []ID, locales ...i18n.Locale) (map[ID]Reading, error)
	// Refs gives for each of ids up to limit Documents that name it in a field, newest
	// first.
	Refs(ctx context.Context, ids []ID, locale i18n.Locale, limit int) (map[ID][]Reading, error)
	// Single gives the Site's Document of a single Type.
	Single(ctx context.Context, typ string, locale i18n.Locale) (Reading, error)
	// Tree gives the Site's page tree in locale.
	Tree(ctx context.Context, locale i18n.Locale) ([]*Branch, error)
}

// FoundKind says how a path is answered.
type FoundKind int

// The answers to a path.
const (
	// FoundHere is the current address of a readable text: 200.
	FoundHere FoundKind = iota
	// FoundMoved means that Reading has another address, in this or another
	// locale of the Site: 301.
	FoundMoved
	// FoundElsewhere means that the Document is readable in another locale
	// only; the page is shown whole in that language.
	FoundElsewhere
	// FoundGone means that it was public once: 410, or Redirect.
	FoundGone
)

// Found is the answer to a path.
type Found struct {
	Kind    FoundKind
	Reading Reading
	// Ending and Redirect are set for FoundGone. To is the absolute path of the
	// Document redirected to, as resolved on this Site.
	Ending *Ending
	To     string
}

// Reading is what a reader gets: one Document in one locale at one instant,
// with the words and facts that its audience may see.
type Reading struct {
	ID   ID
	Type *Type
	// Site is the home Site, on which Path stands.
	Site *Site
	// Born is the origin of the first home: permanent names are made of it, and so
	// outlast a move.
	Born   string
	Locale i18n.Locale
	// Source is the locale that translations are made from.
	Source  i18n.Locale
	Edition int
	// Editions are the numbers of those published so far in this locale, this
	// one the last: a number that was never published is not among them.
	Editions []int
	State    State
	Words    Words
	Facts    Facts
	// Date is the entry's own day, or its public day.
	Date string
	// First, Public and Updated are the public times of the first Edition, of
	// the last major change, and of this Edition.
	First, Public, Updated time.Time
	// Began is the first public time in any locale: it stays when a list that
	// showed another language's text shows this one.
	Began      time.Time
	Correction bool
	// Mended is the newest correction up to this Edition, if there was one.
	Mended            Mended
	Sealed            *Approval
	Imported, Derived bool
	// Unofficial marks a translation of a verbatim text without legal force.
	Unofficial bool
	Owed       []Debt
	Ending     *Ending
	// ReasonText is the typed reason of Ending in this locale, if one was typed.
	ReasonText string
	// Ended says that Facts.Until has passed.
	Ended bool
	// Follows lists locales of the together group that come later.
	Follows []Later
	// Alternates are the readable Translations, this one among them.
	Alternates []Alternate
	// Redacted says when something was taken out; zero is never.
	Redacted time.Time
	// Stale says how far the source has moved on; zero is not at all.
	Stale Staleness
	// Current is false for an older Edition.
	Current bool
}

// Path gives the absolute path of the text on its Site.
func (r *Reading) Path() string { return r.Site.Path(r.Locale, r.Words.Path) }

// URL gives the address of the text for a link on a page of site: its path, or
// the whole address where its home has another origin.
func (r *Reading) URL(site *Site) string {
	if r.Site.Origin == site.Origin {
		return r.Path()
	}
	return r.Site.URL(r.Path())
}

// Mended says which Edition corrected a mistake, and when that was public. Edition
// is 0 where none did.
type Mended struct {
	Edition int
	At      time.Time
}

// Alternate is a readable Translation of the same Document.
type Alternate struct {
	Locale i18n.Locale
	Path   string
}

// Later is a Translation that follows its group by a day.
type Later struct {
	Locale i18n.Locale
	Due    string
}

// Filter selects a listing.
type Filter struct {
	Locale       i18n.Locale
	Types        []string
	Organization ID
	Topic        ID
	// Terms filter by facet fields.
	Terms map[string]string
	// Year, From and To bound the entry's day.
	Year, From, To string
	Parent         *ID
	// Own leaves out what is at home on a listed Site.
	Own bool
	// All keeps what has ended; registers also keep withdrawn entries.
	All   bool
	Sort  Sort
	After Cursor
	Limit int
	// Withdrawn also gives what was withdrawn, as registers always do.
	Withdrawn bool
	// Bare leaves out what would have to be read for each item: of the words it
	// has the path alone, and of the public times that of the last major change.
	// Alternates fills those of the items, which lists do without otherwise.
	Bare, Alternates bool
}

// Listing is a page of a list.
type Listing struct {
	Items []Reading
	// Next is where the page after begins; empty at the end.
	Next Cursor
}

// Facet is a value and how many Documents have it.
type Facet struct {
	Value string
	Count int
}

// Branch is a page with the pages below it.
type Branch struct {
	ID       ID
	Title    string
	Path     string
	Locale   i18n.Locale
	Children []*Branch
}
