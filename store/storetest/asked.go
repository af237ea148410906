package storetest

import (
	"fmt"
	"time"

	"herald/content/counting"
)

// testAsked: what is counted is added up, shown from the third time within a month
// on, and deleted when it is rare or old; none of it is in the log.
func testAsked(h *harness) {
	now := counting.MonthOf(Epoch)
	count := func(m counting.Month, text string, times, without int) counting.Count {
		return counting.Count{Month: m, Site: "public", Locale: "lt", Text: text, Times: times, Without: without}
	}
	give := func(q counting.Query, want ...string) {
		h.Helper()
		q.Site, q.Locale = "public", "lt"
		found, err := h.Asked(h.Context(), q)
		h.must(err, "asked")
		got := []string{}
		for _, c := range found {
			h.same(c.Month, counting.Month(0), "month")
			h.same(c.Site+" "+string(c.Locale), "public lt", "where")
			got = append(got, fmt.Sprintf("%s %d %d", c.Text, c.Times, c.Without))
		}
		if want == nil {
			want = []string{}
		}
		h.same(got, want, "asked")
	}
	this := counting.Query{From: now, Until: now}
	give(this)
	h.must(h.AddAsked(h.Context(), nil), "add nothing")
	h.must(h.AddAsked(h.Context(), []counting.Count{count(now, "šiukšlės", 2, 1), count(now, "darželis", 4, 0), count(now-1, "šiukšlės", 2, 2), count(now-1, "remontas", 5, 5)}), "add")
	give(this, "darželis 4 0")
	other := count(now, "šiukšlės", 9, 9)
	other.Site = "staff"
	english := count(now, "waste", 9, 0)
	english.Locale = "en"
	h.must(h.AddAsked(h.Context(), []counting.Count{count(now, "šiukšlės", 1, 1), count(now, "решение", 4, 1), count(now, "a' OR 1=1 --", 3, 0), other, english}), "add")
	give(this, "darželis 4 0", "решение 4 1", "a' OR 1=1 -- 3 0", "šiukšlės 3 2")
	without := this
	without.Without = true
	give(without, "šiukšlės 3 2", "решение 4 1")
	without.Limit = 1
	give(without, "šiukšlės 3 2")
	both := counting.Query{From: now - 1, Until: now, Without: true}
	give(both, "remontas 5 5", "šiukšlės 3 2", "решение 4 1")
	h.must(h.Reproject(h.Context(), nil), "reproject")
	h.must(h.SweepAsked(h.Context(), now), "sweep")
	h.must(h.AddAsked(h.Context(), []counting.Count{count(now-1, "šiukšlės", 1, 0)}), "add late")
	give(both, "remontas 5 5", "šiukšlės 3 2", "решение 4 1")
	old := counting.MonthOf(Epoch.AddDate(0, -counting.Kept+1, 0))
	h.must(h.AddAsked(h.Context(), []counting.Count{count(old, "seniai", 7, 0), count(old-1, "labai seniai", 7, 0)}), "add what is old")
	h.must(h.SweepAsked(h.Context(), now), "sweep")
	give(counting.Query{From: old - 1, Until: old}, "seniai 7 0")
	// What is rare goes when its month is over, and only then.
	h.must(h.AddAsked(h.Context(), []counting.Count{count(now, "retai", 2, 0)}), "add")
	h.must(h.SweepAsked(h.Context(), now), "sweep")
	h.must(h.AddAsked(h.Context(), []counting.Count{count(now, "retai", 1, 0)}), "add")
	give(this, "darželis 4 0", "решение 4 1", "a' OR 1=1 -- 3 0", "retai 3 0", "šiukšlės 3 2")
	h.must(h.SweepAsked(h.Context(), counting.MonthOf(Epoch.Add(366*24*time.Hour))+counting.Kept), "sweep all")
	give(counting.Query{From: old - 1, Until: now})
	h.same(h.head(), 0, "the log")
}
