package staff

import (
	"context"

	"herald/content"
	"herald/internal/fault"
)

// Confirm proves again that it is the Member who sits there. From now on the
// session is fresh.
func (d *Door) Confirm(ctx context.Context, s *Session, password string) (*Session, error) {
	if s.Stage != StageIn {
		return nil, ended()
	}
	if _, err := d.proven(ctx, s, password); err != nil {
		return nil, err
	}
	next, was, now := *s, s.row.Token, d.now()
	next.row.Confirmed, next.Confirmed, next.Token, next.Device = now, now, "", ""
	return &next, d.replace(ctx, was, &next)
}

// proven gives the Secrets of the one whose session it is, if password is right.
func (d *Door) proven(ctx context.Context, s *Session, password string) (Secrets, error) {
	now, key := d.now(), "within "+string(s.ID)
	wait, ok := d.limits.take(&d.limits.accounts, key, now, confirmMost)
	if !ok {
		return Secrets{}, tooMany(wait)
	}
	x, err := d.vault().Secrets(ctx, s.Member.ID)
	if err != nil {
		return x, err
	}
	right, _, err := d.hasher.check(ctx, x.Password, password, true)
	if err == nil && !right {
		return x, issue("password", "issue.password.wrong")
	}
	d.limits.giveBack(&d.limits.accounts, key, now)
	return x, err
}

// ChangePassword puts another password in the place of one's own. All other
// sessions end, and other browsers are forgotten.
func (d *Door) ChangePassword(ctx context.Context, s *Session, old, password string) (*Session, error) {
	if s.Stage != StageIn {
		return nil, ended()
	}
	x, err := d.proven(ctx, s, old)
	if err != nil {
		return nil, err
	}
	hash, err := d.choose(ctx, s.Member, x, password)
	if err != nil {
		return nil, err
	}
	if err := d.note(ctx, content.EventPasswordSet, s.Member); err != nil {
		return nil, err
	}
	epoch, err := d.change(ctx, s, func(x *Secrets) {
		x.Password, x.Short, x.Link = hash, short(password), Link{}
		x.Epoch++
	})
	if err != nil {
		return nil, err
	}
	if err := d.vault().Drop(ctx, Dropping{Devices: s.Member.ID}); err != nil {
		return nil, err
	}
	factor := s.row.Factor
	raised, err := d.raise(ctx, s, d.now(), func(r *SessionRow) { r.Epoch, r.Factor, r.Device = epoch, factor, "" })
	if err != nil {
		return nil, err
	}
	was := raised.row.Token
	if err := d.know(ctx, raised); err != nil {
		return nil, err
	}
	return raised, d.replace(ctx, was, raised)
}

// choose checks a new password and hashes it.
func (d *Door) choose(ctx context.Context, m *Member, x Secrets, password string) (string, error) {
	if err := d.Check(m, len(x.Factor) > 0, password); err != nil {
		return "", err
	}
	return d.hasher.hash(ctx, password)
}

// Check refuses what could not be the password of m, who has a second factor or
// not. The Member need not be in the log yet.
func (d *Door) Check(m *Member, factor bool, password string) error {
	var wrong issues
	wrong.take("password", d.rules.checkPassword(password, m.Name, m.Email, factor || d.withFactor(m, Secrets{})))
	return wrong.err()
}

// SetPassword gives a Member a password at the machine's keyboard. All their
// sessions end.
func (d *Door) SetPassword(ctx context.Context, actor content.Actor, id content.MemberID, password string) error {
	if !actor.ID.IsSystem() {
		return fault.New(fault.Forbidden, "denied.role")
	}
	m, err := d.roster.Member(ctx, id)
	if err != nil {
		return err
	}
	x, err := d.vault().Secrets(ctx, id)
	if err != nil {
		return err
	}
	hash, err := d.choose(ctx, m, x, password)
	if err != nil {
		return err
	}
	_, err = d.roster.on(ctx, actor, id, content.Ask{}, func(w *work, m *Member) error {
		w.record(content.EventPasswordSet, m, "")
		return nil
	})
	if err != nil {
		return err
	}
	return d.roster.shut(ctx, id, func(s *Secrets) { s.Password, s.Short, s.Link = hash, short(password), Link{} })
}
