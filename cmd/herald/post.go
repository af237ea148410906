package main

import (
	"context"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"herald/content"
	"herald/staff/mail"
	"herald/staff/notice"
	"herald/staff/post"
)

// openPost makes the office ready that tells members what concerns them. A
// demonstration sends nothing, whatever is configured: its members are nobody.
func (s *server) openPost(ctx context.Context) error {
	origin, err := url.Parse(s.house.staffAddress(""))
	if err != nil {
		return err
	}
	s.post = &post.Office{Rows: s.house.store, Store: s.house.store, Members: s.house.store, Types: s.house.types, Sites: s.house.sites,
		Catalog: s.house.catalog, Clock: s.clock, Zone: s.config.Sites[0].location(), Domain: origin.Hostname(),
		Link: s.house.staffAddress, Held: s.clock.Held, Outcome: s.metrics.mailed, Log: s.log}
	if s.demo {
		// Its members are told of the sample's last days, so that there is something
		// to see.
		s.post.From = s.clock.Now().Add(-demoTold)
		if err := s.house.store.AddNotices(ctx, 1); err != nil {
			return err
		}
	} else {
		names, err := s.house.placeNames(ctx)
		if err != nil {
			return err
		}
		s.post.Server = s.config.Mail.server(firstOf(names, "Herald"), origin.Hostname())
	}
	// Where it begins is durable before anybody is answered: what they do is told.
	if _, err := s.post.Position(ctx); err != nil {
		return err
	}
	s.metrics.mails(s.post)
	s.behind(s.post)
	return nil
}

// demoTold is how much of the life of the sample municipality its members are told
// of.
const demoTold = 96 * time.Hour

func firstOf(names []string, otherwise string) string {
	if len(names) == 0 {
		return otherwise
	}
	return names[0]
}

// tellEvery is how often it is looked for what is told without an Event: a step
// that is owed today, and what has become old.
const tellEvery = time.Minute

func (s *server) tellOfDays(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(tellEvery):
		}
		for doing, task := range map[string]func(context.Context) error{"telling what is due": s.post.Remind, "dropping what was told long ago": s.post.Sweep} {
			if err := task(ctx); err != nil && ctx.Err() == nil {
				s.log.Error(doing+" failed", "error", err)
			}
		}
	}
}

// mailed counts what became of e-mails.
func (m *metrics) mailed(o mail.Outcome) { m.mail.WithLabelValues(string(o)).Inc() }

// mails tells how the sending goes.
func (m *metrics) mails(o *post.Office) {
	for _, outcome := range []mail.Outcome{mail.Sent, mail.Later, mail.Refused, mail.Unsure, mail.Broken} {
		m.mail.WithLabelValues(string(outcome))
	}
	m.registry.MustRegister(
		gauge("herald_mail_waiting", "Notices that wait for their e-mail.", func() float64 { return float64(o.State().Waiting) }),
		gauge("herald_mail_down", "1 while the mail server cannot be used.", func() float64 {
			if o.State().Down.IsZero() {
				return 0
			}
			return 1
		}))
}

func newMailCounter() *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "herald_mails_total", Help: "Attempts to send an e-mail, by what came of them."}, []string{"outcome"})
}

// keepSilent makes a restored store say nothing of what it had to say when the
// backup was written: some of it was sent since, and nobody here knows which.
func keepSilent(ctx context.Context, rows notice.Rows, head content.Position) error {
	waiting, err := rows.Notices(ctx, notice.Query{Mail: notice.MailWaiting})
	if err != nil {
		return err
	}
	for _, n := range waiting {
		if err := rows.MailNotices(ctx, n.Letter, notice.MailUnsure, n.ID); err != nil {
			return err
		}
	}
	for _, state := range []notice.LetterState{notice.LetterClaimed, notice.LetterAgain} {
		letters, err := rows.LettersIn(ctx, state, "", 1<<30)
		if err != nil {
			return err
		}
		for _, l := range letters {
			l.State = notice.LetterUnsure
			if err := rows.PutLetter(ctx, l, state); err != nil {
				return err
			}
		}
	}
	return rows.AddNotices(ctx, head)
}
