package staff

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// Log is what verbs on Members need of the log: load at a Position, check,
// commit at the next one. See content.Log.
type Log interface {
	Load(ctx context.Context, ask content.Ask) (content.Snapshot, error)
	Commit(ctx context.Context, at content.Position, c content.Change, texts []content.Text) (content.Change, error)
}

// Roster is where every verb on Members is done. Its fields are set once, before
// use; its methods may be called from many goroutines.
type Roster struct {
	Log   Log
	Shelf Shelf
	Vault Vault
	Types *content.Types
	Clock content.Clock
	// Wall is the machine's time, for sessions, links and codes, which end even
	// while Clock is made to stand still. Empty is Clock.
	Wall  content.Clock
	Rules Rules
	// Committed, if set, is told of every Change after it is durable.
	Committed func(content.Change)

	// One verb at a time in this process: a second process still races, and is
	// answered by loading and checking again.
	mu sync.Mutex
}

// attempts bounds how often a verb is loaded and checked again because another
// process committed in between.
const attempts = 50

// work is one verb on its way: who there is, and what will be committed.
type work struct {
	actor     content.Actor
	now       time.Time
	types     *content.Types
	snap      content.Snapshot
	everybody []*Member
	touched   []*Member
	events    []content.Event
}

// do loads everybody, lets verb check and change, and commits. When somebody
// else committed first, it loads and checks again, so that what must hold of all
// Members together always held at the Position before its own.
func (r *Roster) do(ctx context.Context, actor content.Actor, ask content.Ask, verb func(*work) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	id := content.NewID()
	for range attempts {
		w := &work{actor: actor, now: content.Instant(r.Clock.Now()), types: r.Types}
		if err := w.load(ctx, r.Log, ask); err != nil {
			return err
		}
		if err := verb(w); err != nil {
			return err
		}
		if len(w.events) == 0 {
			return nil
		}
		done, err := r.Log.Commit(ctx, w.snap.Position, w.change(id), nil)
		if fault.Is(err, fault.Conflict) {
			continue
		}
		if err == nil && r.Committed != nil {
			r.Committed(done)
		}
		return err
	}
	return fault.New(fault.Unavailable, "fault.busy")
}

// wall gives the machine's time.
func (r *Roster) wall() time.Time {
	if r.Wall == nil {
		return content.Instant(r.Clock.Now())
	}
	return content.Instant(r.Wall.Now())
}

func (w *work) load(ctx context.Context, log Log, ask content.Ask) (err error) {
	if w.snap, err = log.Load(ctx, ask); err != nil {
		return err
	}
	for _, r := range w.snap.Members {
		m, err := DecodeMember(r.Body)
		if err != nil {
			return err
		}
		w.everybody = append(w.everybody, m)
	}
	return nil
}

func (w *work) change(id content.ID) content.Change {
	c := content.Change{ID: id, At: w.now, Events: w.events}
	for _, m := range w.touched {
		c.Records = append(c.Records, m.Record())
	}
	return c
}

// record adds an Event about m, and m to the Change.
func (w *work) record(kind content.EventKind, m *Member, role content.Role) {
	w.events = append(w.events, content.Event{Kind: kind, At: w.now, By: w.actor.ID, Member: m.ID, Role: role})
	if !slices.Contains(w.touched, m) {
		w.touched = append(w.touched, m)
	}
}

func (w *work) mark() content.Mark { return content.Mark{By: w.actor.ID, At: w.now} }

func (w *work) member(id content.MemberID) (*Member, error) {
	i := slices.IndexFunc(w.everybody, func(m *Member) bool { return m.ID == id })
	if i < 0 {
		return nil, absentMember(id)
	}
	return w.everybody[i], nil
}

// authorise asks the policy whether the actor, as the log knows them at this
// Position, may manage Members. What they could do when they asked does not
// count.
func (w *work) authorise() error {
	if !w.actor.ID.IsSystem() {
		m, err := w.member(w.actor.ID)
		if err != nil {
			return fault.New(fault.Forbidden, "denied.nobody")
		}
		w.actor = m.Actor()
	}
	return content.Can(w.actor, content.ManageMembers, content.Subject{Now: w.now})
}

// administered reports whether there is somebody who can give people roles, and
// will not lose that by himself.
func (w *work) administered() bool {
	return slices.ContainsFunc(w.everybody, func(m *Member) bool { return m.lasts(w.now) })
}

// on is a verb of an administrator on another Member.
func (r *Roster) on(ctx context.Context, actor content.Actor, id content.MemberID, ask content.Ask, verb func(*work, *Member) error) (*Member, error) {
	var done *Member
	ask.Everybody = true
	err := r.do(ctx, actor, ask, func(w *work) error {
		if err := w.authorise(); err != nil {
			return err
		}
		m, err := w.member(id)
		if err != nil {
			return err
		}
		had := w.administered()
		if err := verb(w, m); err != nil {
			return err
		}
		if had && !w.administered() {
			return fault.New(fault.Invalid, "issue.member.last_administrator")
		}
		done = m
		return nil
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// notOneself keeps people from raising, lowering or unlocking themselves.
func (w *work) notOneself(m *Member) error {
	if m.ID == w.actor.ID {
		return fault.New(fault.Forbidden, "denied.own_account")
	}
	return nil
}

// Member gives a Member as now.
func (r *Roster) Member(ctx context.Context, id content.MemberID) (*Member, error) {
	return Get(ctx, r.Shelf, id)
}

// ByEmail gives the Member who signs in with an address, however it is written.
func (r *Roster) ByEmail(ctx context.Context, email string) (*Member, error) {
	email, err := ParseEmail(email)
	if err != nil {
		return nil, err
	}
	return r.Shelf.MemberByEmail(ctx, email)
}

// All gives every Member, the disabled included, by id.
func (r *Roster) All(ctx context.Context) ([]*Member, error) { return r.Shelf.AllMembers(ctx) }

// Named gives the Members who bear a name, the disabled included, however it is
// spaced and cased.
func (r *Roster) Named(ctx context.Context, name string) ([]content.MemberID, error) {
	all, err := r.All(ctx)
	if err != nil {
		return nil, err
	}
	plain := func(s string) string { return fold(strings.Join(strings.Fields(s), " ")) }
	var ids []content.MemberID
	for _, m := range all {
		if plain(m.Name) == plain(name) {
			ids = append(ids, m.ID)
		}
	}
	return ids, nil
}

// Names gives the names of Members, for a timeline; ids that no Member has are
// left out.
func (r *Roster) Names(ctx context.Context, ids ...content.MemberID) (map[content.MemberID]string, error) {
	found, err := r.Shelf.Members(ctx, ids...)
	names := make(map[content.MemberID]string, len(found))
	for id, m := range found {
		names[id] = m.Name
	}
	return names, err
}
