package sqlite

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"herald/content"
	"herald/store/storetest"
)

// filled gives a store of n press releases in four locales, some of them
// translated, committed a hundred at a time.
func filled(b *testing.B, n int) *Store {
	b.Helper()
	s := open(b, filepath.Join(b.TempDir(), "a.db"), storetest.Projector())
	for at := 0; at*100 < n; at++ {
		var all []*storetest.Builder
		for i := at * 100; i < min(n, at*100+100); i++ {
			d := storetest.New(storetest.ID(i), "press_release", "public", "lt")
			facts := content.Facts{Organization: storetest.ID(n + i%20), Topics: []content.ID{storetest.ID(n + 100 + i%7), storetest.ID(n + 200 + i%1000)}}
			d.Draft("lt", d.Title(fmt.Sprintf("Taryba priėmė sprendimą Nr. %d dėl miesto biudžeto", i)), facts)
			d.Publish("lt", storetest.Epoch.Add(-time.Duration(i)*time.Minute))
			if i%3 == 0 {
				d.Draft("en", d.Title(fmt.Sprintf("The council took decision No. %d on the city budget", i)), facts)
				d.Publish("en", storetest.Epoch.Add(-time.Duration(i)*time.Minute))
			}
			all = append(all, d)
		}
		c, texts := storetest.Change(content.NewID(), all...)
		if _, err := s.Commit(b.Context(), content.Position(at), c, texts); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

func BenchmarkCommit(b *testing.B) {
	for _, n := range []int{0, 10_000} {
		b.Run(fmt.Sprintf("beside=%d", n), func(b *testing.B) {
			s := filled(b, n)
			at, err := s.Head(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			for i := 0; b.Loop(); i++ {
				d := storetest.Published(content.ID(fmt.Sprintf("x%011d", i)), "press_release", "Nauja žinia", storetest.Epoch)
				c, texts := storetest.Change(content.NewID(), d)
				if _, err := s.Commit(b.Context(), at+content.Position(i), c, texts); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkShelf(b *testing.B) {
	base := content.Query{Sites: []string{"public"}, For: "lt", Types: []string{"press_release"}, Audiences: []string{content.Public}, Now: storetest.Epoch}
	for _, n := range []int{1_000, 10_000} {
		s := filled(b, n)
		first, deep, site, common, rare := base, base, base, base, base
		for _, q := range []*content.Query{&first, &deep, &site, &common, &rare} {
			q.Limit = 20
		}
		deep.After = content.Cursor{Key: storetest.Epoch.Add(-time.Duration(n/2) * time.Minute).Format("2006-01-02T15:04:05.000Z"), Document: "d"}
		site.Types = nil
		common.Terms = map[string][]string{content.TermTopic: {string(storetest.ID(n + 103))}}
		rare.Terms = map[string][]string{content.TermTopic: {string(storetest.ID(n + 203))}}
		for name, q := range map[string]content.Query{"first": first, "deep": deep, "site": site, "common term": common, "rare term": rare} {
			b.Run(fmt.Sprintf("rows %s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := s.Rows(b.Context(), q); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("count/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Count(b.Context(), base); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("facets/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Facets(b.Context(), base, []string{content.TermTopic, content.TermYear, content.TermOrganization}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("documents/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Documents(b.Context(), storetest.ID(7)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
