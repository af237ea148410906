package content

import (
	"context"
	"time"

	"herald/i18n"
)

// Log is what the verbs need of a store: load at a Position, check, commit at
// the next one. A store holds no rule; it is handed Project for its rows.
type Log interface {
	// Load gives the asked Documents and claimants as of one Position. A
	// Document that does not exist is left out; that is no error.
	Load(ctx context.Context, ask Ask) (Snapshot, error)
	// Commit appends c after the Change at Position at, writes texts before it,
	// and returns only when both are durable. It fills c's Position and
	// Previous. It returns fault.Conflict when at is no longer the head, unless
	// the log already holds c.ID: then it gives that Change and no error.
	Commit(ctx context.Context, at Position, c Change, texts []Text) (Change, error)
	// Changes gives up to limit Changes after a Position, in order.
	Changes(ctx context.Context, after Position, limit int) ([]Change, error)
	// Due gives the Documents with an Edition scheduled for now or earlier,
	// earliest first.
	Due(ctx context.Context, now time.Time) ([]ID, error)
	// Showing gives the Documents of which a public or scheduled text shows an
	// Asset, sorted.
	Showing(ctx context.Context, asset ID) ([]ID, error)
	// Using gives the Standings of all texts that show an Asset, in whatever State,
	// by Document and locale.
	Using(ctx context.Context, asset ID) ([]Standing, error)
	Texts
}

// Texts gives text bodies by hash.
type Texts interface {
	// Texts gives the bodies of all hashes, redacted ones as they are now. It
	// returns fault.NotFound when one is missing.
	Texts(ctx context.Context, hashes ...Hash) (map[Hash][]byte, error)
}

// Shelf is what a Library needs of a store: projected rows and texts. Its
// queries carry their own now and their own audience.
type Shelf interface {
	// Head gives the Position of the newest Change, 0 in an empty log.
	Head(ctx context.Context) (Position, error)
	// Rows gives the rows that q selects, in its order.
	Rows(ctx context.Context, q Query) ([]Row, error)
	// Count gives how many rows q selects, without After and Limit.
	Count(ctx context.Context, q Query) (int, error)
	// Facets counts, for each named term, the rows of q by value.
	Facets(ctx context.Context, q Query, names []string) (map[string]map[string]int, error)
	// Next gives the earliest instant after now at which some row that one of the
	// queries could select begins, ends or leaves current lists; zero when there is none.
	Next(ctx context.Context, now time.Time, queries ...Query) (time.Time, error)
	// Paths gives who holds path on site in any locale.
	Paths(ctx context.Context, site, path string) ([]PathRow, error)
	// Documents gives Records as they are now; absent ones are left out.
	Documents(ctx context.Context, ids ...ID) (map[ID]*Document, error)
	Texts
}

// Store is everything a store is: log, shelf, board and its own upkeep.
type Store interface {
	Log
	Shelf
	Board
	Keeper
}

// Keeper is a store's upkeep, used by commands only.
type Keeper interface {
	// Verify checks chain, texts and projections and reports every finding; an
	// error means that it could not look. progress may be nil.
	Verify(ctx context.Context, repair bool, progress Progress) ([]Finding, error)
	// Reproject rebuilds every projection from the log.
	Reproject(ctx context.Context, progress Progress) error
	Close() error
}

// Progress is told how much of a long task is done.
type Progress func(done, total int)

// Finding is something that Verify found wrong.
type Finding struct {
	// What is the kind of thing: "chain", "text", "projection", "orphan",
	// "file".
	What string `json:"what"`
	// Where names it; Why says what is wrong, in English, for the operator.
	Where    string `json:"where"`
	Why      string `json:"why"`
	Repaired bool   `json:"repaired,omitempty"`
}

// Ask is what a verb wants loaded.
type Ask struct {
	Documents []ID
	// Claims are claim keys whose claimants are wanted.
	Claims []Claim
	// Assets are Assets whose Records are wanted.
	Assets []ID
	// Everybody asks for the Records of all Members: rules about them are about
	// all of them.
	Everybody bool
	// Style asks for what was said about every language: a rule is about all texts.
	Style bool
	// Tuning asks for what was said of the searches of every Site and language.
	Tuning bool
}

// Snapshot is what Load gives: everything as of one Position.
type Snapshot struct {
	Position  Position
	Documents map[ID]*Document
	Claimed   map[Claim][]ID
	// Assets are Records, which package media decodes.
	Assets map[ID]Record
	// Members are Records, which package staff decodes, in the order of their ids.
	Members []Record
	// Style are Records, which package style decodes, in the order of their ids.
	Style []Record
	// Tuning are Records, which package tuning decodes, in the order of their ids.
	Tuning []Record
}

