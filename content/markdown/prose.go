package markdown

import (
	"net/url"
	"regexp"
	"strings"
)

// Addresses typed in full. An international phone number is a link only in a
// contact block: elsewhere "+370 5 266 2000" may be anything.
const (
	typedAddresses = `https?://[^\s<>"„“”«»]+|[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`
	typedNumbers   = `\+[1-9][0-9 ()/-]{5,22}[0-9]`
)

var (
	typedLink    = regexp.MustCompile(typedAddresses)
	typedContact = regexp.MustCompile(typedAddresses + "|" + typedNumbers)
)

// prose writes running text: addresses typed in full become links, everything
// else is escaped.
func (w *writer) prose(s string) {
	if w.inLink || w.form == Print || !strings.ContainsAny(s, ":@+") {
		w.text(s)
		return
	}
	for s != "" {
		start, end, href := w.nextLink(s)
		if start < 0 {
			break
		}
		w.text(s[:start])
		if href == "" {
			w.text(s[start:end])
		} else {
			w.typed(s[start:end], href)
		}
		s = s[end:]
	}
	w.text(s)
}

// typed writes a link whose text is the address itself.
func (w *writer) typed(text, href string) {
	a := aside{}
	if strings.HasPrefix(href, "http") {
		a = w.aside(href, a)
	}
	w.raw("<a", attr("href", href), w.class(a.class), attr("rel", a.rel), ">")
	w.text(text)
	w.raw("</a>")
}

// nextLink finds the first address typed in full.
func (w *writer) nextLink(s string) (start, end int, href string) {
	find := typedLink
	if w.phones {
		find = typedContact
	}
	m := find.FindStringIndex(s)
	if m == nil {
		return -1, 0, ""
	}
	if s[m[0]] == '+' {
		return m[0], m[1], "tel:" + digits(s[m[0]:m[1]])
	}
	raw := trimAddress(s[m[0]:m[1]])
	to, k := address(raw)
	if k == mailto && !strings.Contains(raw, "://") || k == webAddress {
		return m[0], m[0] + len(raw), to
	}
	return m[0], m[1], ""
}

// trimAddress takes off the punctuation of the sentence around an address. A
// closing bracket belongs to the address only if it opened there.
func trimAddress(s string) string {
	for s != "" {
		last := s[len(s)-1]
		if strings.IndexByte(".,;:!?'*_", last) < 0 &&
			(last != ')' || strings.Count(s, "(") >= strings.Count(s, ")")) && last != ']' {
			break
		}
		s = s[:len(s)-1]
	}
	return s
}

// readable is an address as it is printed: without the scheme of the web and
// with its letters instead of their codes.
func readable(to string) string {
	to = strings.TrimPrefix(strings.TrimPrefix(to, "mailto:"), "tel:")
	if s, err := url.PathUnescape(to); err == nil && !strings.ContainsFunc(s, func(r rune) bool { return r <= 0x20 }) {
		return s
	}
	return to
}
