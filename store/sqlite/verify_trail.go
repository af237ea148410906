package sqlite

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"hash"

	"herald/content"
)

// noteEvents takes down what the table of Events has to hold of c.
func (v *verifying) noteEvents(c content.Change) {
	for i, e := range c.Events {
		noteEvent(v.trail, eventValues(c.Position, i, e))
	}
}

// noteEvent adds the values of one Event to a sum.
func noteEvent(sum hash.Hash, values []any) { fmt.Fprintf(sum, "%#v\n", values) }

// events compares the table of Events with those that the log holds.
func (v *verifying) events() error {
	have := sha256.New()
	err := v.each(func(r *sql.Rows) error {
		var position, at int64
		var n int
		var text [6]string
		err := r.Scan(&position, &n, &at, &text[0], &text[1], &text[2], &text[3], &text[4], &text[5])
		noteEvent(have, []any{position, n, at, text[0], text[1], text[2], text[3], text[4], text[5]})
		return err
	}, "SELECT position, n, at_ms, kind, actor, document, asset, member, locale FROM events ORDER BY position, n")
	if err == nil && !v.unreadable && !bytes.Equal(have.Sum(nil), v.trail.Sum(nil)) {
		v.strayed = true
		v.find(inProjection, "events", "they are not those of the log")
	}
	return err
}
