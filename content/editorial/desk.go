// Package editorial owns the verbs of Herald: everything that a person, a
// command or the clock can do to a text. Each verb reads as load, check,
// change, record, commit. It must never decide by itself who may do what
// (content.Can does), which state follows (content.Find does) or how a thing is
// stored; it knows no HTTP.
package editorial

import (
	"context"
	"sync"
	"time"

	"herald/content"
	"herald/content/style"
	"herald/content/tuning"
	"herald/i18n"
	"herald/internal/fault"
	"herald/media"
)

// Desk is where every verb is done. Its fields are set once, before use; its
// methods may be called from many goroutines.
type Desk struct {
	Log   content.Log
	Types *content.Types
	Sites content.Sites
	Clock content.Clock
	// Removed gives the words that stand where a redaction took something out.
	Removed func(locale i18n.Locale, at time.Time) string
	// Named gives the Members who bear a name, however it is spaced and cased. It may
	// be nil: then what is typed for a name is never a Member's.
	Named func(ctx context.Context, name string) ([]content.MemberID, error)
	// Style are the rules that what is said at the desk is laid over; nil are those
	// that come with Herald.
	Style *style.Rules
	// Shares keeps the links that show a text before readers see it.
	Shares content.Shares
	// Committed, if set, is told of every Change after it is durable.
	Committed func(content.Change)

	// rehearsal, if set, takes what verbs do instead of the log.
	rehearsal *Rehearsal

	// One verb at a time in this process: a second process still races, and is
	// answered by loading and checking again.
	mu sync.Mutex
}

// attempts bounds how often a verb is loaded and checked again because another
// process committed in between.
const attempts = 50

// Result says what a verb left behind.
type Result struct {
	Document content.ID
	Locale   i18n.Locale
	Edition  int
	State    content.State
	Version  content.Version
	Position content.Position
	// Issues are warnings: what is still to be mended before submitting.
	Issues []content.Issue
}

// work is one verb on its way: what was loaded, and what will be committed.
type work struct {
	ctx   context.Context
	desk  *Desk
	actor content.Actor
	now   time.Time
	ask   content.Ask
	snap  content.Snapshot

	// before holds the Records as they were loaded, to tell what has changed.
	before  map[content.ID]content.Record
	touched []*content.Document
	files   []*media.Asset
	styles  []*style.House
	tunings []*tuning.Tuning
	events  []content.Event
	texts   []content.Text
	result  Result
}

// do loads what ask names, lets verb check and change it, and commits. When
// somebody else committed first, it loads and checks again, so that a verb's
// rules always held at the Position before its own.
func (d *Desk) do(ctx context.Context, actor content.Actor, ask content.Ask, verb func(*work) error) (Result, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := content.NewID()
	for range attempts {
		w := &work{ctx: ctx, desk: d, actor: actor, now: content.Instant(d.Clock.Now()), ask: ask}
		if err := w.load(content.Ask{}); err != nil {
			return Result{}, err
		}
		if err := verb(w); err != nil {
			return w.result, err
		}
		if d.rehearsal != nil {
			d.rehearsal.take(w)
			return w.result, nil
		}
		if len(w.touched) == 0 && len(w.events) == 0 {
			w.result.Position = w.snap.Position
			return w.result, nil
		}
		change, err := w.change(id)
		if err != nil {
			return Result{}, err
		}
		change, err = d.Log.Commit(ctx, w.snap.Position, change, w.texts)
		if fault.Is(err, fault.Conflict) {
			continue
		}
		if err != nil {
			return Result{}, err
		}
		if d.Committed != nil {
			d.Committed(change)
		}
		w.result.Position = change.Position
		return w.result, nil
	}
	return Result{}, fault.New(fault.Unavailable, "fault.busy")
}

