package sqlite

import (
	"context"
	"database/sql"

	"herald/content"
	"herald/content/counting"
	"herald/store/transfer"
)

var _ transfer.Source = (*Store)(nil)

// Give implements transfer.Source, in one read transaction.
func (s *Store) Give(ctx context.Context, take func(transfer.Batch) error) error {
	return s.read(ctx, func(t *tx) error {
		out := transfer.NewOutlet(take)
		for _, part := range []func(*transfer.Outlet) error{t.giveLog, t.giveTexts, t.giveTold, t.giveAccess, t.giveTyped} {
			if err := part(out); err != nil {
				return err
			}
		}
		return out.Flush()
	})
}

func (t *tx) giveLog(out *transfer.Outlet) error {
	return t.each(func(r *sql.Rows) error {
		var e transfer.Entry
		var position int64
		if err := r.Scan(&position, &e.ID, &e.Hash, &e.Body); err != nil {
			return err
		}
		e.Position = content.Position(position)
		return out.Entry(e)
	}, "SELECT position, id, hash, entry FROM log ORDER BY position")
}

// giveTexts gives all: a text that no entry names cannot be there.
func (t *tx) giveTexts(out *transfer.Outlet) error {
	return t.each(func(r *sql.Rows) error {
		var x content.Text
		if err := r.Scan(&x.Hash, &x.Redacted, &x.Body); err != nil {
			return err
		}
		return out.Text(x)
	}, "SELECT hash, redacted, body FROM texts ORDER BY hash")
}

// giveTold gives what members are told, and by what e-mails.
func (t *tx) giveTold(out *transfer.Outlet) error {
	if at, known, err := t.noticed(); err != nil {
		return err
	} else if known {
		out.Noticed(at)
	}
	return firstOf(giveRows(t, scanNotice, out.Notice, "SELECT "+noticeColumns+" FROM notices"),
		giveRows(t, scanLetter, out.Letter, selectLetters))
}

// giveAccess gives what lets somebody in, but for sessions.
func (t *tx) giveAccess(out *transfer.Outlet) error {
	device := func(r *sql.Rows) (d transfer.Device, err error) {
		var seen int64
		err = r.Scan(&d.Device, &d.Member, &seen)
		d.Seen = instant(seen, 0)
		return d, err
	}
	return firstOf(giveRows(t, scanSecrets, out.Secrets, selectSecrets),
		giveRows(t, device, out.Device, "SELECT device, member, seen_ms FROM devices"),
		giveRows(t, scanShare, out.Share, "SELECT "+shareColumns+" FROM shares"))
}

// giveTyped gives what members have typed and not saved, and what readers have asked.
func (t *tx) giveTyped(out *transfer.Outlet) error {
	scratch := func(r *sql.Rows) (x content.Scratch, err error) {
		var at int64
		err = r.Scan(&x.Member, &x.Document, &x.Locale, &x.Base, &x.Words, &x.Facts, &at)
		x.Words, x.Facts, x.At = unblob(x.Words), unblob(x.Facts), instant(at, 0)
		return x, err
	}
	question := func(r *sql.Rows) (c counting.Count, err error) {
		err = r.Scan(&c.Site, &c.Locale, &c.Month, &c.Text, &c.Times, &c.Without)
		return c, err
	}
	return firstOf(giveRows(t, scratch, out.Scratch, "SELECT member, document, locale, base, words, facts, at_ms FROM scratches"),
		giveRows(t, question, out.Question, "SELECT site, locale, month, text, times, without FROM questions"))
}

// giveRows gives every row of a query.
func giveRows[T any](t *tx, scan func(*sql.Rows) (T, error), give func(T) error, query string) func() error {
	return func() error {
		return t.each(func(r *sql.Rows) error {
			x, err := scan(r)
			if err != nil {
				return err
			}
			return give(x)
		}, query)
	}
}

// firstOf does one after the other until one fails.
func firstOf(all ...func() error) error {
	for _, do := range all {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}
