package style

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// phrases are words that have a better one, by the first of them: a text is gone
// through once, however many there are.
type phrases map[string][]string

func newPhrases(words map[string]string) phrases {
	all := phrases{}
	for wrong := range words {
		if wrong != "" {
			all[wrong[:lead(wrong)]] = append(all[wrong[:lead(wrong)]], wrong)
		}
	}
	// The longest first: of two that begin alike the whole one is meant.
	for _, alike := range all {
		slices.SortFunc(alike, func(a, b string) int {
			if len(a) != len(b) {
				return len(b) - len(a)
			}
			return strings.Compare(a, b)
		})
	}
	return all
}

// lead gives the length of the first word of s, or of the mark that it begins with.
func lead(s string) int {
	n := 0
	for n < len(s) {
		r, width := utf8.DecodeRuneInString(s[n:])
		if !inWord(r) {
			break
		}
		n += width
	}
	if n == 0 {
		return size(s)
	}
	return n
}

// at gives the length of the longest phrase that a text begins with, 0 for none.
func (p phrases) at(text string) int {
	for _, phrase := range p[strings.ToLower(text[:lead(text)])] {
		if n := begins(text, phrase); n > 0 && atEnd(text, n) {
			return n
		}
	}
	return 0
}

// mayStand reports whether one of the phrases could stand in a source: whether a
// first word of them does. Most texts are put aside by it without being parsed; a word
// with marks in the middle of it is put aside as well.
func (p phrases) mayStand(source string) bool {
	for from := 0; from < len(source); {
		n := lead(source[from:])
		if p[strings.ToLower(source[from:from+n])] != nil {
			return true
		}
		from += n
	}
	return false
}

// begins gives how much of a text a phrase is, in whatever letters and with spaces
// that break or do not; 0 where it is something else.
func begins(text, phrase string) int {
	n := 0
	for _, want := range phrase {
		if n == len(text) {
			return 0
		}
		r, width := utf8.DecodeRuneInString(text[n:])
		if r == '\u00a0' {
			r = ' '
		}
		if unicode.ToLower(r) != want {
			return 0
		}
		n += width
	}
	return n
}

// wording looks for words that have a better one.
func (c *check) wording() {
	if len(c.words) == 0 {
		return
	}
	for from := 0; from < len(c.text); {
		if n := c.words.at(c.text[from:]); n > 0 {
			c.word(from, from+n)
			from += n
			continue
		}
		from += lead(c.text[from:])
	}
}
