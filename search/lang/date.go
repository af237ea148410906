package lang

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Date is a day or a month where it stands in a text.
type Date struct {
	Start, End int // bytes, with the words for "year" and "day" around it
	// Day is YYYY-MM-DD, YYYY-MM where only the month is told, or --MM-DD where
	// the year is not.
	Day string
}

// Dates finds the dates in a running text, in the order in which they stand, as
// the language writes them in any case and also without diacritics or in Latin
// letters, and as everybody does in digits: the day, the month and a year of four
// digits, or ISO 8601. No date reaches into another, and days that no calendar
// has are none. A month alone is no date, and neither is a year. The time is
// linear in the text.
func (l Language) Dates(text string) []Date {
	r := dating{text: text, parts: atomsOf(text), plain: l.Plain, calendar: calendarOf(l)}
	var found []Date
	for i := 0; i < len(r.parts); i++ {
		d, last, ok := r.inDigits(i)
		if !ok {
			d, last, ok = r.inWords(i)
		}
		if ok {
			found = append(found, d)
			i, r.from = last, last+1
		}
	}
	return found
}

// dating is a text while dates are looked for in it.
type dating struct {
	calendar
	text  string
	parts []atom
	plain func(word string) string
	from  int // the first atom that belongs to no date yet
}

// longestWord bounds what is looked up in a calendar, in bytes.
const longestWord = 60

func (r *dating) word(a atom) string {
	if a.shape != letters || a.end-a.start > longestWord {
		return ""
	}
	return r.plain(strings.ToLower(a.of(r.text)))
}

// gap gives what stands between atom i and the next.
func (r *dating) gap(i int) string {
	if i < 0 || i+1 >= len(r.parts) {
		return ""
	}
	return r.text[r.parts[i].end:r.parts[i+1].start]
}

// inDigits reads a date in digits that begins with atom i, and gives the last
// atom of it.
func (r *dating) inDigits(i int) (Date, int, bool) {
	first := r.parts[i]
	if first.shape != digits || first.digits > 4 || i+1 >= len(r.parts) {
		return Date{}, 0, false
	}
	sep := separatorOf(r.gap(i))
	if sep == 0 || i > 0 && r.gap(i-1) == string(sep) {
		return Date{}, 0, false
	}
	if i+2 < len(r.parts) && separatorOf(r.gap(i+1)) == sep && !r.goesOn(i+2, sep) {
		return r.threeNumbers(i)
	}
	// A month of ISO 8601. More may follow a stroke where it is a file's number.
	month := r.parts[i+1]
	if sep != '-' || !first.isYear(r.text) || month.shape != digits || month.digits != 2 || r.goesOn(i+1, '-') || r.goesOn(i+1, '/') {
		return Date{}, 0, false
	}
	return r.date(i, i+1, first.value(r.text), month.value(r.text), 0)
}

// goesOn reports whether another number follows atom i across a separator.
func (r *dating) goesOn(i int, sep rune) bool {
	return r.gap(i) == string(sep) && r.parts[i+1].digits > 0
}

// threeNumbers reads year, month and day, or day, month and year.
func (r *dating) threeNumbers(i int) (Date, int, bool) {
	var v [3]int
	a := r.parts[i : i+3]
	for k := range a {
		if v[k] = r.number(a[k]); v[k] < 0 {
			return Date{}, 0, false
		}
	}
	switch {
	case a[0].isYear(r.text) && a[1].digits == 2 && a[2].digits == 2:
		return r.date(i, i+2, v[0], v[1], v[2])
	case a[2].isYear(r.text) && a[0].digits <= 2 && a[1].digits <= 2 && a[1].shape == digits:
		return r.date(i, i+2, v[2], v[1], v[0])
	}
	return Date{}, 0, false
}

// separatorOf gives what separates the numbers of a date; 0 for anything else. A
// space may follow a full stop.
func separatorOf(gap string) rune {
	switch strings.TrimRightFunc(gap, unicode.IsSpace) {
	case ".":
		if utf8.RuneCountInString(gap) <= 2 {
			return '.'
		}
	case gap:
		if gap == "/" {
			return '/'
		}
		if isHyphen(gap) {
			return '-'
		}
	}
	return 0
}

// inWords reads a date whose month is atom i, and gives the last atom of it.
func (r *dating) inWords(i int) (Date, int, bool) {
	if !r.nearDigits(i) {
		return Date{}, 0, false
	}
	month := r.months[r.word(r.parts[i])]
	if month == 0 {
		return Date{}, 0, false
	}
	left, right := r.back(i), r.forth(i)
	first, last, day, year := i, i, 0, 0
	switch {
	case r.dayAfter && r.yearFirst && r.isDay(right), r.dayAfter && !r.isDay(left) && r.isDay(right):
		day, last = right, right
	case r.isDay(left) && !r.strokeBefore(left):
		day, first = left, left
	default:
		day = -1
	}
	if at := r.back(first); r.yearFirst && r.isYear(at) {
		year, first = at, at
	} else if at := r.forth(last); r.isYear(at) && !r.goesOn(at, '-') && (last == i || !r.yearFirst) {
		year, last = at, at
	} else {
		year = -1
	}
	if year < 0 && (day < 0 || r.wary(i)) {
		return Date{}, 0, false
	}
	return r.date(first, last, r.valueAt(year), month, r.valueAt(day))
}

