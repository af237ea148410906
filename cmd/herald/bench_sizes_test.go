package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/site"
)

// The two sizes that are compared, and how often is published at each.
const (
	town      = 1_000
	city      = 10_000
	published = 40
)

// Two people, through whom every text passes.
var (
	benchPress  = content.Actor{ID: "bench-press", Grants: []content.Grant{{Role: content.RolePressOfficer}}}
	benchEditor = content.Actor{ID: "bench-editor", Grants: []content.Grant{{Role: content.RoleLanguageEditor}}}
)

// size is an installation with a number of Documents, as it runs: store, search
// and page cache in one process.
type size struct {
	*server
	app   *fiber.App
	took  time.Duration
	times map[string][]time.Duration
	heap  [2]uint64
	rss   uint64
}

// sized imports n Documents, serves them, and measures.
func sized(t *testing.T, n int) (s *size) {
	t.Helper()
	t.Run(counted(n, "document", "documents"), func(t *testing.T) {
		s = grown(t, n)
		s.publish(t)
		s.questions(t)
		s.renders(t)
		s.crawl(t)
	})
	return s
}

func grown(t *testing.T, n int) *size {
	t.Helper()
	dir := t.TempDir()
	took := importCost(t, dir, n)
	opened(t, dir)
	p := &program{out: io.Discard, err: logFile(t), cli: cli{Data: dir}}
	s, err := (&serveCommand{Addr: "127.0.0.1:0", OpsAddr: "127.0.0.1:0"}).open(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for s.index.CatchingUp() {
		time.Sleep(10 * time.Millisecond)
	}
	return &size{server: s, app: s.app(t, true), took: took, times: map[string][]time.Duration{}}
}

// benchSizes compares a small and a large place: how long it takes from the verb
// that publishes to the first answer that shows it, on each surface; search;
// pages that are not kept; memory.
func benchSizes(t *testing.T, out *table) {
	small, large := sized(t, town), sized(t, city)
	if t.Failed() {
		return
	}
	for _, part := range []struct{ name, what string }{
		{"commit", "publish, the verb alone"}, {"page", "publish to visible, page"}, {"listing", "publish to visible, listing"},
		{"feed", "publish to visible, feed"}, {"sitemap", "publish to visible, sitemap"}, {"search", "publish to visible, search"},
		{"all of them", "publish to visible, all of them"}, {"processor", "publish to visible, processor time"},
		{"question", "search"}, {"everywhere", "search, a word of every text"}, {"render", "page, rendered"},
	} {
		for _, share := range []float64{0.50, 0.99} {
			a, b := quantile(small.times[part.name], share), quantile(large.times[part.name], share)
			out.row(fmt.Sprintf("%s, p%.0f, at 10,000 documents", part.what, 100*share), round(b), "at 1,000", round(a), float64(b)/float64(a))
		}
	}
	rendered, kept := quantile(large.times["render"], 0.5), quantile(large.times["kept"], 0.5)
	out.row("page, rendered, p50, at 10,000 documents", round(rendered), "the same page kept", round(kept), float64(rendered)/float64(kept))
	out.row(fmt.Sprintf("heap after a crawl of %d pages, at 10,000 documents", crawled), megabytes(large.heap[1]), "before it", megabytes(large.heap[0]), float64(large.heap[1])/float64(large.heap[0]))
	out.row("memory of the process then, the bench included", megabytes(large.rss), "heap", megabytes(large.heap[1]), float64(large.rss)/float64(large.heap[1]))
	out.row("import of 10,000 documents", round(large.took), "of 1,000", round(small.took), float64(large.took)/float64(small.took))
}

func megabytes(n uint64) string { return fmt.Sprintf("%.0f MB", float64(n)/1e6) }

// publish publishes one text after another and looks for each on all surfaces.
func (s *size) publish(t *testing.T) {
	t.Helper()
	for i := range published {
		doc := s.ready(t, i)
		paths := s.paths(i)
		for _, path := range paths {
			askedFor(s.app, path.path) // as others have before
		}
		var all sync.WaitGroup
		var mu sync.Mutex
		note := func(what string, took time.Duration) {
			mu.Lock()
			defer mu.Unlock()
			s.times[what] = append(s.times[what], took)
		}
		begin, before := time.Now(), processorTime(t)
		for surface, path := range paths {
			all.Go(func() { note(surface, s.seen(t, path, begin)) })
		}
		if _, err := s.house.desk.Publish(context.Background(), benchPress, doc, "en"); err != nil {
			t.Fatal(err)
		}
		note("commit", time.Since(begin))
		all.Wait()
		note("all of them", time.Since(begin))
		note("processor", processorTime(t)-before)
	}
}

// ready takes a text through its steps up to where it can be published.
func (s *size) ready(t *testing.T, i int) content.ID {
	t.Helper()
	ctx, desk := context.Background(), s.house.desk
	words := content.Words{Title: fmt.Sprintf("A fresh item %d", i), Summary: "New.", Path: fmt.Sprintf("news/fresh-%d", i),
		Body: fmt.Sprintf("The word is unheard%d.\n\n%s", i, strings.Repeat("What was decided and from when. ", 40))}
	made, err := desk.Create(ctx, benchPress, editorial.Create{Site: "public", Type: "news", Locale: "en", Words: words})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = desk.Submit(ctx, benchPress, editorial.Submit{Document: made.Document, Locale: "en"}); err != nil {
		t.Fatal(err)
	}
	now, err := s.house.store.Load(ctx, content.Ask{Documents: []content.ID{made.Document}})
	if err != nil {
		t.Fatal(err)
	}
	shown := now.Documents[made.Document].Translation("en").NextEdition().Words
	if _, err = desk.Approve(ctx, benchEditor, editorial.Approve{Document: made.Document, Locale: "en", Step: "language", Words: shown}); err != nil {
		t.Fatal(err)
	}
	return made.Document
}

// looked is an address, and what its answer shows once it shows the new text.
type looked struct{ path, shows string }

func (s *size) paths(i int) map[string]looked {
	address := fmt.Sprintf("/en/news/fresh-%d", i)
	sitemap := "/sitemap.xml"
	if bytes.Contains(askedFor(s.app, sitemap).Response.Body(), []byte("<sitemapindex")) {
		sitemap = "/sitemap-en-1.xml" // the newest stand there
	}
	return map[string]looked{
		"page":    {address, fmt.Sprintf("unheard%d", i)},
		"listing": {"/en/news/", address + `"`},
		"feed":    {"/en/news/feed.atom", address + `"`},
		"sitemap": {sitemap, address + "<"},
		"search":  {fmt.Sprintf("/en/search/data.json?q=unheard%d", i), address + `"`},
	}
}

// seen asks until the answer shows it.
func (s *size) seen(t *testing.T, l looked, begin time.Time) time.Duration {
	for {
		answer := askedFor(s.app, l.path)
		took := time.Since(begin)
		if bytes.Contains(answer.Response.Body(), []byte(l.shows)) {
			return took
		}
		if took > 30*time.Second {
			t.Errorf("%s never shows %s", l.path, l.shows)
			return took
		}
		time.Sleep(time.Millisecond)
	}
}

func quantile(all []time.Duration, share float64) time.Duration {
	slices.Sort(all)
	return all[min(int(share*float64(len(all))), len(all)-1)]
}

// time notes how long an answer takes.
func (s *size) time(t *testing.T, what, path string, app *fiber.App) {
	t.Helper()
	begin := time.Now()
	status := askedFor(app, path).Response.StatusCode()
	s.times[what] = append(s.times[what], time.Since(begin))
	// A machine with much else to do may not answer every question in time.
	if status != fiber.StatusOK && status != fiber.StatusServiceUnavailable {
		t.Fatalf("%s: %d", path, status)
	}
}

// questions asks for what stands in one text, in one of a hundred, in none, and
// for a word that stands in all of them.
func (s *size) questions(t *testing.T) {
	t.Helper()
	const ask = "/en/search/data.json?q="
	for i := range 300 {
		q := []string{fmt.Sprintf("item+%d", i), fmt.Sprintf("subject%d", i%100), "nothing+such", fmt.Sprintf("unheard%d", i%published)}[i%4]
		s.time(t, "question", ask+q, s.app)
		if i%10 == 0 {
			s.time(t, "everywhere", ask+"decided", s.app)
		}
	}
}

// renders asks for pages that nobody keeps, and for one that is kept.
func (s *size) renders(t *testing.T) {
	t.Helper()
	kept := s.pages
	s.pages = site.NewPages(0, 0)
	forgetful := s.server.app(t, true)
	s.pages = kept
	for i := range 200 {
		s.time(t, "render", fmt.Sprintf("/en/news/item-%d", i), forgetful)
		s.time(t, "kept", "/en/news/item-7", s.app)
	}
}

// crawled is how many pages a crawl asks for.
const crawled = 900

// crawl asks for many pages, as a search engine does, and weighs the memory.
func (s *size) crawl(t *testing.T) {
	t.Helper()
	s.heap[0] = heap()
	for i := range crawled {
		s.time(t, "crawl", fmt.Sprintf("/en/news/item-%d", i), s.app)
	}
	s.heap[1], s.rss = heap(), resident(t)
}

// resident is the memory that the system gives to this process.
func resident(t *testing.T) uint64 {
	t.Helper()
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0 // not on this system
	}
	var all, pages uint64
	if _, err := fmt.Sscan(string(text), &all, &pages); err != nil {
		t.Fatal(err)
	}
	return pages * uint64(os.Getpagesize())
}

// heap is the memory that is in use once what is not needed is gone.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
