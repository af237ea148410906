package difference

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words compares two texts word by word. A stretch that is the same but holds no
// word does not part two changes: a reader takes them for one.
func (c *comparer) words(before, after string) []Run {
	if before == after {
		return runs(nil, Same, before)
	}
	a, b := tokens(before), tokens(after)
	hunks := c.hunks(a, b)
	var all []Run
	var out, in strings.Builder
	flush := func() {
		all = runs(runs(all, Removed, out.String()), Added, in.String())
		out.Reset()
		in.Reset()
	}
	for i, h := range hunks {
		text := strings.Join(a[h.a0:h.a1], "")
		switch {
		case !h.same:
			out.WriteString(text)
			in.WriteString(strings.Join(b[h.b0:h.b1], ""))
		case i > 0 && i < len(hunks)-1 && !wordy(a[h.a0:h.a1]):
			out.WriteString(text)
			in.WriteString(text)
		default:
			flush()
			all = runs(all, Same, text)
		}
	}
	flush()
	return all
}

// runs adds a Run, unless it is empty.
func runs(all []Run, op Op, text string) []Run {
	if text == "" {
		return all
	}
	return append(all, Run{op, text})
}

func wordy(tokens []string) bool {
	for _, t := range tokens {
		if r, _ := utf8.DecodeRuneInString(t); inWord(r) {
			return true
		}
	}
	return false
}

// tokens parts a text into words, numbers, stretches of space and single marks.
// An apostrophe within a word and a stop within a number belong to it: t’i, 5,50,
// 20:30. Together they are the text.
func tokens(s string) []string {
	all := make([]string, 0, len(s)/4+1)
	for len(s) > 0 {
		n := token(s)
		all = append(all, s[:n])
		s = s[n:]
	}
	return all
}

// token gives the length of the first token of s.
func token(s string) int {
	first, n := utf8.DecodeRuneInString(s)
	switch {
	case inWord(first):
	case unicode.IsSpace(first):
		for n < len(s) {
			r, size := utf8.DecodeRuneInString(s[n:])
			if !unicode.IsSpace(r) {
				break
			}
			n += size
		}
		return n
	default:
		return n
	}
	last := first
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !inWord(r) {
			next, _ := utf8.DecodeRuneInString(s[n+size:])
			if !joins(last, r, next) {
				break
			}
		}
		last, n = r, n+size
	}
	return n
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\u00AD' || r == '\u200D'
}

// joins reports whether r, between last and next, is part of a word or a number.
func joins(last, r, next rune) bool {
	switch r {
	case '\'', '’':
		return unicode.IsLetter(last) && unicode.IsLetter(next)
	case '.', ',', ':':
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	}
	return false
}
