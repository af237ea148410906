package lang

import (
	"slices"
	"strings"
	"testing"

	"herald/search/golden"
)

// BenchmarkKey takes the words of each golden file in turn: nanoseconds and
// allocations are those of one word.
func BenchmarkKey(b *testing.B) {
	files, err := golden.Read("../testdata")
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range files {
		base, _, _ := strings.Cut(f.Locale, "-")
		l, words := Of(base), []string(nil)
		for _, p := range slices.Concat(f.Meet, f.Apart) {
			words = append(words, strings.ToLower(p.Written))
		}
		b.Run(f.Locale, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				l.Key(words[i%len(words)])
			}
		})
	}
}

// BenchmarkReadings takes a long word of which every letter can be read in
// several ways.
func BenchmarkReadings(b *testing.B) {
	for code, word := range map[string]string{"bg": "zasedanijata", "ka": "gadatskvetilebebis"} {
		l := Of(code)
		b.Run(code, func(b *testing.B) {
			for b.Loop() {
				l.Readings(word)
			}
		})
	}
}
