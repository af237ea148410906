package lang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// certainty is how sure a mark makes that a number follows.
type certainty byte

const (
	noMark     certainty = iota
	unsureMark           // it says something else as well: one number alone is none
	sureMark
)

// wordsFor are the words for "number" of all languages, folded, in the forms
// in which a number follows them: papers of one portal quote those of others.
var wordsFor = set(
	"nr numeris numerio numeriui numeri numeriu numerius", // Lithuanian
	"stevilka stevilke stevilki stevilko",                 // Slovene; "št." is dealt with apart
	"numer numri numrin numrit prot",                      // Albanian, and "nr."
	"br broj broja broju brojem бр број броја броју бројем",
	"ნომერი ნომრის ნომერს ნომრით ნომრად",
	"номер номера номерът ном",
	"n no nº nos number numbers",
)

// gluedMarks are those that people write without a space: "N45", "Nr5".
var gluedMarks = set("n nr no br бр")

// between are words that stand between the word for "number" and the number and
// say of what it is.
var between = set(
	"i prot protokolli protokollit", // nr. i protokollit 1234
	"zadeve dokumenta predmeta предмета",
)

// mostBetween bounds how many of them there may be.
const mostBetween = 2

func set(lines ...string) map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(strings.Join(lines, " ")) {
		all[word] = true
	}
	return all
}

// markBefore looks for a mark in front of atom i.
func (r numbering) markBefore(i int) certainty {
	if i == 0 {
		if signBefore(" " + r.text[:r.parts[0].start]) {
			return sureMark
		}
		return noMark
	}
	if signBefore(r.text[r.parts[i-1].end:r.parts[i].start]) {
		return sureMark
	}
	for back := 1; back <= mostBetween+1 && back <= i; back++ {
		a := r.parts[i-back]
		if a.shape != letters || !leadsOn(r.text[a.end:r.parts[i-back+1].start]) {
			return noMark
		}
		word := r.word(a.start, a.end)
		switch {
		case wordsFor[word], word == "st" && strings.ToLower(a.of(r.text)) != "st":
			return sureMark
		case word == "st": // "št." without its diacritic, or a street, or a saint
			return unsureMark
		case !between[word]:
			return noMark
		}
	}
	return noMark
}

// isMark reports whether atom i is a word for "number" and a number follows it.
func (r numbering) isMark(i int) bool {
	a := r.parts[i]
	if a.shape != letters || i+1 >= len(r.parts) || !leadsOn(r.text[a.end:r.parts[i+1].start]) {
		return false
	}
	word := r.word(a.start, a.end)
	return wordsFor[word] || word == "st"
}

// signBefore reports whether a gap ends with a sign for "number". A # is one only
// where it touches the number and nothing touches it: others begin a heading of
// Markdown, a place in a page or a character in HTML.
func signBefore(gap string) bool {
	if before, ok := strings.CutSuffix(gap, "#"); ok {
		last, _ := utf8.DecodeLastRuneInString(before)
		return unicode.IsSpace(last) || last == '('
	}
	gap = strings.TrimRightFunc(gap, func(r rune) bool { return unicode.IsSpace(r) || r == '.' || r == ':' })
	return strings.HasSuffix(gap, "№")
}

// leadsOn reports whether a gap is what stands behind a word for "number".
func leadsOn(gap string) bool {
	return gap != "" && len(gap) <= 8 && strings.TrimFunc(gap, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(".:°", r)
	}) == ""
}
