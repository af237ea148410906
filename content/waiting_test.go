package content_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"herald/content"
)

func TestWhatCanWaitLeastStandsFirst(t *testing.T) {
	at := func(hours int) time.Time { return noon.Add(time.Duration(hours) * time.Hour) }
	in := func(id content.ID, submitted int, change func(*content.Standing)) content.Standing {
		s := content.Standing{Document: id, Locale: "lt", State: content.Submitted, Submitted: content.Mark{At: at(submitted)}}
		if change != nil {
			change(&s)
		}
		return s
	}
	owes := func(due int) func(*content.Standing) {
		return func(s *content.Standing) { s.Owed = []content.Debt{{Step: "language", Due: at(due)}} }
	}
	wants := func(publish int) func(*content.Standing) {
		return func(s *content.Standing) { s.PublishAt = at(publish) }
	}
	want := []content.Standing{
		in("owed-first", 9, owes(30)), in("owed-later", 1, owes(60)),
		in("at-once", 8, func(s *content.Standing) { s.AsSoonAsApproved = true }),
		in("tomorrow", 7, wants(24)), in("next-week", 0, wants(170)),
		in("a-while", 2, nil), in("b-while", 2, nil), in("new", 6, nil),
	}
	for seed := range uint64(20) {
		got := slices.Clone(want)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, func(a, b content.Standing) int { return content.CompareWaiting(&a, &b) })
		for i := range want {
			if got[i].Document != want[i].Document {
				t.Fatalf("seed %d: %s stands at %d, want %s", seed, got[i].Document, i, want[i].Document)
			}
		}
	}
}
