package lang

import (
	"cmp"
	"slices"
	"strings"
)

// meant is what some typed letters may stand for; the higher its cost, the less
// often they do.
type meant struct {
	letters string
	cost    int
}

// keyboard gives what each group of typed letters may stand for.
type keyboard map[string][]meant

// keys reads a keyboard from lines of typed letters and what they stand for, the
// likeliest first. A number before a meaning raises the cost from there on.
func keys(list string) keyboard {
	k := keyboard{}
	for line := range strings.Lines(list) {
		words, cost := strings.Fields(line), 0
		if len(words) < 2 {
			continue
		}
		for _, w := range words[1:] {
			if w[0] >= '0' && w[0] <= '9' {
				cost = int(w[0] - '0')
				continue
			}
			k[words[0]] = append(k[words[0]], meant{strings.Trim(w, "-"), cost})
		}
	}
	return k
}

// longestGroup is how many typed letters stand for one at most.
const longestGroup = 4

// mostTyped is the length in bytes beyond which a typed word is left alone.
const mostTyped = 40

// read gives what a word may stand for, the likeliest first. At each letter only
// the likeliest beginnings are kept, so the work grows with the length of the
// word and not with what could be put together.
func (k keyboard) read(word string) []string {
	if len(word) > mostTyped {
		return nil
	}
	at := make([][]meant, len(word)+1)
	at[0] = []meant{{}}
	for i := range len(word) {
		at[i] = likeliest(at[i])
		for n := 1; n <= longestGroup && i+n <= len(word); n++ {
			for _, m := range k[word[i:i+n]] {
				for _, begun := range at[i] {
					at[i+n] = append(at[i+n], meant{begun.letters + m.letters, begun.cost + m.cost})
				}
			}
		}
	}
	var all []string
	for _, m := range likeliest(at[len(word)]) {
		all = append(all, m.letters)
	}
	return all
}

// likeliest keeps the cheapest readings, each once.
func likeliest(all []meant) []meant {
	slices.SortStableFunc(all, func(a, b meant) int { return cmp.Compare(a.cost, b.cost) })
	seen := make(map[string]bool, len(all))
	kept := all[:0]
	for _, m := range all {
		if len(kept) == mostReadings {
			break
		}
		if !seen[m.letters] {
			seen[m.letters] = true
			kept = append(kept, m)
		}
	}
	return kept
}

// apostrophes writes every sign that is typed for an apostrophe as one.
var apostrophes = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'", "`", "'", "´", "'")

// layouts gives the letters of one keyboard as the ones that stand on the same
// keys of another, both ways.
type layouts struct{ to, from map[rune]rune }

// sameKeys pairs the letters of two keyboards, key by key.
func sameKeys(latin, native string) layouts {
	l := layouts{map[rune]rune{}, map[rune]rune{}}
	there := []rune(native)
	for i, r := range []rune(latin) {
		l.to[r], l.from[there[i]] = there[i], r
	}
	return l
}

// relaid gives a word typed on the other of two keyboards, or "" where a letter
// stands on neither.
func relaid(word string, table map[rune]rune) string {
	var b strings.Builder
	for _, r := range word {
		other, ok := table[r]
		if !ok {
			return ""
		}
		b.WriteRune(other)
	}
	return b.String()
}

// latin reports whether a word has a letter from a to z.
func latin(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return r >= 'a' && r <= 'z' })
}