// nearDigits spares the words around which there is no digit from being looked up.
func (r *dating) nearDigits(i int) bool {
	if r.parts[i].shape != letters {
		return false
	}
	for _, a := range r.parts[max(i-mostWords-1, 0):min(i+mostWords+2, len(r.parts))] {
		if a.digits > 0 {
			return true
		}
	}
	return false
}

// mostWords bounds the words between two parts of a date.
const mostWords = 2

// back gives the atom before i that may be another part of the date, or -1.
func (r *dating) back(i int) int {
	for k := i - 1; k >= r.from && k >= i-1-mostWords && r.linked(k); k-- {
		if r.parts[k].shape != letters {
			return k
		}
		if !r.between[r.word(r.parts[k])] && !r.belongs(k) {
			return -1
		}
	}
	return -1
}

// forth gives the atom after i that may be another part of the date, or -1.
func (r *dating) forth(i int) int {
	for k := i + 1; k < len(r.parts) && k <= i+1+mostWords && r.linked(k-1); k++ {
		if r.parts[k].shape != letters {
			return k
		}
		if !r.between[r.word(r.parts[k])] && !r.belongs(k) {
			return -1
		}
	}
	return -1
}

// belongs reports whether atom i is a word for "year" or "day", or an ending
// that is put to a number with a hyphen.
func (r *dating) belongs(i int) bool {
	word := r.word(r.parts[i])
	return r.behind[word] || r.endings[word] && isHyphen(r.gap(i-1))
}

func isHyphen(gap string) bool {
	return gap == "-" || gap == "\u2010" || gap == "\u2011" || gap == "–"
}

// linked reports whether atom i and the next can belong to one date.
func (r *dating) linked(i int) bool {
	gap := r.gap(i)
	if isHyphen(gap) {
		return r.endings[r.word(r.parts[i+1])]
	}
	return gap != "" && len(gap) <= 6 && strings.TrimFunc(gap, func(c rune) bool {
		return unicode.IsSpace(c) || c == '.' || c == ','
	}) == ""
}

// number reads an atom of digits, also with an ending ("20th") or a word for
// "year" or "day" put to it ("2026г."); -1 for any other.
func (r *dating) number(a atom) int {
	if a.shape == digitsLetters && a.end-a.turn <= longestWord {
		if word := r.plain(strings.ToLower(r.text[a.turn:a.end])); !r.endings[word] && !r.behind[word] {
			return -1
		}
	}
	return a.value(r.text)
}

func (r *dating) valueAt(i int) int {
	if i < 0 {
		return 0
	}
	return r.number(r.parts[i])
}

func (r *dating) isDay(i int) bool {
	if i < 0 || r.parts[i].digits > 2 {
		return false
	}
	n := r.number(r.parts[i])
	return n >= 1 && n <= 31
}

func (r *dating) isYear(i int) bool {
	return i >= 0 && r.parts[i].isYear(r.text) && r.number(r.parts[i]) > 0
}

// strokeBefore reports whether atom i is the end of another number: "12/20 May",
// "2.5 mars".
func (r *dating) strokeBefore(i int) bool {
	gap := r.gap(i - 1)
	return gap == "/" || gap == "." && r.parts[i-1].digits > 0
}

// wary reports whether the month that atom i names is also a common word, which
// without a capital and without a year it rather is.
func (r *dating) wary(i int) bool {
	c, _ := utf8.DecodeRuneInString(r.text[r.parts[i].start:])
	return r.doubtful[r.word(r.parts[i])] && !unicode.IsUpper(c)
}

// date puts a date together from atoms first to last and the words behind them.
func (r *dating) date(first, last, year, month, day int) (Date, int, bool) {
	if month < 1 || month > 12 || day > daysOf(year, month) || day == 0 && year == 0 {
		return Date{}, 0, false
	}
	for k := 0; k < mostWords && last+1 < len(r.parts) && r.linked(last); k++ {
		if !r.belongs(last + 1) {
			break
		}
		last++
	}
	d := Date{Start: r.parts[first].start, End: r.parts[last].end}
	switch {
	case day == 0:
		d.Day = fmt.Sprintf("%04d-%02d", year, month)
	case year == 0:
		d.Day = fmt.Sprintf("--%02d-%02d", month, day)
	default:
		d.Day = fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	}
	return d, last, true
}

// daysOf counts the days of a month of the Gregorian calendar; of one whose year
// is not known (0), the most that it can have.
func daysOf(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
