package sqlite

import (
	"database/sql"
	"encoding/json"
	"math"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// An open begin and an open end as the numbers that stand for them.
const (
	fromStart int64 = math.MinInt64
	forEver   int64 = math.MaxInt64
)

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

// rowColumns are what readRow reads. The body holds of a Row what has no column
// of its own.
const rowColumns = "r.rid, r.document, r.site, r.type, r.audience, r.for_locale, r.locale, r.state, r.by_title, r.body"

// placed is a Row and the number that tells it from others of its Document.
type placed struct {
	content.Row
	rid int64
}

func readRow(r *sql.Rows) (p placed, err error) {
	var head content.Row
	var body sql.RawBytes
	var forLocale, locale, state string
	if err := r.Scan(&p.rid, &head.Document, &head.Site, &head.Type, &head.Audience, &forLocale, &locale, &state, &head.TitleBy, &body); err != nil {
		return p, err
	}
	if err := json.Unmarshal(body, &p.Row); err != nil {
		return p, err
	}
	p.Document, p.Site, p.Type, p.Audience = head.Document, head.Site, head.Type, head.Audience
	p.For, p.Locale, p.State = i18n.Locale(forLocale), i18n.Locale(locale), content.State(state)
	if p.TitleBy = head.TitleBy; len(p.TitleBy) == 0 {
		p.TitleBy = nil
	}
	return p, nil
}

const insertRow = `INSERT INTO rows (document, site, type, audience, for_locale, locale, state,
	begin_ms, end_ms, until_ms, parent, date, by_public, by_date, by_title, by_order, body)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING rid`

// rowValues are the values of insertRow, in its order.
func rowValues(r content.Row) []any {
	body := r
	body.Document, body.Site, body.Type, body.Audience = "", "", "", ""
	body.For, body.Locale, body.State, body.TitleBy = "", "", "", nil
	encoded, err := json.Marshal(body)
	if err != nil {
		panic("sqlite: a Row of plain fields cannot fail to encode: " + err.Error())
	}
	return []any{
		string(r.Document), r.Site, r.Type, r.Audience, string(r.For), string(r.Locale), string(r.State),
		millis(r.Begin, fromStart), millis(r.End, forEver), millis(r.Until, forEver), string(r.Parent), r.Date,
		[]byte(r.SortKey(content.ByPublic)), []byte(r.SortKey(content.ByDate)),
		blob(r.TitleBy), []byte(strings.TrimSuffix(r.SortKey(content.ByOrder), string(r.TitleBy))), encoded,
	}
}