// load reads more beside what was asked already, everything as of one Position.
// It must come before any change: Documents are read afresh.
func (w *work) load(more content.Ask) error {
	w.ask.Documents = append(w.ask.Documents, more.Documents...)
	w.ask.Claims = append(w.ask.Claims, more.Claims...)
	w.ask.Assets = append(w.ask.Assets, more.Assets...)
	snap, err := w.desk.Log.Load(w.ctx, w.ask)
	w.snap, w.before = snap, make(map[content.ID]content.Record, len(snap.Documents))
	for id, d := range snap.Documents {
		w.before[id] = d.Record()
	}
	return err
}

func (w *work) change(id content.ID) (content.Change, error) {
	if err := w.overtake(); err != nil {
		return content.Change{}, err
	}
	if err := w.tag(); err != nil {
		return content.Change{}, err
	}
	c := content.Change{ID: id, At: w.now, Events: w.events}
	for _, d := range w.touched {
		c.Records = append(c.Records, d.Record())
	}
	for _, a := range w.files {
		c.Records = append(c.Records, a.Record())
	}
	for _, h := range w.styles {
		c.Records = append(c.Records, h.Record())
	}
	for _, t := range w.tunings {
		c.Records = append(c.Records, t.Record())
	}
	for _, t := range w.texts {
		c.Texts = append(c.Texts, t.Hash)
	}
	return c, nil
}

// document gives a loaded Document, or fault.NotFound where there is none or
// all of it was joined to another.
func (w *work) document(id content.ID) (*content.Document, error) {
	d := w.snap.Documents[id]
	if d == nil || len(d.Translations) == 0 {
		return nil, fault.Absent("document %q", id)
	}
	return d, nil
}

// touch says that d goes into the Change.
func (w *work) touch(d *content.Document) {
	for _, t := range w.touched {
		if t == d {
			return
		}
	}
	w.touched = append(w.touched, d)
}

// keep puts a text into the Change and gives its hash.
func (w *work) keep(t content.Text) content.Hash {
	for _, o := range w.texts {
		if o.Hash == t.Hash {
			return t.Hash
		}
	}
	w.texts = append(w.texts, t)
	return t.Hash
}

// note keeps a sentence for colleagues and gives its hash; nothing for "".
func (w *work) note(s string) content.Hash {
	if s == "" {
		return ""
	}
	return w.keep(content.NoteText(s))
}

func (w *work) mark() content.Mark { return content.Mark{By: w.actor.ID, At: w.now} }

// record adds an Event about the newest Edition of t, or about the Document
// where t is nil, and remembers it for the Result and in the Record.
func (w *work) record(kind content.EventKind, d *content.Document, t *content.Translation, more ...func(*content.Event)) {
	e := content.Event{Kind: kind, At: w.now, By: w.actor.ID, Document: d.ID}
	w.result.Document = d.ID
	if t == nil {
		d.Touched = w.mark()
	} else {
		t.Touched = w.mark()
		n := t.Newest()
		e.Locale, e.Edition, e.Words = t.Locale, n.Number, n.Words
		w.result.Locale, w.result.Edition, w.result.State, w.result.Version = t.Locale, n.Number, n.State, t.Version()
	}
	for _, m := range more {
		m(&e)
	}
	w.events = append(w.events, e)
	w.touch(d)
}

// about makes an Event be about e, where that is not the newest Edition.
func about(e *content.Edition) func(*content.Event) {
	return func(ev *content.Event) { ev.Edition, ev.Words = e.Number, e.Words }
}

// words and facts read texts, those of this Change included.
func (w *work) words(h content.Hash) (content.Words, error) {
	body, err := w.body(h)
	if err != nil {
		return content.Words{}, err
	}
	return content.DecodeWords(body)
}

func (w *work) facts(h content.Hash) (content.Facts, error) {
	body, err := w.body(h)
	if err != nil {
		return content.Facts{}, err
	}
	return content.DecodeFacts(body)
}

func (w *work) body(h content.Hash) ([]byte, error) {
	for _, t := range w.texts {
		if t.Hash == h {
			return t.Body, nil
		}
	}
	bodies, err := w.desk.Log.Texts(w.ctx, h)
	return bodies[h], err
}
