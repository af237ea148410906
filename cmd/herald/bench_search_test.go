package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/search"
	"herald/search/golden"
	"herald/search/lang"
	"herald/store/sqlite"
	"herald/store/storetest"
)

// The sizes that search is measured at; the second with HERALD_BENCH_LARGE alone,
// since it takes a quarter of an hour.
const (
	cityTexts    = 10_000
	countryTexts = 100_000
)

// lengths of a text in words, and how many questions are asked.
const (
	titleWords = 7
	bodyWords  = 300
	questions  = 700
)

// benchSearch judges the words of each language and measures the index.
func benchSearch(t *testing.T, out *table) {
	files, err := golden.Read("../../search/testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		judged(out, f)
	}
	small := searchable(t, out, files, cityTexts)
	if os.Getenv("HERALD_BENCH_LARGE") == "" {
		return
	}
	large := searchable(t, out, files, countryTexts)
	for _, row := range []struct {
		what         string
		small, large time.Duration
	}{
		{"search, p50", quantile(small.asked, 0.5), quantile(large.asked, 0.5)},
		{"search, p99", quantile(small.asked, 0.99), quantile(large.asked, 0.99)},
		{"search, p50 of its processor time", quantile(small.cost, 0.5), quantile(large.cost, 0.5)},
		{"suggestions, p99", quantile(small.suggested, 0.99), quantile(large.suggested, 0.99)},
	} {
		out.cost(row.what+", at 100,000 documents", row.large, "at 10,000", row.small)
	}
	out.row("index on disk for a document, at 100,000", kilobytes(large.bytes), "at 10,000", kilobytes(small.bytes), large.bytes/small.bytes)
}

func kilobytes(n float64) string { return fmt.Sprintf("%.1f kB", n/1e3) }

// judged tells how many of the pairs that were set aside hold, beside those that
// the language was tuned by.
func judged(out *table, f golden.File) {
	base, _, _ := strings.Cut(f.Locale, "-")
	l := lang.Of(base)
	share := func(pairs []golden.Pair, meet bool) float64 {
		held := 0
		for _, p := range pairs {
			if meets(l, p) == meet {
				held++
			}
		}
		return float64(held) / float64(max(len(pairs), 1))
	}
	row := func(what string, aside, tuned []golden.Pair, meet bool) {
		a, b := share(aside, meet), share(tuned, meet)
		out.row(fmt.Sprintf("%s: %s, of %d set aside", f.Locale, what, len(aside)), fmt.Sprintf("%.3f", a),
			fmt.Sprintf("of %d others", len(tuned)), fmt.Sprintf("%.3f", b), a/b)
	}
	row("forms of a word that meet", f.MeetAside, f.Meet, true)
	row("other words that do not", f.ApartAside, f.Apart, false)
}

// meets reports whether a reader who types one word finds a text with the other.
func meets(l lang.Language, p golden.Pair) bool {
	typed, key := strings.ToLower(p.Typed), l.Key(strings.ToLower(p.Written))
	return l.Key(typed) == key || slices.ContainsFunc(l.Readings(typed), func(r string) bool { return l.Key(r) == key })
}

// speech makes words of one language: real forms, some with a beginning from
// another, a few of them most of every text.
type speech struct {
	words, typed []string
	often        *rand.Zipf
}

func speechOf(f golden.File, r *rand.Rand) *speech {
	s := &speech{}
	for _, p := range slices.Concat(f.Meet, f.MeetAside) {
		s.words, s.typed = append(s.words, strings.ToLower(p.Written)), append(s.typed, strings.ToLower(p.Typed))
	}
	for real := len(s.words); len(s.words) < 20_000; {
		head, tail := []rune(s.words[r.IntN(real)]), s.words[r.IntN(real)]
		s.words = append(s.words, string(head[:min(len(head), 2+r.IntN(4))])+tail)
	}
	s.often = rand.NewZipf(r, 1.1, 4, uint64(len(s.words)-1))
	return s
}

func (s *speech) sentence(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = s.words[s.often.Uint64()]
	}
	return strings.Join(all, " ")
}

// searchedLocales are the seven languages; Serbian is asked in both scripts.
var searchedLocales = []i18n.Locale{"lt", "sl", "sq", "sr", "ka", "bg", "en"}

// measuredSearch is what one size came to.
type measuredSearch struct {
	asked, suggested []time.Duration
	// cost is the processor time of each question, background tasks included.
	cost []time.Duration
	// bytes is how large the index of readers is for each document.
	bytes float64
}

