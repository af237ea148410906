package lang

import (
	"slices"
	"strings"
	"testing"

	"herald/search/golden"
)

// meets reports whether a reader who types one word finds a text with the other.
func meets(l Language, p golden.Pair) bool {
	typed, key := strings.ToLower(p.Typed), l.Key(strings.ToLower(p.Written))
	return l.Key(typed) == key || slices.ContainsFunc(l.Readings(typed), func(r string) bool { return l.Key(r) == key })
}

func share(l Language, pairs []golden.Pair, want bool) (held float64, broken []golden.Pair) {
	for _, p := range pairs {
		if meets(l, p) != want {
			broken = append(broken, p)
		}
	}
	return 1 - float64(len(broken))/float64(max(len(pairs), 1)), broken
}

// TestFormsOfAWordMeetAndOtherWordsDoNot: go test -v prints the table and what
// does not hold.
func TestFormsOfAWordMeetAndOtherWordsDoNot(t *testing.T) {
	files, err := golden.Read("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		base, _, _ := strings.Cut(f.Locale, "-")
		l := Of(base)
		for _, set := range []struct {
			name  string
			pairs []golden.Pair
			want  bool
		}{{"meet", f.Meet, true}, {"apart", f.Apart, false}, {"meet, set aside", f.MeetAside, true}, {"apart, set aside", f.ApartAside, false}} {
			held, broken := share(l, set.pairs, set.want)
			t.Logf("%-8s %-18s %4d pairs  %.3f hold", f.Locale, set.name, len(set.pairs), held)
			if !strings.HasSuffix(set.name, "aside") {
				t.Logf("  broken: %v", broken)
			}
			if held < 0.95 {
				t.Errorf("%s: %s: %.3f hold, fewer than 0.95", f.Locale, set.name, held)
			}
		}
	}
}
