package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/i18n"
)

// Number is the number of an act, a file or a paper where it stands in a text.
type Number struct {
	Start, End int // bytes, without the word that says that it is one
	// Key is the same for every way to write the number: see NumberKey.
	Key string
	// Marked says that a word for "number" of any language, or a sign for it,
	// stood before. Without one a number is taken for one by its shape alone.
	Marked bool
}

const (
	mostAtoms      = 8  // in one number
	longestKey     = 40 // bytes; what is longer is not a number that anybody gave
	leadingLetters = 2  // atoms without a digit at the beginning of a number
	leastDigits    = 6  // of a number that has nothing but digits and no mark
)

// NumberKey reduces a number to its letters and digits in lower case, Latin and
// without diacritics, so that "T1-204", "t1 204" and "T1–204" are the same, and
// so are "РД-09-12" and "RD-09-12". Cyrillic is written by Gaj's letters in
// every language, for a number does not tell in which language it was given.
func NumberKey(number string) string {
	latin := i18n.Serbian.Transliterate(strings.ToLower(number))
	return Fold(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, latin))
}

// Numbers finds the numbers of acts, files and papers in a running text, in the
// order in which they stand; none reaches into another. A mark makes a number of
// whatever with a digit follows it ("Nr. 5"). Without a mark it needs the shape
// of one: letters and then digits ("T1-204", but "TS 12" only with a mark), digits
// with a year behind a stroke ("12/2026"), or six digits and more. Dates, times,
// sums, years and ordinals are none. The time is linear in the text.
func Numbers(text string) []Number {
	r := numbering{text: text, parts: atomsOf(text)}
	var found []Number
	for i := 0; i < len(r.parts); {
		n, next := r.at(i)
		if n.Key != "" {
			found = append(found, n)
		}
		i = next
	}
	return found
}

// numbering is a text while numbers are looked for in it.
type numbering struct {
	text  string
	parts []atom
}

// at gives the number that begins with atom i, if there is one, and the atom to
// go on with.
func (r numbering) at(i int) (Number, int) {
	if !anyDigit(r.parts[i:min(i+leadingLetters+1, len(r.parts))]) {
		return Number{}, i + 1 // as for nearly every word: no more needs be asked
	}
	first := r.parts[i]
	start, marked := first.start, false
	if first.shape == lettersDigits && gluedMarks[r.word(first.start, first.turn)] {
		start, marked = first.turn, true
	}
	if !r.mayLead(i) || r.isMark(i) {
		return Number{}, i + 1
	}
	mark := r.markBefore(i)
	end := r.chain(i, marked || mark != noMark)
	chain := r.parts[i:end]
	marked = marked || mark == sureMark || mark == unsureMark && len(chain) > 1
	if !anyDigit(chain) || !marked && !r.shapely(chain) {
		if first.digits > 0 && first.letters == 0 {
			return Number{}, end
		}
		return Number{}, i + 1
	}
	n := Number{Start: start, End: chain[len(chain)-1].end, Marked: marked}
	if n.End-n.Start > 2*longestKey {
		return Number{}, end
	}
	if n.Key = NumberKey(r.text[n.Start:n.End]); len(n.Key) > longestKey {
		n.Key = ""
	}
	return n, end
}

// mayLead reports whether a number can begin with atom i: a word cannot.
func (r numbering) mayLead(i int) bool {
	a := r.parts[i]
	return a.letters <= 4 || a.capital && a.letters <= 6
}

func anyDigit(chain []atom) bool {
	for _, a := range chain {
		if a.digits > 0 {
			return true
		}
	}
	return false
}

// chain gives the atom behind the last that belongs to the number beginning
// with atom i.
func (r numbering) chain(i int, marked bool) int {
	end := i + 1
	for end < len(r.parts) && end-i < mostAtoms {
		sep, spaced := r.separator(end - 1)
		switch {
		case sep == 0 && !spaced, sep == '/' && r.dateFrom(end):
			return end
		case spaced && !r.joinsSpaced(i, end, sep, marked):
			return end
		case !spaced && !r.joins(end, sep):
			return end
		}
		end++
	}
	return end
}

