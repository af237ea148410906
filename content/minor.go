package content

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/i18n"
)

// MinorShare is how much of a text, in hundredths of its words, a minor change
// may touch; MinorWords bounds it in texts so long that a share is no measure.
const (
	MinorShare = 10
	MinorWords = 500
)

// Difference is how far words to come are from those that readers see, as far as
// it matters for calling a change minor.
type Difference struct {
	// Words counts the words of the longer text, Changed those that differ.
	Words, Changed int
	// Numbers are numbers, days and months; Names are names; Facts are fields.
	Numbers, Names, Facts bool
	// Unseen says that words changed which might be names, in a script that has
	// no capitals to tell.
	Unseen bool
}

// Differ compares the words of a text with those that readers see. A name is a
// word with a capital inside a sentence, here or anywhere else in either text.
// Georgian has no capitals: there a word might be a name unless it was only
// spelled differently, by one letter.
func Differ(locale i18n.Locale, before, after Words) Difference {
	a, b := scan(before), scan(after)
	d := Difference{Words: max(len(a), len(b))}
	hunks, ok := hunksOf(texts(a), texts(b), 2*MinorWords)
	if !ok {
		d.Changed = d.Words
	}
	for _, h := range hunks {
		d.Changed += max(len(h.gone), len(h.come))
		d.Unseen = d.Unseen || caseless(h) && !respelled(h)
	}
	d.Numbers = !slices.Equal(numbers(locale, a), numbers(locale, b))
	names := namesOf(a, b)
	d.Names = !slices.Equal(among(a, names), among(b, names))
	return d
}

// Issues gives why a change of this size cannot be called minor by whoever made
// it. Nothing means that it can.
func (d Difference) Issues(locale i18n.Locale) []Issue {
	var all []Issue
	add := func(is bool, key string, args ...any) {
		if is {
			all = append(all, Issue{Field: "minor", Key: key, Args: args, Locale: locale})
		}
	}
	add(d.Numbers, "issue.change.numbers")
	add(d.Names, "issue.change.names")
	add(d.Unseen && !d.Names, "issue.change.unseen")
	add(d.Facts, "issue.change.facts")
	add(d.Changed*100 > d.Words*MinorShare || d.Changed > MinorWords, "issue.change.share", "percent", MinorShare)
	return all
}

// FactsDiffer reports whether what readers see of facts, their fields and the
// end, is another in a than in b.
func FactsDiffer(a, b Facts) bool {
	seen := func(f Facts) Hash {
		return Facts{Fields: f.Fields, Until: f.Until, Authentic: f.Authentic}.Encode().Hash
	}
	return seen(a) != seen(b)
}

// spot is a word at its place in a text.
type spot struct {
	text string
	// inside says that it does not begin a sentence.
	inside bool
}

func texts(spots []spot) []string {
	all := make([]string, len(spots))
	for i, s := range spots {
		all[i] = s.text
	}
	return all
}

// scan gives the words of everything that is read of w, but for its change note,
// in order.
func scan(w Words) []spot {
	parts := []string{w.Title, w.Summary, w.Body}
	var fields func(Fields)
	fields = func(f Fields) {
		for _, name := range slices.Sorted(maps.Keys(f)) {
			parts = append(parts, f[name].Items...)
			for _, row := range f[name].Rows {
				fields(row)
			}
		}
	}
	fields(w.Fields)
	for _, a := range w.Assets {
		parts = append(parts, a.Alt, a.Caption, a.Credit)
	}
	var all []spot
	for _, p := range parts {
		all = append(all, spots(p)...)
	}
	return all
}

// spots cuts a text into words: letters and digits, with the marks between two of
// them that belong to a number, a time or a link.
func spots(s string) []spot {
	var all []spot
	inside := false
	for len(s) > 0 {
		n := wordLength(s)
		if n == 0 {
			r, size := utf8.DecodeRuneInString(s)
			inside = inside && !endsSentence(r, all)
			s = s[size:]
			continue
		}
		all = append(all, spot{text: s[:n], inside: inside})
		inside, s = true, s[n:]
	}
	return all
}

// endsSentence reports whether the mark r ends a sentence. After a very short
// word or a number a full stop may be that of an abbreviation: what follows is
// looked at as if it stood inside.
func endsSentence(r rune, before []spot) bool {
	if r == '.' && len(before) > 0 {
		last := before[len(before)-1].text
		return utf8.RuneCountInString(last) > 4 && !numeric(last)
	}
	return strings.ContainsRune("\n!?:…#|", r)
}

// wordLength gives the length in bytes of the word that s begins with, or 0.
func wordLength(s string) int {
	end, joint := 0, false
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) && i > 0:
			end, joint = i+utf8.RuneLen(r), false
		case end > 0 && !joint && strings.ContainsRune(".,:/-–’'", r):
			joint = true
		default:
			return end
		}
	}
	return end
}

func numeric(word string) bool { return strings.ContainsFunc(word, unicode.IsDigit) }

// numbers gives the words with digits and the names of days and months, in order.
func numbers(locale i18n.Locale, all []spot) []string {
	dates := i18n.DateWords(locale)
	var found []string
	for _, s := range all {
		if numeric(s.text) || slices.ContainsFunc(dates, func(d string) bool { return inflected(s.text, d) }) {
			found = append(found, s.text)
		}
	}
	return found
}

// inflected reports whether word is name in one of its forms: it begins like it
// and ends otherwise by few letters.
func inflected(word, name string) bool {
	stem := []rune(name)
	if len(stem) > 5 {
		stem = stem[:len(stem)-2]
	} else if len(stem) > 4 {
		stem = stem[:len(stem)-1]
	}
	got := []rune(word)
	return len(got) >= len(stem) && len(got) <= len([]rune(name))+3 && strings.EqualFold(string(got[:len(stem)]), string(stem))
}

// namesOf gives the words that stand with a capital inside a sentence of a or b.
func namesOf(a, b []spot) map[string]bool {
	names := map[string]bool{}
	for _, s := range append(slices.Clone(a), b...) {
		if first, _ := utf8.DecodeRuneInString(s.text); s.inside && unicode.IsUpper(first) {
			names[s.text] = true
		}
	}
	return names
}

func among(all []spot, names map[string]bool) []string {
	var found []string
	for _, s := range all {
		if names[s.text] {
			found = append(found, s.text)
		}
	}
	return found
}
