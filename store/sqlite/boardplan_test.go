package sqlite

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/store/storetest"
)

// walks gives the steps of a plan that go over more than a range: a table, an
// index of everything, a sorting of what was found. An index of what is rare may
// be gone over whole.
func walks(plan []string) []string {
	rare := []string{"standings_submitted", "standings_scheduled", "standings_owed", "standings_reason", "standings_redaction", "standings_review", "standings_stale", "standings_unsealed"}
	return slices.DeleteFunc(slices.Clone(plan), func(line string) bool {
		switch {
		case strings.Contains(line, "TEMP B-TREE"):
			return strings.Contains(line, "count(DISTINCT)") // of what one member has to do with
		case !strings.HasPrefix(line, "SCAN"):
			return true
		}
		return strings.Contains(line, "VIRTUAL TABLE") || slices.ContainsFunc(rare, func(i string) bool { return strings.Contains(line, "INDEX "+i) })
	})
}

// TestThePagesOfTheDeskAreIndexRanges: what the home and the lists of the desk ask
// is read in its order from an index, the first page and those after.
func TestThePagesOfTheDeskAreIndexRanges(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	everywhere := []content.Bounds{{}}
	lt := []content.Bounds{{Locales: []i18n.Locale{"lt"}, Types: []string{"news", "act"}}}
	soon := storetest.Epoch.Add(time.Hour)
	for name, q := range map[string]content.BoardQuery{
		"everything":     {Within: everywhere},
		"drafts":         {Within: everywhere, States: []content.State{content.Draft}},
		"one language":   {Within: lt},
		"an office":      {Within: []content.Bounds{{Organizations: []content.ID{"o1"}}}},
		"waits for me":   {Within: lt, Awaits: true, Without: "m1", Sort: content.BySubmitted},
		"for nobody":     {Within: everywhere, Awaits: true, Locales: []i18n.Locale{"ka", "sq"}, Sort: content.BySubmitted},
		"to hand over":   {Within: everywhere, By: "m1", As: []content.Hand{content.HandKeeps}, States: []content.State{content.Draft, content.Returned}},
		"seals owed":     {Within: []content.Bounds{{Steps: []string{"language"}}}, Owed: true, Sort: content.ByDue},
		"returned to me": {Within: everywhere, By: "m1", As: []content.Hand{content.HandWrote}, States: []content.State{content.Returned}},
		"mine":           {Within: everywhere, By: "m1"},
		"to let out":     {Within: everywhere, States: []content.State{content.Approved}},
		"going out":      {Within: everywhere, States: []content.State{content.Scheduled}, Sort: content.ByPublishAt},
		"out soon":       {Within: everywhere, ScheduledBefore: soon, Sort: content.ByPublishAt},
		"to look at":     {Within: everywhere, Sources: true, ReviewBefore: "2027-03-01", Sort: content.ByReview},
		"stale":          {Within: everywhere, Stale: true},
		"unsealed":       {Within: everywhere, Unsealed: true},
		"reasons":        {Within: everywhere, Reason: true, Without: "ana"},
		"redactions":     {Within: everywhere, Redaction: true},
		"originals":      {Within: everywhere, Sites: []string{"public"}, Sources: true},
		"untranslated":   {Within: everywhere, Sites: []string{"public"}, Sources: true, Lacks: "ka"},
		"of a year":      {Within: lt, Year: "2026"},
		"a document":     {Within: everywhere, Documents: []content.ID{"d1"}, Sort: content.ByDocument},
	} {
		for _, after := range []content.BoardCursor{{}, {At: soon, Day: "2027-01-01", Document: "d1", Locale: "lt"}} {
			q.After, q.Limit = after, 20
			p := newBoardPlan(q)
			if len(p.listing()) == 0 || len(p.counting()) == 0 {
				t.Errorf("%s: nothing is asked", name)
			}
			s.explained(t, name, append(p.listing(), p.counting()...))
		}
	}
}

// TestTheTrailIsAnIndexRange: the timeline of one thing and the log of all are
// read in their order, from either end.
func TestTheTrailIsAnIndexRange(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"), storetest.Projector())
	for name, q := range map[string]content.TrailQuery{
		"a document": {Document: "d1"}, "a translation": {Document: "d1", Locale: "lt"}, "a file": {Asset: "a1"}, "an account": {Member: "m1"},
		"a hand": {By: "m1"}, "a kind": {Kinds: []content.EventKind{content.EventSaved}}, "a hand in a document": {Document: "d1", By: "m1"},
	} {
		for _, q.Newest = range []bool{false, true} {
			for _, q.After = range []content.TrailPlace{{}, {Position: 7, N: 1}} {
				q.Limit = 20
				s.explained(t, name, []statement{trailing(q)})
			}
		}
	}
}

func (s *Store) explained(t *testing.T, name string, all []statement) {
	t.Helper()
	err := s.read(t.Context(), func(x *tx) error {
		for _, st := range all {
			if bad := walks(explain(t, x, st)); len(bad) > 0 {
				t.Errorf("%s: %s: %q", name, st.query, bad)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
