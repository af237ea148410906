package post

import (
	"context"
	"time"

	"herald/content"
	"herald/staff"
	"herald/staff/mail"
	"herald/staff/notice"
)

const (
	// lookEvery is how often it is looked for what waits when nothing rang.
	lookEvery = 10 * time.Second
	// restFor and restLongest bound the pause after the server could not be used.
	restFor     = 15 * time.Second
	restLongest = 10 * time.Minute
	// giveUp is how long an e-mail is tried, and how old what it says may be.
	giveUp = 72 * time.Hour
)

// Run sends e-mails until ctx ends. There must be one Run of one store at a time: it
// looks after what others had claimed as if they were dead. Should there be two for a
// moment, what they claim is still sent once.
func (o *Office) Run(ctx context.Context) {
	pause, recovered := time.Duration(0), false
	o.ring() // what waited when the last process ended
	for o.await(ctx, pause) {
		if !recovered {
			if err := o.Recover(ctx); err != nil {
				o.complain(ctx, err)
				continue
			}
			recovered = true
		}
		reached, err := o.Send(ctx)
		switch {
		case err != nil:
			o.complain(ctx, err)
		case reached:
			pause = 0
		default:
			pause = min(max(2*pause, restFor), restLongest)
		}
	}
}

// await waits until there is something to look at: while the server cannot be used,
// for the whole pause. It reports false when there is no more to do.
func (o *Office) await(ctx context.Context, pause time.Duration) bool {
	bell, look := o.bell(), lookEvery
	if pause > 0 {
		bell, look = nil, pause
	}
	select {
	case <-ctx.Done():
		return false
	case <-bell:
	case <-time.After(look):
	}
	return true
}

func (o *Office) complain(ctx context.Context, err error) {
	if ctx.Err() == nil {
		o.Log.Error("sending e-mails failed", "error", err)
	}
}

// Recover looks after the Letters that a process had claimed when it died. Whether
// they went out nobody can know, and nobody is to get them twice: they stay unsure,
// and the next e-mail to the same Member names what they were about.
func (o *Office) Recover(ctx context.Context) error {
	for {
		claimed, err := o.Rows.LettersIn(ctx, notice.LetterClaimed, "", atOnce)
		if err != nil || len(claimed) == 0 {
			return err
		}
		for _, l := range claimed {
			l.State, l.At, l.Why = notice.LetterUnsure, o.now(), "the process ended while it was being sent"
			if err := o.Rows.PutLetter(ctx, l, notice.LetterClaimed); err != nil {
				return err
			}
			o.tellOutcome(mail.Unsure)
		}
	}
}

func (o *Office) tellOutcome(out mail.Outcome) {
	if o.Outcome != nil {
		o.Outcome(out)
	}
}

// round is one look at everything that waits.
type round struct {
	*Office
	ctx     context.Context
	now     time.Time
	letters map[string]notice.Letter
	line    *mail.Line
	// down says that the server cannot be used.
	down bool
}

// Send looks at everything that waits and sends what is due. It reports whether the
// server could be used, as far as it was asked.
func (o *Office) Send(ctx context.Context) (reached bool, err error) {
	if o.Server == nil || o.held() {
		return true, nil
	}
	waiting, err := o.Rows.Notices(ctx, notice.Query{Mail: notice.MailWaiting})
	o.note(func(s *State) { s.Waiting = len(waiting) })
	if err != nil || len(waiting) == 0 {
		return true, err
	}
	r := &round{Office: o, ctx: ctx, now: o.now()}
	defer r.hangUp()
	var letters []string
	by := map[content.MemberID][]notice.Notice{}
	for _, n := range waiting {
		by[n.Member] = append(by[n.Member], n)
		if n.Letter != "" {
			letters = append(letters, n.Letter)
		}
	}
	if r.letters, err = o.Rows.Letters(ctx, unique(letters)...); err != nil {
		return true, err
	}
	members, err := o.Members.AllMembers(ctx)
	if err != nil {
		return true, err
	}
	for _, m := range members {
		if all := by[m.ID]; len(all) > 0 && ctx.Err() == nil && !r.down {
			if err := r.member(m, all); err != nil {
				return !r.down, err
			}
		}
	}
	return !r.down, nil
}

func (r *round) hangUp() {
	if r.line != nil {
		r.line.Close()
		r.line = nil
	}
}

// member sends what waits for one Member, by how they want it now.
func (r *round) member(m *staff.Member, all []notice.Notice) error {
	var fresh []notice.Notice
	var letters []string
	var late []string
	for _, n := range all {
		switch {
		case n.Letter != "":
			letters = append(letters, n.Letter)
		case m.Disabled != nil, m.Mail == staff.MailNever, r.now.Sub(n.At) > giveUp:
			late = append(late, n.ID)
		default:
			fresh = append(fresh, n)
		}
	}
	if len(late) > 0 {
		if err := r.Rows.MailNotices(r.ctx, "", notice.MailNone, late...); err != nil {
			return err
		}
	}
	bound, err := r.bind(m, fresh)
	if err != nil {
		return err
	}
	for _, id := range append(unique(letters), bound...) {
		if err := r.letter(id, m); err != nil || r.down || r.ctx.Err() != nil {
			return err
		}
	}
	return nil
}

// bind puts what is in no Letter yet into one: each into its own, or what had
// happened by the morning into that of the day, unless there has been one today.
func (r *round) bind(m *staff.Member, fresh []notice.Notice) (letters []string, err error) {
	if m.Mail != staff.MailMorning {
		for _, n := range fresh {
			if err := r.Rows.MailNotices(r.ctx, n.ID, notice.MailWaiting, n.ID); err != nil {
				return nil, err
			}
			letters = append(letters, n.ID)
		}
		return letters, nil
	}
	begin, day := r.morning(r.now)
	var ids []string
	for _, n := range fresh {
		if n.At.Before(begin) {
			ids = append(ids, n.ID)
		}
	}
	if len(ids) == 0 || r.now.Before(begin) {
		return nil, nil
	}
	id := notice.DigestID(m.ID, day)
	found, err := r.Rows.Letters(r.ctx, id)
	if _, there := found[id]; err != nil || there {
		return nil, err
	}
	return []string{id}, r.Rows.MailNotices(r.ctx, id, notice.MailWaiting, ids...)
}
