package counting

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What bounds a text that is counted: longer ones are seldom asked twice, and often
// tell of somebody.
const (
	maxLetters = 60
	maxWords   = 8
	// digitsApart is how many digits a number may have, across spaces and marks, that
	// is neither the number of an act nor a day.
	digitsApart = 5
	// daysBack is how many years a whole day may lie back: an earlier one may be when
	// somebody was born.
	daysBack = 10
)

// Clean brings a text to the form in which it is counted: small letters, plain
// spaces. It is false for what is not counted at all: nothing, more than 60 letters
// or 8 words, and what looks personal as of now: addresses of e-mail and of pages,
// and numbers of six digits or more, such as those of persons, telephones, accounts
// and cards, whatever marks stand between the digits. Numbers of acts with their
// year, and days and years about now, are no such numbers. A name cannot be told
// from other words: that is what Least is for.
func Clean(text string, now time.Time) (string, bool) {
	if len(text) > 16*maxLetters {
		return "", false
	}
	text = strings.Map(plain, strings.ToLower(norm.NFC.String(strings.ToValidUTF8(text, " "))))
	words := strings.Fields(text)
	// Letters and digits of another width or shape are still those.
	wide := norm.NFKC.String(text)
	text = strings.Join(words, " ")
	switch {
	case text == "" || utf8.RuneCountInString(text) > maxLetters || len(words) > maxWords:
		return "", false
	case strings.Contains(wide, "@") || strings.Contains(wide, "://") || strings.Contains(wide, "www."):
		return "", false
	case digitsTogether(public(wide, now)) > digitsApart:
		return "", false
	}
	return text, true
}

// plain turns what nobody sees into nothing or a space, and every dash into a hyphen.
func plain(r rune) rune {
	switch {
	case unicode.IsSpace(r) || unicode.IsControl(r):
		return ' '
	case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r):
		return -1
	case unicode.Is(unicode.Pd, r):
		return '-'
	}
	return r
}

var (
	// The numbers of acts, with their year behind or before: 14/2026, 404-12/2026,
	// T1-204-2026, 2026-1204, 2026/27.
	numbers = []*regexp.Regexp{
		regexp.MustCompile(`^(?:[\p{L}0-9]{1,5}-){0,4}[0-9]{1,5}/(?:19|20)[0-9]{2}$`),
		regexp.MustCompile(`^\p{L}{1,4}[0-9]{0,2}-[0-9]{1,5}-(?:19|20)[0-9]{2}$`),
		regexp.MustCompile(`^(?:19|20)[0-9]{2}[/-][0-9]{1,5}$`),
	}
	year       = regexp.MustCompile(`^([0-9]{4})\.?$`)
	dayForward = regexp.MustCompile(`^([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})\.?$`)
	dayBack    = regexp.MustCompile(`^([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})\.?$`)
)

// public takes the numbers out of a text that are those of acts, days or years.
func public(text string, now time.Time) string {
	words := strings.Fields(text)
	for i, word := range words {
		word = strings.Trim(word, `,;:()[]"'„“”«»#`)
		act := slices.ContainsFunc(numbers, func(r *regexp.Regexp) bool { return r.MatchString(word) })
		if act || recentDay(word, now) || recentYear(word, now) {
			words[i] = taken
		}
	}
	return strings.Join(words, " ")
}

// taken stands where a number was that tells of nobody.
const taken = "§"

// recentDay reports whether a word is a day in figures that does not lie far back.
func recentDay(word string, now time.Time) bool {
	y, m, d := "", "", ""
	if found := dayForward.FindStringSubmatch(word); found != nil {
		y, m, d = found[1], found[2], found[3]
	} else if found := dayBack.FindStringSubmatch(word); found != nil {
		y, m, d = found[3], found[2], found[1]
	}
	return within(m, 1, 12) && within(d, 1, 31) && recentYear(y, now)
}

// recentYear reports whether a word is a year about now.
func recentYear(word string, now time.Time) bool {
	found := year.FindStringSubmatch(word)
	return found != nil && within(found[1], now.Year()-daysBack, now.Year()+daysBack)
}

func within(number string, from, until int) bool {
	n, err := strconv.Atoi(number)
	return err == nil && n >= from && n <= until
}

// digitsTogether is the largest number of digits that only spaces and marks part.
func digitsTogether(text string) int {
	longest, run := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			run++
			longest = max(longest, run)
		case unicode.IsLetter(r) || string(r) == taken:
			run = 0
		}
	}
	return longest
}
