package sqlite

import (
	"bytes"
	"database/sql"
	"encoding/json"

	"herald/content"
)

const insertStanding = `INSERT INTO standings (document, locale, site, type, organization, state, live_state, source,
	updated_ms, submitted_ms, publish_ms, due_ms, review, day, missing, owed, stale, unsealed, redaction, reason, body)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// standingValues are the values of insertStanding, in its order.
func standingValues(s *content.Standing) []any {
	owed := make([]any, len(s.Owed))
	for i, d := range s.Owed {
		owed[i] = []any{d.Step, d.Due.UnixMilli()}
	}
	order := func(by content.BoardSort) int64 { return millis(s.Cursor(by).At, fromStart) }
	return []any{
		string(s.Document), string(s.Locale), s.Site, s.Type, string(s.Organization), string(s.State), string(s.LiveState), flag(s.IsSource()),
		order(content.ByUpdated), order(content.BySubmitted), order(content.ByPublishAt), order(content.ByDue), s.Review, s.Day,
		list(s.Missing), encoded(owed), flag(s.Stale), flag(s.Unsealed), flag(s.Redaction), flag(s.Reason), encodedBody(s),
	}
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func encoded(v any) string { return string(encodedBody(v)) }

func encodedBody(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("sqlite: plain fields cannot fail to encode: " + err.Error())
	}
	return b
}

const insertHand = "INSERT INTO hands (member, hand, state, updated_ms, document, locale) VALUES (?, ?, ?, ?, ?, ?)"

// handValues are the values of every insertHand that a Standing needs.
func handValues(s *content.Standing) [][]any {
	var all [][]any
	for _, m := range s.Members() {
		for _, h := range s.Hands(m) {
			all = append(all, []any{string(m), string(h), string(s.State), s.Updated.At.UnixMilli(), string(s.Document), string(s.Locale)})
		}
	}
	return all
}

// putStandings brings what the tables hold of where a Document stands up to
// date, and leaves alone what has not changed: a save is a save of one language.
func (t *tx) putStandings(id content.ID, want []content.Standing) error {
	have := map[string][]byte{}
	err := t.each(func(r *sql.Rows) error {
		var locale string
		var body []byte
		err := r.Scan(&locale, &body)
		have[locale] = body
		return err
	}, "SELECT locale, body FROM standings WHERE document = ?", string(id))
	if err != nil {
		return err
	}
	for i := range want {
		s := &want[i]
		old, known := have[string(s.Locale)]
		delete(have, string(s.Locale))
		if known && bytes.Equal(old, encodedBody(s)) {
			continue
		}
		if known {
			err = t.dropStanding(id, string(s.Locale))
		}
		if err == nil {
			err = t.putStanding(s)
		}
		if err != nil {
			return err
		}
	}
	for locale := range have {
		if err := t.dropStanding(id, locale); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) putStanding(s *content.Standing) error {
	if _, err := t.exec(insertStanding, standingValues(s)...); err != nil {
		return err
	}
	for _, values := range handValues(s) {
		if _, err := t.exec(insertHand, values...); err != nil {
			return err
		}
	}
	for _, asset := range s.Shows() {
		if _, err := t.exec("INSERT INTO used (asset, document, locale) VALUES (?, ?, ?)", string(asset), string(s.Document), string(s.Locale)); err != nil {
			return err
		}
	}
	return nil
}

// standingTables hold where a text stands, who has to do with it and which files
// it shows.
var standingTables = []string{"standings", "hands", "used"}

func (t *tx) dropStanding(id content.ID, locale string) error {
	for _, table := range standingTables {
		if _, err := t.exec("DELETE FROM "+table+" WHERE document = ? AND locale = ?", string(id), locale); err != nil {
			return err
		}
	}
	return nil
}

// dropStandings takes out where a Document stands, in every language.
func (t *tx) dropStandings(id content.ID) error {
	for _, table := range standingTables {
		if _, err := t.exec("DELETE FROM "+table+" WHERE document = ?", string(id)); err != nil {
			return err
		}
	}
	return nil
}

func readStanding(r *sql.Rows) (s content.Standing, err error) {
	var body sql.RawBytes
	if err := r.Scan(&body); err != nil {
		return s, err
	}
	err = json.Unmarshal(body, &s)
	return s, err
}
