package markdown

import (
	"html"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// clean makes source safe to parse without moving a line: valid UTF-8, "\n"
// line ends, no control characters, a line end at the end.
func clean(source string) []byte {
	if !isClean(source) {
		source = cleaned(source)
	}
	if !strings.HasSuffix(source, "\n") {
		source += "\n"
	}
	return []byte(source)
}

// isClean reports whether there is nothing to clean in source. Hardly any text that is
// saved has anything, and one look at its bytes costs a tenth of writing it anew.
func isClean(source string) bool {
	for i := 0; i < len(source); i++ {
		switch c := source[i]; {
		case c < 0x20 && c != '\n' && c != '\t', c == 0x7F:
			return false
		case c == 0xC2 && i+1 < len(source) && source[i+1] < 0xA0: // U+0080 to U+009F
			return false
		case c == 0xE2 && (strings.HasPrefix(source[i:], "\u2028") || strings.HasPrefix(source[i:], "\u2029")):
			return false
		}
	}
	return utf8.ValidString(source) && !strings.HasPrefix(source, "\uFEFF")
}

func cleaned(source string) string {
	s := strings.TrimPrefix(strings.ToValidUTF8(source, "\uFFFD"), "\uFEFF")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r == '\n' || r == '\t':
			return r
		case r < 0x20 || r >= 0x7F && r < 0xA0:
			return -1
		}
		return r
	}, s)
}

// cut shortens source to MaxSource at a rune boundary, for the functions that
// have no error to return: what is longer cannot be saved anyway.
func cut(source string) string {
	if len(source) <= MaxSource {
		return source
	}
	n := MaxSource
	for n > 0 && !utf8.RuneStart(source[n]) {
		n--
	}
	return source[:n]
}

// lineStarts returns the offset at which each line of src begins.
func lineStarts(src []byte) []int {
	starts := []int{0}
	for i, c := range src {
		if c == '\n' && i+1 < len(src) {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// lineAt returns the number, from 1, of the line that holds offset.
func (t *tree) lineAt(offset int) int {
	return max(1, sort.SearchInts(t.starts, offset+1))
}

// literal resolves backslash escapes and character references of one piece of
// source: what a reader sees of it.
func literal(b []byte) string {
	if !strings.ContainsAny(string(b), `\&`) {
		return string(b)
	}
	var out strings.Builder
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			i++
			out.WriteByte(b[i])
		case b[i] == '&':
			s, n := reference(b[i:])
			out.WriteString(s)
			i += n - 1
		default:
			out.WriteByte(b[i])
		}
	}
	return out.String()
}

// reference resolves the character reference at the start of b, or returns
// its first byte. Only complete references count: "?a=1&copy=2" is no ©.
func reference(b []byte) (string, int) {
	for i := 1; i < len(b) && i < 34; i++ {
		if b[i] != ';' {
			continue
		}
		raw := string(b[:i+1])
		s := html.UnescapeString(raw)
		if s == raw || strings.HasSuffix(s, ";") && s != ";" {
			break
		}
		if strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 && r != '\n' && r != '\t' || r >= 0x7F && r < 0xA0 }) {
			return "\uFFFD", i + 1
		}
		return s, i + 1
	}
	return "&", 1
}
