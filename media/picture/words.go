package picture

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// wordRunes is how long a word of a picture may be.
const wordRunes = 1000

// cleanWords makes of what a stranger's machine wrote one line of text: valid,
// composed, without anything that acts instead of being read.
func cleanWords(s string) string {
	// No more is looked at than could be kept.
	s = cutRunes(strings.ToValidUTF8(s, "\uFFFD"), 4*wordRunes)
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), isHidden(r):
			return -1
		}
		return r
	}, s)
	s = norm.NFC.String(strings.Join(strings.Fields(s), " "))
	return strings.TrimSpace(cutRunes(s, wordRunes))
}

// isHidden finds signs that are not seen and that no language of a name needs:
// zero width spaces, invisible operators, tags, private use.
func isHidden(r rune) bool {
	switch {
	case r == '\u200b', r >= '\u2060' && r <= '\u206f', r == '\ufeff', r >= '\ufff9' && r <= '\ufffb':
		return true
	case r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return unicode.Is(unicode.Co, r) || unicode.Is(unicode.Cs, r)
}

func cutRunes(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}

// unmistake reads again as UTF-8 what was read as Latin-1: many programs write
// UTF-8 into IPTC and do not say so. Text that is no UTF-8 stays as it is.
func unmistake(s string) string {
	raw := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return s
		}
		raw = append(raw, byte(r))
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	return s
}