// searchable fills a store with n Documents, has them indexed, and asks.
func searchable(t *testing.T, out *table, files []golden.File, n int) *measuredSearch {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	voices := map[i18n.Locale]*speech{}
	for _, f := range files {
		voices[i18n.Locale(f.Locale)] = speechOf(f, r)
	}
	dir := t.TempDir()
	store, o := stocked(t, dir, voices, n)
	before := heap()
	begin, used := time.Now(), processorTime(t)
	x, err := search.Open(filepath.Join(dir, "search"), store, o)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for x.CatchingUp() {
		time.Sleep(10 * time.Millisecond)
	}
	took, cost := time.Since(begin), processorTime(t)-used
	m := &measuredSearch{}
	m.questions(t, x, voices)
	of := fmt.Sprintf("%d documents", n)
	out.row("search, p50, "+of, round(quantile(m.asked, 0.5)), "target of p99", "20ms", quantile(m.asked, 0.5).Seconds()/0.02)
	out.row("search, p99, "+of, round(quantile(m.asked, 0.99)), "target", "20ms", quantile(m.asked, 0.99).Seconds()/0.02)
	out.row("search, p99 of its processor time, "+of, round(quantile(m.cost, 0.99)), "target", "20ms", quantile(m.cost, 0.99).Seconds()/0.02)
	out.row("suggestions, p99, "+of, round(quantile(m.suggested, 0.99)), "target", "20ms", quantile(m.suggested, 0.99).Seconds()/0.02)
	after := heap()
	out.row("heap with the index open, "+of, megabytes(after), "without", megabytes(before), float64(after)/float64(before))
	m.bytes = float64(bytesIn(t, filepath.Join(dir, "search"), "public-")) / float64(n)
	plain, fielded := bareBleve(t, voices, n, usualBatch, false), bareBleve(t, voices, n, usualBatch, true)
	larger := bareBleve(t, voices, n, largeBatch, true)
	// Each text is indexed for readers and for the desk.
	rate := func(d time.Duration, texts int) float64 { return float64(texts) / d.Seconds() }
	for _, b := range []struct {
		what string
		bare bare
	}{
		{"bare Bleve, the same text and filters", fielded},
		{"bare Bleve, the text alone", plain},
		{fmt.Sprintf("bare Bleve, the same text and filters, %d at once", largeBatch), larger},
	} {
		out.row("texts indexed per second of processor time, "+of, fmt.Sprintf("%.0f", rate(cost, 2*n)), b.what, fmt.Sprintf("%.0f", rate(b.bare.cost, n)), rate(cost, 2*n)/rate(b.bare.cost, n))
		out.row("texts indexed per second, "+of, fmt.Sprintf("%.0f", rate(took, 2*n)), b.what, fmt.Sprintf("%.0f", rate(b.bare.took, n)), rate(took, 2*n)/rate(b.bare.took, n))
	}
	out.row("index on disk for a document, "+of, kilobytes(m.bytes), "bare Bleve, the same text and filters", kilobytes(fielded.bytes), m.bytes/fielded.bytes)
	return m
}

// stocked gives a store with n published Documents of one text each.
func stocked(t *testing.T, dir string, voices map[i18n.Locale]*speech, n int) (*sqlite.Store, search.Options) {
	t.Helper()
	ctx := context.Background()
	sites := content.Sites{"public": {Name: "public", Locales: searchedLocales, Audience: content.Public, Zone: time.UTC}}
	types := content.ShippedTypes()
	store, err := sqlite.Open(ctx, filepath.Join(dir, "bench.db"), content.Projector{Types: types, Sites: sites}, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for i := 0; i < n; {
		var many []*storetest.Builder
		for ; i < n && len(many) < 500; i++ {
			l := searchedLocales[i%len(searchedLocales)]
			b := storetest.New(storetest.ID(i), []string{"news", "page", "press_release"}[i%3], "public", l)
			words := b.Title(voices[l].sentence(titleWords))
			words.Body = voices[l].sentence(bodyWords)
			b.Draft(l, words, content.Facts{Topics: []content.ID{storetest.ID(900_000 + i%20)}})
			many = append(many, b.Publish(l, now.Add(-time.Duration(i)*time.Hour)))
		}
		c, texts := storetest.Change(content.NewID(), many...)
		head, err := store.Head(ctx)
		if err == nil {
			_, err = store.Commit(ctx, head, c, texts)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return store, search.Options{Types: types, Sites: sites, Clock: standing(now), Logger: slog.New(slog.DiscardHandler)}
}

// standing is a content.Clock that does not move.
type standing time.Time

// Now implements content.Clock.
func (s standing) Now() time.Time { return time.Time(s) }

// questions asks for one to three words as people type them, in every language.
func (m *measuredSearch) questions(t *testing.T, x *search.Index, voices map[i18n.Locale]*speech) {
	t.Helper()
	ctx, public := context.Background(), content.NewAccess(content.Public)
	for i := range questions {
		l := searchedLocales[i%len(searchedLocales)]
		s := voices[l]
		words := strings.Fields(s.sentence(1 + i%3))
		words[0] = s.typed[i%len(s.typed)]
		begin, used := time.Now(), processorTime(t)
		if _, err := x.Search(ctx, search.Query{Site: "public", Locale: l, Access: public, Text: strings.Join(words, " ")}); err != nil {
			t.Log(err) // a machine with much else to do may not answer in time
		}
		m.asked, m.cost = append(m.asked, time.Since(begin)), append(m.cost, processorTime(t)-used)
		typed := []rune(words[0])
		begin = time.Now()
		if _, err := x.Suggest(ctx, "public", l, public, string(typed[:min(len(typed), 2+i%5)]), 8); err != nil {
			t.Log(err)
		}
		m.suggested = append(m.suggested, time.Since(begin))
	}
}

// bytesIn is how many bytes lie in the folders of dir that begin with a word.
func bytesIn(t *testing.T, dir, begins string) (sum int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(path, string(filepath.Separator)+begins) {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
