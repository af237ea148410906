package feeds

import (
	"html"
	"strings"
	"time"
	"unicode/utf8"
)

// clean replaces what no XML 1.0 document may hold, escaped or not, so that one
// control character pasted into a text does not end every reader's feed.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r == '\r':
			return '\n'
		case r < ' ' || r == 0xFFFE || r == 0xFFFF:
			return utf8.RuneError
		}
		return r
	}, strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"))
}

// line is clean text on one line. Directional controls left open are closed, or
// they would turn around what a reader program writes after the text.
func line(s string) string {
	words := strings.FieldsFunc(clean(s), breaks)
	return closeBidi(strings.Join(words, " "))
}

// breaks says what parts words on a line; no-break spaces are typography and stay.
func breaks(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// The directional controls: embeddings end with popEmbedding, isolates with popIsolate.
const (
	popEmbedding = '\u202C'
	popIsolate   = '\u2069'
)

// closeBidi ends every embedding and isolate that s begins and leaves open.
func closeBidi(s string) string {
	var open []rune
	for _, r := range s {
		switch r {
		case '\u202A', '\u202B', '\u202D', '\u202E':
			open = append(open, popEmbedding)
		case '\u2066', '\u2067', '\u2068':
			open = append(open, popIsolate)
		case popEmbedding:
			if n := len(open); n > 0 && open[n-1] == popEmbedding {
				open = open[:n-1]
			}
		case popIsolate:
			open = popTo(open)
		}
	}
	var b strings.Builder
	b.WriteString(s)
	for i := len(open) - 1; i >= 0; i-- {
		b.WriteRune(open[i])
	}
	return b.String()
}

// popTo closes the innermost isolate and the embeddings within it.
func popTo(open []rune) []rune {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i] == popIsolate {
			return open[:i]
		}
	}
	return open
}

// summary is the plain summary with the Note said first.
func (it *Item) summary() string {
	note, summary := line(it.Note), line(it.Summary)
	if note == "" || summary == "" {
		return note + summary
	}
	return note + " " + summary
}

// content is the body with the Note said first, in an element that names the
// language where the form itself cannot.
func (f *Feed) content(it *Item, wrap bool) string {
	body := clean(it.ContentHTML)
	if note := line(it.Note); note != "" {
		body = "<p><strong>" + html.EscapeString(note) + "</strong></p>\n" + body
	}
	if wrap && body != "" && it.Lang != "" && it.Lang != f.Lang {
		body = `<div lang="` + html.EscapeString(string(it.Lang)) + "\">\n" + body + "\n</div>"
	}
	return body
}

// tags are the labels of the categories, for forms that know no vocabulary.
func (it *Item) tags() []string {
	var all []string
	for _, c := range it.Categories {
		all = append(all, c.label())
	}
	return all
}

func (c Category) label() string {
	if c.Label != "" {
		return line(c.Label)
	}
	return line(c.Term)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
