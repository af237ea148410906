package staff

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// A token is 32 random bytes, written so that it can stand in an address. Only
// its hash is ever kept.
const (
	tokenBytes  = 32
	tokenLength = 43
)

func newToken() string {
	return base64.RawURLEncoding.EncodeToString(randomBytes(tokenBytes))
}

// randomBytes panics only where the system has no randomness left, when nothing
// safe can be done.
func randomBytes(n int) []byte {
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		panic("staff: no randomness: " + err.Error())
	}
	return b
}

// hashOf gives the hash of a token, none for what cannot be one.
func hashOf(token string) content.Hash {
	if len(token) != tokenLength {
		return ""
	}
	return content.Sum([]byte(token))
}

// LinkPath is where a one-time link leads, whatever it is for.
func LinkPath(token string) string { return "/admin/welcome/" + token }

// setUp is who holds the link of the first administrator.
const setUp content.MemberID = "system:setup"

// Invite gives the token of a link by which a Member chooses the first password.
// It takes the place of any link they had.
func (r *Roster) Invite(ctx context.Context, actor content.Actor, id content.MemberID) (string, error) {
	secrets, err := r.Vault.Secrets(ctx, id)
	if err != nil {
		return "", err
	}
	if secrets.Password != "" {
		return "", fault.New(fault.Invalid, "issue.member.has_password")
	}
	return r.link(ctx, actor, id, content.EventMemberInvited, func(s *Secrets, l Link) { s.Link = l })
}

// Reset gives the token of a link by which a Member chooses a new password. The
// old one holds no longer, nor do their sessions and devices, nor, with factor,
// the second factor and its recovery codes.
func (r *Roster) Reset(ctx context.Context, actor content.Actor, id content.MemberID, factor bool) (string, error) {
	token, err := r.link(ctx, actor, id, content.EventMemberReset, func(s *Secrets, l Link) {
		s.Password, s.Short, s.Link = "", false, l
		s.Epoch++
		if factor {
			s.Factor, s.Codes = nil, nil
		}
	})
	if err != nil {
		return "", err
	}
	return token, r.Vault.Drop(ctx, Dropping{Sessions: id, Devices: id})
}

// link records kind and puts a new link among the Secrets of a Member.
func (r *Roster) link(ctx context.Context, actor content.Actor, id content.MemberID, kind content.EventKind, change func(*Secrets, Link)) (string, error) {
	_, err := r.on(ctx, actor, id, content.Ask{}, func(w *work, m *Member) error {
		if err := w.notOneself(m); err != nil {
			return err
		}
		if m.Disabled != nil {
			return fault.New(fault.Invalid, "issue.member.disabled")
		}
		w.record(kind, m, "")
		return nil
	})
	if err != nil {
		return "", err
	}
	token, rules := newToken(), r.Rules.filled()
	l := Link{Hash: hashOf(token), Purpose: ForWelcome, Until: r.wall().Add(rules.Welcome)}
	if kind == content.EventMemberReset {
		l.Purpose, l.Until = ForReset, r.wall().Add(rules.Reset)
	}
	return token, changeSecrets(ctx, r.Vault, id, func(s *Secrets) error { change(s, l); return nil })
}

// EndSessions signs a Member out everywhere.
func (r *Roster) EndSessions(ctx context.Context, actor content.Actor, id content.MemberID) error {
	_, err := r.on(ctx, actor, id, content.Ask{}, func(w *work, m *Member) error {
		w.record(content.EventSessionsEnded, m, "")
		return nil
	})
	if err != nil {
		return err
	}
	return r.shut(ctx, id, func(*Secrets) {})
}

func dropLink(s *Secrets) { s.Link = Link{} }

// shut ends all sessions of a Member in one instant, and forgets their devices.
func (r *Roster) shut(ctx context.Context, id content.MemberID, change func(*Secrets)) error {
	err := changeSecrets(ctx, r.Vault, id, func(s *Secrets) error {
		s.Epoch++
		change(s)
		return nil
	})
	if err != nil {
		return err
	}
	return r.Vault.Drop(ctx, Dropping{Sessions: id, Devices: id})
}

// changeSecrets reads, changes and replaces the Secrets of a Member, until nobody
// was faster: what change looked at still held when it took effect.
func changeSecrets(ctx context.Context, v Vault, id content.MemberID, change func(*Secrets) error) error {
	for range attempts {
		s, err := v.Secrets(ctx, id)
		if err != nil {
			return err
		}
		if err := change(&s); err != nil {
			return err
		}
		if err = v.PutSecrets(ctx, s); !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	return fault.New(fault.Unavailable, "fault.busy")
}

// Standing is what an administrator may know of a Member's secrets.
type Standing struct {
	// Password and Factor say whether there is one; Codes how many recovery codes
	// are left.
	Password, Factor bool
	Codes            int
	// Link is when the one-time link ends that they hold; zero is none.
	Link time.Time
	// Sessions is in how many browsers they are signed in, Seen when one of those
	// was last in use; zero is that there is none.
	Sessions int
	Seen     time.Time
}

// Standing tells what a Member has to come in with, and whether they are in.
func (r *Roster) Standing(ctx context.Context, id content.MemberID) (Standing, error) {
	x, err := r.Vault.Secrets(ctx, id)
	if err != nil {
		return Standing{}, err
	}
	rows, err := r.Vault.Sessions(ctx, id)
	s := Standing{Password: x.Password != "", Factor: len(x.Factor) > 0, Codes: len(x.Codes), Link: x.Link.Until}
	now, rules := r.wall(), r.Rules.filled()
	for _, row := range rows {
		if row.Epoch != x.Epoch || now.Sub(row.Seen) >= rules.Idle || now.Sub(row.Started) >= rules.End {
			continue
		}
		s.Sessions++
		if row.Seen.After(s.Seen) {
			s.Seen = row.Seen
		}
	}
	return s, err
}
