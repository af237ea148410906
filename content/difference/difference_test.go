package difference_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content/difference"
)

// show writes runs as a person would on paper: [-out-] {+in+}.
func show(runs []difference.Run) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.Op {
		case difference.Removed:
			b.WriteString("[-" + r.Text + "-]")
		case difference.Added:
			b.WriteString("{+" + r.Text + "+}")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestWordsInEveryScript(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"", "New.", "{+New.+}"},
		{"The bridge is closed.", "The bridge is open.", "The bridge is [-closed-]{+open+}."},
		{"Tiltas uždarytas iki penktadienio", "Tiltas atidarytas iki šeštadienio", "Tiltas [-uždarytas-]{+atidarytas+} iki [-penktadienio-]{+šeštadienio+}"},
		{"Мост је затворен.", "Мост је отворен.", "Мост је [-затворен-]{+отворен+}."},
		{"ხიდი დაკეტილია.", "ხიდი ღიაა.", "ხიდი [-დაკეტილია-]{+ღიაა+}."},
		{"Mosta t’i jepni.", "Mosta t’u jepni.", "Mosta [-t’i-]{+t’u+} jepni."},
		{"It costs 5,50 €.", "It costs 5,60 €.", "It costs [-5,50-]{+5,60+} €."},
		{"From 8:00 to 17:00", "From 8:00 to 16:30", "From 8:00 to [-17:00-]{+16:30+}"},
		{"Yes, no", "Yes; no", "Yes[-,-]{+;+} no"},
		{"one two three", "four five three", "[-one two-]{+four five+} three"},
		{"a b c d", "a c d e", "a [-b -]c d{+ e+}"},
	} {
		if got := show(difference.Words(c.before, c.after)); got != c.want {
			t.Errorf("%q to %q: %q, want %q", c.before, c.after, got, c.want)
		}
	}
}

