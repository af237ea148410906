package style

import (
	"regexp"
	"strings"
	"unicode"
)

// alike are letters of the Latin script and the Cyrillic ones that look the same.
const latinAlike, cyrillicAlike = "aceopxyjsikABCEHKMOPTXYJSI", "асеорхујѕікАВСЕНКМОРТХУЈЅІ"

var (
	toCyrillic = alike(latinAlike, cyrillicAlike)
	toLatin    = alike(cyrillicAlike, latinAlike)
)

func alike(from, to string) map[rune]rune {
	all, other := map[rune]rune{}, []rune(to)
	for i, r := range []rune(from) {
		all[r] = other[i]
	}
	return all
}

var word = regexp.MustCompile(`\p{L}[\p{L}\p{Mn}]*`)

// letters looks for words of two scripts: they look right, and are found by no
// search and read aloud wrongly.
func (c *check) letters() {
	for _, m := range word.FindAllStringIndex(c.text, -1) {
		found := c.text[m[0]:m[1]]
		if len(found) < 3 {
			continue
		}
		latin, cyrillic, georgian := scriptsOf(found)
		if latin && cyrillic || latin && georgian || cyrillic && georgian {
			c.say("mixed", m[0], m[1], c.oneScript(found))
		}
	}
}

func scriptsOf(s string) (latin, cyrillic, georgian bool) {
	for _, r := range s {
		latin = latin || unicode.Is(unicode.Latin, r)
		cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, r)
		georgian = georgian || unicode.Is(unicode.Georgian, r)
	}
	return latin, cyrillic, georgian
}

// oneScript writes a word in the script of the language, "" where a letter has no
// likeness in it.
func (c *check) oneScript(s string) string {
	like := toLatin
	if c.Script == "cyrillic" {
		like = toCyrillic
	}
	var b strings.Builder
	for _, r := range s {
		switch own := like[r]; {
		case unicode.Is(c.script, r):
			b.WriteRune(r)
		case own != 0 && unicode.Is(c.script, own):
			b.WriteRune(own)
		default:
			return ""
		}
	}
	return b.String()
}

// repeated looks for a word that stands twice.
func (c *check) repeated() {
	words := word.FindAllStringIndex(c.text, -1)
	for i := 1; i < len(words); i++ {
		a, b := words[i-1], words[i]
		between := c.text[a[1]:b[0]]
		first, second := c.text[a[0]:a[1]], c.text[b[0]:b[1]]
		if strings.Trim(between, " \u00a0\n") != "" || between == "" || !strings.EqualFold(first, second) || c.twice[strings.ToLower(first)] || len(first) == 1 && !unicode.IsLower([]rune(first)[0]) {
			continue
		}
		if unicode.IsUpper([]rune(second)[0]) && unicode.IsUpper([]rune(first)[0]) && c.Script != "georgian" && len([]rune(first)) < 3 {
			continue
		}
		c.say("repeated", a[0], b[1], first)
	}
}

var (
	capitals = regexp.MustCompile(`\p{Lu}[\p{Lu}\p{Mn}]+(?:[ \x{a0}-]+\p{Lu}[\p{Lu}\p{Mn}]*)*`)
	roman    = regexp.MustCompile(`^[IVXLCDM]+$`)
	mtavruli = regexp.MustCompile(`[\x{1c90}-\x{1cbf}]+(?:[ ][\x{1c90}-\x{1cbf}]+)*`)
)

// capitals looks for words that shout. What is short may be an abbreviation.
func (c *check) capitals() {
	for _, m := range mtavruli.FindAllStringIndex(c.text, -1) {
		c.say("capitals", m[0], m[1], strings.ToLower(c.text[m[0]:m[1]]))
	}
	for _, m := range capitals.FindAllStringIndex(c.text, -1) {
		found := c.text[m[0]:m[1]]
		if !atStart(c.text, m[0]) || !atEnd(c.text, m[1]) {
			continue
		}
		long, longest := 0, 0
		for _, w := range strings.FieldsFunc(found, func(r rune) bool { return !unicode.IsLetter(r) }) {
			n := len([]rune(w))
			if roman.MatchString(w) {
				continue
			}
			if n > 4 {
				long++
			}
			longest = max(longest, n)
		}
		if longest < 8 && long < 2 {
			continue
		}
		lower := []rune(strings.ToLower(found))
		lower[0] = unicode.ToUpper(lower[0])
		c.say("capitals", m[0], m[1], string(lower))
	}
}

var runs = regexp.MustCompile(`\p{L}[\p{L}\p{Mn}'’-]*(?:[ ,\x{a0}]+\p{L}[\p{L}\p{Mn}'’-]*)*`)

// foreign looks for passages in another language that are not marked: they are read
// aloud as if they were in the language of the text. Another script says so by itself,
// but one foreign name is no passage.
func (c *check) foreign() {
	for _, m := range runs.FindAllStringIndex(c.text, -1) {
		words := word.FindAllStringIndex(c.text[m[0]:m[1]], -1)
		from, count, small, other := -1, 0, 0, false
		flush := func(to int) {
			if from >= 0 && (count >= 2 && small > 0 && c.Script == "latin" || count >= 3 && small >= 2) {
				c.passageIn(from, to)
			}
			from, count, small = -1, 0, 0
		}
		end := 0
		for _, w := range words {
			x, y := m[0]+w[0], m[0]+w[1]
			letters := []rune(c.text[x:y])
			if unicode.Is(c.script, letters[0]) || unicode.Is(c.script, letters[len(letters)-1]) {
				flush(end)
				continue
			}
			if from < 0 {
				from, other = x, true
			}
			count, end = count+1, y
			if !unicode.IsUpper(letters[0]) && len(letters) > 1 {
				small++
			}
		}
		flush(end)
		if !other {
			c.unmarked(m[0], m[1])
		}
	}
}

// passageIn says that text[from:to] is in another language, and marks it where its
// letters or its small words leave no doubt which one.
func (c *check) passageIn(from, to int) {
	found := c.text[from:to]
	better := ""
	if lang := tongue(found); lang != "" && c.marks(found) {
		better = "[" + found + "]{lang=" + lang + "}"
	}
	c.say("foreign", from, to, better)
}

// labels looks for links whose words do not say where they lead.
func (c *check) labels() {
	for _, l := range c.p.Labels {
		said := strings.ToLower(strings.Trim(c.text[l[0]:l[1]], " \u00a0.,:;!?…→»›>()"))
		if c.here[said] {
			c.say("link", l[0], l[1], "")
		}
	}
}
