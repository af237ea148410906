package sqlite

import (
	"context"
	"database/sql"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

// Members implements staff.Shelf.
func (s *Store) Members(ctx context.Context, ids ...content.MemberID) (map[content.MemberID]*staff.Member, error) {
	all := make(map[content.MemberID]*staff.Member, len(ids))
	if len(ids) == 0 {
		return all, nil
	}
	found, err := s.members(ctx, "id IN (SELECT value FROM json_each(?))", list(ids))
	for _, m := range found {
		all[m.ID] = m
	}
	return all, err
}

// MemberByEmail implements staff.Shelf.
func (s *Store) MemberByEmail(ctx context.Context, email string) (*staff.Member, error) {
	found, err := s.members(ctx, "id IN (SELECT document FROM claims WHERE claim = ?)", string(staff.EmailClaim(email)))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fault.Absent("member with the address %q", email)
	}
	return found[0], nil
}

// AllMembers implements staff.Shelf.
func (s *Store) AllMembers(ctx context.Context) ([]*staff.Member, error) {
	return s.members(ctx, "1")
}

// members gives the Members that a condition selects, by id.
func (s *Store) members(ctx context.Context, where string, args ...any) ([]*staff.Member, error) {
	var all []*staff.Member
	err := s.read(ctx, func(t *tx) error {
		return t.each(func(r *sql.Rows) error {
			var body sql.RawBytes
			if err := r.Scan(&body); err != nil {
				return err
			}
			m, err := staff.DecodeMember(body)
			all = append(all, m)
			return err
		}, "SELECT body FROM records WHERE kind = ? AND "+where+" ORDER BY id", append([]any{string(content.RecordMember)}, args...)...)
	})
	return all, err
}
