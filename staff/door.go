package staff

import (
	"context"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// Door is where people come in, and where what they have to do with their own
// secrets is done. Its methods may be called from many goroutines; Alarm and
// Outcome are set before use.
type Door struct {
	// Alarm, if set, is told when an account or a network is under attack.
	Alarm func(Alarm)
	// Outcome, if set, is told how each try to sign in ended: "in", "code", "enrol",
	// "wrong", "limited", "busy".
	Outcome func(string)

	roster *Roster
	rules  Rules
	hasher *hasher
	limits limits
}

// Alarm says that tries have run out: those on an account, or those from a
// network. There is one for each at most within an hour.
type Alarm struct {
	// Account is the address that was tried, Member whose it is, if anybody's.
	Account string
	Member  content.MemberID
	// Network is where the tries come from.
	Network string
	Tries   int
	// Inside says that the password was right and only the codes were wrong:
	// somebody knows it who should not.
	Inside bool
	// Links says that it was links that were tried and led nowhere.
	Links bool
}

// NewDoor gives the door to the Members of r, whose fields are set.
func NewDoor(r *Roster) *Door {
	return &Door{roster: r, rules: r.Rules.filled(), hasher: &hasher{cost: usual, decoy: usualDecoy()}}
}

func (d *Door) vault() Vault { return d.roster.Vault }

func (d *Door) now() time.Time { return d.roster.wall() }

func (d *Door) outcome(s string) {
	if d.Outcome != nil {
		d.Outcome(s)
	}
}

// demanded reports whether a Member needs a second factor: for what they may do,
// or because their password is too short to stand alone.
func (d *Door) demanded(m *Member, s Secrets) bool {
	return s.Short || !d.rules.NoSecondFactor && m.weighs(d.now())
}

// withFactor reports whether a password of a Member will stand beside a factor.
func (d *Door) withFactor(m *Member, s Secrets) bool {
	return len(s.Factor) > 0 || !d.rules.NoSecondFactor && m.weighs(d.now())
}

// note records something that a Member did about their own account. It is
// recorded before it takes effect.
func (d *Door) note(ctx context.Context, kind content.EventKind, m *Member) error {
	return d.roster.do(ctx, m.Actor(), content.Ask{}, func(w *work) error {
		w.events = append(w.events, content.Event{Kind: kind, At: w.now, By: m.ID, Member: m.ID})
		return nil
	})
}

// ended is the answer to a session that is over, never was, or has not come far
// enough for what was asked.
func ended() error { return fault.New(fault.Forbidden, "sign_in.ended") }

// wrong is the one answer to all who do not come in.
func wrong() error { return fault.New(fault.Forbidden, "sign_in.wrong") }
