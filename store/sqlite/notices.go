package sqlite

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"time"

	"herald/content"
	"herald/staff/notice"
)

var _ notice.Rows = (*Store)(nil)

// metaNoticed is how far the log has been looked through for what to tell.
const metaNoticed = "noticed"

// Noticed implements notice.Rows.
func (s *Store) Noticed(ctx context.Context) (at content.Position, known bool, err error) {
	err = s.read(ctx, func(t *tx) (err error) {
		at, known, err = t.noticed()
		return err
	})
	return at, known, err
}

func (t *tx) noticed() (content.Position, bool, error) {
	v, err := t.meta(metaNoticed)
	if err != nil || v == "" {
		return 0, false, err
	}
	n, err := strconv.ParseUint(v, 10, 64)
	return content.Position(n), err == nil, err
}

const noticeColumns = "id, member, kind, document, locale, edition, step, who, at_ms, due_ms, read_ms, settled_ms, mail, letter"

// AddNotices implements notice.Rows.
func (s *Store) AddNotices(ctx context.Context, at content.Position, all ...notice.Notice) error {
	return s.write(ctx, func(t *tx) error {
		for _, n := range all {
			if err := t.addNotice(n); err != nil {
				return err
			}
		}
		before, known, err := t.noticed()
		if err != nil || known && at <= before {
			return err
		}
		return t.setMeta(metaNoticed, strconv.FormatUint(uint64(at), 10))
	})
}

// addNotice adds n, unless it is there.
func (t *tx) addNotice(n notice.Notice) error {
	_, err := t.exec("INSERT INTO notices ("+noticeColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
		n.ID, string(n.Member), string(n.Kind), string(n.Document), string(n.Locale), n.Edition, n.Step, string(n.By),
		since1970(n.At), since1970(n.Due), since1970(n.Read), since1970(n.Settled), string(n.Mail), n.Letter)
	return err
}

// Notices implements notice.Rows.
func (s *Store) Notices(ctx context.Context, q notice.Query) ([]notice.Notice, error) {
	query, args := noticeQuery(q)
	var all []notice.Notice
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			n, err := scanNotice(r)
			all = append(all, n)
			return err
		}, query, args...)
	})
	return all, err
}

func scanNotice(r *sql.Rows) (n notice.Notice, err error) {
	var at, due, read, settled int64
	err = r.Scan(&n.ID, &n.Member, &n.Kind, &n.Document, &n.Locale, &n.Edition, &n.Step, &n.By, &at, &due, &read, &settled, &n.Mail, &n.Letter)
	n.At, n.Due, n.Read, n.Settled = instant(at, 0), instant(due, 0), instant(read, 0), instant(settled, 0)
	return n, err
}

// noticeQuery writes conditions as they stand in the partial indexes: each question
// is a range of one of them.
func noticeQuery(q notice.Query) (string, []any) {
	var where []string
	var args []any
	add := func(set bool, condition string, values ...any) {
		if set {
			where, args = append(where, condition), append(args, values...)
		}
	}
	add(q.Member != "", "member = ?", string(q.Member))
	add(len(q.Documents) > 0, "document IN (SELECT value FROM json_each(?))", list(q.Documents))
	add(q.Unread, "read_ms = 0")
	add(q.Unsettled, "settled_ms = 0")
	// The second half is what shows that the first is within the index.
	add(q.Mail != notice.MailNone, "mail = ? AND mail <> ''", string(q.Mail))
	add(q.Letter != "", "letter = ? AND letter <> ''", q.Letter)
	query := "SELECT " + noticeColumns + " FROM notices"
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	if q.Newest {
		query += " ORDER BY at_ms DESC, id DESC"
	} else {
		query += " ORDER BY at_ms, id"
	}
	if q.Limit > 0 {
		query, args = query+" LIMIT ?", append(args, q.Limit)
	}
	return query, args
}

// countOpen is asked for every page of the desk: a range of one index.
const countOpen = "SELECT count(*) FROM notices WHERE member = ? AND read_ms = 0 AND settled_ms = 0"

// OpenNotices implements notice.Rows.
func (s *Store) OpenNotices(ctx context.Context, m content.MemberID) (n int, err error) {
	err = s.read(ctx, func(t *tx) error {
		_, err := t.one(countOpen, []any{string(m)}, &n)
		return err
	})
	return n, err
}

// ReadNotices implements notice.Rows.
func (s *Store) ReadNotices(ctx context.Context, m content.MemberID, at time.Time, ids ...string) error {
	return s.mark(ctx, "UPDATE notices SET read_ms = ? WHERE id IN (SELECT value FROM json_each(?)) AND member = ? AND read_ms = 0",
		since1970(at), list(ids), string(m))
}

// SettleNotices implements notice.Rows.
func (s *Store) SettleNotices(ctx context.Context, at time.Time, ids ...string) error {
	return s.mark(ctx, "UPDATE notices SET settled_ms = ? WHERE id IN (SELECT value FROM json_each(?)) AND settled_ms = 0", since1970(at), list(ids))
}

// MailNotices implements notice.Rows.
func (s *Store) MailNotices(ctx context.Context, letter string, mail notice.Mail, ids ...string) error {
	return s.mark(ctx, "UPDATE notices SET letter = ?, mail = ? WHERE id IN (SELECT value FROM json_each(?))", letter, string(mail), list(ids))
}

func (s *Store) mark(ctx context.Context, query string, args ...any) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(query, args...)
		return err
	})
}

// SweepNotices implements notice.Rows.
func (s *Store) SweepNotices(ctx context.Context, before time.Time) error {
	return s.write(ctx, func(t *tx) error {
		for _, table := range []string{"notices", "letters"} {
			if _, err := t.exec("DELETE FROM "+table+" WHERE at_ms < ?", since1970(before)); err != nil {
				return err
			}
		}
		return nil
	})
}
