package office

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// bit is a run on its way to Markdown. What is raw is written as it stands.
type bit struct {
	text         string
	bold, italic bool
	href         string
	raw, br      bool
}

func (b bit) of(mark string) string {
	switch {
	case mark == "href":
		return b.href
	case mark == "bold" && b.bold, mark == "italic" && b.italic:
		return mark
	}
	return ""
}

// inline gives runs as one Markdown string. Where the marks of two stresses would
// touch, they are put the other way around, and else left out: words come first.
func (w *writer) inline(runs []run, p place) string {
	bits := w.spaced(runs, p)
	for _, order := range [][]string{{"href", "bold", "italic"}, {"href", "italic", "bold"}, {"href", "bold"}, {"href"}} {
		if out, ok := marked(bits, order, p); ok {
			return out
		}
	}
	return ""
}

var manySpaces, manyWide = regexp.MustCompile(`[ \t\r\n\f]+`), regexp.MustCompile(`[ \x{a0}]{2,}`)

const space = " \u00a0"

// spaced sets spaces as they are shown: one for many, none at the ends of a line.
func (w *writer) spaced(runs []run, p place) []bit {
	var out []bit
	open := true // a space here would be the first of its line
	for _, r := range runs {
		switch {
		case r.note > 0:
			out, open = append(out, bit{text: "[^" + strconv.Itoa(r.note) + "]", raw: true}), false
		case r.picture > 0:
			if s := w.embed(r.picture, r.alt, nil); s != "" {
				out, open = append(out, bit{text: s, raw: true}), false
			}
		case r.br && !p.oneLine:
			out, open = append(trimmed(out), bit{text: "\n", raw: true, br: true}), true
		default:
			text := r.text
			if r.br {
				text = " "
			}
			text = manyWide.ReplaceAllString(manySpaces.ReplaceAllString(text, " "), " ")
			if open {
				text = strings.TrimLeft(text, space)
			}
			if text != "" {
				open = strings.HasSuffix(text, " ")
				out = append(out, bit{text: text, bold: r.bold && !p.strong, italic: r.italic, href: r.href})
			}
		}
	}
	out = trimmed(out)
	for len(out) > 0 && out[len(out)-1].br {
		out = trimmed(out[:len(out)-1])
	}
	for len(out) > 0 && out[0].br {
		out = out[1:]
	}
	return out
}

// trimmed takes the space off the end of a line.
func trimmed(out []bit) []bit {
	for n := len(out); n > 0 && !out[n-1].raw; n = len(out) {
		if out[n-1].text = strings.TrimRight(out[n-1].text, space); out[n-1].text != "" {
			break
		}
		out = out[:n-1]
	}
	return out
}

var signs = map[string]string{"bold": "**", "italic": "*"}

// marked groups bits that share a mark and wraps each group. It fails where marks
// would touch.
func marked(bits []bit, marks []string, p place) (string, bool) {
	var b strings.Builder
	if len(marks) == 0 {
		for _, t := range bits {
			if t.raw {
				b.WriteString(t.text)
			} else {
				b.WriteString(escape(t.text, p))
			}
		}
		return b.String(), true
	}
	for i := 0; i < len(bits); {
		mark, end := bits[i].of(marks[0]), i+1
		for end < len(bits) && bits[end].of(marks[0]) == mark && (mark == "" || marks[0] == "href" || !bits[end].br) {
			end++
		}
		following := ""
		if end < len(bits) {
			following = bits[end].text
		}
		piece, ok := "", false
		if mark != "" && visible(bits[i:end]) {
			piece, ok = wrapped(bits[i:end], marks[0], marks[1:], p, lastRune(b.String()), firstRune(following))
		} else {
			piece, ok = marked(bits[i:end], marks[1:], p)
		}
		if !ok || endsInStar(b.String()) && strings.HasPrefix(piece, "*") {
			return "", false
		}
		b.WriteString(piece)
		i = end
	}
	return b.String(), true
}

func visible(bits []bit) bool {
	for _, b := range bits {
		if strings.Trim(b.text, space+"\n") != "" {
			return true
		}
	}
	return false
}

func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }
func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func endsInStar(s string) bool { return strings.HasSuffix(s, "*") && !strings.HasSuffix(s, `\*`) }

var (
	spaceAround = regexp.MustCompile(`(?s)^([\s\x{a0}\x{202f}]*)(.*?)([\s\x{a0}\x{202f}]*)$`)
	punctAfter  = regexp.MustCompile(`(?s)^(.*?)((?:\\[^\p{L}\p{N}\s]|[^\p{L}\p{N}\\*])*)$`)
	punctBefore = regexp.MustCompile(`(?s)^((?:\\[^\p{L}\p{N}\s]|[^\p{L}\p{N}\\*])*)(.*)$`)
)

// wrapped puts marks around bits. Marks between a letter and a punctuation mark
// are no marks: the punctuation goes outside.
func wrapped(bits []bit, mark string, inner []string, p place, before, after rune) (string, bool) {
	if mark == "href" {
		return linked(bits, inner, p)
	}
	text, ok := marked(bits, inner, p)
	if !ok {
		return "", false
	}
	m := spaceAround.FindStringSubmatch(text)
	head, body, tail := m[1], m[2], m[3]
	whole := false // brackets stay together
	for _, b := range bits {
		whole = whole || b.href != "" || b.raw
	}
	if tail == "" && !whole && alphanumeric(after) {
		m = punctAfter.FindStringSubmatch(body)
		body, tail = m[1], m[2]
	}
	if head == "" && !whole && (before == '*' || alphanumeric(before)) {
		m = punctBefore.FindStringSubmatch(body)
		head, body = m[1], m[2]
	}
	if body == "" {
		return text, true
	}
	return head + signs[mark] + body + signs[mark] + tail, true
}

var plainAddress = regexp.MustCompile(`^[^\s*_|\x{a0}]+$`)

func linked(bits []bit, inner []string, p place) (string, bool) {
	href, words := bits[0].href, ""
	for _, b := range bits {
		if !b.raw {
			words += b.text
		}
	}
	bare := strings.TrimPrefix(href, "mailto:")
	// An address that is its own text is a link as it stands.
	if w := strings.TrimSpace(words); plainAddress.MatchString(w) && (w == bare || w+"/" == bare) && len(bits) == 1 {
		return words, true
	}
	p.link = true
	text, ok := marked(bits, inner, p)
	if !ok {
		return "", false
	}
	m := spaceAround.FindStringSubmatch(text)
	if m[2] == "" {
		return text, true
	}
	if p.cell {
		href = strings.ReplaceAll(href, "|", "%7C")
	}
	return m[1] + "[" + strings.ReplaceAll(m[2], "\n", " ") + "](" + href + ")" + m[3], true
}
