package staff

import (
	"context"
	"errors"
	"time"

	"herald/content"
	"herald/internal/fault"
)

var errWrongCode = errors.New("the code is wrong or used")

// useCode uses a code up as the second factor of a Member, if it is right. Epoch
// is that in which the password was given.
func (d *Door) useCode(ctx context.Context, m *Member, epoch int64, code string, device content.Hash, now time.Time) (proof, error) {
	key := "after " + string(m.ID)
	known, err := d.vault().KnowsDevice(ctx, m.ID, device)
	if err != nil {
		return wrongCode, err
	}
	if known {
		key += " " + string(device)
	}
	wait, ok := d.limits.take(&d.limits.codes, key, now, signedCodes)
	if !ok && parseCode(code) == "" {
		d.alarmInside(m, key, now)
		return wrongCode, tooMany(wait)
	}
	var p proof
	err = changeSecrets(ctx, d.vault(), m.ID, func(s *Secrets) error {
		if s.Epoch != epoch {
			return ended()
		}
		if p = s.use(code, now); p == wrongCode {
			return errWrongCode
		}
		return nil
	})
	if errors.Is(err, errWrongCode) {
		return wrongCode, nil
	}
	if err != nil {
		return wrongCode, err
	}
	d.limits.giveBack(&d.limits.codes, key, now)
	if p == recoveryCode {
		err = d.note(ctx, content.EventCodeUsed, m)
	}
	return p, err
}

func (d *Door) alarmInside(m *Member, key string, now time.Time) {
	d.limits.mu.Lock()
	tell := d.limits.codes.get(key).tell(now, signedCodes)
	d.limits.mu.Unlock()
	if tell && d.Alarm != nil {
		d.Alarm(Alarm{Account: m.Email, Member: m.ID, Tries: signedCodes, Inside: true})
	}
}

// Code gives the second factor of a session that waits for it: a code of the
// app, or a recovery code.
func (d *Door) Code(ctx context.Context, s *Session, code string) (*Session, error) {
	if s.Stage != StageCode {
		return nil, ended()
	}
	now := d.now()
	p, err := d.useCode(ctx, s.Member, s.row.Epoch, code, s.row.Device, now)
	if err != nil {
		return nil, err
	}
	if p == wrongCode {
		d.outcome("wrong")
		return nil, issue("code", "issue.code.wrong")
	}
	return d.raise(ctx, s, now, func(*SessionRow) {})
}

// raise gives a session that proved more another token, and lets it in if that
// was enough.
func (d *Door) raise(ctx context.Context, s *Session, now time.Time, change func(*SessionRow)) (*Session, error) {
	was, before := s.row.Token, s.Stage
	next := *s
	next.row.Factor = true
	change(&next.row)
	x, err := d.vault().Secrets(ctx, s.Member.ID)
	if err != nil {
		return nil, err
	}
	raised := d.session(next.row, s.Member, x)
	raised.rise(now)
	if raised.Stage == StageIn && before != StageIn {
		if err := d.arrive(ctx, raised); err != nil {
			return nil, err
		}
		d.outcome(string(StageIn))
	}
	return raised, d.replace(ctx, was, raised)
}

// replace keeps a session as it is now, unless it has ended meanwhile.
func (d *Door) replace(ctx context.Context, was content.Hash, s *Session) error {
	err := d.vault().ReplaceSession(ctx, was, s.row)
	if fault.Is(err, fault.NotFound) {
		return ended()
	}
	return err
}

// Just refuses what is asked for in a session in which nobody has proved
// anything just now.
func (d *Door) Just(s *Session) error {
	switch {
	case s.Stage != StageIn:
		return ended()
	case !s.Fresh(d.now()):
		return fault.New(fault.Forbidden, "sign_in.confirm")
	}
	return nil
}

// BeginFactor gives what an authenticator app needs to know. Until ConfirmFactor
// nothing has changed; asked again in the same session it gives the same.
func (d *Door) BeginFactor(ctx context.Context, s *Session) (Enrolment, error) {
	if s.Stage != StageEnrol {
		if err := d.Just(s); err != nil {
			return Enrolment{}, err
		}
	}
	if len(s.row.Pending) == 0 {
		s.row.Pending = randomBytes(secretBytes)
		if err := d.replace(ctx, s.row.Token, s); err != nil {
			return Enrolment{}, err
		}
	}
	return newEnrolment(d.rules.Issuer, s.Member.Email, s.row.Pending)
}

// ConfirmFactor makes the app that BeginFactor was for the second factor, once it
// has shown a right code. It gives recovery codes, which nobody can show again.
// All other sessions end.
func (d *Door) ConfirmFactor(ctx context.Context, s *Session, code string) (*Session, []string, error) {
	if s.Stage != StageEnrol && s.Stage != StageIn || len(s.row.Pending) == 0 {
		return nil, nil, ended()
	}
	now := d.now()
	key := "setting up " + string(s.ID)
	if wait, ok := d.limits.take(&d.limits.codes, key, now, signedCodes); !ok {
		return nil, nil, tooMany(wait)
	}
	step, ok := matchStep(s.row.Pending, digits(code), now, 0)
	if !ok {
		return nil, nil, issue("code", "issue.code.wrong")
	}
	if err := d.note(ctx, content.EventFactorSet, s.Member); err != nil {
		return nil, nil, err
	}
	shown, kept := newCodes(s.Member.ID)
	epoch, err := d.change(ctx, s, func(x *Secrets) {
		x.Factor, x.Step, x.Codes = s.row.Pending, step, kept
		x.Epoch++
	})
	if err != nil {
		return nil, nil, err
	}
	raised, err := d.raise(ctx, s, now, func(r *SessionRow) { r.Epoch, r.Pending = epoch, nil })
	return raised, shown, err
}

// change changes the Secrets of the one whose session it is, if it has not ended
// meanwhile, and gives their epoch.
func (d *Door) change(ctx context.Context, s *Session, do func(*Secrets)) (epoch int64, err error) {
	err = changeSecrets(ctx, d.vault(), s.Member.ID, func(x *Secrets) error {
		if x.Epoch != s.row.Epoch {
			return ended()
		}
		do(x)
		epoch = x.Epoch
		return nil
	})
	return epoch, err
}

// RemoveFactor goes back to a password alone, where that is allowed and the
// password is long enough for it. All other sessions end.
func (d *Door) RemoveFactor(ctx context.Context, s *Session) (*Session, error) {
	if err := d.Just(s); err != nil {
		return nil, err
	}
	x, err := d.vault().Secrets(ctx, s.Member.ID)
	if err != nil {
		return nil, err
	}
	if d.demanded(s.Member, x) {
		return nil, fault.New(fault.Forbidden, "denied.factor")
	}
	if err := d.note(ctx, content.EventFactorRemoved, s.Member); err != nil {
		return nil, err
	}
	epoch, err := d.change(ctx, s, func(x *Secrets) {
		x.Factor, x.Codes = nil, nil
		x.Epoch++
	})
	if err != nil {
		return nil, err
	}
	return d.raise(ctx, s, d.now(), func(r *SessionRow) { r.Epoch, r.Factor = epoch, false })
}

// RecoveryCodes gives ten new recovery codes; older ones hold no longer.
func (d *Door) RecoveryCodes(ctx context.Context, s *Session) ([]string, error) {
	if err := d.Just(s); err != nil {
		return nil, err
	}
	if err := d.note(ctx, content.EventCodesMade, s.Member); err != nil {
		return nil, err
	}
	shown, kept := newCodes(s.Member.ID)
	_, err := d.change(ctx, s, func(x *Secrets) { x.Codes = kept })
	return shown, err
}
