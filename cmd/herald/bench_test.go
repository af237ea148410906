package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"
	"text/tabwriter"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"herald/content"
	"herald/content/editorial"
)

// TestBenchTable prints the table of make bench. Each row compares two things
// measured in the same run on the same machine, since only their ratio means
// anything elsewhere.
func TestBenchTable(t *testing.T) {
	if os.Getenv("HERALD_BENCH") != "table" {
		t.Skip("make bench prints the table")
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "measured\tcost\tcompared with\tcost\tratio\n")
	row := func(name string, cost time.Duration, other string, base time.Duration) {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%.2f\n", name, round(cost), other, round(base), float64(cost)/float64(base))
	}
	served := demoServer(t).sites
	for _, page := range []struct{ name, path string }{{"home", "/en/"}, {"press release", aRelease(t, served.Handler())}} {
		bare := bareApp(t, served.Handler(), page.path)
		const other = "bare Fiber handler, same bytes"
		cost, base := best(func() time.Duration { return each(served.Handler(), page.path) }, func() time.Duration { return each(bare.Handler(), page.path) })
		row("page, "+page.name+": handler alone", cost, other, base)
		cost, base = best(func() time.Duration { return asked(t, served, page.path) }, func() time.Duration { return asked(t, bare, page.path) })
		row("page, "+page.name+": over a connection", cost, other, base)
	}
	commit, write := commitLatency(t)
	row("commit of a save, median", commit, "write and fsync of the same bytes", write)
	perDocument, total := importCost(t, 10_000)
	row("import, each of 10,000 documents", perDocument, "commit of a save, median", commit)
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("import of 10,000 documents took %s in all\n", round(total))
}

func round(d time.Duration) string {
	digits := time.Duration(math.Pow10(max(0, int(math.Log10(float64(d)))-2)))
	return d.Round(max(digits, 1)).String()
}

// demoServer is the demonstration in this process, not yet serving.
func demoServer(t testing.TB) *server {
	t.Helper()
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: t.TempDir()}}
	s, err := (&serveCommand{Addr: "127.0.0.1:0", OpsAddr: "127.0.0.1:0", Demo: true}).open(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// best measures two things in turn, three times, and keeps the quickest of each:
// whatever else the machine does makes both slower, never quicker.
func best(one, other func() time.Duration) (a, b time.Duration) {
	a, b = math.MaxInt64, math.MaxInt64
	for range 3 {
		a, b = min(a, one()), min(b, other())
	}
	return a, b
}

// bareApp only sends the bytes that the page at path has, once the page is in
// memory. What is measured against it is the whole server, access log included.
func bareApp(t *testing.T, handler fasthttp.RequestHandler, path string) *fiber.App {
	t.Helper()
	ask(path, handler)
	ctx := ask(path, handler)
	if status := ctx.Response.StatusCode(); status != fiber.StatusOK {
		t.Fatalf("%s: %d", path, status)
	}
	bytes, kind := slices.Clone(ctx.Response.Body()), string(ctx.Response.Header.ContentType())
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get(path, func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, kind)
		return c.Send(bytes)
	})
	return app
}

// asked measures a page over one connection that is kept.
func asked(t *testing.T, app *fiber.App, path string) time.Duration {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go func() { _ = app.Listener(ln) }() // it ends with the listener
	client := &fasthttp.HostClient{Addr: ln.Addr().String(), MaxConns: 1}
	defer client.CloseIdleConnections()
	var request fasthttp.Request
	var answer fasthttp.Response
	request.SetRequestURI("http://localhost" + path)
	r := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			if err := client.Do(&request, &answer); err != nil || answer.StatusCode() != fiber.StatusOK {
				b.Fatal(answer.StatusCode(), err)
			}
		}
	})
	return time.Duration(r.NsPerOp())
}

// aRelease gives the address of a press release of the sample.
func aRelease(t *testing.T, handler fasthttp.RequestHandler) string {
	t.Helper()
	list := ask("/en/press-releases/", handler).Response.Body()
	link := regexp.MustCompile(`href="(/en/press-releases/[a-z0-9-]+)"`).FindSubmatch(list)
	if link == nil {
		t.Fatalf("no press release is listed:\n%s", list)
	}
	return string(link[1])
}

func ask(path string, handler fasthttp.RequestHandler) *fasthttp.RequestCtx {
	var ctx fasthttp.RequestCtx
	ctx.Request.Header.SetMethod(fiber.MethodGet)
	ctx.Request.SetRequestURI("http://localhost" + path)
	handler(&ctx)
	return &ctx
}

func each(handler fasthttp.RequestHandler, path string) time.Duration {
	r := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			ask(path, handler)
		}
	})
	return time.Duration(r.NsPerOp())
}

// saves is how many saves are measured.
const saves = 400

// commitLatency gives the median time of a save, and of writing a file of as
// many bytes through to the same disk.
func commitLatency(t *testing.T) (commit, write time.Duration) {
	t.Helper()
	dir := t.TempDir()
	h, ctx := inside(t, dir), context.Background()
	words := content.Words{Title: "Text", Path: "text", Body: "A text."}
	made, err := h.desk.Create(ctx, press, editorial.Create{Site: "public", Type: "page", Locale: "en", Words: words})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, "bare"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var commits, writes []time.Duration
	for n := range saves {
		words.Body = fmt.Sprintf("%d %02000d", n, n)
		begin := time.Now()
		saved, err := h.desk.Save(ctx, press, editorial.Save{Document: made.Document, Locale: "en", Base: made.Version, Words: words})
		if err != nil {
			t.Fatal(err)
		}
		commits = append(commits, time.Since(begin))
		made.Version = saved.Version
		changes, err := h.store.Changes(ctx, saved.Position-1, 1)
		if err != nil {
			t.Fatal(err)
		}
		entry, _ := changes[0].Entry()
		entry = append(entry, words.Encode().Body...)
		begin = time.Now()
		if _, err := f.Write(entry); err != nil {
			t.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			t.Fatal(err)
		}
		writes = append(writes, time.Since(begin))
	}
	return median(commits), median(writes)
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// importCost imports n Documents of two Translations each and publishes them.
func importCost(t *testing.T, n int) (each, total time.Duration) {
	t.Helper()
	files := fstest.MapFS{}
	for i := range n {
		body := fmt.Sprintf("\nText number %d says what was decided and from when.\n\n## Part\n\n%01000d\n", i, i)
		files[fmt.Sprintf("news/item-%d/en.md", i)] = &fstest.MapFile{Data: []byte(fmt.Sprintf("+++\ntitle = \"Item %d\"\nsummary = \"s\"\nsource = true\n+++\n", i) + body)}
		files[fmt.Sprintf("news/item-%d/lt.md", i)] = &fstest.MapFile{Data: []byte(fmt.Sprintf("+++\ntitle = \"Žinia %d\"\nsummary = \"s\"\n+++\n", i) + body)}
	}
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: t.TempDir()}}
	h := inside(t, p.cli.Data)
	begin := time.Now()
	i := newImporter(p, h, files, true, content.System("bench"))
	if err := i.run(context.Background()); err != nil {
		t.Fatal(err)
	}
	total = time.Since(begin)
	if i.tally.documents != n || i.tally.problems > 0 {
		t.Fatalf("%+v", i.tally)
	}
	return total / time.Duration(n), total
}
