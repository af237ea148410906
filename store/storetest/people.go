package storetest

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

// People is what package staff asks of a store, by the plainest means: a log of
// Members, and their secrets in maps. What it answers is what every store has to
// answer.
type People struct {
	mu       sync.Mutex
	log      []content.Change
	members  map[content.MemberID]*staff.Member
	secrets  map[content.MemberID]staff.Secrets
	sessions map[content.ID]staff.SessionRow
	devices  map[content.Hash]map[content.MemberID]time.Time
	// Documents are those that Load knows.
	Documents map[content.ID]*content.Document
}

// NewPeople gives an empty one.
func NewPeople() *People {
	return &People{members: map[content.MemberID]*staff.Member{}, secrets: map[content.MemberID]staff.Secrets{},
		sessions: map[content.ID]staff.SessionRow{}, devices: map[content.Hash]map[content.MemberID]time.Time{}}
}

// Load implements content.Log.
func (p *People) Load(_ context.Context, ask content.Ask) (content.Snapshot, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := content.Snapshot{Position: content.Position(len(p.log)), Documents: map[content.ID]*content.Document{}, Claimed: map[content.Claim][]content.ID{}}
	for _, id := range ask.Documents {
		if d := p.Documents[id]; d != nil {
			s.Documents[id] = d
		}
	}
	for _, m := range p.sorted() {
		for _, c := range ask.Claims {
			if slices.Contains(m.Claims(), c) {
				s.Claimed[c] = append(s.Claimed[c], content.ID(m.ID))
			}
		}
		if ask.Everybody {
			s.Members = append(s.Members, m.Record())
		}
	}
	return s, nil
}

// Commit implements content.Log.
func (p *People) Commit(_ context.Context, at content.Position, c content.Change, _ []content.Text) (content.Change, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at != content.Position(len(p.log)) {
		return c, fault.Wrap(fault.Conflict, errors.New("another was faster"), "change %s", c.ID)
	}
	for _, r := range c.Records {
		m, err := staff.DecodeMember(r.Body)
		if err != nil {
			return c, err
		}
		p.members[m.ID] = m
	}
	c.Position = at + 1
	p.log = append(p.log, c)
	return c, nil
}

// Events gives everything that was recorded.
func (p *People) Events() (all []content.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.log {
		all = append(all, c.Events...)
	}
	return all
}

func (p *People) sorted() []*staff.Member {
	return slices.SortedFunc(maps.Values(p.members), func(a, b *staff.Member) int { return cmp.Compare(a.ID, b.ID) })
}

// copied keeps what is given away apart from what is kept.
func copied(m *staff.Member) *staff.Member {
	c, err := staff.DecodeMember(m.Record().Body)
	if err != nil {
		panic("storetest: what was encoded cannot be decoded: " + err.Error())
	}
	return c
}

// Members implements staff.Shelf.
func (p *People) Members(_ context.Context, ids ...content.MemberID) (map[content.MemberID]*staff.Member, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := map[content.MemberID]*staff.Member{}
	for _, id := range ids {
		if m := p.members[id]; m != nil {
			all[id] = copied(m)
		}
	}
	return all, nil
}

// MemberByEmail implements staff.Shelf.
func (p *People) MemberByEmail(_ context.Context, email string) (*staff.Member, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.members {
		if m.Email == email {
			return copied(m), nil
		}
	}
	return nil, fault.Absent("member with the address %q", email)
}

// AllMembers implements staff.Shelf.
func (p *People) AllMembers(context.Context) ([]*staff.Member, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []*staff.Member
	for _, m := range p.sorted() {
		all = append(all, copied(m))
	}
	return all, nil
}
