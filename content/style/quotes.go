package style

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quoteMarks are all marks that are meant as quotation marks.
var quoteMarks = regexp.MustCompile(`,,|''|["“”„‟«»]`)

// mark is a quotation mark in a text, and what it does there.
type mark struct {
	from, to      int
	opens, closes bool
}

// quotes pairs the quotation marks of a passage and looks whether each pair is one
// of the language. Nested pairs are paired from within.
func (c *check) quotes() {
	var open []mark
	for _, at := range quoteMarks.FindAllStringIndex(c.text, -1) {
		m := mark{from: at[0], to: at[1]}
		if m.opens, m.closes = c.turned(m); m.opens == m.closes {
			continue
		}
		switch {
		case m.opens:
			open = append(open, m)
		case len(open) == 0:
			c.single(m, 1)
		default:
			c.pair(open[len(open)-1], m)
			open = open[:len(open)-1]
		}
	}
	for _, m := range open {
		c.single(m, 0)
	}
}

// turned tells by what stands around a mark whether it opens or closes.
func (c *check) turned(m mark) (opens, closes bool) {
	before, _ := utf8.DecodeLastRuneInString(c.text[:m.from])
	after, _ := utf8.DecodeRuneInString(c.text[m.to:])
	outer := func(r rune, end bool) bool { return end || unicode.IsSpace(r) || strings.ContainsRune("([–—-/", r) }
	closing := func(r rune, end bool) bool { return outer(r, end) || strings.ContainsRune(".,;:!?)]…“”\"", r) }
	inner := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("„“«‘‚\"\uFFFC\x00", r)
	}
	found := c.text[m.from:m.to]
	// Figures before a straight mark are inches, or minutes of a place.
	if unicode.IsDigit(before) && found != "”" && found != "“" && found != "»" && !strings.ContainsAny(c.text[:m.from], `"„“«`) {
		return false, false
	}
	opens = outer(before, m.from == 0) && inner(after)
	closes = closing(after, m.to == len(c.text)) && !outer(before, m.from == 0)
	if found == ",," && !opens {
		return false, false
	}
	// A mark before an ending: „Maxima“-s, "Word"ის.
	if !opens && !closes && unicode.IsLetter(after) && !outer(before, m.from == 0) && found != "„" && found != "«" {
		closes = true
	}
	return opens, closes
}

// pair looks whether two marks are a pair of the language.
func (c *check) pair(a, b mark) {
	first, second := c.text[a.from:a.to], c.text[b.from:b.to]
	for _, q := range c.Quotes {
		if first == q[0] && second == q[1] {
			return
		}
	}
	start, _, one := c.p.Source(a.from, a.to)
	last, end, two := c.p.Source(b.from, b.to)
	if !one || !two || end > len(c.source) || start+len(first) > last {
		return
	}
	better := c.Quotes[0][0] + c.source[start+len(first):last] + c.Quotes[0][1]
	if c.off("quotes") {
		return
	}
	c.add(Hint{Rule: "quotes", Key: c.key("quotes"), From: start, To: end, Better: better})
}

// single is a mark without its other one: it should at least be one of the
// language.
func (c *check) single(m mark, side int) {
	for _, q := range c.Quotes {
		if c.text[m.from:m.to] == q[side] {
			return
		}
	}
	c.say("quotes", m.from, m.to, c.Quotes[0][side])
}

var straight = regexp.MustCompile(`\p{L}(['´` + "`" + `])\p{L}`)

func (c *check) apostrophes() {
	if c.Apostrophe == "" {
		return
	}
	for from := 0; from < len(c.text); {
		m := straight.FindStringSubmatchIndex(c.text[from:])
		if m == nil {
			return
		}
		c.say("apostrophe", from+m[2], from+m[3], c.Apostrophe)
		from += m[3]
	}
}
