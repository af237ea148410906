package lang

import "strings"

// letterKa is how many bytes a Georgian letter takes.
const letterKa = 3

// stemGeorgian takes a word apart from its end, as the grammar puts it together
// (H. Aronson, "Georgian: A Reading Grammar", 1990): particle, postposition,
// case, number, and what verbs of the common conjugations end with. With them goes
// the vowel that verbs put after a preverb (დამტკიცება, დაამტკიცა), and then the
// one that a stem loses in half of its cases (წყალი, წყლის).
func stemGeorgian(w string) string {
	if w[0] != 0xE1 || len(w) < 3*letterKa {
		return w
	}
	if s, ok := irregularGeorgian[w]; ok {
		return s
	}
	return syncoped(withoutNumber(withoutVersion(withoutCase(w))))
}

// withoutCase takes particle, postposition and case off, and what verbs end with
// where it looks the same.
func withoutCase(w string) string {
	w, also := withoutParticle(w)
	if s, ok := kaOnStem.cut(w, 2*letterKa); ok && !strings.HasSuffix(s, "ი") {
		return withoutVowel(s)
	}
	if s, ok := strings.CutSuffix(w, "თან"); ok && len(s) >= 2*letterKa {
		s, _ = kaStemCases.cut(s, 2*letterKa)
		return s
	}
	if s, ok := kaOnVowel.cut(w, 3*letterKa); ok && vowelKa(s[len(s)-letterKa:]) {
		return withoutVowel(s)
	}
	if s, ok := kaOnCase.cut(w, 3*letterKa); ok && kaOfCase.end(s) {
		w = s
	}
	if also {
		if s, ok := kaAlsoCases.cut(w, 2*letterKa); ok {
			return s
		}
	}
	return withoutEnding(w)
}

// withoutParticle takes -ც and -ვე off, and reports whether it was the first.
func withoutParticle(w string) (string, bool) {
	if s, ok := strings.CutSuffix(w, "ც"); ok && len(s) >= 4*letterKa && kaAlso.end(s) {
		if kaBefore.end(s) {
			s = s[:len(s)-letterKa]
		}
		return s, true
	}
	if s, ok := strings.CutSuffix(w, "ვე"); ok && len(s) >= 4*letterKa && kaVery.end(s) {
		return s, false
	}
	return w, false
}

// withoutEnding takes the ending off a word without postposition.
func withoutEnding(w string) string {
	if s, ok := strings.CutSuffix(w, "ა"); ok && finite(w) {
		return strings.TrimSuffix(s, "ი")
	}
	if s, ok := strings.CutSuffix(w, "ია"); ok && len(s) >= 3*letterKa && kaCopula.end(s) {
		return s
	}
	if s, ok := strings.CutSuffix(w, "მა"); ok && len(s) >= 3*letterKa && !vowelKa(s[len(s)-letterKa:]) && !kaOnMa.end(w) {
		return s
	}
	if kaOldPlural.end(w) {
		return w[:len(w)-3*letterKa]
	}
	if s, ok := kaPresent.cut(w, 3*letterKa); ok {
		return s
	}
	if s, ok := strings.CutSuffix(w, "იმ"); ok && len(s) >= 4*letterKa {
		return s
	}
	if s, ok := kaCases.cut(w, 2*letterKa); ok {
		return s
	}
	return withoutVowel(w)
}

// finite reports whether a word begins as verbs do and ends neither in the -და of
// the past nor as their nouns do.
func finite(w string) bool {
	if kaNotFinite.end(w) {
		return false
	}
	for _, p := range kaVersions[w[:letterKa]] {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

func withoutVowel(w string) string {
	w, _ = kaVowels.cut(w, 2*letterKa)
	return w
}

// withoutNumber takes the plural off, and with it what verbal nouns, participles
// and verbs in the present have before their ending.
func withoutNumber(w string) string {
	if s, ok := kaPassive.cut(w, 3*letterKa); ok && strings.HasSuffix(s, "ებ") {
		w = s
	}
	if s, ok := strings.CutSuffix(w, "ულ"); ok && len(s) >= 5*letterKa && strings.HasSuffix(s, "ებ") {
		w = s
	}
	for range 2 {
		s, ok := strings.CutSuffix(w, "ებ")
		if !ok || len(s) < 2*letterKa {
			break
		}
		w, _ = kaPlurals.cut(s, 2*letterKa)
	}
	if s, ok := strings.CutSuffix(w, "ევ"); ok && len(s) >= 3*letterKa {
		w = s
	}
	if s, ok := kaClosing.cut(w, 4*letterKa); ok && !vowelKa(s[len(s)-letterKa:]) {
		return s
	}
	return w
}

// withoutVersion takes the vowels off that verbs put between a preverb and the
// root, and their nouns do not.
func withoutVersion(w string) string {
	for _, p := range kaPreverbs[w[:letterKa]] {
		rest, ok := strings.CutPrefix(w, p)
		if !ok {
			continue
		}
		whole := len(rest)
		for len(rest) >= 2*letterKa && vowelKa(rest) && rest[:letterKa] != "ო" {
			rest = rest[letterKa:]
		}
		if len(rest) == whole {
			return w
		}
		return p + rest
	}
	return w
}

// syncoped takes the last vowel of a stem off if it is one of those that go where
// the ending begins with a vowel, and the ვ that ო may leave behind. A name is no
// house, so სახელი keeps its own.
func syncoped(w string) string {
	n := len(w) - 3*letterKa
	if n < letterKa || vowelKa(w[n:]) || strings.HasSuffix(w, "სახელ") {
		return w
	}
	if n == letterKa && !kaShort.end(w) {
		return w
	}
	if kaFleeting.end(w) {
		w = w[:n+letterKa] + w[n+2*letterKa:]
		n -= letterKa
	}
	if n >= letterKa && !vowelKa(w[n:]) && kaV.end(w) {
		w = w[:n+letterKa] + w[n+2*letterKa:]
	}
	return w
}

// vowelKa reports whether a word begins with a vowel.
func vowelKa(w string) bool {
	switch w[:letterKa] {
	case "ა", "ე", "ი", "ო", "უ":
		return true
	}
	return false
}
