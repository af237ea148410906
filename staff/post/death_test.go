package post_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"herald/content"
	"herald/internal/smtptest"
	"herald/staff"
	"herald/staff/notice"
	"herald/staff/post"
)

var errDead = errors.New("the process is dead")

// mortal are rows whose process dies at a write: before it is done, or after it is
// done and before anybody hears of it. Nothing works from then on.
type mortal struct {
	notice.Rows
	left  int
	after bool
	dead  bool
}

func (m *mortal) write(do func() error) error {
	if m.dead {
		return errDead
	}
	if m.left--; m.left >= 0 {
		return do()
	}
	m.dead = true
	if m.after {
		if err := do(); err != nil {
			return err
		}
	}
	return errDead
}

func (m *mortal) AddNotices(ctx context.Context, at content.Position, all ...notice.Notice) error {
	return m.write(func() error { return m.Rows.AddNotices(ctx, at, all...) })
}

func (m *mortal) ReadNotices(ctx context.Context, who content.MemberID, at time.Time, ids ...string) error {
	return m.write(func() error { return m.Rows.ReadNotices(ctx, who, at, ids...) })
}

func (m *mortal) SettleNotices(ctx context.Context, at time.Time, ids ...string) error {
	return m.write(func() error { return m.Rows.SettleNotices(ctx, at, ids...) })
}

func (m *mortal) MailNotices(ctx context.Context, letter string, mail notice.Mail, ids ...string) error {
	return m.write(func() error { return m.Rows.MailNotices(ctx, letter, mail, ids...) })
}

func (m *mortal) PutLetter(ctx context.Context, l notice.Letter, was notice.LetterState) error {
	return m.write(func() error { return m.Rows.PutLetter(ctx, l, was) })
}

// TestDyingAtEveryWrite lets the process die at every single write on the way from
// an Event to the last e-mail about it, one run for each, at once and in the
// morning. Afterwards the desk has everything, no e-mail was sent twice, and every
// Notice was either in one or is said to be unsure.
func TestDyingAtEveryWrite(t *testing.T) {
	for name, wish := range map[string]staff.Mail{"at once": staff.MailAtOnce, "in the morning": staff.MailMorning} {
		for _, after := range []bool{false, true} {
			deaths := 0
			for left := 0; ; left++ {
				if !t.Run(name, func(t *testing.T) {
					if dieAt(t, wish, left, after) {
						deaths++
					}
				}) {
					return
				}
				if deaths != left+1 {
					break // it was through before it would have died
				}
			}
			if deaths < 6 {
				t.Errorf("%s: only %d writes were looked at", name, deaths)
			}
		}
	}
}

func dieAt(t *testing.T, wish staff.Mail, left int, after bool) (died bool) {
	r := newRig(t)
	s := new(smtptest.Server).Start(t, nil)
	r.only("lina")
	r.must(second(r.roster.SetMail(t.Context(), r.actor("lina"), wish)))
	r.look()
	r.submitted("Viena")
	r.submitted("Antra")
	rows := &mortal{Rows: r.store, left: left, after: after}
	r.live(r.another(rows), s)
	died = rows.dead
	next := r.another(r.store)
	r.live(next, s)
	r.clock.pass(24 * time.Hour)
	r.live(next, s)
	once(t, s)
	r.wants("at the desk", "lina waiting", "lina waiting", "rasa waiting", "rasa waiting")
	all, err := r.store.Notices(t.Context(), notice.Query{Member: r.members["lina"].ID})
	r.must(err)
	for _, n := range all {
		if n.Mail != notice.MailSent && n.Mail != notice.MailUnsure {
			t.Errorf("after %d writes (after: %v) %q is neither sent nor unsure", left, after, n.Mail)
		}
	}
	if !died && len(s.All()) == 0 {
		t.Error("nothing was sent although nobody died")
	}
	return died
}

// live is one process: it goes on until there is nothing to do, or it is dead.
func (r *rig) live(o *post.Office, s *smtptest.Server) {
	o.Server = serverAt(s)
	if r.follow(o) != nil || o.Recover(context.Background()) != nil {
		return
	}
	for range 3 {
		if _, err := o.Send(context.Background()); err != nil {
			return
		}
		r.clock.pass(21 * time.Hour)
	}
}
