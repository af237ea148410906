package intake

import (
	"bufio"
	"bytes"
	"html"
	"io"
	"strings"
)

// mostTag bounds one tag of a part of a document; texts between tags have no
// bound, since they are not kept.
const mostTag = 64 << 10

// tag is a start tag. Names are without prefix; from and to are its place.
type tag struct {
	name     string
	end      bool
	attrs    []attr
	from, to int64
	// closed is said of one that ends by itself.
	closed bool
}

type attr struct{ name, value string }

// attr gives the value of an attribute, "" without it.
func (t *tag) attr(name string) string {
	for _, a := range t.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// xmlScan reads the tags of a part. It expands nothing: a document that defines
// entities is refused, since no office program writes any.
type xmlScan struct {
	r    *bufio.Reader
	at   int64
	buf  []byte
	tag  func(*tag) error
	text func([]byte) error
}

func (x *xmlScan) run() error {
	for {
		err := x.words()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = x.markup()
		}
		if err == io.EOF {
			return broken("a part that ends within a tag")
		}
		if err != nil {
			return err
		}
	}
}

// words passes the text up to a tag.
func (x *xmlScan) words() error {
	for {
		b, err := x.r.ReadSlice('<')
		x.at += int64(len(b))
		if bytes.IndexByte(b, 0) >= 0 {
			return broken("a part that is not UTF-8")
		}
		if x.text != nil && len(b) > 0 {
			if err := x.text(bytes.TrimSuffix(b, []byte("<"))); err != nil {
				return err
			}
		}
		if err != bufio.ErrBufferFull {
			return err
		}
	}
}

// markup reads what follows a "<".
func (x *xmlScan) markup() error {
	from := x.at - 1
	x.buf = x.buf[:0]
	head, err := x.r.Peek(8)
	if len(head) == 0 {
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte("!--")):
		_, err := x.r.Discard(3)
		x.at += 3
		if err != nil {
			return err
		}
		return x.until("-->", nil)
	case bytes.HasPrefix(head, []byte("![CDATA[")):
		_, err := x.r.Discard(8)
		x.at += 8
		if err != nil {
			return err
		}
		return x.until("]]>", x.text)
	}
	if err := x.collect(); err != nil {
		return err
	}
	switch x.buf[0] {
	case '?':
		return declaration(string(x.buf))
	case '!':
		// The manifests of old programs name their type; none defines anything.
		if bytes.ContainsAny(x.buf, "[") || bytes.Contains(x.buf, []byte("ENTITY")) {
			return refused("entities")
		}
		return nil
	}
	if x.tag == nil {
		return nil
	}
	t := parseTag(string(x.buf))
	t.from, t.to = from, x.at
	return x.tag(&t)
}

// declaration refuses every coding but UTF-8, in which this scan reads.
func declaration(s string) error {
	low := strings.ToLower(s)
	if !strings.HasPrefix(low, "?xml ") || !strings.Contains(low, "encoding") {
		return nil
	}
	for _, name := range []string{"utf-8", "us-ascii"} {
		if strings.Contains(low, `"`+name+`"`) || strings.Contains(low, "'"+name+"'") {
			return nil
		}
	}
	return broken("a part that is not UTF-8")
}

// collect reads a tag to its end; a ">" within quotes does not end it.
func (x *xmlScan) collect() error {
	quote := byte(0)
	for {
		c, err := x.r.ReadByte()
		if err != nil {
			return err
		}
		x.at++
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>' && (len(x.buf) == 0 || x.buf[0] != '?' || x.buf[len(x.buf)-1] == '?'):
			if len(x.buf) == 0 {
				return broken("an empty tag")
			}
			return nil
		case c == '<' && len(x.buf) > 0 && x.buf[0] == '!':
			return refused("entities")
		case c == '<':
			return broken("a tag within a tag")
		}
		if x.buf = append(x.buf, c); len(x.buf) > mostTag {
			return broken("a tag beyond %d bytes", mostTag)
		}
	}
}

// until passes everything up to an end, which it gives to text in pieces.
func (x *xmlScan) until(end string, text func([]byte) error) error {
	matched := 0
	for {
		c, err := x.r.ReadByte()
		if err != nil {
			return err
		}
		x.at++
		if text != nil {
			if err := text([]byte{c}); err != nil {
				return err
			}
		}
		switch {
		case c == end[matched]:
			if matched++; matched == len(end) {
				return nil
			}
		case matched == 2 && c == end[0]:
		case c == end[0]:
			matched = 1
		default:
			matched = 0
		}
	}
}

func parseTag(s string) (t tag) {
	t.end = strings.HasPrefix(s, "/")
	t.closed = strings.HasSuffix(s, "/")
	s = strings.TrimSuffix(strings.TrimPrefix(s, "/"), "/")
	i := strings.IndexAny(s, " \t\r\n")
	if i < 0 {
		t.name = local(s)
		return t
	}
	t.name, s = local(s[:i]), s[i:]
	for {
		name, rest, ok := strings.Cut(s, "=")
		rest = strings.TrimLeft(rest, " \t\r\n")
		if !ok || rest == "" || rest[0] != '"' && rest[0] != '\'' {
			return t
		}
		value, after, ok := strings.Cut(rest[1:], rest[:1])
		if !ok {
			return t
		}
		t.attrs = append(t.attrs, attr{local(strings.TrimSpace(name)), html.UnescapeString(value)})
		s = after
	}
}

// local drops the prefix of a name.
func local(name string) string { return name[strings.IndexByte(name, ':')+1:] }