// Claim is something that at most one Document, Asset or Member may hold: an
// address, a number, a folder name. Stores keep who claims what; the verbs decide who may.
type Claim string

// Row is a Document as lists of one Site and locale see it during one window
// of time: projected from its Record, never edited.
type Row struct {
	Document ID     `json:"document"`
	Site     string `json:"site"`
	Type     string `json:"type"`
	Audience string `json:"audience"`
	// For is the locale of the list; Locale is that of the text shown in it:
	// For itself, or the first readable one.
	For     i18n.Locale `json:"for"`
	Locale  i18n.Locale `json:"locale"`
	Edition int         `json:"edition"`
	// State is published, withdrawn or unpublished.
	State State `json:"state"`
	// Begin and End bound when the row holds, End excluded; zero is open.
	Begin time.Time `json:"begin,omitzero"`
	End   time.Time `json:"end,omitzero"`
	// Until is when it leaves current lists; zero is never.
	Until time.Time `json:"until,omitzero"`
	// Public sorts lists and feeds: the time of the last major change.
	Public  time.Time `json:"public,omitzero"`
	Path    string    `json:"path"`
	TitleBy []byte    `json:"title_by,omitempty"`
	// Date is the entry's own day, or its public day. Moment is the instant
	// behind it where the Type tells one; it orders the entries of a day.
	Date   string    `json:"date,omitempty"`
	Moment time.Time `json:"moment,omitzero"`
	Order  int       `json:"order,omitempty"`
	Parent ID        `json:"parent,omitempty"`
	Words  Hash      `json:"words"`
	Facts  Hash      `json:"facts"`
	Terms  []Term    `json:"terms,omitempty"`
}

// Term is a value that rows are filtered and counted by.
type Term struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// The names of terms that every Type has; facet fields add their own, and each
// ref field adds TermRef and "ref:FIELD".
const (
	TermTopic        = "topic"
	TermOrganization = "organization"
	TermYear         = "year"
	TermRef          = "ref"
)

// PathRow says that a path belongs to a Translation.
type PathRow struct {
	Site     string      `json:"site"`
	Locale   i18n.Locale `json:"locale"`
	Path     string      `json:"path"`
	Document ID          `json:"document"`
	// Since is when the path became, or becomes, public; zero is from the start.
	Since time.Time `json:"since,omitzero"`
	// Rehomed says that the Document has left the Site.
	Rehomed bool `json:"rehomed,omitempty"`
}

// Query selects rows. Empty fields select everything; the zero States select
// what is published. Without For it selects every text once, in its own locale,
// and cannot be paged: After and Limit are for lists of one locale.
type Query struct {
	// Sites are the homes of what is listed. A Site has rows for its own locales
	// only: of one that does not speak For, nothing is selected.
	Sites     []string
	For       i18n.Locale
	Types     []string
	Documents []ID
	Parent    *ID
	// Audiences are the labels the reader holds; a row of another audience is
	// never given. An empty list gives nothing.
	Audiences []string
	States    []State
	// Terms select rows that have, for every name, one of its values.
	Terms map[string][]string
	// From and To bound Date, both included ("2026-01-01").
	From, To string
	// Now is the instant at which windows are judged. Current leaves out what
	// has ended by then.
	Now     time.Time
	Current bool
	Sort    Sort
	After   Cursor
	// Limit bounds the answer; 0 is no bound.
	Limit int
}

// Cursor is a place in an order: the sort key and Document of the last row
// seen. It is empty at the start.
type Cursor struct {
	Key      string
	Document ID
}

// SortKey gives the key under which r stands in order s. Keys compare as bytes.
func (r *Row) SortKey(s Sort) string {
	switch s {
	case ByTitle:
		return string(r.TitleBy)
	case ByDate, ByDateAsc:
		if r.Moment.IsZero() {
			return r.Date
		}
		return r.Date + " " + r.Moment.UTC().Format("2006-01-02T15:04:05Z")
	case ByOrder:
		return orderKey(r.Order) + string(r.TitleBy)
	default:
		return r.Public.UTC().Format("2006-01-02T15:04:05.000Z")
	}
}

// Descends reports whether order s runs from the greatest key to the least.
func (s Sort) Descends() bool { return s == ByPublic || s == ByDate || s == "" }

// Cursor gives the place of r in order s.
func (r *Row) Cursor(s Sort) Cursor { return Cursor{Key: r.SortKey(s), Document: r.Document} }
