package storetest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

var _ staff.Vault = (*People)(nil)

// Secrets implements staff.Vault.
func (p *People) Secrets(_ context.Context, id content.MemberID) (staff.Secrets, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if x, ok := p.secrets[id]; ok {
		return x, nil
	}
	return staff.Secrets{Member: id}, nil
}

// SecretsByLink implements staff.Vault.
func (p *People) SecretsByLink(_ context.Context, link content.Hash) (staff.Secrets, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, x := range p.secrets {
		if link != "" && x.Link.Hash == link {
			return x, nil
		}
	}
	return staff.Secrets{}, fault.Absent("one-time link")
}

// PutSecrets implements staff.Vault.
func (p *People) PutSecrets(_ context.Context, x staff.Secrets) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.secrets[x.Member].Version != x.Version {
		return fault.Wrap(fault.Conflict, errors.New("they have been replaced"), "secrets of %s", x.Member)
	}
	x.Version++
	x.Factor, x.Codes = bytes.Clone(x.Factor), slices.Clone(x.Codes)
	p.secrets[x.Member] = x
	return nil
}

// AddSession implements staff.Vault.
func (p *People) AddSession(_ context.Context, s staff.SessionRow) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sessions[s.ID] = s
	return nil
}

// Session implements staff.Vault.
func (p *People) Session(_ context.Context, hash content.Hash) (staff.SessionRow, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var before *staff.SessionRow
	for _, s := range p.sessions {
		if s.Token == hash {
			return s, nil
		}
		if hash != "" && s.Before == hash {
			before = &s
		}
	}
	if before == nil {
		return staff.SessionRow{}, fault.Absent("session")
	}
	return *before, nil
}

// ReplaceSession implements staff.Vault.
func (p *People) ReplaceSession(_ context.Context, token content.Hash, s staff.SessionRow) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if have, ok := p.sessions[s.ID]; !ok || have.Token != token {
		return fault.Absent("session")
	}
	p.sessions[s.ID] = s
	return nil
}

// Sessions implements staff.Vault.
func (p *People) Sessions(_ context.Context, id content.MemberID) ([]staff.SessionRow, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []staff.SessionRow
	for _, s := range p.sessions {
		if s.Member == id {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b staff.SessionRow) int {
		return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(a.ID, b.ID))
	})
	return all, nil
}

// EndSession implements staff.Vault.
func (p *People) EndSession(_ context.Context, id content.MemberID, session content.ID) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sessions[session].Member == id {
		delete(p.sessions, session)
	}
	return nil
}

// KnowsDevice implements staff.Vault.
func (p *People) KnowsDevice(_ context.Context, id content.MemberID, device content.Hash) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, known := p.devices[device][id]
	return known, nil
}

// PutDevice implements staff.Vault.
func (p *People) PutDevice(_ context.Context, was, device content.Hash, id content.MemberID, now time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	known := p.devices[was]
	delete(p.devices, was)
	if known == nil {
		known = map[content.MemberID]time.Time{}
	}
	known[id] = now
	p.devices[device] = known
	return nil
}

// Drop implements staff.Vault.
func (p *People) Drop(_ context.Context, d staff.Dropping) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.DeleteFunc(p.sessions, func(_ content.ID, s staff.SessionRow) bool {
		return d.Ways || s.Member == d.Sessions || s.Seen.Before(d.SeenBefore) || s.Started.Before(d.StartedBefore)
	})
	for device, known := range p.devices {
		maps.DeleteFunc(known, func(id content.MemberID, seen time.Time) bool {
			return d.Ways || id == d.Devices || device == d.Device || seen.Before(d.DevicesBefore)
		})
	}
	if d.Ways {
		for id, x := range p.secrets {
			if x.Link.Hash != "" {
				x.Version, x.Link = x.Version+1, staff.Link{}
				p.secrets[id] = x
			}
		}
	}
	return nil
}
