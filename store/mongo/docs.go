package mongo

import (
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/i18n"
)

// The projected collections; the names in the database end in a generation.
const (
	recordColl   = "records"
	rowColl      = "rows"
	pathColl     = "paths"
	claimColl    = "claims"
	dueColl      = "due"
	standingColl = "standings"
	eventColl    = "events"
)

var projectedColls = []string{recordColl, rowColl, pathColl, claimColl, dueColl, standingColl}

// span is what every projected document but an Event has: its key, whose it is, and
// the Positions from which and before which it holds. Ended is when it was replaced,
// in milliseconds since 1970; until somebody sweeps it, older views may read it.
type span struct {
	Key   string `bson:"_id"`
	Owner string `bson:"owner"`
	From  int64  `bson:"from"`
	To    int64  `bson:"to"`
	Ended int64  `bson:"ended"`
	// Print is the hash of the rest: what has not changed is not written again.
	Print string `bson:"print"`
}

type recordDoc struct {
	Span     span   `bson:",inline"`
	Kind     string `bson:"kind"`
	ID       string `bson:"id"`
	Position int64  `bson:"position"`
	Body     []byte `bson:"body"`
	// Held is what the other collections hold of it, so that one question tells what a
	// later Change has to replace.
	Held []heldDoc `bson:"held"`
}

// heldDoc is a projected document by its collection, without the generation, its key
// and its print.
type heldDoc struct {
	Coll  string `bson:"c"`
	Key   string `bson:"k"`
	Print string `bson:"p"`
}

func (d recordDoc) record() content.Record {
	return content.Record{Kind: content.RecordKind(d.Kind), ID: content.ID(d.ID), Body: d.Body}
}

// rowDoc is a Row. Sort keys are written in hexadecimal, since the database compares
// strings byte by byte, but bytes by their number first.
type rowDoc struct {
	Span     span     `bson:",inline"`
	N        int      `bson:"n"`
	Document string   `bson:"document"`
	Site     string   `bson:"site"`
	Type     string   `bson:"type"`
	Audience string   `bson:"audience"`
	For      string   `bson:"for"`
	Own      bool     `bson:"own"`
	State    string   `bson:"state"`
	Begin    int64    `bson:"begin"`
	End      int64    `bson:"end"`
	Until    int64    `bson:"until"`
	Parent   string   `bson:"parent"`
	Date     string   `bson:"date"`
	Public   string   `bson:"public"`
	DateKey  string   `bson:"date_key"`
	Title    string   `bson:"title"`
	Order    string   `bson:"order"`
	Terms    []string `bson:"terms"`
	Body     []byte   `bson:"body"`
}

func rowOf(n int, r *content.Row) rowDoc {
	key := func(s content.Sort) string { return hex.EncodeToString([]byte(r.SortKey(s))) }
	d := rowDoc{N: n, Document: string(r.Document), Site: r.Site, Type: r.Type, Audience: r.Audience, For: string(r.For), Own: r.For == r.Locale,
		State: string(r.State), Begin: millis(r.Begin, fromStart), End: millis(r.End, forEver), Until: millis(r.Until, forEver),
		Parent: string(r.Parent), Date: r.Date, Public: key(content.ByPublic), DateKey: key(content.ByDate), Title: key(content.ByTitle), Order: key(content.ByOrder),
		Terms: termsOf(r.Terms), Body: encoded(r)}
	return d
}

// termsOf writes each term once.
func termsOf(terms []content.Term) []string {
	all := []string{}
	seen := map[content.Term]bool{}
	for _, t := range terms {
		if !seen[t] {
			seen[t] = true
			all = append(all, termKey(t.Name, t.Value))
		}
	}
	return all
}

// termKey is a term as one string; no name holds the sign between.
func termKey(name, value string) string { return name + "=" + value }

type pathDoc struct {
	Span     span   `bson:",inline"`
	Site     string `bson:"site"`
	Path     string `bson:"path"`
	Locale   string `bson:"locale"`
	Document string `bson:"document"`
	Since    int64  `bson:"since"`
	Rehomed  bool   `bson:"rehomed"`
}

func (d pathDoc) row() content.PathRow {
	return content.PathRow{Site: d.Site, Path: d.Path, Locale: i18n.Locale(d.Locale), Document: content.ID(d.Document), Since: instant(d.Since, fromStart), Rehomed: d.Rehomed}
}

type claimDoc struct {
	Span     span   `bson:",inline"`
	Claim    string `bson:"claim"`
	Document string `bson:"document"`
}

type dueDoc struct {
	Span     span   `bson:",inline"`
	At       int64  `bson:"at"`
	Document string `bson:"document"`
}

