package mongo

import (
	"context"

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
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	found, err := v.recordsWhere(ctx, fields(field("kind", string(content.RecordMember)), field("id", in(ids))))
	if err != nil {
		return nil, err
	}
	members, err := decodeMembers(found)
	for _, m := range members {
		all[m.ID] = m
	}
	return all, err
}

// MemberByEmail implements staff.Shelf.
func (s *Store) MemberByEmail(ctx context.Context, email string) (*staff.Member, error) {
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	var holders []claimDoc
	if err := v.find(ctx, claimColl, &holders, fields(field("claim", string(staff.EmailClaim(email)))), sorted("document")); err != nil {
		return nil, err
	}
	for _, h := range holders {
		found, err := v.records(ctx, content.RecordMember, []content.ID{content.ID(h.Document)})
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			return staff.DecodeMember(found[0].Body)
		}
	}
	return nil, fault.Absent("member with the address %q", email)
}

// AllMembers implements staff.Shelf.
func (s *Store) AllMembers(ctx context.Context) ([]*staff.Member, error) {
	v, err := s.steady(ctx)
	if err != nil {
		return nil, err
	}
	found, err := v.recordsOf(ctx, content.RecordMember)
	if err != nil {
		return nil, err
	}
	return decodeMembers(found)
}

func decodeMembers(records []content.Record) ([]*staff.Member, error) {
	var all []*staff.Member
	for _, r := range records {
		m, err := staff.DecodeMember(r.Body)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}
