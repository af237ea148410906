package folder

import (
	"bytes"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"herald/content"
	"herald/i18n"
)

// fence is the line before and after the front matter.
const fence = "+++"

// page is one locale's file as far as it is read.
type page struct {
	load   *load
	file   string
	locale i18n.Locale

	// tree is the front matter as TOML has it, lines where its keys stand; nil
	// says that it could not be read.
	tree  map[string]any
	lines map[string]int
	// body begins at bodyLine of the file.
	body     string
	bodyLine int

	words     content.Words
	published time.Time
	derived   bool
	own       facts
	refs      []pending
	problems  []Problem
}

// facts are the language-neutral values of one file.
type facts struct {
	id         content.ID
	site, name string
	content.Facts
}

func (p *page) add(line int, reason string) {
	p.problems = append(p.problems, Problem{File: p.file, Line: line, Reason: reason})
}

// line gives the line of the file on which the key at path stands, or of the
// nearest key above it.
func (p *page) line(path string) int {
	for path != "" {
		if n := p.lines[path]; n > 0 {
			return n
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return 0
}

// split parts the front matter from the body and reads it as TOML.
func (p *page) split(raw []byte) {
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	if line := badUTF8(raw); line > 0 {
		p.add(line, "not valid UTF-8")
		return
	}
	text := strings.ReplaceAll(string(raw), "\r\n", "\n")
	first, rest, _ := strings.Cut(text, "\n")
	if !isFence(first) {
		p.add(1, "missing +++: front matter begins on the first line")
		return
	}
	front, body, closed := cutFence(rest)
	if !closed {
		p.add(1, "missing +++: the front matter that begins here does not end")
		return
	}
	p.body, p.bodyLine = body, strings.Count(front, "\n")+3
	p.parse(front)
}

func isFence(line string) bool { return strings.TrimRight(line, " \t") == fence }

// cutFence cuts text at its first line that is a fence.
func cutFence(text string) (front, body string, found bool) {
	for at := 0; at <= len(text); {
		line, _, more := strings.Cut(text[at:], "\n")
		if isFence(line) {
			end := min(at+len(line)+1, len(text))
			return text[:at], text[end:], true
		}
		if !more {
			break
		}
		at += len(line) + 1
	}
	return "", "", false
}

// badUTF8 gives the line of the first byte that is not UTF-8, or 0.
func badUTF8(raw []byte) int {
	line := 1
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		if r == utf8.RuneError && size == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		raw = raw[size:]
	}
	return 0
}

// parse reads the front matter, which begins on line 2 of the file.
func (p *page) parse(front string) {
	s := scan(front, 2)
	if s.deep > 0 {
		p.add(s.deep, "front matter: brackets or keys too deep")
		return
	}
	p.lines = s.lines
	tree := map[string]any{}
	if _, err := toml.Decode(front, &tree); err != nil {
		line, reason := 1, err.Error()
		var pe toml.ParseError
		if errors.As(err, &pe) {
			line, reason = pe.Position.Line+1, pe.Message
		}
		p.add(min(line, p.bodyLine-1), "front matter: "+reason)
		return
	}
	p.tree = tree
}

// translation gives what was read, normalised as the seal has it.
func (p *page) translation() Translation {
	p.words.Body = p.body
	return Translation{Locale: p.locale, Words: normalWords(p.words), Published: p.published,
		Derived: p.derived, File: p.file}
}

// normalWords brings w to the form in which it is kept and compared.
func normalWords(w content.Words) content.Words {
	n, err := content.DecodeWords(w.Encode().Body)
	if err != nil {
		return w
	}
	return n
}

func normalFacts(f content.Facts) content.Facts {
	n, err := content.DecodeFacts(f.Encode().Body)
	if err != nil {
		return f
	}
	return n
}
