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

// readDocument notes that a Document is part of the page.
func (r *reader) readDocument(ctx context.Context, id ID) error {
	q := r.query("")
	q.Documents, q.States = []ID{id}, []State{Published, Withdrawn, Unpublished}
	return r.read(ctx, q, DocTag(id))
}

// listTags gives the tags of a list: the narrowest that every change of it
// bears.
func (r *reader) listTags(f Filter) []string {
	var tags []string
	for _, l := range r.localesOf(f.Locale) {
		switch {
		case f.Topic != "":
			tags = append(tags, ListTag(r.site.Name, l, TermTopic+":"+string(f.Topic)))
		case f.Organization != "":
			tags = append(tags, ListTag(r.site.Name, l, TermOrganization+":"+string(f.Organization)))
		case len(f.Types) > 0:
			for _, t := range f.Types {
				tags = append(tags, ListTag(r.site.Name, l, t))
			}
		default:
			tags = append(tags, ListTag(r.site.Name, l, ""))
		}
	}
	return tags
}

func (r *reader) localesOf(l i18n.Locale) []i18n.Locale {
	if l != "" {
		return []i18n.Locale{l}
	}
	return r.site.Locales
}
