package sqlite

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"herald/content"
)

// readRecords compares every Record to the entry that it comes from, and what
// the tables hold of it to what a replay would give.
func (v *verifying) readRecords() error {
	seen := map[recordKey]bool{}
	err := v.eachRecord(func(r content.Record) error {
		key := recordKey{r.Kind, r.ID}
		seen[key] = true
		v.step()
		if err := v.record(r); err != nil {
			return err
		}
		return v.projection(r)
	})
	for key := range v.newest {
		if !seen[key] {
			v.records = true
			v.find(inProjection, string(key.kind)+" "+string(key.id), "its record is missing")
		}
	}
	return err
}

func (v *verifying) record(r content.Record) error {
	where := string(r.Kind) + " " + string(r.ID)
	at, known := v.newest[recordKey{r.Kind, r.ID}]
	if !known {
		v.records = true
		v.find(inProjection, where, "the log knows nothing of it")
		return nil
	}
	c, err := v.changeAt(at)
	if err != nil {
		return err
	}
	for _, want := range slices.Backward(c.Records) {
		if want.Kind == r.Kind && want.ID == r.ID {
			if !bytes.Equal(want.Body, r.Body) {
				v.records = true
				v.find(inProjection, where, "its record is not that of change %d", at)
			}
			return nil
		}
	}
	return nil
}

// changeAt gives the Change at a Position, and remembers it: the Records of one
// Change mostly stand together. One that cannot be read, which the chain has
// said already, has no Records.
func (v *verifying) changeAt(at content.Position) (content.Change, error) {
	if v.last.Position == at {
		return v.last, nil
	}
	var entry []byte
	if _, err := v.one("SELECT entry FROM log WHERE position = ?", []any{int64(at)}, &entry); err != nil {
		return content.Change{}, err
	}
	c, err := content.DecodeChange(entry)
	if err == nil {
		v.last = c
	}
	return c, nil
}

func (v *verifying) projection(r content.Record) error {
	if !projected(r.Kind) {
		return nil
	}
	want, err := v.store.projectionOf(v.tx, r)
	if err != nil {
		if primary(err) != 0 || v.ctx.Err() != nil {
			return err
		}
		v.misprojected(r, "it cannot be listed: %v", err)
		return nil
	}
	have, err := v.stored(r.ID)
	if err != nil {
		return err
	}
	if where := differ(expected(want), have); where != "" {
		v.wrong = append(v.wrong, r.ID)
		v.misprojected(r, "%s", where)
	}
	return nil
}

// dump is what the tables hold of one Document, a line for each row.
type dump map[string][]string

func differ(want, have dump) string {
	for _, table := range []string{"rows", "paths", "claims", "due", "standings", "hands", "used"} {
		slices.Sort(want[table])
		slices.Sort(have[table])
		if !slices.Equal(want[table], have[table]) {
			return fmt.Sprintf("its %s are not what the log gives: %d stored, %d expected", table, len(have[table]), len(want[table]))
		}
	}
	return ""
}

func expected(p content.Projection) dump {
	d := dump{}
	for _, r := range p.Rows {
		d.row(rowValues(r), r.Terms)
	}
	for _, x := range p.Paths {
		d.add("paths", x.Site, x.Path, string(x.Locale), millis(x.Since, fromStart), x.Rehomed)
	}
	for _, x := range p.Claims {
		d.add("claims", string(x))
	}
	for _, x := range p.Due {
		d.add("due", x.UnixMilli())
	}
	for i := range p.Standings {
		d.add("standings", standingValues(&p.Standings[i])...)
		for _, values := range handValues(&p.Standings[i]) {
			d.add("hands", values...)
		}
		for _, asset := range p.Standings[i].Shows() {
			d.add("used", string(asset), string(p.Standings[i].Locale))
		}
	}
	for table, lines := range d {
		if table == "claims" || table == "due" {
			slices.Sort(lines)
			d[table] = slices.Compact(lines)
		}
	}
	return d
}

func (d dump) add(table string, values ...any) {
	b, err := json.Marshal(values)
	if err != nil {
		panic("sqlite: plain values cannot fail to encode: " + err.Error())
	}
	d[table] = append(d[table], string(b))
}

func (d dump) row(values []any, terms []content.Term) {
	lines := make([]string, len(terms))
	for i, t := range terms {
		lines[i] = t.Name + "\x00" + t.Value
	}
	slices.Sort(lines)
	d.add("rows", append(values, strings.Join(lines, "\x01"))...)
}

const storedRows = `SELECT rid, document, site, type, audience, for_locale, locale, state,
	begin_ms, end_ms, until_ms, parent, date, by_public, by_date, by_title, by_order, body FROM rows WHERE document = ?`

