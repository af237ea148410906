// Package style owns the house style: what of a text is good to look at again
// before it is approved, in typography and in wording, for each language. Its
// rules are data (rules/LOCALE.toml), which a municipality extends. It must not
// know documents, storage or HTTP, and nothing that it finds may ever block.
package style

import (
	"slices"
	"strings"

	"herald/content"
	"herald/content/markdown"
	"herald/i18n"
)

// Hint is one place of a text to look at again.
type Hint struct {
	// Rule names the rule, Key is what it says to the writer.
	Rule, Key string
	// From and To are where Found stands in the source, in bytes.
	From, To int
	Found    string
	// Better is what could stand in its place, "" where only the writer knows.
	Better string
}

// Kind is the first word of the name of the rule: "nbsp" of "nbsp-number".
func (h Hint) Kind() string {
	kind, _, _ := strings.Cut(h.Rule, "-")
	return kind
}

// maxHints bounds the list: nobody reads the two hundred and first.
const maxHints = 200

// Check gives what to look at in a Markdown source, in the order of the text. A
// language without rules has none.
func (r *Rules) Check(locale i18n.Locale, source string) []Hint {
	return r.check(locale, source, false)
}

// Plain gives what to look at in words that are no Markdown, as a title is: there no
// correction puts marks in.
func (r *Rules) Plain(locale i18n.Locale, text string) []Hint { return r.check(locale, text, true) }

// Alt gives what to look at in the description of a picture that stands by itself.
func (r *Rules) Alt(locale i18n.Locale, text string) []Hint {
	if g := r.guides[locale]; g != nil && text != "" && namesFile(text) && !slices.Contains(g.Off, "alt") {
		return []Hint{{Rule: "alt", Key: g.key("alt"), To: len(text), Found: text}}
	}
	return r.Plain(locale, text)
}

func (r *Rules) check(locale i18n.Locale, source string, plain bool) []Hint {
	g := r.guides[locale]
	if g == nil || g.ownOnly && !g.words.mayStand(source) {
		return nil
	}
	c := &check{guide: g, source: source, plain: plain}
	for _, p := range markdown.Passages(source) {
		if p.Lang == "" || p.Lang == string(locale) {
			c.passage(p)
		}
	}
	return c.sorted()
}

// Apply gives source with the one correction of a Hint. It refuses where the text
// has changed meanwhile and what was found is not there any more.
func Apply(source string, h Hint) (string, bool) {
	if h.Better == "" || h.From < 0 || h.To > len(source) || h.From >= h.To || source[h.From:h.To] != h.Found {
		return source, false
	}
	return source[:h.From] + h.Better + source[h.To:], true
}

// check is one run over one source.
type check struct {
	*guide
	source string
	// plain says that the source is no Markdown.
	plain bool
	p     markdown.Passage
	// text is that of the passage with what is no prose blotted out, byte by byte.
	text  string
	hints []Hint
}

func (c *check) passage(p markdown.Passage) {
	c.p, c.text = p, blot(p.Text)
	if c.ownOnly {
		c.wording()
		return
	}
	if p.Role == markdown.Bare {
		c.say("table", 0, len(c.text), "")
		return
	}
	if p.Role == markdown.Alt && namesFile(p.Text) {
		c.say("alt", 0, len(c.text), "")
		return
	}
	for _, run := range []func(){c.table, c.quotes, c.apostrophes, c.dates, c.numbers, c.patterns, c.wording, c.letters, c.repeated, c.capitals, c.foreign, c.labels} {
		run()
	}
}

func namesFile(alt string) bool {
	return content.NamesFile(alt, "") || cameraName.MatchString(strings.TrimSpace(alt))
}

// say adds a Hint about text[from:to] of the passage. Where a mark or an address
// stands within it, only the writer can correct it.
func (c *check) say(rule string, from, to int, better string) {
	if c.off(rule) || strings.Contains(c.text[from:to], blotted) && rule != "quotes" {
		return
	}
	start, end, whole := c.p.Source(from, to)
	if end <= start || end > len(c.source) {
		return
	}
	if !whole || better == c.text[from:to] {
		better = ""
	}
	c.add(Hint{Rule: rule, Key: c.key(rule), From: start, To: end, Better: better})
}

// off reports whether the house does without a rule, or without all of its kind.
func (c *check) off(rule string) bool {
	return slices.Contains(c.Off, rule) || slices.Contains(c.Off, Hint{Rule: rule}.Kind())
}

func (c *check) add(h Hint) {
	h.Found = c.source[h.From:h.To]
	if len(c.hints) < 100*maxHints {
		c.hints = append(c.hints, h)
	}
}

// sorted puts the Hints in order. Of two about one place the first stays, and what
// a space should be goes last; but a pair of quotation marks may hold others.
func (c *check) sorted() []Hint {
	slices.SortStableFunc(c.hints, func(a, b Hint) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return b.To - a.To
	})
	c.alone(func(h Hint) bool { return h.Kind() != "nbsp" })
	c.alone(func(Hint) bool { return true })
	return c.hints[:min(len(c.hints), maxHints)]
}

// alone drops what overlaps a Hint before or behind it that matters more.
func (c *check) alone(matters func(Hint) bool) {
	end, gone := 0, make([]bool, len(c.hints))
	for i, h := range c.hints {
		switch {
		case h.Rule == "quotes" || !matters(h):
		case h.From < end:
			gone[i] = true
		default:
			end = h.To
			c.yield(i, gone, matters)
		}
	}
	kept := c.hints[:0]
	for i, h := range c.hints {
		if !gone[i] {
			kept = append(kept, h)
		}
	}
	c.hints = kept
}

// maxBeside bounds how many Hints beside one are looked at: those of one place
// are few.
const maxBeside = 8

// yield drops what matters less and overlaps Hint i.
func (c *check) yield(i int, gone []bool, matters func(Hint) bool) {
	for j := max(0, i-maxBeside); j < min(len(c.hints), i+maxBeside); j++ {
		o := c.hints[j]
		if o.Rule != "quotes" && !matters(o) && o.From < c.hints[i].To && c.hints[i].From < o.To {
			gone[j] = true
		}
	}
}
