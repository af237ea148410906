package search

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/search/golden"
	"herald/store/storetest"
)

var documents = flag.Int("search.documents", 1000, "how many Documents the benchmarks are run over")

// vocabulary gives forms of Lithuanian words, some with a beginning from another,
// the first ones frequent.
func vocabulary(tb testing.TB, r *rand.Rand) func() string {
	files, err := golden.Read("testdata")
	if err != nil {
		tb.Fatal(err)
	}
	var words []string
	for _, f := range files {
		for _, p := range slices.Concat(f.Meet, f.MeetAside) {
			if f.Locale == "lt" {
				words = append(words, strings.ToLower(p.Typed), strings.ToLower(p.Written))
			}
		}
	}
	for real := len(words); len(words) < 20_000; {
		head, tail := []rune(words[r.IntN(real)]), words[r.IntN(real)]
		words = append(words, string(head[:min(len(head), 2+r.IntN(4))])+tail)
	}
	zipf := rand.NewZipf(r, 1.1, 4, uint64(len(words)-1))
	return func() string { return words[zipf.Uint64()] }
}

func sentence(word func() string, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = word()
	}
	return strings.Join(all, " ")
}

// filled is a town with Documents of one text each, in two languages.
func filled(b *testing.B) (*town, func() string) {
	w := newTown(b)
	word := fill(b, w)
	began := time.Now()
	w.open()
	b.Logf("%d Documents built in %v", *documents, time.Since(began))
	return w, word
}

func fill(b testing.TB, w *town) func() string {
	word := vocabulary(b, rand.New(rand.NewPCG(1, 1)))
	for n := 0; n < *documents; {
		var many []*storetest.Builder
		for ; n < *documents && len(many) < 500; n++ {
			d := w.document([]string{"news", "page", "press_release"}[n%3], "public", "lt")
			w.draft(d, "lt", sentence(word, 7), sentence(word, 300), content.Facts{Topics: []content.ID{storetest.ID(900000 + n%20)}})
			many = append(many, d.Publish("lt", epoch.Add(-time.Duration(n)*time.Hour)))
		}
		w.commit(many...)
	}
	return word
}

func percentiles(b *testing.B, all []time.Duration) {
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
}

func BenchmarkSearch(b *testing.B) {
	w, word := filled(b)
	var all []time.Duration
	for b.Loop() {
		began := time.Now()
		if _, err := w.index.Search(context.Background(), Query{Site: "public", Locale: "lt", Access: "public", Text: sentence(word, 2)}); err != nil {
			b.Fatal(err)
		}
		all = append(all, time.Since(began))
	}
	percentiles(b, all)
}

func BenchmarkSuggest(b *testing.B) {
	w, word := filled(b)
	var all []time.Duration
	for b.Loop() {
		began := time.Now()
		if _, err := w.index.Suggest(context.Background(), "public", "lt", "public", begun(word()), 8); err != nil {
			b.Fatal(err)
		}
		all = append(all, time.Since(began))
	}
	percentiles(b, all)
}

func BenchmarkPublishToFound(b *testing.B) {
	w, _ := filled(b)
	var all []time.Duration
	for n := 0; b.Loop(); n++ {
		page := w.page("lt", fmt.Sprintf("naujas%d", n), "tekstas")
		w.commit(page)
		head, _ := w.store.Head(context.Background())
		began := time.Now()
		changes, err := w.store.Changes(context.Background(), head-1, 10)
		if err != nil {
			b.Fatal(err)
		}
		if err := w.index.Apply(context.Background(), changes); err != nil {
			b.Fatal(err)
		}
		if w.find("lt", fmt.Sprintf("naujas%d", n)) == "" {
			b.Fatal("not found")
		}
		all = append(all, time.Since(began))
	}
	percentiles(b, all)
}

// begun is what somebody has typed of a word who goes on typing.
func begun(word string) string {
	runes := []rune(word)
	return string(runes[:min(len(runes), 4)])
}
