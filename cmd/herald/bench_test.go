package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"text/tabwriter"
	"time"

	"herald/content"
	"herald/content/editorial"
)

// table is what make bench prints. Each row compares two things measured in the
// same run on the same machine, since only their ratio means anything elsewhere.
type table struct{ rows [][5]string }

func (t *table) row(name, value, other, base string, ratio float64) {
	t.rows = append(t.rows, [5]string{name, value, other, base, fmt.Sprintf("%.2f", ratio)})
	fmt.Fprintf(os.Stderr, "%s: %s (%.2f)\n", name, value, ratio)
}

func (t *table) cost(name string, cost time.Duration, other string, base time.Duration) {
	t.row(name, round(cost), other, round(base), float64(cost)/float64(base))
}

func (t *table) print() {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\nmeasured\tvalue\tcompared with\tvalue\tratio\n")
	for _, row := range t.rows {
		fmt.Fprintln(w, strings.Join(row[:], "\t"))
	}
	w.Flush()
}

// TestBenchTable prints the table of make bench; HERALD_BENCH_ONLY names one part.
func TestBenchTable(t *testing.T) {
	if os.Getenv("HERALD_BENCH") != "table" {
		t.Skip("make bench prints the table")
	}
	out := &table{}
	for _, part := range []struct {
		name    string
		measure func(*testing.T, *table)
	}{{"pages", benchPages}, {"sizes", benchSizes}, {"store", benchStore}, {"search", benchSearch}} {
		if only := os.Getenv("HERALD_BENCH_ONLY"); only == "" || only == part.name {
			part.measure(t, out)
		}
	}
	out.print()
}

// benchStore measures writing.
func benchStore(t *testing.T, out *table) {
	commit, write := commitLatency(t)
	out.cost("commit of a save, median", commit, "write and fsync of the same bytes", write)
}

func round(d time.Duration) string {
	digits := time.Duration(math.Pow10(max(0, int(math.Log10(float64(d)))-2)))
	return d.Round(max(digits, 1)).String()
}

// demoServer is the demonstration in this process, not yet serving.
func demoServer(t testing.TB) *server {
	t.Helper()
	p := &program{out: io.Discard, err: logFile(t), cli: cli{Data: t.TempDir()}}
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

// importCost imports n Documents of two Translations each into dir and publishes
// them.
func importCost(t *testing.T, dir string, n int) time.Duration {
	t.Helper()
	files := fstest.MapFS{}
	for i := range n {
		body := fmt.Sprintf("\nText number %d on subject%d says what was decided and from when.\n\n## Part\n\n%01000d\n", i, i%100, i)
		files[fmt.Sprintf("news/item-%d/en.md", i)] = &fstest.MapFile{Data: []byte(fmt.Sprintf("+++\ntitle = \"Item %d\"\nsummary = \"s\"\nsource = true\n+++\n", i) + body)}
		files[fmt.Sprintf("news/item-%d/lt.md", i)] = &fstest.MapFile{Data: []byte(fmt.Sprintf("+++\ntitle = \"Žinia %d\"\nsummary = \"s\"\n+++\n", i) + body)}
	}
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: dir}}
	h, err := p.open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	begin := time.Now()
	i := newImporter(p, h, files, true, content.System("bench"))
	if err := i.run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if i.tally.documents != n || i.tally.problems > 0 {
		t.Fatalf("%+v", i.tally)
	}
	return time.Since(begin)
}
