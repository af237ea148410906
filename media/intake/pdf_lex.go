package intake

import (
	"io"
)

// tok is the sort of a token of PDF.
type tok byte

const (
	tokEnd tok = iota
	tokName
	tokNumber
	tokWord
	tokOpen
	tokClose
	tokList
	tokListEnd
	tokString
	tokHex
)

// token is one token of PDF. text is a name or word that matters here, "?" for
// any other.
type token struct {
	sort    tok
	text    string
	num     int64
	at, end int64
}

// byteReader reads byte by byte and can step back by one.
type byteReader struct {
	r    io.Reader
	buf  [16 << 10]byte
	i, n int
	base int64
	err  error
}

func (b *byteReader) reset(r io.Reader, at int64) { b.r, b.i, b.n, b.base, b.err = r, 0, 0, at, nil }

// pos is the place of the byte that comes next.
func (b *byteReader) pos() int64 { return b.base + int64(b.i) }

func (b *byteReader) next() (byte, bool) {
	if b.i == b.n && !b.more() {
		return 0, false
	}
	b.i++
	return b.buf[b.i-1], true
}

func (b *byteReader) back() { b.i-- }

// more keeps the last byte, to step back to, and reads on.
func (b *byteReader) more() bool {
	if b.err != nil {
		return false
	}
	keep := 0
	if b.n > 0 {
		b.buf[0], keep = b.buf[b.n-1], 1
	}
	b.base += int64(b.n - keep)
	n, err := 0, error(nil)
	for n == 0 && err == nil {
		n, err = b.r.Read(b.buf[keep:])
	}
	b.i, b.n, b.err = keep, keep+n, err
	return n > 0
}

// lexer cuts PDF into tokens. Readers may be sent to any place of a file, so what
// it passes over, strings, comments and streams, must never hold the beginning
// of an object: inside is where it looks for one.
type lexer struct {
	byteReader
	word []byte
	seen watch
	// over is told what was passed over, where that matters.
	over func(from, to int64) error
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

// token gives the next token.
func (l *lexer) token() (token, error) {
	for {
		at := l.pos()
		c, ok := l.next()
		if !ok {
			return token{sort: tokEnd, at: at, end: at}, l.failure()
		}
		t := token{at: at}
		var err error
		switch {
		case isSpace(c) || c == '{' || c == '}' || c == ')':
			continue
		case c == '%':
			if err = l.skip(at, l.comment); err != nil {
				return t, err
			}
			continue
		case c == '/':
			t.sort, t.text = tokName, l.name()
		case c == '(':
			t.sort, err = tokString, l.skip(at, l.literal)
		case c == '[':
			t.sort = tokList
		case c == ']':
			t.sort = tokListEnd
		case c == '<' && l.follows('<'):
			t.sort = tokOpen
		case c == '<':
			t.sort, err = tokHex, l.skip(at, l.hex)
		case c == '>':
			l.follows('>')
			t.sort = tokClose
		default:
			l.back()
			l.plain(&t)
		}
		t.end = l.pos()
		return t, err
	}
}

// failure gives the error that reading ended with, if it was one.
func (l *lexer) failure() error {
	if l.err == io.EOF {
		return nil
	}
	return l.err
}

func (l *lexer) follows(want byte) bool {
	c, ok := l.next()
	if ok && c != want {
		l.back()
	}
	return ok && c == want
}

// skip passes over something and refuses it when an object begins in it.
func (l *lexer) skip(from int64, what func()) error {
	l.seen = watch{}
	what()
	if l.seen.found {
		return broken("an object within something else at %d", from)
	}
	if l.over != nil {
		return l.over(from, l.pos())
	}
	return l.failure()
}

func (l *lexer) comment() {
	for c, ok := l.next(); ok && c != '\n' && c != '\r'; c, ok = l.next() {
		l.seen.see(c)
	}
}

func (l *lexer) literal() {
	for depth := 1; depth > 0; {
		c, ok := l.next()
		if !ok {
			return
		}
		l.seen.see(c)
		switch c {
		case '\\':
			if c, ok = l.next(); ok {
				l.seen.see(c)
			}
		case '(':
			depth++
		case ')':
			depth--
		}
	}
}

func (l *lexer) hex() {
	for c, ok := l.next(); ok && c != '>'; c, ok = l.next() {
		l.seen.see(c)
	}
}

// name reads a name with its escapes: "/J#61vaScript" is JavaScript.
func (l *lexer) name() string {
	l.word = l.word[:0]
	for {
		c, ok := l.next()
		if !ok {
			break
		}
		if isSpace(c) || isDelimiter(c) {
			l.back()
			break
		}
		l.grow(c)
	}
	return known(unescape(l.word))
}

func (l *lexer) grow(c byte) {
	if len(l.word) < 256 {
		l.word = append(l.word, c)
	}
}

// unescape decodes "#xx" in place.
func unescape(b []byte) []byte {
	out := b[:0]
	for i := 0; i < len(b); i++ {
		if b[i] == '#' && i+2 < len(b) {
			hi, lo := hexValue(b[i+1]), hexValue(b[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, b[i])
	}
	return out
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// plain reads a number or a word.
func (l *lexer) plain(t *token) {
	l.word = l.word[:0]
	number := true
	for {
		c, ok := l.next()
		if !ok {
			break
		}
		if isSpace(c) || isDelimiter(c) {
			l.back()
			break
		}
		digit := c >= '0' && c <= '9'
		// Readers end a number where letters begin: "0obj" is two tokens.
		if number && len(l.word) > 0 && c >= 'a' && c <= 'z' {
			l.back()
			break
		}
		number = number && (digit || c == '.' || c == '-' || c == '+')
		if digit && t.num < 1<<40 {
			t.num = t.num*10 + int64(c-'0')
		}
		l.grow(c)
	}
	if number {
		t.sort = tokNumber
		return
	}
	t.sort, t.text, t.num = tokWord, known(l.word), 0
	// A word that ends in "obj" begins an object for some readers.
	if n := len(l.word); t.text == "?" && n > 3 && string(l.word[n-3:]) == "obj" {
		t.text = "obj"
	}
}

// endOfStream passes over the data of a stream and gives where it lies.
func (l *lexer) endOfStream() (from, to int64, err error) {
	if l.follows('\r') {
		l.follows('\n')
	} else {
		l.follows('\n')
	}
	from = l.pos()
	const end = "endstream"
	matched := 0
	l.seen = watch{}
	for matched < len(end) {
		c, ok := l.next()
		if !ok {
			if err := l.failure(); err != nil {
				return 0, 0, err
			}
			return 0, 0, errCut
		}
		l.seen.see(c)
		switch {
		case c == end[matched]:
			matched++
		case c == end[0]:
			matched = 1
		default:
			matched = 0
		}
	}
	if l.seen.found {
		return 0, 0, broken("an object within a stream at %d", from)
	}
	return from, l.pos() - int64(len(end)), nil
}
