package lang

import (
	"unicode"
	"unicode/utf8"
)

// shape tells in what order letters and digits stand in an atom.
type shape byte

const (
	letters       shape = iota + 1 // "nr"
	digits                         // "204"
	lettersDigits                  // "T1"
	digitsLetters                  // "20th"
	mixture                        // "H1N1"
)

// atom is an unbroken run of letters and digits in a text: what numbers and
// dates are put together from.
type atom struct {
	start, end int // bytes
	turn       int // the byte at which letters first turn to digits, or digits to letters; end where they never do
	shape      shape
	letters    int // how many there are
	digits     int
	capital    bool // every letter is a capital; a script without capitals has none
}

// atomsOf takes a text apart in one pass. A combining mark belongs to the letter
// that it stands on.
func atomsOf(text string) []atom {
	all := make([]atom, 0, len(text)/8+1)
	open := false
	for at, r := range text {
		kind := kindOf(r)
		if kind == 0 {
			open = open && r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r)
			if open {
				all[len(all)-1].end = at + utf8.RuneLen(r)
			}
			continue
		}
		if !open {
			all, open = append(all, atom{start: at, end: at, capital: true}), true
		}
		all[len(all)-1].add(at, r, kind)
	}
	for i := range all {
		if all[i].turn == 0 {
			all[i].turn = all[i].end
		}
	}
	return all
}

func kindOf(r rune) shape {
	switch {
	case r >= '0' && r <= '9':
		return digits
	case r < utf8.RuneSelf:
		if r|0x20 >= 'a' && r|0x20 <= 'z' {
			return letters
		}
		return 0
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return letters
	}
	return 0
}

// turned gives the shape of an atom once a letter or a digit is put behind it.
var turned = [mixture + 1][digits + 1]shape{
	0:             {letters: letters, digits: digits},
	letters:       {letters: letters, digits: lettersDigits},
	digits:        {letters: digitsLetters, digits: digits},
	lettersDigits: {letters: mixture, digits: lettersDigits},
	digitsLetters: {letters: digitsLetters, digits: mixture},
	mixture:       {letters: mixture, digits: mixture},
}

func (a *atom) add(at int, r rune, kind shape) {
	after := turned[a.shape][kind]
	if after != a.shape && a.shape != 0 && a.turn == 0 {
		a.turn = at
	}
	a.shape, a.end = after, at+utf8.RuneLen(r)
	if kind == digits {
		a.digits++
		return
	}
	a.letters++
	a.capital = a.capital && unicode.IsUpper(r)
}

// of gives the characters of the atom.
func (a atom) of(text string) string { return text[a.start:a.end] }

// value reads the digits at the beginning of an atom, of which there are at most
// four; -1 where there are none or more.
func (a atom) value(text string) int {
	n := 0
	for i := a.start; i < a.end && text[i] >= '0' && text[i] <= '9'; i++ {
		if n = n*10 + int(text[i]-'0'); i-a.start >= 4 {
			return -1
		}
	}
	if a.shape != digits && a.shape != digitsLetters {
		return -1
	}
	return n
}

// isYear reports whether an atom is a year of which public papers speak.
func (a atom) isYear(text string) bool {
	return a.digits == 4 && a.value(text) >= 1800 && a.value(text) < 2200
}
