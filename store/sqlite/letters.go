package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"herald/content"
	"herald/internal/fault"
	"herald/staff/notice"
)

const selectLetters = "SELECT id, member, state, since_ms, at_ms, tries, next_ms, why FROM letters"

// insertLetter adds one, unless it is there; its values are those of letterValues.
const insertLetter = `INSERT INTO letters (member, state, since_ms, at_ms, tries, next_ms, why, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
	ON CONFLICT (id) DO NOTHING`

func letterValues(l notice.Letter) []any {
	return []any{string(l.Member), string(l.State), since1970(l.Since), since1970(l.At), l.Tries, since1970(l.Next), l.Why, l.ID}
}

// PutLetter implements notice.Rows.
func (s *Store) PutLetter(ctx context.Context, l notice.Letter, was notice.LetterState) error {
	query, args := insertLetter, letterValues(l)
	if was != notice.LetterNone {
		query = "UPDATE letters SET member = ?, state = ?, since_ms = ?, at_ms = ?, tries = ?, next_ms = ?, why = ? WHERE id = ? AND state = ?"
		args = append(args, string(was))
	}
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(query, args...)
		if err == nil && n == 0 {
			err = fault.Wrap(fault.Conflict, errors.New("it is in another state"), "letter %s", l.ID)
		}
		return err
	})
}

// Letters implements notice.Rows.
func (s *Store) Letters(ctx context.Context, ids ...string) (map[string]notice.Letter, error) {
	all, err := s.letters(ctx, selectLetters+" WHERE id IN (SELECT value FROM json_each(?))", list(ids))
	found := make(map[string]notice.Letter, len(all))
	for _, l := range all {
		found[l.ID] = l
	}
	return found, err
}

// LettersIn implements notice.Rows.
func (s *Store) LettersIn(ctx context.Context, state notice.LetterState, m content.MemberID, limit int) ([]notice.Letter, error) {
	if m == "" {
		return s.letters(ctx, selectLetters+" WHERE state = ? ORDER BY at_ms DESC, id DESC LIMIT ?", string(state), limit)
	}
	return s.letters(ctx, selectLetters+" WHERE member = ? AND state = ? ORDER BY at_ms DESC, id DESC LIMIT ?", string(m), string(state), limit)
}

func (s *Store) letters(ctx context.Context, query string, args ...any) (all []notice.Letter, err error) {
	err = s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			l, err := scanLetter(r)
			all = append(all, l)
			return err
		}, query, args...)
	})
	return all, err
}

func scanLetter(r *sql.Rows) (l notice.Letter, err error) {
	var since, at, next int64
	err = r.Scan(&l.ID, &l.Member, &l.State, &since, &at, &l.Tries, &next, &l.Why)
	l.Since, l.At, l.Next = instant(since, 0), instant(at, 0), instant(next, 0)
	return l, err
}
