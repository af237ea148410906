package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isTextRune reports whether a character belongs in a text.
func isTextRune(r rune, n int) bool {
	if r == utf8.RuneError && n == 1 {
		return false
	}
	return r == '\t' || r == '\n' || r == '\r' || !unicode.IsControl(r)
}

// csv reads a table through once. Nothing tells a table from other text but its
// columns, so there are two at least, and nearly every row has as many.
func (l *look) csv() error {
	if err := l.checkTail(0); err != nil {
		return err
	}
	r := l.buffered(0, l.size)
	t := table{blank: true, start: true}
	for first := true; ; first = false {
		c, n, err := r.ReadRune()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if first && c == '\ufeff' {
			continue
		}
		if c == utf8.RuneError && n == 1 {
			return refused("not_utf8")
		}
		if !isTextRune(c, n) {
			return refused("unknown")
		}
		if err := t.add(c); err != nil {
			return err
		}
	}
	return t.verdict()
}

// separators are what may part columns; all are counted at once.
const separators = ",;\t"

// table counts columns while the characters of a table pass by.
type table struct {
	// quoted is within quotes, closing just after what may have ended them.
	quoted, closing bool
	// start is before the first character of a cell, blank before that of a row.
	start, blank bool
	rows         int
	columns      [len(separators)]int
	header       [len(separators)]int
	uneven       [len(separators)]int
	// lead is the first character of a cell, pipe whether a bar came after it.
	lead rune
	pipe bool
	json bool
}

func (t *table) add(c rune) error {
	if t.quoted {
		if t.closing && c != '"' {
			t.quoted, t.closing = false, false
		} else {
			if c == '"' {
				t.closing = !t.closing
			}
			return t.cell(c)
		}
	}
	if c == '\n' || c == '\r' {
		t.endRow()
		return nil
	}
	t.blank = false
	if i := strings.IndexRune(separators, c); i >= 0 {
		t.columns[i]++
		t.start, t.lead, t.pipe = true, 0, false
		return nil
	}
	if c == '"' && t.start {
		t.quoted, t.start = true, false
		return nil
	}
	if c != ' ' {
		t.start = false
	}
	return t.cell(c)
}

// cell refuses a formula that starts a program: "=cmd|'/c calc'!A1".
func (t *table) cell(c rune) error {
	switch {
	case t.lead == 0 && c != ' ' && c != '"':
		t.lead = c
		t.json = t.json || t.rows == 0 && c == '{'
	case c == '|':
		t.pipe = true
	case c == '!' && t.pipe && strings.ContainsRune("=+-@", t.lead):
		return refused("formula")
	}
	return nil
}

func (t *table) endRow() {
	if t.blank {
		return
	}
	for i, n := range t.columns {
		if t.rows == 0 {
			t.header[i] = n
		} else if n != t.header[i] {
			t.uneven[i]++
		}
	}
	t.rows++
	*t = table{start: true, blank: true, rows: t.rows, header: t.header, uneven: t.uneven, json: t.json}
}

// verdict decides whether it was a table. One row in ten may differ: sums and
// remarks at the end are common.
func (t *table) verdict() error {
	if t.quoted && !t.closing {
		return broken("a quote that does not end")
	}
	t.endRow()
	for i, n := range t.header {
		if n > 0 && t.uneven[i]*10 <= t.rows && !t.json {
			return nil
		}
	}
	return refused("text")
}

var (
	vttTime   = regexp.MustCompile(`^(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}(?:[ \t].*)?$`)
	vttTag    = regexp.MustCompile(`<[^>]*>?`)
	vttMarkup = regexp.MustCompile(`^<(?:/?(?:c|i|b|u|v|ruby|rt|lang)(?:\.[^\s<>&]*)?(?:[ \t][^<>]*)?|(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})>$`)
)

// vtt reads captions line by line.
func (l *look) vtt() error {
	lines := bufio.NewScanner(l.part(0, l.size))
	lines.Buffer(make([]byte, 4<<10), windowSize)
	lines.Split(splitLines)
	c := captions{}
	for lines.Scan() {
		line := lines.Text()
		if !utf8.ValidString(line) {
			return refused("not_utf8")
		}
		for _, r := range line {
			if !isTextRune(r, 0) {
				return broken("a control character in captions")
			}
		}
		if err := c.line(line); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return broken("a line beyond %d bytes", windowSize)
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if c.cues == 0 {
		return broken("captions without a cue")
	}
	return nil
}

// splitLines ends lines as captions do: LF, CR or both.
func splitLines(data []byte, atEOF bool) (int, []byte, error) {
	if i := bytes.IndexAny(data, "\r\n"); i >= 0 {
		if data[i] == '\r' && i+1 == len(data) && !atEOF {
			return 0, nil, nil
		}
		if data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n' {
			return i + 2, data[:i], nil
		}
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// captions is where in a file of captions a line stands.
type captions struct {
	n, cues int
	// cue is within the words of one, style within a sheet, which colours them.
	cue, style bool
}

func (c *captions) line(line string) error {
	if c.n++; c.n == 1 {
		rest := strings.TrimPrefix(strings.TrimPrefix(line, byteOrderMark), "WEBVTT")
		if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
			return broken("captions that begin with %q", line)
		}
		return nil
	}
	switch {
	case strings.TrimSpace(line) == "":
		c.cue, c.style = false, false
	case strings.Contains(line, "-->"):
		if !vttTime.MatchString(strings.TrimRight(line, " \t")) {
			return broken("a cue at %.80q", line)
		}
		c.cue, c.style = true, false
		c.cues++
		return nil
	case strings.HasPrefix(line, "STYLE") && !c.cue:
		c.style = true
	}
	low := strings.ToLower(line)
	if c.style && (strings.Contains(low, "url(") || strings.Contains(low, "@import") || strings.Contains(low, `\`)) {
		return refused("vtt_markup")
	}
	for _, tag := range vttTag.FindAllString(line, -1) {
		if !vttMarkup.MatchString(tag) && !isArrow(tag) {
			return refused("vtt_markup")
		}
	}
	return nil
}

// isArrow tells "3 < 4" from a tag: no letter or slash follows.
func isArrow(tag string) bool {
	return len(tag) < 2 || !strings.ContainsRune("/!?", rune(tag[1])) && !unicode.IsLetter([]rune(tag)[1])
}
