package site

import (
	"container/list"
	"context"
	"sync"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/web"
)

// Pages is the page cache: the finished bytes of what readers ask for again.
// Bytes enter it only if nothing that they show has changed since they were
// read; they leave it when an Event bears one of their tags, and are made again
// once an instant comes at which what they show changes by itself. It follows
// the log and is empty after a start.
type Pages struct {
	// limit bounds the memory of all bodies, in bytes.
	limit int

	mu      sync.Mutex
	kept    map[pageKey]*list.Element
	order   *list.List // of *kept, the one used last in front
	byTag   map[string]map[pageKey]struct{}
	held    int
	flights map[pageKey]*flight

	// touched is the Position of the last Change that bore a tag. It knows all
	// Changes after floor; what was read before that cannot be judged.
	touched map[string]content.Position
	floor   content.Position
	applied content.Position
	// thrown counts the pages thrown out by tag, hits and renders the requests
	// answered from memory and by rendering.
	thrown, hits, renders uint64
	// away says that the store did not answer when it was asked last, asking is how
	// many ask it now.
	away   bool
	asking int
}

// pageKey is all that the answer to a kept route depends on.
type pageKey struct{ site, access, address, query string }

// kept is a finished page.
type kept struct {
	key    pageKey
	answer answer
	body   *web.Body
	trace  *content.Trace
	size   int
}

// flight is a rendering that others wait for.
type flight struct {
	done chan struct{}
	page *kept
	err  error
}

// manyTags bounds how many tags are remembered; beyond it the memory begins
// anew and only pages read later are judged.
const manyTags = 100_000

// NewPages gives an empty cache that holds up to limit bytes of bodies and
// follows the log from head. A limit of 0 keeps nothing.
func NewPages(limit int, head content.Position) *Pages {
	return &Pages{limit: limit, kept: map[pageKey]*list.Element{}, order: list.New(), byTag: map[string]map[pageKey]struct{}{},
		flights: map[pageKey]*flight{}, touched: map[string]content.Position{}, floor: head, applied: head}
}

// Name implements follow.Follower.
func (p *Pages) Name() string { return "pages" }

// Position implements follow.Follower.
func (p *Pages) Position(context.Context) (content.Position, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.applied, nil
}

// Apply implements follow.Follower: it throws out what the Changes bear tags of.
func (p *Pages) Apply(_ context.Context, changes []content.Change) error {
	for _, c := range changes {
		p.Touch(c)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(changes); n > 0 {
		p.applied = max(p.applied, changes[n-1].Position)
	}
	return nil
}

// Touch throws out at once what one Change bears tags of. The process that
// committed it calls this, so that its readers need not wait for the follower.
func (p *Pages) Touch(c content.Change) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range c.Events {
		if e.Kind == content.EventRedacted {
			// The words may stand anywhere.
			p.clear(c.Position)
			return
		}
		for _, tag := range e.Tags {
			p.touched[tag] = max(p.touched[tag], c.Position)
			for key := range p.byTag[tag] {
				p.drop(p.kept[key])
				p.thrown++
			}
		}
	}
	if len(p.touched) > manyTags {
		p.touched, p.floor = map[string]content.Position{}, c.Position
	}
}

func (p *Pages) clear(at content.Position) {
	for p.order.Len() > 0 {
		p.drop(p.order.Front())
		p.thrown++
	}
	p.touched, p.floor = map[string]content.Position{}, max(p.floor, at)
}

// hit gives the page under key if it is kept and holds, else nil.
func (p *Pages) hit(key pageKey, now time.Time) *kept {
	p.mu.Lock()
	defer p.mu.Unlock()
	page := p.find(key)
	if !page.holds(now) {
		return nil
	}
	p.hits++
	return page
}

// holds reports whether there is a page and its time has not come.
func (k *kept) holds(now time.Time) bool {
	return k != nil && (k.trace.Next.IsZero() || now.Before(k.trace.Next))
}

