package lang

import "strings"

// stemEnglish takes off what inflects an English word and nothing that forms
// another: the possessive and the plural by the rules of D. Harman's S-stemmer
// ("How effective is suffixing?", JASIS 42, 1991), -ed and -ing with what they
// did to the letters before them by M. Porter's English stemmer (Porter 2, step
// 1b), and the degrees of adjectives by a list. British and American spellings
// come out alike.
func stemEnglish(w string) string {
	w = strings.TrimSuffix(strings.TrimRight(strings.TrimSuffix(w, "'s"), "'"), "'s")
	if len(w) < 3 || !ascii(w) {
		return w
	}
	if s, ok := irregularEnglish[w]; ok {
		return spelled(s, false)
	}
	w = singular(w)
	if s, ok := irregularEnglish[w]; ok {
		return spelled(s, false)
	}
	if s, ok := graded[w]; ok {
		return spelled(s, false)
	}
	w, open := unverbed(w)
	if s, ok := irregularEnglish[w]; ok {
		w = s
	}
	return spelled(w, open)
}

// singular gives a noun without its plural, and so a verb without that of the
// third person.
func singular(w string) string {
	n := len(w)
	switch {
	case n > 5 && strings.HasSuffix(w, "men") && !strings.HasSuffix(w, "cimen") && w != "regimen" && w != "abdomen":
		return w[:n-3] + "man"
	case w[n-1] != 's' || n < 4 || endsIn(w, "ss", "us", "is"):
		return w
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 4 && endsIn(w, "ches", "shes", "xes", "sses", "zzes", "oes"):
		return w[:n-2]
	}
	return w[:n-1]
}

// unverbed takes -ed, -ing, -ier and -iest off. It reports whether an e may have
// stood where the ending stands.
func unverbed(w string) (string, bool) {
	n := len(w)
	switch {
	case n > 5 && strings.HasSuffix(w, "iest"):
		return w[:n-4] + "y", false
	case n > 5 && strings.HasSuffix(w, "ier") && !noComparative[w]:
		return w[:n-3] + "y", false
	case n > 4 && strings.HasSuffix(w, "ied"):
		return w[:n-3] + "y", false
	case strings.HasSuffix(w, "eed"):
		if endsIn(w, "agreed", "decreed", "freed", "teed") {
			return w[:n-1], false
		}
		return w, false
	case n > 3 && strings.HasSuffix(w, "ed") && hasVowel(w[:n-2]):
		return w[:n-2], true
	case n > 4 && strings.HasSuffix(w, "ing") && hasVowel(w[:n-3]):
		return w[:n-3], true
	}
	return w, false
}

// spelled writes a word in the one way in which all of its forms come out. With
// open, an e may be missing at its end.
func spelled(w string, open bool) string {
	n := len(w)
	if open && shortSyllable(w) {
		return w + "e"
	}
	e := n > 3 && w[n-1] == 'e'
	switch {
	case e && n > 4 && endsIn(w, "tre", "bre"):
		return w[:n-2] + "er"
	case e && strings.HasSuffix(w, "ie"):
		return w[:n-2] + "y"
	case e && !shortSyllable(w[:n-1]):
		w = w[:n-1]
	case e:
		return w
	}
	n = len(w)
	switch {
	case n > 3 && w[n-1] == w[n-2] && !vowelEn(w[n-1]):
		return w[:n-1]
	case (e || open) && n > 4 && endsIn(w, "is", "ys"):
		return w[:n-1] + "z"
	case n > 8 && strings.HasSuffix(w, "isation"):
		return w[:n-6] + "zation"
	case n > 5 && strings.HasSuffix(w, "our"):
		return w[:n-2] + "r"
	}
	return w
}

func vowelEn(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }

func hasVowel(w string) bool { return strings.ContainsAny(w, "aeiouy") }

// shortSyllable reports whether a word is one syllable with one vowel and one
// consonant at its end, which doubles before an ending, as plan does, unless an
// e follows, as in plane.
func shortSyllable(w string) bool {
	n := len(w)
	if n < 2 || vowelEn(w[n-1]) || strings.IndexByte("wxy", w[n-1]) >= 0 || !vowelEn(w[n-2]) && w[n-2] != 'y' {
		return false
	}
	for i := range n - 2 {
		if (vowelEn(w[i]) || w[i] == 'y' && i > 0) && !(w[i] == 'u' && i > 0 && w[i-1] == 'q') {
			return false
		}
	}
	return true
}
