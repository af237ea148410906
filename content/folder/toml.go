package folder

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"herald/content"
)

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func tomlKey(name string) string {
	if bareKey.MatchString(name) {
		return name
	}
	return quoteBasic(name)
}

// itemText writes one value of kind k in its most readable form: bare where
// reading it gives the same text back.
func itemText(k content.Kind, s string) string {
	switch k {
	case content.KindNumber:
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && strconv.FormatInt(n, 10) == s {
			return s
		}
		if n, err := strconv.ParseFloat(s, 64); err == nil && strings.Contains(s, ".") && strconv.FormatFloat(n, 'f', -1, 64) == s {
			return s
		}
	case content.KindDay:
		if d, err := content.ParseDay(s); err == nil && d.Day > 0 && d.String() == s {
			return s
		}
	case content.KindInstant:
		if t, ok := zoned(s); ok {
			return instantText(t)
		}
	}
	return tomlString(s)
}

// wide is how long a list may be on one line, in runes.
const wide = 100

func tomlList(items []string) string {
	if len(items) == 0 {
		return ""
	}
	line := "[" + strings.Join(items, ", ") + "]"
	if utf8.RuneCountInString(line) <= wide && !strings.Contains(line, "\n") {
		return line
	}
	return "[\n  " + strings.Join(items, ",\n  ") + ",\n]"
}

// tomlString writes a text: literal where quotes or backslashes would need
// escapes, over several lines where it has several.
func tomlString(s string) string {
	switch {
	case strings.Contains(s, "\n"):
		return quoteLines(s)
	case strings.ContainsAny(s, `"\`) && !strings.Contains(s, "'") && !strings.ContainsFunc(s, control):
		return "'" + s + "'"
	}
	return quoteBasic(s)
}

func control(r rune) bool { return r < ' ' || r == 0x7F }

func quoteBasic(s string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		default:
			writeRune(&out, r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

func writeRune(out *strings.Builder, r rune) {
	switch {
	case r == '\n':
		out.WriteString(`\n`)
	case r == '\t':
		out.WriteString(`\t`)
	case control(r):
		fmt.Fprintf(out, `\u%04X`, r)
	default:
		out.WriteRune(r)
	}
}

// quoteLines writes a text of several lines as it is, but for what would end it
// or the front matter.
func quoteLines(s string) string {
	var out strings.Builder
	out.WriteString(`"""` + "\n")
	quotes := 0
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			out.WriteByte('\n')
			quotes = 0
		}
		if isFence(line) {
			line = line[1:]
			out.WriteString(`\u002B`)
		}
		for j, r := range line {
			last := j+1 == len(line)
			if r != '"' {
				quotes = 0
			} else {
				quotes++
			}
			switch {
			case r == '\\', r == '"' && (quotes > 2 || last):
				out.WriteByte('\\')
				out.WriteRune(r)
				quotes = 0
			case r == '\t':
				out.WriteRune(r)
			default:
				writeRune(&out, r)
			}
		}
	}
	out.WriteString(`"""`)
	return out.String()
}