// stored reads what the tables hold of a Document.
func (v *verifying) stored(id content.ID) (dump, error) {
	d := dump{}
	err := v.each(func(r *sql.Rows) error { return v.storedRow(d, r) }, storedRows, string(id))
	if err != nil {
		return nil, err
	}
	err = v.each(func(r *sql.Rows) error {
		var site, path, locale string
		var since int64
		var rehomed bool
		err := r.Scan(&site, &path, &locale, &since, &rehomed)
		d.add("paths", site, path, locale, since, rehomed)
		return err
	}, "SELECT site, path, locale, since_ms, rehomed FROM paths WHERE document = ?", string(id))
	if err != nil {
		return nil, err
	}
	err = v.each(func(r *sql.Rows) error {
		var claim string
		err := r.Scan(&claim)
		d.add("claims", claim)
		return err
	}, "SELECT claim FROM claims WHERE document = ?", string(id))
	if err != nil {
		return nil, err
	}
	if err := v.storedStandings(d, id); err != nil {
		return nil, err
	}
	return d, v.each(func(r *sql.Rows) error {
		var at int64
		err := r.Scan(&at)
		d.add("due", at)
		return err
	}, "SELECT at_ms FROM due WHERE document = ?", string(id))
}

// storedStandings reads where a Document stands, who has to do with it and which
// files it shows.
func (v *verifying) storedStandings(d dump, id content.ID) error {
	err := v.each(func(r *sql.Rows) error {
		var text [11]string
		var number [10]int64
		var body []byte
		err := r.Scan(&text[0], &text[1], &text[2], &text[3], &text[4], &text[5], &text[6], &number[0], &number[1], &number[2], &number[3],
			&number[4], &text[7], &text[8], &text[9], &text[10], &number[5], &number[6], &number[7], &number[8], &body)
		d.add("standings", text[0], text[1], text[2], text[3], text[4], text[5], text[6], number[0], number[1], number[2], number[3],
			number[4], text[7], text[8], text[9], text[10], number[5], number[6], number[7], number[8], body)
		return err
	}, `SELECT document, locale, site, type, organization, state, live_state, source, updated_ms, submitted_ms, publish_ms, due_ms,
		review, day, missing, owed, stale, unsealed, redaction, reason, body FROM standings WHERE document = ?`, string(id))
	if err != nil {
		return err
	}
	err = v.each(func(r *sql.Rows) error {
		var asset, locale string
		err := r.Scan(&asset, &locale)
		d.add("used", asset, locale)
		return err
	}, "SELECT asset, locale FROM used WHERE document = ?", string(id))
	if err != nil {
		return err
	}
	return v.each(func(r *sql.Rows) error {
		var text [5]string
		var at int64
		err := r.Scan(&text[0], &text[1], &text[2], &at, &text[3], &text[4])
		d.add("hands", text[0], text[1], text[2], at, text[3], text[4])
		return err
	}, "SELECT member, hand, state, updated_ms, document, locale FROM hands WHERE document = ?", string(id))
}

func (v *verifying) storedRow(d dump, r *sql.Rows) error {
	var rid, begin, end, until int64
	var text [9]string
	var bytes [5][]byte
	err := r.Scan(&rid, &text[0], &text[1], &text[2], &text[3], &text[4], &text[5], &text[6], &begin, &end, &until,
		&text[7], &text[8], &bytes[0], &bytes[1], &bytes[2], &bytes[3], &bytes[4])
	if err != nil {
		return err
	}
	var terms []content.Term
	err = v.each(func(r *sql.Rows) error {
		var t content.Term
		err := r.Scan(&t.Name, &t.Value)
		terms = append(terms, t)
		return err
	}, `SELECT m.name, m.value FROM posting x JOIN term m ON m.tid = x.tid WHERE x.rid = ?
		AND m.site = ? AND m.type = ? AND m.audience = ? AND m.for_locale = ? AND m.state = ?`, rid, text[1], text[2], text[3], text[4], text[6])
	if err != nil {
		return err
	}
	values := []any{text[0], text[1], text[2], text[3], text[4], text[5], text[6], begin, end, until, text[7], text[8]}
	for _, b := range bytes {
		values = append(values, blob(b))
	}
	d.row(values, terms)
	return nil
}

// strays finds what the tables hold of Documents that there are not.
func (v *verifying) strays() error {
	for _, table := range []string{"rows", "paths", "claims", "due", "standings", "hands", "used"} {
		err := v.each(func(r *sql.Rows) error {
			var id content.ID
			err := r.Scan(&id)
			v.wrong = append(v.wrong, id)
			v.misprojected(content.Record{Kind: content.RecordDocument, ID: id}, "its %s are there and it is not", table)
			return err
		}, "SELECT DISTINCT document FROM "+table+" WHERE document NOT IN (SELECT id FROM records)")
		if err != nil {
			return err
		}
	}
	return v.postings()
}

// Terms that are counted wrongly, and postings of rows that there are not.
const (
	miscounted = "term WHERE rows <> (SELECT count(*) FROM posting x WHERE x.tid = term.tid)"
	unposted   = "posting WHERE rid NOT IN (SELECT rid FROM rows)"
)

func (v *verifying) postings() error {
	for _, wrong := range []string{miscounted, unposted} {
		var n int
		if _, err := v.one("SELECT count(*) FROM "+wrong, nil, &n); err != nil {
			return err
		}
		if n > 0 {
			v.terms = true
			v.find(inProjection, "terms", "%d of them count rows that there are not", n)
		}
	}
	return nil
}
