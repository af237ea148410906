package lang

import "strings"

// letterBg is how many bytes a Cyrillic letter takes.
const letterBg = 2

// stemBulgarian cuts a word in three steps, each of which leaves what the next
// one knows: the definite article with gender and number, what a verb ends with,
// and the sounds that come and go inside a stem. The first step and most of the
// third are those of J. Savoy, "Searching Strategies for the Bulgarian Language"
// (Information Retrieval 10, 2007); what a verb ends with follows the grammar,
// as the rules of P. Nakov's BulStem (2003) do.
func stemBulgarian(w string) string {
	if w[0] < 0xD0 || w[0] > 0xD1 || len(w) < 3*letterBg {
		return w
	}
	if s, ok := irregularBulgarian[w]; ok {
		return s
	}
	if s, ok := masculine(w); ok {
		return settled(s)
	}
	w, noun := withoutArticle(w)
	if !noun {
		w = withoutVerb(w)
	}
	return settled(w)
}

// masculine gives an adjective that ends in -ен the stem of its other forms, of
// which the е is gone: последен, последна.
func masculine(w string) (string, bool) {
	s, ok := strings.CutSuffix(w, "ен")
	switch {
	case !ok || len(s) < 3*letterBg:
		return w, false
	case bgToIot.end(s):
		return s + "йн", true
	case bgFleeting.end(s):
		return s + "н", true
	case bgStaying.end(s) || vowelBg(s, 1) || !vowelBg(s, 2):
		return w, false
	}
	return s + "н", true
}

// withoutArticle takes article, gender and number off. It reports whether the
// word is a noun of which nothing more may go.
func withoutArticle(w string) (string, bool) {
	if s, ok := strings.CutSuffix(w, "ият"); ok && len(s) >= 3*letterBg {
		return s, false
	}
	if s, ok := bgArticle.cut(w, 2*letterBg); ok {
		if w = s; strings.HasSuffix(w, "о") {
			return w, false
		}
	} else {
		w = withoutLongArticle(w)
	}
	if s, noun, ok := withoutIa(w); ok {
		return s, noun
	}
	if s, ok := bgPlurals.cut(w, 2*letterBg); ok {
		return s, false
	}
	if s, ok := bgSofter.cut(w, 2*letterBg); ok {
		return w[:len(s)+letterBg] + "к", false
	}
	w, _ = bgVowels.cut(w, 2*letterBg)
	if bgPeople.end(w) {
		w = w[:len(w)-2*letterBg]
	}
	return w, false
}

// withoutLongArticle takes -та, -то and -те off, and the -те of verbs.
func withoutLongArticle(w string) string {
	n := len(w) - 2*letterBg
	switch {
	case n > 2*letterBg && bgArticleAfter.end(w) && !strings.HasSuffix(w, "евта"):
		return w[:n]
	case n >= 4*letterBg && (strings.HasSuffix(w, "йте") || strings.HasSuffix(w, "хте")):
		return w[:n]
	}
	return w
}

// withoutIa takes off what follows an и at the end: a vowel alone where the и is
// a noun's (комисия, решение), and -ия as a whole where it is the article of an
// adjective (новия) or the plural of a verbal noun (плащания).
func withoutIa(w string) (s string, noun, ok bool) {
	n := len(w) - 2*letterBg
	if n < 2*letterBg {
		return w, false, false
	}
	switch w[n:] {
	case "ия":
		if bgVerbal.end(w[:n]) || bgAdjectives.end(w[:n]) && !bgNouns.end(w[:n]) {
			return w[:n], false, true
		}
		return w[:n+letterBg], true, true
	case "ие", "ии", "ий":
		if strings.HasSuffix(w[:n], "ан") || strings.HasSuffix(w[:n], "ян") {
			return w[:n], false, true
		}
		return w[:n+letterBg], !strings.HasSuffix(w[:n], "кр"), n > 2*letterBg
	}
	return w, false, false
}

// withoutVerb takes off what a verb and its participles end with, as often as
// something is left to take: a verb in the present may have lost its last vowel
// only.
func withoutVerb(w string) string {
	for !bgNoVerbs.end(w) {
		s, ok := bgVerbs.cut(w, 3*letterBg)
		if n := len(w) - 2*letterBg; !ok && n >= 3*letterBg && bgInT.end(w) {
			s, ok = w[:n], true
		}
		if t, cut := bgThemes.cut(s, 3*letterBg); cut {
			s, ok = t, true
		}
		if !ok {
			return w
		}
		w = s
	}
	return w
}

// settled undoes what the sounds of a stem do where an ending follows.
func settled(w string) string {
	if len(w) < 3*letterBg {
		return w
	}
	w = withE(withoutFleeting(w))
	switch n := len(w) - letterBg; {
	case strings.HasSuffix(w, "ик"):
		return w[:n] + "ц"
	case strings.HasSuffix(w, "пиш"):
		return w[:n] + "с"
	case strings.HasSuffix(w, "дад"):
		return w[:n-letterBg]
	case n >= 4*letterBg && strings.HasSuffix(w, "вед") && !strings.HasSuffix(w, "равед"):
		return w[:n-letterBg]
	case bgToChosen.end(w):
		return w[:n-letterBg] + "р"
	case bgToG.end(w):
		return w[:n] + "г"
	case bgToZ.end(w):
		return w[:n] + "з"
	case n >= 4*letterBg && bgClosing.end(w):
		return w[:n]
	}
	return w
}

// withE writes the я of a last syllable as е, into which it turns before a soft
// one: място, места.
func withE(w string) string {
	for n := 1; n <= 3 && letterBg*n < len(w); n++ {
		if vowelBg(w, n) {
			if at := len(w) - letterBg*n; n > 1 && w[at:at+letterBg] == "я" {
				return w[:at] + "е" + w[at+letterBg:]
			}
			return w
		}
	}
	return w
}

// withoutFleeting takes the ъ off that stands in some forms of a word before its
// last consonant, and the е before ц: добър, добра; чужденец, чужденци.
func withoutFleeting(w string) string {
	if len(w) < 4*letterBg || vowelBg(w, 1) {
		return w
	}
	before, mid, last := w[:len(w)-2*letterBg], w[len(w)-2*letterBg:len(w)-letterBg], w[len(w)-letterBg:]
	switch {
	case mid == "е" && last == "ц" && vowelBg(w, 3):
		return before + "йц"
	case mid == "ъ" && !vowelBg(w, 3), mid == "е" && last == "ц":
		return before + last
	}
	return w
}

// vowelBg reports whether the nth letter from the end is a vowel.
func vowelBg(w string, n int) bool {
	if len(w) < letterBg*n {
		return false
	}
	switch w[len(w)-letterBg*n : len(w)-letterBg*n+letterBg] {
	case "а", "е", "и", "о", "у", "ъ", "ю", "я":
		return true
	}
	return false
}
