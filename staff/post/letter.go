package post

import (
	"context"
	"time"

	"herald/internal/fault"
	"herald/staff"
	"herald/staff/mail"
	"herald/staff/notice"
)

// pauses are those between the attempts at one Letter that was put off; the last is
// the one from then on.
var pauses = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour}

// letter takes one Letter as far as it goes now.
func (r *round) letter(id string, m *staff.Member) error {
	l, known := r.letters[id]
	if !known {
		l = notice.Letter{ID: id, Member: m.ID, Since: r.now}
	}
	if ended, over := l.State.Mail(); over {
		return r.close(id, ended) // the process died before it wrote that down
	}
	if l.State == notice.LetterClaimed || l.State == notice.LetterAgain && r.now.Before(l.Next) {
		return nil
	}
	if l.State == notice.LetterAgain && r.now.Sub(l.Since) > giveUp {
		return r.end(l, notice.LetterRefused, l.Why)
	}
	said, err := r.contents(id, m)
	if err != nil {
		return err
	}
	if m.Disabled != nil || m.Mail == staff.MailNever || len(said.items) == 0 {
		return r.end(l, notice.LetterDropped, "")
	}
	if err := mail.CheckAddress(m.Email); err != nil {
		return r.end(l, notice.LetterRefused, err.Error())
	}
	message, err := r.write(l, m, said)
	if err != nil {
		return err
	}
	if !r.dial() {
		return nil
	}
	return r.hand(l, message)
}

// contents is what a Letter has to say when it is sent.
type contents struct {
	// items are new, again those that an earlier Letter may not have brought.
	items, again []Item
}

// contents gives what of a Letter is still worth saying: not what was seen at the
// desk or has ceased to be true, and nothing that its Member may not read by now.
// It takes up what an earlier one may not have brought.
func (r *round) contents(id string, m *staff.Member) (contents, error) {
	unsure, err := r.Rows.Notices(r.ctx, notice.Query{Member: m.ID, Mail: notice.MailUnsure, Unread: true, Unsettled: true})
	if err != nil {
		return contents{}, err
	}
	all, err := r.Rows.Notices(r.ctx, notice.Query{Letter: id, Unread: true, Unsettled: true})
	if err != nil {
		return contents{}, err
	}
	texts, err := r.texts(r.ctx, r.now, append(placesOf(all), placesOf(unsure)...)...)
	if err != nil {
		return contents{}, err
	}
	var c contents
	for _, n := range all {
		if t := texts[placeOf(n)]; n.Mail == notice.MailWaiting && notice.Holds(t, n, m) {
			c.items = append(c.items, Item{n, t})
		}
	}
	var taken []string
	for _, n := range unsure {
		if t := texts[placeOf(n)]; len(c.items) > 0 && notice.Holds(t, n, m) {
			c.again = append(c.again, Item{n, t})
			taken = append(taken, n.ID)
		}
	}
	if len(taken) > 0 {
		err = r.Rows.MailNotices(r.ctx, id, notice.MailUnsure, taken...)
	}
	return c, err
}

// dial gets a connection before anything is claimed: while there is none, nothing
// has been tried.
func (r *round) dial() bool {
	if r.line != nil {
		return true
	}
	line, err := r.Server.Dial(r.ctx)
	if err != nil {
		r.unusable(err.Error())
		return false
	}
	r.line = line
	r.usable()
	return true
}

func (r *round) unusable(why string) {
	r.down = true
	if r.ctx.Err() != nil {
		return
	}
	first := false
	r.note(func(s *State) {
		if first = s.Down.IsZero(); first {
			s.Down = r.now
		}
		s.Why = why
	})
	if first {
		r.Log.Warn("the mail server cannot be used: e-mails wait", "server", r.Server.Host, "error", why)
	}
}

func (r *round) usable() {
	was := false
	r.note(func(s *State) { was, s.Down, s.Why = !s.Down.IsZero(), time.Time{}, "" })
	if was {
		r.Log.Info("the mail server can be used again", "server", r.Server.Host)
	}
}

// hand claims a Letter, sends it, and writes down what became of it. Once it is
// claimed nothing but an answer of the server, or a connection that ended before
// the text did, lets it be sent again.
func (r *round) hand(l notice.Letter, message mail.Message) error {
	was := l.State
	l.State, l.At = notice.LetterClaimed, r.now
	if err := r.Rows.PutLetter(r.ctx, l, was); fault.Is(err, fault.Conflict) {
		return nil // it is another's
	} else if err != nil {
		return err
	}
	outcome, why := r.line.Send(message)
	// What became of it is written down, also where the process is told to end.
	outer := r.ctx
	inner, stop := context.WithTimeout(context.WithoutCancel(outer), lastly)
	defer stop()
	r.ctx = inner
	defer func() { r.ctx = outer }()
	if outcome != mail.Sent {
		r.hangUp()
	}
	r.tellOutcome(outcome)
	switch outcome {
	case mail.Sent:
		r.note(func(s *State) { s.Sent = r.now })
		return r.end(l, notice.LetterSent, "")
	case mail.Refused:
		r.Log.Warn("an e-mail was refused", "member", l.Member, "error", why)
		return r.end(l, notice.LetterRefused, why)
	case mail.Unsure:
		r.Log.Warn("nobody can say whether an e-mail went out: it is not sent again", "member", l.Member, "error", why)
		return r.end(l, notice.LetterUnsure, why)
	case mail.Broken:
		r.unusable(why)
		l.Next = r.now
	default:
		l.Next = r.now.Add(pauses[min(l.Tries, len(pauses)-1)])
		l.Tries++
	}
	l.State, l.Why = notice.LetterAgain, why
	return r.Rows.PutLetter(r.ctx, l, notice.LetterClaimed)
}

// lastly is how long a store may take to be told what became of a Letter that is out.
const lastly = 10 * time.Second

// end writes down how a Letter ended, and then what that means for what is in it.
// The order counts: what the Letter says is taken over at the next look.
func (r *round) end(l notice.Letter, s notice.LetterState, why string) error {
	was := l.State
	l.State, l.At, l.Why, l.Next = s, r.now, why, time.Time{}
	if err := r.Rows.PutLetter(r.ctx, l, was); err != nil {
		return err
	}
	means, _ := s.Mail()
	return r.close(l.ID, means)
}

// close takes over how a Letter ended. What it named a second time stays unsure
// until one is known to have gone out.
func (r *round) close(letter string, means notice.Mail) error {
	all, err := r.Rows.Notices(r.ctx, notice.Query{Letter: letter})
	if err != nil {
		return err
	}
	var ids []string
	for _, n := range all {
		if n.Mail == notice.MailWaiting || n.Mail == notice.MailUnsure && means == notice.MailSent {
			ids = append(ids, n.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return r.Rows.MailNotices(r.ctx, letter, means, ids...)
}
