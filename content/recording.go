package content

import (
	"context"
	"reflect"
	"slices"
	"time"

	"herald/i18n"
)

// Trace is what a page was made of: all that must be known to keep its bytes
// and to throw them away in time. It belongs to one rendering, in one goroutine.
type Trace struct {
	// Position is the head of the log before anything was read.
	Position Position
	// Next is the earliest instant at which something that was read changes by
	// itself; zero is never.
	Next time.Time
	tags map[string]struct{}
	// watched are the queries whose rows may change by themselves, shelf is who knows
	// when they will, and now the instant at which they were read.
	watched []Query
	shelf   Shelf
	now     time.Time
}

// NewTrace gives the Trace of something read at a Position that bears tags and
// holds until next.
func NewTrace(at Position, next time.Time, tags ...string) *Trace {
	t := &Trace{Position: at, Next: next, tags: make(map[string]struct{}, len(tags))}
	t.note(tags...)
	return t
}

// Tags gives what was read, sorted.
func (t *Trace) Tags() []string {
	all := make([]string, 0, len(t.tags))
	for tag := range t.tags {
		all = append(all, tag)
	}
	slices.Sort(all)
	return all
}

// Note says that something which bears tags is part of the page, beside what a
// Reader was asked for.
func (t *Trace) Note(tags ...string) { t.note(tags...) }

func (t *Trace) note(tags ...string) {
	for _, tag := range tags {
		t.tags[tag] = struct{}{}
	}
}

// Until says that what was read holds until at only; zero is for ever.
func (t *Trace) Until(at time.Time) {
	if !at.IsZero() && (t.Next.IsZero() || at.Before(t.Next)) {
		t.Next = at
	}
}

func (l *library) Record(ctx context.Context, access Access) (Reader, *Trace, error) {
	head, err := l.shelf.Head(ctx)
	if err != nil {
		return nil, nil, err
	}
	r := l.reader(access)
	r.trace = NewTrace(head, time.Time{})
	r.trace.shelf, r.trace.now = l.shelf, r.now
	return r, r.trace, nil
}

// Settle finds out until when what was read holds. It is asked once, when all is
// read: until then Next knows of nothing but what Until was told.
func (t *Trace) Settle(ctx context.Context) error {
	if len(t.watched) == 0 {
		return nil
	}
	at, err := t.shelf.Next(ctx, t.now, t.watched...)
	if err == nil {
		t.Until(at)
		t.watched = nil
	}
	return err
}

// watch has Settle ask for what q could select, together with what is watched already
// where that is the same but for the Documents or the refs.
func (t *Trace) watch(q Query) {
	q.Now, q.Sort, q.Current, q.After, q.Limit = time.Time{}, "", false, Cursor{}, 0
	for i := range t.watched {
		if t.watched[i].widen(q) {
			return
		}
	}
	t.watched = append(t.watched, q)
}

// widen makes q select what other could select too, and reports whether one query
// can.
func (q *Query) widen(other Query) bool {
	same := func(a, b Query) bool { return reflect.DeepEqual(a, b) }
	if same(*q, other) {
		return true
	}
	a, b := *q, other
	if a.Documents, b.Documents = nil, nil; len(q.Documents) > 0 && len(other.Documents) > 0 && same(a, b) {
		q.Documents = union(q.Documents, other.Documents)
		return true
	}
	a, b = *q, other
	if a.Terms, b.Terms = nil, nil; q.refersAlone() && other.refersAlone() && same(a, b) {
		q.Terms = map[string][]string{TermRef: union(q.Terms[TermRef], other.Terms[TermRef])}
		return true
	}
	return false
}

// refersAlone reports whether q asks for refs and for no other term.
func (q *Query) refersAlone() bool { return len(q.Terms) == 1 && len(q.Terms[TermRef]) > 0 }

// union gives what is in a or in b, in that order.
func union[E comparable](a, b []E) []E {
	all := slices.Clone(a)
	for _, e := range b {
		if !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return all
}

// read notes that the rows which q could select are part of the page, under
// the tags that an Event bears when one of them changes.
func (r *reader) read(q Query, tags ...string) {
	if r.trace != nil {
		r.trace.note(tags...)
		r.trace.watch(q)
	}
}

// readDocuments notes that Documents are part of the page, as far as they are at home
// where q looks.
func (r *reader) readDocuments(q Query, ids ...ID) {
	if len(ids) == 0 {
		return
	}
	tags := make([]string, len(ids))
	for i, id := range ids {
		tags[i] = DocTag(id)
	}
	q.Documents, q.States = ids, []State{Published, Withdrawn, Unpublished}
	r.read(q, tags...)
}

// readPath notes that it is part of the page who holds path, and from when
// somebody else will.
func (r *reader) readPath(path string, held []PathRow) {
	if r.trace == nil {
		return
	}
	r.trace.note(PathTag(r.site.Name, path))
	for _, p := range held {
		if p.Since.After(r.now) {
			r.trace.Until(p.Since)
		}
	}
}

// listTags gives the tags of a list: of each home that it is made of, the
// narrowest that every change of it bears.
func (r *reader) listTags(f Filter) []string {
	homes := []*Site{r.site}
	if !f.Own {
		homes = r.homes
	}
	var tags []string
	for _, home := range homes {
		for _, l := range localesOf(home, f.Locale) {
			tags = append(tags, f.tags(home.Name, l)...)
		}
	}
	return tags
}

// tags gives the tags of the part of a list that is at home on site.
func (f Filter) tags(site string, l i18n.Locale) []string {
	switch {
	case f.Topic != "":
		return []string{ListTag(site, l, TermTopic+":"+string(f.Topic))}
	case f.Organization != "":
		return []string{ListTag(site, l, TermOrganization+":"+string(f.Organization))}
	case len(f.Types) > 0:
		tags := make([]string, len(f.Types))
		for i, t := range f.Types {
			tags[i] = ListTag(site, l, t)
		}
		return tags
	}
	return []string{ListTag(site, l, "")}
}

// localesOf gives the locales of site that a list in l is made of.
func localesOf(site *Site, l i18n.Locale) []i18n.Locale {
	if l == "" {
		return site.Locales
	}
	return []i18n.Locale{l}
}
