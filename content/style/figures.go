package style

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"herald/content/markdown"
)

var (
	dayFirst  = regexp.MustCompile(`(\d{1,2})([./-]) ?(\d{1,2})[./-] ?((?:19|20)\d\d)(?:[ \x{a0}]?г\.|\.)?`)
	yearFirst = regexp.MustCompile(`((?:19|20)\d\d)([./-])(\d{1,2})[./-](\d{1,2})`)
)

// dates looks at days in figures. A column of a table may hold them as it likes.
func (c *check) dates() {
	if c.p.Role == markdown.Cell {
		return
	}
	for _, m := range dayFirst.FindAllStringSubmatchIndex(c.text, -1) {
		c.date(m, m[8], m[9], m[6], m[7], m[2], m[3])
	}
	for _, m := range yearFirst.FindAllStringSubmatchIndex(c.text, -1) {
		c.date(m, m[2], m[3], m[6], m[7], m[8], m[9])
	}
}

func (c *check) date(m []int, y1, y2, m1, m2, d1, d2 int) {
	from, to := m[0], m[1]
	if !atStart(c.text, from) || !atEnd(c.text, to) || around(c.text, from, to) {
		return
	}
	year, month, day := atoi(c.text[y1:y2]), atoi(c.text[m1:m2]), atoi(c.text[d1:d2])
	if month > 12 && day <= 12 && c.text[m[4]:m[5]] == "/" {
		month, day = day, month
	}
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if int(at.Month()) != month || at.Day() != day {
		return
	}
	better := c.print.ShortDate(at)
	if c.Date == "long" {
		better = c.print.Date(at)
	}
	better = strings.ReplaceAll(better, " г.", "\u00a0г.")
	found := c.text[from:to]
	// The full stop of a sentence is none of the day's.
	if strings.HasSuffix(found, ".") && !strings.HasSuffix(better, ".") {
		found, to = found[:len(found)-1], to-1
	}
	plain := strings.NewReplacer(" ", "", "\u00a0", "")
	if plain.Replace(found) == plain.Replace(c.print.ShortDate(at)) && !(c.Date == "spaced" && !strings.Contains(found, " ")) {
		return
	}
	// 03/04/2026 is a day of March or of April.
	if c.text[m[4]:m[5]] == "/" && month <= 12 && day <= 12 && month != day {
		better = ""
	}
	c.say("date", from, to, better)
}

// around tells whether figures or what joins them go on beside text[from:to]: it
// is a part of a longer number.
func around(text string, from, to int) bool {
	joins := func(r rune) bool { return strings.ContainsRune("/-_№#", r) }
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, n := utf8.DecodeRuneInString(text[to:])
	next, _ := utf8.DecodeRuneInString(text[to+n:])
	return from > 0 && (joins(before) || before == '.' || before == ',') || joins(after) && unicode.IsDigit(next) || (after == '.' || after == ',') && unicode.IsDigit(next)
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

var (
	fraction  = regexp.MustCompile(`\d+([.,])\d+`)
	thousands = regexp.MustCompile(`\d{1,3}(?:[ \x{a0}\x{202f}.,']\d{3})+`)
	long      = regexp.MustCompile(`\d{5,9}`)
)

// numbers looks at amounts: numbers before what they count.
func (c *check) numbers() {
	done := map[int]bool{}
	c.amounts(thousands, func(from, to int, found string) {
		done[to] = true
		c.grouped(from, to, found)
	})
	c.amounts(fraction, func(from, to int, found string) {
		at := strings.IndexAny(found, ".,")
		if !done[to] && found[at:at+1] != c.decimal && len(found)-at-1 < 3 {
			c.say("number", from, to, found[:at]+c.decimal+found[at+1:])
		}
	})
	c.amounts(long, func(from, to int, found string) {
		if !done[to] && found[0] != '0' {
			c.say("number", from, to, c.print.Int(atoi(found)))
		}
	})
}

// amounts calls each for every number that a unit follows.
func (c *check) amounts(find *regexp.Regexp, each func(from, to int, found string)) {
	for _, m := range find.FindAllStringIndex(c.text, -1) {
		from, to := m[0], m[1]
		if !atStart(c.text, from) || !atEnd(c.text, to) || around(c.text, from, to) {
			continue
		}
		if unit := c.measured.FindStringIndex(c.text[to:min(len(c.text), to+60)]); unit != nil {
			each(from, to, c.text[from:to])
		}
	}
}

// grouped looks at the marks between thousands.
func (c *check) grouped(from, to int, found string) {
	marks := strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, found), "")
	one, n := utf8.DecodeRuneInString(marks)
	mark := string(one)
	if strings.Repeat(mark, len(marks)/n) != marks || mark == c.group || slices.Contains(c.Groups, mark) {
		return
	}
	// "1.500 km" in a language with a decimal point is one and a half.
	if mark == c.decimal && !strings.HasSuffix(found, "000") {
		return
	}
	figures := strings.ReplaceAll(found, mark, "")
	if mark == " " && c.group == "\u00a0" {
		c.say("nbsp", from, to, strings.ReplaceAll(found, " ", "\u00a0"))
		return
	}
	c.say("number", from, to, c.print.Number(figures))
}