func TestMarkdownIsPartedIntoWhatAReaderSees(t *testing.T) {
	got := difference.Markdown("# Title\nFirst line\n  wrapped here.\n\n- one\n- two\n  goes on\n1. three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n::: note\nInside.\n:::\n\nLast.\n")
	want := []string{"# Title", "First line wrapped here.", "- one", "- two goes on", "1. three", "| a | b |", "|---|---|", "| 1 | 2 |", "::: note", "Inside.", ":::", "Last."}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// A changed paragraph is shown word by word, a new one whole; wrapping a paragraph
// otherwise is no change.
func TestBlocksArePairedByWhatTheySay(t *testing.T) {
	before := difference.Markdown("Intro.\n\nThe bridge over the river\nis closed until Friday.\n\nBuses stop at the market.\n\nEnd.")
	after := difference.Markdown("Intro.\n\nA new paragraph says something else.\n\nThe bridge over the river is closed until\nSunday.\n\nEnd.")
	var got []string
	for _, b := range difference.Of(before, after) {
		got = append(got, b.Sign()+" "+show(b.Runs))
	}
	want := []string{" Intro.", "+ {+A new paragraph says something else.+}",
		"± The bridge over the river is closed until [-Friday-]{+Sunday+}.", "− [-Buses stop at the market.-]", " End."}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestWhatIsFarFromAChangeIsFolded(t *testing.T) {
	before := []string{"a", "b", "c", "d", "e", "f", "g"}
	after := []string{"a", "b", "c", "d", "e", "f", "new words", "g"}
	blocks := difference.Of(before, after)
	if !difference.Differ(blocks) || difference.Differ(difference.Of(before, before)) {
		t.Error("whether anything differs is not told")
	}
	folded := difference.Fold(blocks, 1)
	if len(folded) != 4 || folded[0].Folded != 5 || folded[2].Op != difference.Added {
		t.Errorf("%+v", folded)
	}
	if all := difference.Fold(difference.Of(before, before), 1); len(all) != 1 || all[0].Folded != len(before) {
		t.Errorf("%+v", all)
	}
}

func TestOnlyWhatChangedIsLeft(t *testing.T) {
	blocks := difference.Of([]string{"a", "b", "c", "d"}, []string{"a", "new words", "b", "c", "d"})
	only := difference.Only(blocks)
	if len(only) != 3 || only[0].Folded != 1 || only[1].Op != difference.Added || only[2].Folded != 3 {
		t.Errorf("%+v", only)
	}
	if all := difference.Only(difference.Of([]string{"a"}, []string{"a"})); len(all) != 1 || all[0].Folded != 1 {
		t.Errorf("%+v", all)
	}
}

// sides gives back the two texts that a difference was made of.
func sides(blocks []difference.Block) (before, after []string) {
	for _, b := range blocks {
		var out, in string
		for _, r := range b.Runs {
			if r.Op != difference.Added {
				out += r.Text
			}
			if r.Op != difference.Removed {
				in += r.Text
			}
		}
		if b.Op != difference.Added {
			before = append(before, out)
		}
		if b.Op != difference.Removed {
			after = append(after, in)
		}
	}
	return before, after
}

// prose makes a text of few words, so that equal ones are frequent.
func prose(r *rand.Rand, blocks, words int) []string {
	vocabulary := strings.Fields("tiltas kelias ir , . 5,50 мост је ხიდი ura t’i e\u0301 🙂 \xff - # a b c d")
	var all []string
	for range r.IntN(blocks + 1) {
		var b []string
		for range 1 + r.IntN(words) {
			b = append(b, vocabulary[r.IntN(len(vocabulary))])
		}
		all = append(all, strings.Join(b, " "))
	}
	return all
}

// edited changes a text as people do: a word here, a block there.
func edited(r *rand.Rand, blocks []string) []string {
	var all []string
	for _, b := range blocks {
		switch r.IntN(8) {
		case 0:
		case 1:
			all = append(all, b, "new "+b)
		case 2:
			all = append(all, strings.Replace(b, "a", "x y", 1))
		default:
			all = append(all, b)
		}
	}
	return all
}

// The runs give both texts back, whatever the texts are.
func TestRunsGiveBothTextsBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		before := prose(r, 40, 30)
		after := prose(r, 40, 30)
		if r.IntN(3) > 0 {
			after = edited(r, before)
		}
		blocks := difference.Of(before, after)
		if a, b := sides(blocks); !slices.Equal(a, before) || !slices.Equal(b, after) {
			t.Fatalf("%q\n%q\ncame back as\n%q\n%q", before, after, a, b)
		}
		if difference.Differ(blocks) == slices.Equal(before, after) {
			t.Fatalf("%q\n%q: differ is wrong", before, after)
		}
		n := 0
		for _, b := range difference.Fold(blocks, 2) {
			n += max(1, b.Folded)
		}
		if n != len(blocks) {
			t.Fatalf("folding %d blocks leaves %d", len(blocks), n)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("The bridge is closed.", "The bridge is open.")
	f.Add("t’i 5,50 \xff", "’ ,\u200d")
	f.Fuzz(func(t *testing.T, before, after string) {
		a, b := sides([]difference.Block{{Op: difference.Changed, Runs: difference.Words(before, after)}})
		if a[0] != before || b[0] != after {
			t.Errorf("%q and %q came back as %q and %q", before, after, a, b)
		}
	})
}

// No text of 200 kB, however made, takes more than its length allows. The work is
// counted inside; here the clock says that the bound is a low one.
func TestWorkIsBounded(t *testing.T) {
	const size = 200_000
	r := rand.New(rand.NewPCG(3, 4))
	random := func(letters, block int) []string {
		var all []string
		for n := 0; n < size; n += block {
			b := make([]byte, block)
			for i := range b {
				b[i] = byte('a' + r.IntN(letters))
				if i%3 == 2 {
					b[i] = ' '
				}
			}
			all = append(all, string(b))
		}
		return all
	}
	for name, pair := range map[string][2][]string{
		"short lines of two kinds": {random(2, 1), random(2, 1)},
		"one long paragraph":       {random(3, size), random(3, size)},
		"many paragraphs":          {random(20, 300), random(20, 300)},
		"reversed":                 {strings.Split(strings.Repeat("a b c d ", size/8), " "), strings.Split(strings.Repeat("d c b a ", size/8), " ")},
		"nothing in common":        {[]string{strings.Repeat("a ", size/2)}, []string{strings.Repeat("b ", size/2)}},
		"one of both":              {random(3, 2), nil},
	} {
		begin := time.Now()
		blocks := difference.Of(pair[0], pair[1])
		if took := time.Since(begin); took > time.Minute { // what is not bounded takes hours
			t.Errorf("%s took %s", name, took)
		}
		if a, b := sides(blocks); !slices.Equal(a, pair[0]) || !slices.Equal(b, pair[1]) {
			t.Errorf("%s: the texts do not come back", name)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	before := prose(r, 2000, 200)
	after := edited(r, before)
	for b.Loop() {
		difference.Of(before, after)
	}
}
