package storetest

import (
	"time"

	"herald/content"
)

func testWindows(h *harness) {
	release := Epoch.Add(24 * time.Hour)
	b := New(ID(1), "news", "public", "lt")
	b.Draft("lt", b.Title("Embargas"), content.Facts{})
	b.Schedule("lt", release)
	c := Published(ID(2), "news", "Jau vieša", Epoch)
	c.Draft("lt", c.Title("Nauja redakcija"), content.Facts{})
	c.Schedule("lt", release)
	h.commit(b, c)
	for _, at := range []struct {
		now      time.Time
		want     []int
		editions []int
	}{
		{time.Time{}, []int{2}, []int{1}},
		{Epoch, []int{2}, []int{1}},
		{release.Add(-time.Millisecond), []int{2}, []int{1}},
		{release.Add(-time.Nanosecond), []int{2}, []int{1}},
		{release, []int{1, 2}, []int{1, 2}},
		{release.Add(1000 * time.Hour), []int{1, 2}, []int{1, 2}},
	} {
		for _, s := range sorts {
			q := public()
			q.Now, q.Sort = at.now, s
			h.lists(q, at.now.String(), at.want...)
		}
		q := public()
		q.Now, q.Documents = at.now, ids(2)
		rows, err := h.Rows(h.Context(), q)
		h.must(err, "rows")
		if want := at.editions[len(at.editions)-1]; len(rows) != 1 || rows[0].Edition != want {
			h.Fatalf("at %s: %s, want edition %d", at.now, asJSON(rows), want)
		}
	}
	testUntil(h)
}

// testUntil: what has ended leaves current lists at that very millisecond.
func testUntil(h *harness) {
	end := Epoch.Add(time.Hour)
	b := New(ID(3), "notice", "public", "lt")
	b.Draft("lt", b.Title("Baigiasi"), content.Facts{Until: end})
	h.commit(b.Publish("lt", Epoch))
	q := public()
	q.Types = []string{"notice"}
	for _, current := range []bool{false, true} {
		q.Current = current
		q.Now = end.Add(-time.Millisecond)
		h.lists(q, "before its end", 3)
		q.Now = end
		if current {
			h.lists(q, "at its end")
		} else {
			h.lists(q, "ended, in the whole list", 3)
		}
	}
}

func testDue(h *harness) {
	at := func(n int, hours ...int) *Builder {
		b := New(ID(n), "news", "public", "lt")
		for i, hour := range hours {
			locale := Projector().Sites["public"].Locales[i]
			b.Draft(locale, b.Title("Laukia"), content.Facts{})
			b.Schedule(locale, Epoch.Add(time.Duration(hour)*time.Hour))
		}
		return b
	}
	h.commit(at(1, 3), at(2, 5, 2), at(3, 2), at(4, 9), Published(ID(5), "news", "Vieša", Epoch))
	for hour, want := range map[int][]content.ID{1: {}, 2: ids(2, 3), 3: ids(2, 3, 1), 5: ids(2, 3, 1), 9: ids(2, 3, 1, 4)} {
		got, err := h.Due(h.Context(), Epoch.Add(time.Duration(hour)*time.Hour))
		h.must(err, "due")
		h.same(append([]content.ID{}, got...), want, "due")
	}
	got, err := h.Due(h.Context(), Epoch.Add(2*time.Hour-time.Millisecond))
	h.must(err, "due")
	if len(got) != 0 {
		h.Fatalf("%v is due a millisecond early", got)
	}
	released := at(3, 2).Publish("lt", Epoch.Add(2*time.Hour))
	h.commit(released)
	got, err = h.Due(h.Context(), Epoch.Add(2*time.Hour))
	h.must(err, "due")
	h.same(got, ids(2), "due after a release")
}

func testMilliseconds(h *harness) {
	// Far from 1970 on both sides, and at the edges of a second.
	for n, at := range []time.Time{
		time.Date(1931, 2, 3, 4, 5, 6, 7_000_000, time.UTC), time.Date(1969, 12, 31, 23, 59, 59, 999_000_000, time.UTC),
		time.Unix(0, 0).UTC(), time.Date(2026, 10, 25, 0, 59, 59, 999_000_000, time.UTC), time.Date(2199, 1, 1, 0, 0, 0, 1_000_000, time.UTC),
	} {
		b := Published(ID(n), "news", "Laikas", at)
		b.Draft("lt", b.Title("Laikas"), content.Facts{Until: at})
		h.commit(b.Schedule("lt", at))
		q := public()
		q.Documents, q.Now = ids(n), at
		rows, err := h.Rows(h.Context(), q)
		h.must(err, "rows")
		if len(rows) != 1 || !rows[0].Public.Equal(at) || !rows[0].Until.Equal(at) || !rows[0].Begin.Equal(at) || rows[0].Edition != 2 {
			h.Fatalf("%s came back as %s", at, asJSON(rows))
		}
		paths, err := h.Paths(h.Context(), "public", "news/"+string(ID(n)))
		h.must(err, "paths")
		if len(paths) != 1 {
			h.Fatalf("paths: %v", paths)
		}
	}
}

func testPaths(h *harness) {
	at := Epoch.Add(time.Hour)
	b := New(ID(1), "news", "public", "lt")
	b.Draft("lt", content.Words{Title: "Kelias", Path: "naujienos/kelias", FormerPaths: []string{"senas/kelias"}}, content.Facts{})
	b.Publish("lt", Epoch)
	b.Draft("lt", content.Words{Title: "Kelias", Path: "naujienos/naujas"}, content.Facts{})
	b.Schedule("lt", at)
	other := New(ID(2), "page", "public", "en")
	other.Draft("en", content.Words{Title: "Path", Path: "naujienos/kelias"}, content.Facts{})
	h.commit(b, other.Publish("en", Epoch))
	for path, want := range map[string][]content.PathRow{
		"naujienos/kelias": {{Site: "public", Locale: "en", Path: "naujienos/kelias", Document: ID(2)}, {Site: "public", Locale: "lt", Path: "naujienos/kelias", Document: ID(1)}},
		"senas/kelias":     {{Site: "public", Locale: "lt", Path: "senas/kelias", Document: ID(1)}},
		"naujienos/naujas": {{Site: "public", Locale: "lt", Path: "naujienos/naujas", Document: ID(1), Since: at}},
	} {
		got, err := h.Paths(h.Context(), "public", path)
		h.must(err, "paths")
		h.same(got, want, path)
	}
	got, err := h.Paths(h.Context(), "staff", "naujienos/kelias")
	h.must(err, "paths")
	if len(got) != 0 {
		h.Fatalf("a path of another site: %v", got)
	}
}