// separator gives what stands between atom i and the next: '-', '/' or '.', or 0
// where there is a space alone or something that separates numbers from each
// other; spaced says that there is a space.
func (r numbering) separator(i int) (sep rune, spaced bool) {
	gap := r.text[r.parts[i].end:r.parts[i+1].start]
	if len(gap) > 9 { // a space, a dash and a space of three bytes each
		return 0, false
	}
	bare := strings.TrimFunc(gap, unicode.IsSpace)
	if spaced = bare != gap; bare == "" {
		return 0, spaced && utf8.RuneCountInString(gap) == 1
	}
	c, size := utf8.DecodeRuneInString(bare)
	switch {
	case size != len(bare):
		return 0, false
	case unicode.Is(unicode.Pd, c), c == '−', c == '_':
		return '-', spaced
	case c == '/' || c == '\\':
		return '/', spaced
	case c == '.' && !spaced:
		return '.', false
	}
	return 0, false
}

// joins reports whether atom i goes on with a number across a separator without
// spaces. Endings that a language puts behind a number ("5-oji") do not, nor
// the ending of a file name.
func (r numbering) joins(i int, sep rune) bool {
	a := r.parts[i]
	switch {
	case sep == '.' && r.parts[i-1].digits == 0:
		return false // an abbreviation: "p.5"
	case a.shape == digits, a.shape == digitsLetters && a.letters <= 2:
		return true
	case sep == '.' || a.letters > 4:
		return false
	case a.shape != letters || a.capital:
		return true
	}
	if i+1 >= len(r.parts) {
		return false
	}
	next, spaced := r.separator(i)
	return next != 0 && !spaced && r.parts[i+1].shape == digits
}

// joinsSpaced reports whether atom end goes on with the number that begins with
// atom i although there is a space between them: "T1 204", "T1 – 204", and with
// a mark "TS 45" and "12 / 2026".
func (r numbering) joinsSpaced(i, end int, sep rune, marked bool) bool {
	first, before, a := r.parts[i], r.parts[end-1], r.parts[end]
	if a.shape != digits || a.digits > 5 {
		return false
	}
	if sep == '/' {
		return marked && before.shape == digits && a.isYear(r.text)
	}
	series := first.shape == lettersDigits && first.letters <= 3 && first.digits <= 2 ||
		marked && first.shape == letters && (first.capital || first.letters <= 2)
	return series && end-i == 1 && !a.isYear(r.text)
}

// dateFrom reports whether a date in digits begins with atom i: "№ 12/20.11.2026"
// is number 12 of that day.
func (r numbering) dateFrom(i int) bool {
	if i+2 >= len(r.parts) || !r.parts[i+2].isYear(r.text) {
		return false
	}
	one, _ := r.separator(i)
	two, _ := r.separator(i + 1)
	return one == '.' && two == '.' && r.parts[i].digits <= 2 && r.parts[i+1].digits <= 2
}

// shapely reports whether atoms look like a number that somebody gave although
// nothing says so.
func (r numbering) shapely(chain []atom) bool {
	first, last := chain[0], chain[len(chain)-1]
	switch {
	case len(chain) == 1:
		return first.shape == lettersDigits && first.digits >= 2 || first.shape == digits && first.digits >= leastDigits
	case first.letters > 0 && first.shape != digitsLetters:
		return len(chain) > 2 || first.digits > 0 || first.capital || !last.isYear(r.text)
	}
	lettered, seps := r.insides(chain)
	switch {
	case lettered && (len(chain) > 2 || last.shape == lettersDigits):
		return true
	case strings.Trim(seps, "/") == "" && len(chain) > 2:
		return false // a date
	case strings.HasSuffix(seps, "/") && last.isYear(r.text):
		return !chain[len(chain)-2].isYear(r.text)
	}
	return strings.Contains(seps, "/") && strings.Contains(seps, "-")
}

// insides tells whether letters stand within a chain, and its separators.
func (r numbering) insides(chain []atom) (lettered bool, seps string) {
	for i, a := range chain[1:] {
		lettered = lettered || a.letters > 0 && a.shape != digitsLetters
		gap := strings.TrimFunc(r.text[chain[i].end:a.start], unicode.IsSpace)
		switch gap {
		case "/", "\\":
			seps += "/"
		case ".":
			seps += "."
		default:
			seps += "-"
		}
	}
	return lettered, seps
}

// word gives a stretch of the text in lower case and without diacritics.
func (r numbering) word(start, end int) string {
	if end-start > 40 {
		return ""
	}
	return Fold(strings.ToLower(r.text[start:end]))
}
