package difference_test

import (
	"slices"
	"testing"

	"herald/content/difference"
)

// What somebody corrected is found as words and what they wrote instead.
func TestReplacedWordsAreFound(t *testing.T) {
	for _, c := range []struct {
		before, after string
		want          []difference.Replacement
	}{
		{"The townsfolk vote.", "The residents vote.", []difference.Replacement{{"townsfolk", "residents"}}},
		{"We do it in order to help.", "We do it to help.", []difference.Replacement{{"in order to", "to"}}},
		{"Ask the mayor of town.", "Ask the mayor.", []difference.Replacement{{"mayor of town", "mayor"}}},
		{"Come at nine.", "Come at nine!", nil},
		{"The town hall (old) is shut, the road too.", "The city hall (old) is closed, the road too.", []difference.Replacement{{"town", "city"}, {"shut", "closed"}}},
		{"Miesto vadovas atvyko.", "Meras atvyko.", []difference.Replacement{{"Miesto vadovas", "Meras"}}},
		{"One two three four five six seven eight nine.", "All of this was written anew by somebody else today.", nil},
		{"„Maxima“ veikia", "„Rimi“ veikia", []difference.Replacement{{"Maxima", "Rimi"}}},
		{"Ends with cat", "Ends with big cat", []difference.Replacement{{"cat", "big cat"}}},
		{"", "New words", nil},
		{"Same", "Same", nil},
	} {
		if got := difference.Replaced(difference.Words(c.before, c.after)); !slices.Equal(got, c.want) {
			t.Errorf("%q, %q: %q, want %q", c.before, c.after, got, c.want)
		}
	}
}
