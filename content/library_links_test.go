package content_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

// linked gives what one link leads to, or fault.NotFound.
func linked(ctx context.Context, r content.Reader, id content.ID, locales ...i18n.Locale) (content.Reading, error) {
	all, err := r.Links(ctx, []content.ID{id}, locales...)
	got, ok := all[id]
	if err == nil && !ok {
		err = fault.Absent("document %s", id)
	}
	return got, err
}

func TestLinksAreWhatEachWouldBeAlone(t *testing.T) {
	s := newSites(t, map[string][]string{"public": {"theatre"}})
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena"), in("en", "news/one", "One")))
	s.put(item(idB, "news", content.Facts{}, in("bg", "novini/dve", "Две")))
	s.at("theatre", idC, "lt", "Teatro")
	s.at("intranet", "dddddddddddd", "lt", "Vidaus")
	joined, ended := content.ID("jjjjjjjjjjjj"), content.ID("gggggggggggg")
	s.put(item(joined, "news", content.Facts{}, in("bg", "novini/dvoynik", "Двойник")))
	if _, err := s.desk.Join(t.Context(), officer, idA, joined); err != nil {
		t.Fatal(err)
	}
	s.put(item(ended, "news", content.Facts{}, in("lt", "naujienos/gana", "Gana")))
	if _, err := s.desk.Unpublish(t.Context(), officer, editorial.End{Document: ended, ReasonKey: "reason.gone.published_in_error"}); err != nil {
		t.Fatal(err)
	}
	r := s.reader("public", "public")
	all := []content.ID{idA, idB, idC, "dddddddddddd", joined, ended, "nnnnnnnnnnnn", idA}
	links, err := r.Links(t.Context(), all, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range all {
		alone, err := linked(t.Context(), r, id, "en")
		if got, ok := links[id]; ok != (err == nil) || !reflect.DeepEqual(got, alone) {
			t.Errorf("%s: among many %+v, alone %+v (%v)", id, got, alone, err)
		}
		// On its own Site a link says what the page itself says, but for what it leaves out.
		whole, err := r.Get(t.Context(), id, "en")
		whole.Alternates = nil
		if got, ok := links[id]; err == nil && (!ok || !reflect.DeepEqual(got, whole)) {
			t.Errorf("%s: linked as %+v, read as %+v", id, got, whole)
		}
	}
	if len(links) != 4 || links[idA].Words.Title != "One" || links[joined].ID != idA {
		t.Errorf("links: %+v", links)
	}
}

// TestRefsOfMany names one Document more often than its share of the first answer, so
// that those of another would be left out.
func TestRefsOfMany(t *testing.T) {
	s := newShelf(t)
	rare := content.ID("000000000099")
	ids := []content.ID{idTopic, rare, "nnnnnnnnnnnn"}
	put := func(n int, topics ...content.ID) content.ID {
		id := content.ID(fmt.Sprintf("%012d", n+1))
		s.put(item(id, "news", content.Facts{Topics: topics}, in("lt", "naujienos/"+string(id), string(id))))
		return id
	}
	first, second := put(0, rare), put(1, rare, idTopic)
	for n := 2; n < 4; n++ {
		put(n, idTopic)
	}
	check := func(limit int) {
		t.Helper()
		got, err := s.reader("public", "public").Refs(t.Context(), ids, "lt", limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			alone, err := s.reader("public", "public").Refs(t.Context(), []content.ID{id}, "lt", limit)
			if err != nil || !slices.Equal(idsOf(got[id]), idsOf(alone[id])) {
				t.Errorf("up to %d: %s among many %v, alone %v (%v)", limit, id, idsOf(got[id]), idsOf(alone[id]), err)
			}
		}
		if named := idsOf(got[rare]); limit > 1 && (len(named) != 2 || !slices.Contains(named, first) || !slices.Contains(named, second)) {
			t.Errorf("up to %d: %v", limit, named)
		}
	}
	for _, limit := range []int{1, 2, 50} {
		check(limit)
	}
	for n := 4; n < 14; n++ {
		s.now = s.now.Add(time.Minute)
		put(n, idTopic)
	}
	check(2)
}

func idsOf(all []content.Reading) []content.ID {
	ids := make([]content.ID, len(all))
	for i, r := range all {
		ids[i] = r.ID
	}
	return ids
}

// lookingAhead counts how often a shelf is asked what lies ahead, and of how many queries.
type lookingAhead struct {
	content.Store
	asked, queries int
}

func (l *lookingAhead) Next(ctx context.Context, now time.Time, queries ...content.Query) (time.Time, error) {
	l.asked++
	l.queries += len(queries)
	return l.Store.Next(ctx, now, queries...)
}

// TestAPageAsksOnceWhatLiesAhead reads much, of which one thing in the middle ends by
// itself. Of many Documents, and of many that are referred to, it asks as of one.
func TestAPageAsksOnceWhatLiesAhead(t *testing.T) {
	s := newShelf(t)
	until := noon.Add(time.Hour)
	notice := content.Fields{"kind": content.One("closure"), "level": content.One("information")}
	s.put(item(idB, "notice", content.Facts{Until: until, Fields: notice, Topics: []content.ID{idTopic}}, in("lt", "skelbimai/vienas", "Vienas")))
	ahead := &lookingAhead{Store: s.store}
	r, trace, err := content.NewLibrary(ahead, s.desk.Sites, "public", s.desk.Types, s).Record(t.Context(), "public")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []content.ID{idA, idB, idC} {
		r.Get(t.Context(), id, "lt")
	}
	r.Links(t.Context(), []content.ID{idA, idC}, "lt")
	r.Refs(t.Context(), []content.ID{idA}, "lt", 5)
	r.Refs(t.Context(), []content.ID{idC, idA}, "lt", 5)
	for range 2 {
		r.List(t.Context(), content.Filter{Locale: "lt", Types: []string{"news"}, Limit: 5})
	}
	if ahead.asked != 0 {
		t.Errorf("asked %d times before the end", ahead.asked)
	}
	for range 2 {
		if err := trace.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if ahead.asked != 1 || ahead.queries != 3 || !trace.Next.Equal(until) {
		t.Errorf("asked %d times with %d queries, until %v", ahead.asked, ahead.queries, trace.Next)
	}
	// What is referred to is found too, though the query for it was made wider.
	r, trace, _ = content.NewLibrary(ahead, s.desk.Sites, "public", s.desk.Types, s).Record(t.Context(), "public")
	r.Refs(t.Context(), []content.ID{idA}, "lt", 5)
	r.Refs(t.Context(), []content.ID{idTopic}, "lt", 5)
	if err := trace.Settle(t.Context()); err != nil || !trace.Next.Equal(until) {
		t.Errorf("until %v, %v", trace.Next, err)
	}
}
