package staff

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"herald/internal/fault"
)

// How long a password is, in runes: alone, together with a second factor, and
// at most, so that nobody keeps the hash busy with a book.
const (
	aloneShortest  = 15
	factorShortest = 8
	longest        = 256
)

//go:embed common.txt
var commonText string

// common are the passwords that are tried first everywhere, folded.
var common = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(commonText) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all[fold(line)] = true
		}
	}
	return all
})

// normal is the form in which a password is hashed: the same characters typed
// on another keyboard are the same password.
func normal(password string) string { return norm.NFC.String(password) }

// checkPassword refuses a password that is too easy to guess for somebody with
// that name and address. Which characters it is of does not matter.
func (r Rules) checkPassword(password, name, email string, withFactor bool) error {
	if !utf8.ValidString(password) {
		return fault.New(fault.Invalid, "issue.password.form")
	}
	shortest := aloneShortest
	if withFactor {
		shortest = factorShortest
	}
	p := normal(password)
	switch n := utf8.RuneCountInString(p); {
	case n < shortest:
		return fault.New(fault.Invalid, "issue.password.short", "min", shortest)
	case n > longest:
		return fault.New(fault.Invalid, "issue.password.long", "max", longest)
	}
	folded := []rune(fold(p))
	unit := repeated(folded)
	switch {
	case common()[string(folded)], common()[string(unit)], slices.Contains(r.Refused, p):
		return fault.New(fault.Invalid, "issue.password.common")
	case len(unit) < len(folded) && len(unit) < factorShortest, sequence(folded):
		return fault.New(fault.Invalid, "issue.password.pattern")
	case r.leans(p, name, email):
		return fault.New(fault.Invalid, "issue.password.context")
	}
	return nil
}

// short reports whether a password holds only together with a second factor.
func short(password string) bool { return utf8.RuneCountInString(normal(password)) < aloneShortest }

// repeated gives the shortest part of which p is nothing but repetitions, two at
// least, the last of which may be cut off: "abc" of "abcabcab".
func repeated(p []rune) []rune {
	for n := 1; n <= len(p)/2; n++ {
		if slices.Equal(p[n:], p[:len(p)-n]) {
			return p[:n]
		}
	}
	return p
}

// rows are what fingers or tongues run along, and back.
var rows = []string{"01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "абвгдежзийклмнопрстуфхцчшщъыьэюя"}

// sequence reports whether p runs along such a row.
func sequence(p []rune) bool {
	back := slices.Clone(p)
	slices.Reverse(back)
	return slices.ContainsFunc(rows, func(row string) bool {
		return strings.Contains(row, string(p)) || strings.Contains(row, string(back))
	})
}

// leans reports whether too little of a password is left without the words that
// an attacker knows: whose it is, and where.
func (r Rules) leans(password, name, email string) bool {
	left := bare(password)
	local, domain, _ := strings.Cut(email, "@")
	for _, w := range r.known(name, local, domain) {
		left = strings.ReplaceAll(left, w, "")
	}
	return utf8.RuneCountInString(left) < factorShortest && left != bare(password)
}

// known gives the words that texts are made of, bare, the longest first.
func (r Rules) known(texts ...string) []string {
	const shortest = 4
	var all []string
	for _, t := range append(append(texts, r.Words...), product) {
		for _, w := range append(strings.FieldsFunc(t, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) }), t) {
			if w = bare(w); utf8.RuneCountInString(w) >= shortest {
				all = append(all, w)
			}
		}
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(all)
}

// bare gives the letters and digits of s, folded and without their marks.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, norm.NFD.String(fold(s)))
}