// standingDoc is where a Translation stands, with who has to do with it and what files
// it shows. Dues says by when each step is owed.
type standingDoc struct {
	Span         span     `bson:",inline"`
	Document     string   `bson:"document"`
	Locale       string   `bson:"locale"`
	Locales      []string `bson:"locales"`
	Site         string   `bson:"site"`
	Type         string   `bson:"type"`
	Organization string   `bson:"organization"`
	State        string   `bson:"state"`
	LiveState    string   `bson:"live_state"`
	Source       bool     `bson:"source"`
	Updated      int64    `bson:"updated"`
	Submitted    int64    `bson:"submitted"`
	Publish      int64    `bson:"publish"`
	Due          int64    `bson:"due"`
	Review       string   `bson:"review"`
	Year         string   `bson:"year"`
	Missing      []string `bson:"missing"`
	Dues         bson.D   `bson:"dues"`
	OwedSteps    []string `bson:"owed_steps"`
	Owes         bool     `bson:"owes"`
	Stale        bool     `bson:"stale"`
	Unsealed     bool     `bson:"unsealed"`
	Redaction    bool     `bson:"redaction"`
	Reason       bool     `bson:"reason"`
	Hands        []string `bson:"hands"`
	Used         []string `bson:"used"`
	Body         []byte   `bson:"body"`
}

// standingOf gives the document of s, whose Document has Translations in locales.
func standingOf(s *content.Standing, locales []string) standingDoc {
	order := func(by content.BoardSort) int64 { return millis(s.Cursor(by).At, fromStart) }
	d := standingDoc{Document: string(s.Document), Locale: string(s.Locale), Locales: locales, Site: s.Site, Type: s.Type,
		Organization: string(s.Organization), State: string(s.State), LiveState: string(s.LiveState), Source: s.IsSource(),
		Updated: order(content.ByUpdated), Submitted: order(content.BySubmitted), Publish: order(content.ByPublishAt), Due: order(content.ByDue),
		Review: s.Review, Year: s.Day[:min(len(s.Day), 4)], Missing: append([]string{}, s.Missing...), Dues: bson.D{}, OwedSteps: []string{}, Owes: len(s.Owed) > 0,
		Stale: s.Stale, Unsealed: s.Unsealed, Redaction: s.Redaction, Reason: s.Reason, Hands: []string{}, Used: []string{}, Body: encoded(s)}
	for _, x := range slices.SortedFunc(slices.Values(s.Owed), func(a, b content.Debt) int { return cmp.Or(cmp.Compare(a.Step, b.Step), a.Due.Compare(b.Due)) }) {
		if !slices.Contains(d.OwedSteps, x.Step) {
			d.Dues, d.OwedSteps = append(d.Dues, field(x.Step, x.Due.UnixMilli())), append(d.OwedSteps, x.Step)
		}
	}
	for _, m := range s.Members() {
		for _, h := range s.Hands(m) {
			d.Hands = append(d.Hands, handKey(m, h))
		}
	}
	for _, a := range s.Shows() {
		d.Used = append(d.Used, string(a))
	}
	return d
}

// handKey is a member and how they have to do with a text, as one string.
func handKey(m content.MemberID, h content.Hand) string { return string(h) + " " + string(m) }

// eventDoc is an Event by what it is about; the log itself holds the rest.
type eventDoc struct {
	Key      string `bson:"_id"`
	Position int64  `bson:"position"`
	N        int    `bson:"n"`
	At       int64  `bson:"at"`
	Kind     string `bson:"kind"`
	Actor    string `bson:"actor"`
	Document string `bson:"document"`
	Asset    string `bson:"asset"`
	Member   string `bson:"member"`
	Locale   string `bson:"locale"`
}

// eventOf gives the document of the ith Event of the Change at a Position.
func eventOf(at content.Position, i int, e *content.Event) eventDoc {
	return eventDoc{fmt.Sprintf("%d/%d", at, i+1), int64(at), i + 1, e.At.UnixMilli(), string(e.Kind), string(e.By),
		string(e.Document), string(e.Asset), string(e.Member), string(e.Locale)}
}

func encoded(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("mongo: plain fields cannot fail to encode: " + err.Error())
	}
	return b
}

// millis gives t as stored; a zero t is open.
func millis(t time.Time, open int64) int64 {
	if t.IsZero() {
		return open
	}
	return t.UnixMilli()
}

func instant(ms, open int64) time.Time {
	if ms == open {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// since1970 gives an instant in milliseconds, 0 for none.
func since1970(t time.Time) int64 { return millis(t, 0) }
