package style

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func (c *check) patterns() {
	figures := strings.ContainsAny(c.text, "0123456789")
	for i := range c.rules {
		if p := &c.rules[i]; (figures || !p.figures) && strings.Contains(c.text, p.literal) {
			c.pattern(p)
		}
	}
}

// pattern looks for one rule from the left. What stands around the replaced part
// may belong to the next match, too.
func (c *check) pattern(p *pattern) {
	for from := 0; from < len(c.text); {
		rest := c.text[from:]
		m := p.find.FindStringSubmatchIndex(rest)
		if m == nil {
			return
		}
		if p.right {
			m[1] = m[len(m)-2]
		}
		x, y := m[2*p.x], m[2*p.x+1]
		if m[1] == m[0] || x < 0 || x == y {
			from += m[1] + size(rest[m[1]:])
			continue
		}
		if p.edges(c.text, from+m[0], from+m[1]) && (p.not == nil || !p.not.MatchString(rest[m[0]:m[1]])) {
			c.better(p, from+x, from+y, rest, m)
			from = max(from+y-last(rest[:y]), from+m[0]+size(rest[m[0]:]))
			continue
		}
		from += m[0] + size(rest[m[0]:])
	}
}

// better says what a rule would write in the place of text[from:to].
func (c *check) better(p *pattern, from, to int, rest string, m []int) {
	found := c.text[from:to]
	switch {
	case p.Lower:
		c.say(p.Name, from, to, strings.ToLower(found))
	case p.Join:
		c.say(p.Name, from, to, strings.NewReplacer(" ", "", "\u00a0", "").Replace(found))
	case p.Map[found] != "":
		c.say(p.Name, from, to, p.Map[found])
	case p.Map != nil:
		c.say(p.Name, from, to, like(found, p.Map[strings.ToLower(found)]))
	case p.Ask:
		c.say(p.Name, from, to, "")
	default:
		c.replace(p.Name, from, to, string(p.find.ExpandString(nil, p.Replace, rest, m)))
	}
}

// replace says that better goes into the place of text[from:to]. What would leave
// nothing, as a space that should go, takes the letter after it along.
func (c *check) replace(rule string, from, to int, better string) {
	if better == "" {
		n := size(c.text[to:])
		better = c.text[to : to+n]
		to += n
	}
	c.say(rule, from, to, better)
}

// edges tells whether the match text[from:to] begins and ends where the rule says
// that words begin and end.
func (p *pattern) edges(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	first, _ := utf8.DecodeRuneInString(text[from:])
	// A match must not begin within a word only because the search did.
	within := from > 0 && inWord(before) && inWord(first)
	return (!p.left || !within) && (!p.right || atEnd(text, to))
}

// atEnd tells whether a word ends at to.
func atEnd(text string, to int) bool {
	last, _ := utf8.DecodeLastRuneInString(text[:to])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return to == len(text) || !inWord(last) || !inWord(after)
}

// atStart tells whether a word begins at from.
func atStart(text string, from int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	return from == 0 || !inWord(before)
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == 0
}

func size(s string) int { _, n := utf8.DecodeRuneInString(s); return n }

func last(s string) int { _, n := utf8.DecodeLastRuneInString(s); return n }

// word says what is better for the words text[from:to]. A rule of a house may be
// about capitals alone: then it is about these letters, and no others.
func (c *check) word(from, to int) {
	found := c.text[from:to]
	key := strings.ToLower(strings.ReplaceAll(found, "\u00a0", " "))
	better, own := c.Words[key], c.own[key]
	switch {
	case better == "":
	case own.id == "":
		c.say("wording", from, to, like(found, better))
	case own.exactly == "":
		c.say(houseRule+string(own.id), from, to, like(found, better))
	case own.exactly == found:
		c.say(houseRule+string(own.id), from, to, better)
	}
}

// like gives better a capital where found has one.
func like(found, better string) string {
	f, _ := utf8.DecodeRuneInString(found)
	b, n := utf8.DecodeRuneInString(better)
	if unicode.IsUpper(f) && unicode.IsLower(b) {
		return string(unicode.ToUpper(b)) + better[n:]
	}
	return better
}
