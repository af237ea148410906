// Package post owns the telling: it follows the log and keeps a Notice for whom an
// Event concerns, hands the desk what a Member is to see, and sends e-mails. Whom
// what concerns is decided in package notice, what an e-mail server did is told by
// package mail. It must never send an e-mail that was not claimed before, nor one a
// second time, and must never write a word into it that not everybody may read.
package post

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/staff"
	"herald/staff/mail"
	"herald/staff/notice"
)

// Office is where Members are told things. Its fields are set once, before use;
// its methods may be called from many goroutines.
type Office struct {
	Rows    notice.Rows
	Store   Store
	Members staff.Shelf
	Types   *content.Types
	Sites   content.Sites
	Catalog *i18n.Catalog
	Clock   content.Clock
	// Zone is where the clocks of the municipality stand.
	Zone *time.Location
	// Server takes the e-mails; nil is none, and everything stays at the desk.
	Server *mail.Server
	// Link gives the whole address of a path of the staff side. It must not depend on
	// any request. Domain is what stands behind the @ of a Message-ID.
	Link   func(path string) string
	Domain string
	// From, if set, is since when it is told what happens; what was before is not,
	// wherever in the log it is come across.
	From time.Time
	// Held, if set, reports whether the clock is not believed: nothing is sent then.
	Held func() bool
	// Outcome, if set, is told what became of each e-mail.
	Outcome func(mail.Outcome)
	Log     *slog.Logger

	// at is how far the log has been looked through, kept how far that is durable.
	at, kept content.Position
	begun    bool
	wake     chan struct{}
	once     sync.Once

	mu    sync.Mutex
	state State
}

// Store is what the Office reads.
type Store interface {
	Head(ctx context.Context) (content.Position, error)
	Documents(ctx context.Context, ids ...content.ID) (map[content.ID]*content.Document, error)
	Board(ctx context.Context, q content.BoardQuery) ([]content.Standing, error)
	content.Texts
}

// State is how the sending of e-mails goes.
type State struct {
	// SetUp reports whether there is a mail server, Host and From say which and as
	// whom.
	SetUp      bool
	Host, From string
	// Waiting counts the Notices that wait for an e-mail.
	Waiting int
	// Down is since when the server cannot be used, Why what is wrong.
	Down time.Time
	Why  string
	// Sent is when the last e-mail went out.
	Sent time.Time
}

// State tells how the sending of e-mails goes.
func (o *Office) State() State {
	o.mu.Lock()
	defer o.mu.Unlock()
	s := o.state
	if o.Server != nil {
		s.SetUp, s.Host, s.From = true, o.Server.Host, o.Server.From
	}
	return s
}

func (o *Office) note(change func(*State)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change(&o.state)
}

// bell wakes whoever sends.
func (o *Office) bell() chan struct{} {
	o.once.Do(func() { o.wake = make(chan struct{}, 1) })
	return o.wake
}

func (o *Office) ring() {
	select {
	case o.bell() <- struct{}{}:
	default:
	}
}

func (o *Office) now() time.Time { return content.Instant(o.Clock.Now()) }

func (o *Office) held() bool { return o.Held != nil && o.Held() }

// place names one text.
type place struct {
	document content.ID
	locale   i18n.Locale
}

func placeOf(n notice.Notice) place { return place{n.Document, n.Locale} }

// texts gives texts as they are now; what is not there is left out.
func (o *Office) texts(ctx context.Context, now time.Time, places ...place) (map[place]*notice.Text, error) {
	var ids []content.ID
	for _, p := range places {
		ids = append(ids, p.document)
	}
	documents, err := o.documents(ctx, ids)
	if err != nil {
		return nil, err
	}
	found := map[place]*notice.Text{}
	for _, p := range places {
		d := documents[p.document]
		if d == nil || found[p] != nil || d.Translation(p.locale) == nil || d.Translation(p.locale).Newest() == nil || d.Translation(p.locale).Derived {
			continue
		}
		t := &notice.Text{Document: d, Translation: d.Translation(p.locale), Type: o.Types.Get(d.Type), Steps: map[int][]string{}, Now: now}
		if t.Type == nil {
			continue
		}
		if err := o.steps(ctx, t); err != nil {
			return nil, err
		}
		found[p] = t
	}
	return found, nil
}

// atOnce bounds how many Documents are asked for together.
const atOnce = 200

func (o *Office) documents(ctx context.Context, ids []content.ID) (map[content.ID]*content.Document, error) {
	all := map[content.ID]*content.Document{}
	for ids = unique(ids); len(ids) > 0; {
		n := min(atOnce, len(ids))
		found, err := o.Store.Documents(ctx, ids[:n]...)
		if err != nil {
			return nil, err
		}
		for id, d := range found {
			all[id] = d
		}
		ids = ids[n:]
	}
	return all, nil
}

// steps fills in which steps the Editions of t need. Only a verbatim Type asks the
// facts.
func (o *Office) steps(ctx context.Context, t *notice.Text) error {
	for _, e := range []*content.Edition{t.Translation.Newest(), t.Translation.LiveEdition()} {
		if e == nil || t.Steps[e.Number] != nil {
			continue
		}
		var authentic []i18n.Locale
		if t.Type.Verbatim {
			bodies, err := o.Store.Texts(ctx, e.Facts)
			if err != nil {
				return err
			}
			facts, err := content.DecodeFacts(bodies[e.Facts])
			if err != nil {
				return err
			}
			authentic = facts.AuthenticIn(t.Document.Source)
		}
		t.Steps[e.Number] = t.Type.StepsIn(t.Translation.Locale, authentic)
	}
	return nil
}
