package office

import (
	"regexp"
	"strings"
	"unicode"
)

// place is where words stand, which decides what has to be written otherwise.
type place struct{ cell, strong, oneLine, link bool }

var reference = regexp.MustCompile(`^&#?[A-Za-z0-9]+;`)

// escape gives words as they stand in a line: what would be a mark gets a
// backslash.
func escape(s string, p place) string {
	var b strings.Builder
	runes := []rune(s)
	at := func(i int) rune {
		if i < 0 || i >= len(runes) {
			return 0
		}
		return runes[i]
	}
	for i, r := range runes {
		before, after := at(i-1), at(i+1)
		switch {
		case r == '\\' || r == '*' || r == '_' && !(alphanumeric(before) && alphanumeric(after)),
			r == '^' && before == '[', r == '|' && p.cell, (r == '[' || r == ']') && p.link, r == ']' && after == 0:
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == ']' && (after == '(' || after == '{'):
			b.WriteString(`]\`)
		case r == '&' && reference.MatchString(string(runes[i:min(len(runes), i+40)])):
			b.WriteString(`\&`)
		case r == '<' && (unicode.IsLetter(after) || after == '/' || after == '!'):
			b.WriteString("&lt;")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

var (
	marksStart = regexp.MustCompile("^(?:#{1,6}(?:\\s|$)|>|-(?:\\s|$)|[\\s|:-]*-[\\s|:-]*$|:::|```|~~~|\\|[\\s|:-]*$)")
	likeTable  = regexp.MustCompile(`^(?:Table)?:[ \t]+\S`)
)

// escapeStart keeps the beginning of a line from making it a heading, an item or
// another block.
func escapeStart(line string) string {
	switch {
	case marksStart.MatchString(line):
		return `\` + line
	case likeTable.MatchString(line):
		return strings.Replace(line, ":", `\:`, 1)
	}
	return line
}

// clean leaves out what cannot be seen and the letters of fonts made of signs.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b' || r == '\ufeff' || r == '\u2060' || r == '\u00ad' || unicode.Is(unicode.Co, r) || unicode.Is(bidi, r):
			return -1
		case r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			return ' '
		case unicode.IsControl(r) && r != '\t' && r != '\n':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// bidi are the signs that turn text around unseen.
var bidi = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x202a, Hi: 0x202e, Stride: 1}, {Lo: 0x2066, Hi: 0x2069, Stride: 1}}}
