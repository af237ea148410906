package markdown

import (
	"strings"
	"unicode/utf8"
)

// rawOffsets gives where a byte of the cleaned source stands in the source as it
// came.
func rawOffsets(source string, cleaned []byte) func(int) int {
	if strings.HasPrefix(string(cleaned), source) {
		return func(i int) int { return min(i, len(source)) }
	}
	at := make([]int, 0, len(cleaned)+1)
	raw := 0
	for i := 0; i < len(cleaned); {
		r, n := utf8.DecodeRune(cleaned[i:])
		raw += dropped(source[raw:], r)
		width := n
		if s, size := utf8.DecodeRuneInString(source[raw:]); s != r || size != n {
			width = replaced(source[raw:])
		}
		for j := range n {
			at = append(at, min(raw+min(j, max(width-1, 0)), len(source)))
		}
		raw = min(raw+width, len(source))
		i += n
	}
	return func(i int) int {
		if i < len(at) {
			return at[i]
		}
		return len(source)
	}
}

// dropped is the length of what clean left out before r.
func dropped(source string, r rune) int {
	n := 0
	for n < len(source) {
		s, size := utf8.DecodeRuneInString(source[n:])
		control := s < 0x20 && s != '\n' && s != '\t' && s != '\r' || s >= 0x7F && s < 0xA0
		if s == r || !control && s != '\uFEFF' {
			break
		}
		n += size
	}
	return n
}

// replaced is the length of what became one other character: a line end, or a
// run of bytes that are no text.
func replaced(source string) int {
	if strings.HasPrefix(source, "\r\n") {
		return 2
	}
	n := 0
	for n < len(source) {
		r, size := utf8.DecodeRuneInString(source[n:])
		if r != utf8.RuneError || size != 1 {
			if n == 0 {
				n = size
			}
			break
		}
		n += size
	}
	return n
}
