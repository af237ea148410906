package content

import (
	"context"
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
	return r, r.trace, nil
}

// read notes that the rows which q could select are part of the page, under
// the tags that an Event bears when one of them changes.
func (r *reader) read(ctx context.Context, q Query, tags ...string) error {
	if r.trace == nil {
		return nil
	}
	r.trace.note(tags...)
	q.Now = r.now
	at, err := r.shelf.Next(ctx, q)
	r.trace.Until(at)
	return err
}

// readDocument notes that a Document is part of the page, if it is at home where
// q looks.
func (r *reader) readDocument(ctx context.Context, q Query, id ID) error {
	q.Documents, q.States = []ID{id}, []State{Published, Withdrawn, Unpublished}
	return r.read(ctx, q, DocTag(id))
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
