package search

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
)

// tokenizer cuts text into words in lower case, by the rules of Unicode (UAX 29)
// that matter to the languages here: letters, digits and what is put on them; one
// apostrophe, point or colon between two letters, one point or comma between two
// digits. Every text is cut several times, so it does no more than that.
type tokenizer struct{}

// kind is what a character is to the border of words.
type kind uint8

const (
	outside kind = iota
	letter
	digit
	// joiner belongs to whatever it stands behind: accents, and what cannot be seen.
	joiner
	// betweenLetters, betweenDigits and betweenBoth belong to a word within it only.
	betweenLetters
	betweenDigits
	betweenBoth
	// alone is a word of its own, in writing that has no spaces.
	alone
)

// kinds holds those of the characters that most texts consist of.
var kinds [lastKind]kind

const lastKind = 0x2100

func init() {
	for r := range rune(lastKind) {
		kinds[r] = classify(r)
	}
}

func kindOf(r rune) kind {
	if r < lastKind {
		return kinds[r]
	}
	return classify(r)
}

func classify(r rune) kind {
	switch r {
	case '\'', '.', '’', '‘', '\u2024':
		return betweenBoth
	case ':', '\u00b7', '\u0387', '\u2027':
		return betweenLetters
	case ',', ';', '\u066b', '\u066c':
		return betweenDigits
	case '_':
		return letter
	}
	switch {
	case unicode.In(r, unicode.Han, unicode.Hiragana):
		return alone
	case unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	case unicode.In(r, unicode.M, unicode.Cf):
		return joiner
	}
	return outside
}

// Tokenize implements analysis.Tokenizer.
func (tokenizer) Tokenize(text []byte) analysis.TokenStream {
	var out analysis.TokenStream
	// The words of a text are made a few at once.
	var spare []analysis.Token
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		if len(spare) == 0 {
			spare = make([]analysis.Token, max(4, (len(text)-start)/8))
		}
		t := &spare[0]
		spare = spare[1:]
		t.Term, t.Start, t.End, t.Position, t.Type = lowered(text[start:end:end]), start, end, len(out)+1, analysis.AlphaNumeric
		out = append(out, t)
	}
	return out
}

// lowered gives a word in lower case, which is the same bytes where it is already.
func lowered(word []byte) []byte {
	for at := 0; at < len(word); {
		r, size := decode(word, at)
		if capital(r) {
			return bytes.ToLower(word)
		}
		at += size
	}
	return word
}

// nextWord gives where the first word at or behind at stands, an empty one without
// any.
func nextWord(text []byte, at int) (start, end int) {
	start, end = len(text), len(text)
	last := outside
	for at < len(text) {
		r, size := decode(text, at)
		switch k := kindOf(r); {
		case k == letter || k == digit:
			if last == outside {
				start = at
			}
			last, end = k, at+size
		case last == outside:
			if k == alone {
				return at, at + size
			}
		case k == joiner:
			end = at + size
		case within(k, last, text, at+size):
		default:
			return start, end
		}
		at += size
	}
	return start, end
}

// within reports whether a mark of kind k stands within a word, which last ended
// and goes on at next.
func within(k, last kind, text []byte, next int) bool {
	r, _ := decode(text, next)
	switch k {
	case betweenBoth:
		return kindOf(r) == last
	case betweenLetters:
		return last == letter && kindOf(r) == letter
	case betweenDigits:
		return last == digit && kindOf(r) == digit
	}
	return false
}

func decode(text []byte, at int) (rune, int) {
	if at >= len(text) {
		return 0, 0
	}
	if b := text[at]; b < utf8.RuneSelf {
		return rune(b), 1
	}
	return utf8.DecodeRune(text[at:])
}

func capital(r rune) bool {
	if r < utf8.RuneSelf {
		return 'A' <= r && r <= 'Z'
	}
	return unicode.ToLower(r) != r
}
