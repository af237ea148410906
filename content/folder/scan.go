package folder

import (
	"strconv"
	"strings"
)

// maxDepth bounds nesting, so that no input exhausts the parser's stack; the
// deepest honest value is a list in a row of a group.
const maxDepth = 8

// scanner finds the line of every key of a TOML text: the parser tells lines
// of syntax errors only. It need be right for valid TOML alone; at anything
// else it stops, and the parser says what is wrong.
//
// A key is named as "fields.contacts[0].name"; a value of a list as "topics[1]".
type scanner struct {
	text  string
	at    int
	line  int
	lines map[string]int
	// rows counts the tables of each list of tables.
	rows map[string]int
	// deep is the line on which maxDepth is passed, or 0.
	deep int
}

// scan goes through text, whose first line is line.
func scan(text string, line int) *scanner {
	s := &scanner{text: text, line: line, lines: map[string]int{}, rows: map[string]int{}}
	prefix := ""
	for s.space(true); s.at < len(s.text) && s.deep == 0; s.space(true) {
		ok := false
		if s.text[s.at] == '[' {
			prefix, ok = s.header()
		} else {
			ok = s.pair(prefix, 0)
		}
		if !ok {
			break
		}
	}
	return s
}

func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

func (s *scanner) skip(b byte) bool {
	if s.peek() != b || s.at >= len(s.text) {
		return false
	}
	s.at++
	return true
}

// space passes blanks and, if lines says so, line ends and comments.
func (s *scanner) space(lines bool) {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == ' ' || c == '\t':
		case c == '\n' && lines:
			s.line++
		case c == '#' && lines:
			n := strings.IndexByte(s.text[s.at:], '\n')
			if n < 0 {
				s.at = len(s.text)
				return
			}
			s.at += n
			continue
		default:
			return
		}
		s.at++
	}
}

// header reads [a.b] or [[a.b]] and gives the prefix of the keys below it.
func (s *scanner) header() (string, bool) {
	line := s.line
	s.at++
	list := s.skip('[')
	parts, ok := s.key()
	if !ok || !s.skip(']') || list && !s.skip(']') {
		return "", false
	}
	path := ""
	for i, part := range parts {
		path = join(path, part)
		last := i == len(parts)-1
		if last && list {
			s.rows[path]++
		}
		s.note(path, line)
		if n := s.rows[path]; n > 0 {
			path += "[" + strconv.Itoa(n-1) + "]"
			if last {
				s.lines[path] = line
			}
		}
	}
	return path, true
}

func join(prefix, key string) string {
	if prefix == "" {
		return key
	}
	return prefix + "." + key
}

// note keeps the first line of path.
func (s *scanner) note(path string, line int) {
	if s.lines[path] == 0 {
		s.lines[path] = line
	}
}

// key reads a dotted key.
func (s *scanner) key() ([]string, bool) {
	var parts []string
	for {
		s.space(false)
		part, ok := s.keyPart()
		if !ok {
			return nil, false
		}
		if parts = append(parts, part); len(parts) > maxDepth {
			s.deep = s.line
			return nil, false
		}
		if s.space(false); !s.skip('.') {
			return parts, true
		}
	}
}

func (s *scanner) keyPart() (string, bool) {
	if c := s.peek(); c == '"' || c == '\'' {
		from := s.at
		if !s.quoted() {
			return "", false
		}
		raw := s.text[from:s.at]
		if plain, err := strconv.Unquote(raw); err == nil && c == '"' {
			return plain, true
		}
		return strings.Trim(raw, string(c)), true
	}
	from := s.at
	for s.at < len(s.text) && !strings.ContainsRune(" \t\n.=[]{}\"',#", rune(s.text[s.at])) {
		s.at++
	}
	return s.text[from:s.at], s.at > from
}

// pair reads key = value.
func (s *scanner) pair(prefix string, depth int) bool {
	line := s.line
	parts, ok := s.key()
	if !ok || !s.skip('=') {
		return false
	}
	path := prefix
	for _, part := range parts {
		path = join(path, part)
		s.note(path, line)
	}
	return s.value(path, depth)
}

// value reads one value and names the parts of it.
func (s *scanner) value(path string, depth int) bool {
	s.space(false)
	if depth > maxDepth {
		s.deep = s.line
		return false
	}
	switch c := s.peek(); c {
	case '"', '\'':
		return s.quoted()
	case '[':
		s.at++
		return s.list(path, depth)
	case '{':
		s.at++
		return s.table(path, depth)
	}
	from := s.at
	for s.at < len(s.text) && !strings.ContainsRune(",]}\n#", rune(s.text[s.at])) {
		s.at++
	}
	return s.at > from
}

func (s *scanner) list(path string, depth int) bool {
	for i := 0; ; i++ {
		if s.space(true); s.skip(']') {
			return true
		}
		item := path + "[" + strconv.Itoa(i) + "]"
		s.note(item, s.line)
		if s.at >= len(s.text) || !s.value(item, depth+1) {
			return false
		}
		if s.space(true); !s.skip(',') && s.peek() != ']' {
			return false
		}
	}
}

func (s *scanner) table(path string, depth int) bool {
	for {
		if s.space(true); s.skip('}') {
			return true
		}
		if !s.pair(path, depth+1) {
			return false
		}
		if s.space(true); !s.skip(',') && s.peek() != '}' {
			return false
		}
	}
}

// quoted passes one string of any of the four forms.
func (s *scanner) quoted() bool {
	mark := s.text[s.at : s.at+1]
	escapes := mark == `"`
	if three := strings.Repeat(mark, 3); strings.HasPrefix(s.text[s.at:], three) {
		mark = three
	}
	for s.at += len(mark); s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; {
		case c == '\\' && escapes:
			s.at++
			if s.peek() == '\n' {
				s.line++
			}
		case c == '\n' && len(mark) == 1:
			return false
		case c == '\n':
			s.line++
		case strings.HasPrefix(s.text[s.at:], mark):
			s.at += len(mark)
			// A string of three marks may end in up to two more of them.
			for n := 0; len(mark) == 3 && n < 2 && s.peek() == mark[0]; n++ {
				s.at++
			}
			return true
		}
	}
	return false
}
