package post

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"herald/content"
	"herald/staff"
	"herald/staff/notice"
)

// keepEvery bounds how many Changes that concern nobody are looked through again
// after a crash.
const keepEvery = 200

// Name implements follow.Follower.
func (o *Office) Name() string { return "notices" }

// Position implements follow.Follower. A log that nobody has looked through begins
// at its head: what was before is not told.
func (o *Office) Position(ctx context.Context) (content.Position, error) {
	if o.begun {
		return o.at, nil
	}
	at, known, err := o.Rows.Noticed(ctx)
	if err == nil && !known {
		if at, err = o.Store.Head(ctx); err == nil {
			err = o.Rows.AddNotices(ctx, at)
		}
	}
	if err != nil {
		return 0, err
	}
	o.at, o.kept, o.begun = at, at, true
	return at, nil
}

// reason is an Event that may concern somebody.
type reason struct {
	change content.ID
	n      int
	event  content.Event
}

// news is what a batch of Changes has to say.
type news struct {
	reasons   []reason
	documents map[content.ID]bool
	members   map[content.MemberID]bool
}

func newsIn(changes []content.Change, since time.Time) news {
	w := news{documents: map[content.ID]bool{}, members: map[content.MemberID]bool{}}
	for _, c := range changes {
		for n, e := range c.Events {
			if e.Document != "" {
				w.documents[e.Document] = true
			}
			if e.Member != "" {
				w.members[e.Member] = true
			}
			if notice.Concerns(e) && e.At.After(since) {
				w.reasons = append(w.reasons, reason{c.ID, n, e})
			}
		}
	}
	return w
}

// Apply implements follow.Follower: what ceased to be true is settled, then what
// there is to tell is kept together with how far it was looked. Done twice it
// leaves the same.
func (o *Office) Apply(ctx context.Context, changes []content.Change) error {
	now, at := o.now(), changes[len(changes)-1].Position
	w := newsIn(changes, later(now.Add(-notice.Life), o.From))
	open, err := o.openAbout(ctx, w)
	if err != nil {
		return err
	}
	if len(open) == 0 && len(w.reasons) == 0 {
		return o.looked(ctx, at, at-o.kept >= keepEvery)
	}
	members, err := o.Members.AllMembers(ctx)
	if err != nil {
		return err
	}
	var places []place
	for _, n := range open {
		places = append(places, placeOf(n))
	}
	for _, r := range w.reasons {
		places = append(places, place{r.event.Document, r.event.Locale})
	}
	texts, err := o.texts(ctx, now, places...)
	if err != nil {
		return err
	}
	told := o.tell(w.reasons, texts, members)
	if settled := over(open, told, texts, members); len(settled) > 0 {
		if err := o.Rows.SettleNotices(ctx, now, settled...); err != nil {
			return err
		}
	}
	if err := o.looked(ctx, at, true, told...); err != nil {
		return err
	}
	if len(told) > 0 {
		o.ring()
	}
	return nil
}

func (o *Office) looked(ctx context.Context, at content.Position, keep bool, told ...notice.Notice) error {
	if keep {
		if err := o.Rows.AddNotices(ctx, at, told...); err != nil {
			return err
		}
		o.kept = at
	}
	o.at = at
	return nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// openAbout gives what is told and not settled about the texts and to the Members
// that a batch is about.
func (o *Office) openAbout(ctx context.Context, w news) ([]notice.Notice, error) {
	var open []notice.Notice
	if ids := slices.Sorted(maps.Keys(w.documents)); len(ids) > 0 {
		found, err := o.Rows.Notices(ctx, notice.Query{Documents: ids, Unsettled: true})
		if err != nil {
			return nil, err
		}
		open = found
	}
	for _, m := range slices.Sorted(maps.Keys(w.members)) {
		found, err := o.Rows.Notices(ctx, notice.Query{Member: m, Unsettled: true})
		if err != nil {
			return nil, err
		}
		open = append(open, found...)
	}
	return open, nil
}

// tell gives what the reasons have to say: of the same kind about the same text,
// only the last.
func (o *Office) tell(reasons []reason, texts map[place]*notice.Text, members []*staff.Member) []notice.Notice {
	mail := notice.MailNone
	if o.Server != nil {
		mail = notice.MailWaiting
	}
	last := map[subject]notice.Notice{}
	for _, r := range reasons {
		t := texts[place{r.event.Document, r.event.Locale}]
		if t == nil {
			continue
		}
		for _, n := range notice.Tell(t, r.change, r.n, r.event, members) {
			n.Mail = mail
			last[subjectOf(n)] = n
		}
	}
	return slices.SortedFunc(maps.Values(last), func(a, b notice.Notice) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
}

// subject is what two Notices have in common of which the later takes the place of
// the earlier.
type subject struct {
	member content.MemberID
	kind   notice.Kind
	place  place
}

func subjectOf(n notice.Notice) subject { return subject{n.Member, n.Kind, placeOf(n)} }

// over gives the ids of those open Notices that are not true any more, or that are
// said anew.
func over(open, told []notice.Notice, texts map[place]*notice.Text, members []*staff.Member) []string {
	by := map[content.MemberID]*staff.Member{}
	for _, m := range members {
		by[m.ID] = m
	}
	anew := map[subject]string{}
	for _, n := range told {
		anew[subjectOf(n)] = n.ID
	}
	var ids []string
	for _, n := range open {
		again, said := anew[subjectOf(n)]
		if said && again != n.ID || !notice.Holds(texts[placeOf(n)], n, by[n.Member]) {
			ids = append(ids, n.ID)
		}
	}
	return unique(ids)
}

func unique[T cmp.Ordered](all []T) []T { return slices.Compact(slices.Sorted(slices.Values(all))) }