// get gives the page under key, rendering it where it is not kept or its time
// has come. One rendering per key goes on at a time; others wait for it. While
// the store is unreachable, what is kept is shown past its time.
func (p *Pages) get(ctx context.Context, key pageKey, now time.Time, render func() (*kept, error)) (*kept, error) {
	p.mu.Lock()
	page := p.find(key)
	if page.holds(now) {
		p.hits++
		p.mu.Unlock()
		return page, nil
	}
	if page != nil && p.away && p.asking > 0 {
		// Each question to a store that is away waits until it gives up: one reader at a
		// time finds out whether it is back, and nobody else waits who need not.
		p.mu.Unlock()
		return page, nil
	}
	if f := p.flights[key]; f != nil {
		p.mu.Unlock()
		other, err := f.wait(ctx)
		if err == nil && other.trace == nil {
			// What is not for keeping may have been made of more than the key.
			return render()
		}
		if page != nil && fault.Is(err, fault.Unavailable) {
			return page, nil
		}
		return other, err
	}
	f := &flight{done: make(chan struct{})}
	p.flights[key] = f
	p.renders++
	p.asking++
	p.mu.Unlock()

	p.fly(f, key, render)
	if page != nil && fault.Is(f.err, fault.Unavailable) {
		return page, nil
	}
	return f.page, f.err
}

// fly renders and keeps. It leaves no flight behind, whatever happens.
func (p *Pages) fly(f *flight, key pageKey, render func() (*kept, error)) {
	f.err = fault.New(fault.Unavailable, "")
	defer func() {
		p.mu.Lock()
		delete(p.flights, key)
		p.asking--
		p.away = fault.Is(f.err, fault.Unavailable)
		if f.err == nil && f.page.trace != nil {
			f.page.key = key
			p.keep(f.page)
		}
		p.mu.Unlock()
		close(f.done)
	}()
	f.page, f.err = render()
}

func (f *flight) wait(ctx context.Context) (*kept, error) {
	select {
	case <-f.done:
		return f.page, f.err
	case <-ctx.Done():
		return nil, fault.Wrap(fault.Unavailable, ctx.Err(), "wait for a page")
	}
}

// find gives what is kept under key and moves it to the front. The forms of a
// body are made as readers ask for them, so its size is counted again.
func (p *Pages) find(key pageKey) *kept {
	e := p.kept[key]
	if e == nil {
		return nil
	}
	page := e.Value.(*kept)
	p.order.MoveToFront(e)
	if size := page.weight(); size != page.size {
		p.held += size - page.size
		page.size = size
		p.shrink()
	}
	return page
}

// keep takes a rendered page in, unless something that it shows has changed
// since it was read, or may have.
func (p *Pages) keep(page *kept) {
	if page.trace.Position < p.floor {
		return
	}
	tags := page.trace.Tags()
	for _, tag := range tags {
		if p.touched[tag] > page.trace.Position {
			return
		}
	}
	if old := p.kept[page.key]; old != nil {
		p.drop(old)
	}
	page.size = page.weight()
	p.held += page.size
	p.kept[page.key] = p.order.PushFront(page)
	for _, tag := range tags {
		if p.byTag[tag] == nil {
			p.byTag[tag] = map[pageKey]struct{}{}
		}
		p.byTag[tag][page.key] = struct{}{}
	}
	p.shrink()
}

// weight estimates the memory of a page: its bodies, and what leads to it.
func (k *kept) weight() int { return k.body.Held() + 1024 }

func (p *Pages) shrink() {
	for p.held > p.limit && p.order.Len() > 0 {
		p.drop(p.order.Back())
	}
}

func (p *Pages) drop(e *list.Element) {
	page := e.Value.(*kept)
	p.order.Remove(e)
	delete(p.kept, page.key)
	p.held -= page.size
	for _, tag := range page.trace.Tags() {
		delete(p.byTag[tag], page.key)
		if len(p.byTag[tag]) == 0 {
			delete(p.byTag, tag)
		}
	}
}

// PagesStats is what a cache has done so far.
type PagesStats struct {
	// Kept and Held are how many pages it holds now, in how many bytes.
	Kept, Held int
	// Hits, Renders and Thrown count answers from memory, renderings, and pages
	// thrown out by tag.
	Hits, Renders, Thrown uint64
}

// Stats says what the cache has done so far.
func (p *Pages) Stats() PagesStats {
	p.mu.Lock()
	defer p.mu.Unlock()
	return PagesStats{Kept: len(p.kept), Held: p.held, Hits: p.hits, Renders: p.renders, Thrown: p.thrown}
}
