package lang

import "strings"

var _ = add(Language{Code: "lt", stem: lithuanian, silent: listed(ltSilent)})

const ltSilent = `
	ir o ar bei kad jog kai kaip jei jeigu tai nes bet taciau arba tik dar jau net nors tad todel taip pat
	i is su nuo iki ant po prie per pas uz apie del tarp pro pagal yra buvo bus buti butu
	as tu jis ji mes jus jie jos mano tavo jo ju musu jusu savo man tau jam jai mums jums jiems joms
	sis si sio sios siam siai sia siuo siame sioje sie siu siems sioms siuos sias siais
	tas ta to tos tam tuo tame toje tie tiems toms tuos
	kas ka ko kam kuo kur kada kuris kuri kurio kurios kuriam kuriai kuriame kurioje kurie kuriu kuriems kurioms kuriuos kurias`

// listed makes a set of the words in a text.
func listed(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// lithuanian cuts a folded word down to what its forms share. An infinitive and
// what is built on one goes first. Of other words the ending goes: case, person or
// definite form, with the i that softens a consonant and the č and dž that it
// makes; then the sign of a participle or of a degree. Every form of a verb comes
// to the stem of its past tense, of which ltVerbs knows those unlike the others.
//
// The order of steps is that of the Lithuanian stemmer in Snowball by Dainius
// Jocas (2015), which knows no verbs; the endings are those of Ambrazas (ed.),
// Lithuanian Grammar (1997).
func lithuanian(w string) string {
	if len(w) < 3 {
		return w
	}
	if key, ok := ltWords[w]; ok {
		return key
	}
	if n := len(w) - 3; n > 1 && w[n:] == "muo" {
		return w[:n] + "men" // asmuo, asmens
	}
	if root := ltInfinitive(w); root != "" {
		return root
	}
	stem, end := ltCut(w)
	soft := ltSoftens(end) && strings.HasSuffix(stem, "i") && len(stem) > 2
	if soft {
		stem = stem[:len(stem)-1]
	}
	if ltNouns[stem] && (soft || stem[len(stem)-1] != 't' || end != "" && (end[0] == 'i' || end[0] == 'y')) {
		return ltHard(stem, soft)
	}
	return ltUnmarked(w, stem, end, soft)
}

// ltSoftens reports whether an ending can follow an i that is only a sign.
func ltSoftens(end string) bool { return end != "" && strings.IndexByte("aou", end[0]) >= 0 }

// ltHard undoes what a softening i does to t and d: sutarč(ių) is of sutartis,
// medž(io) of medis.
func ltHard(stem string, soft bool) string {
	switch {
	case soft && strings.HasSuffix(stem, "dz"):
		return stem[:len(stem)-1]
	case soft && strings.HasSuffix(stem, "c"):
		return stem[:len(stem)-1] + "t"
	}
	return stem
}

// ltCut takes the longest ending off that leaves a stem of its least length.
func ltCut(w string) (stem, end string) {
	last := w[len(w)-1]
	if last < 'a' || last > 'z' {
		return w, ""
	}
	for _, e := range ltEndings[last-'a'] {
		n := len(w) - len(e.text)
		if n >= e.least && w[n:] == e.text && ltAfter(w, e.text) {
			return w[:n], e.text
		}
	}
	if last == 's' && len(w) > 3 && strings.IndexByte("bdfgklmnprtvz", w[len(w)-2]) >= 0 {
		return w[:len(w)-1], "" // vandens, dukters; dirbs
	}
	return w, ""
}

// ltAfter reports whether an ending is that of a word, and no part of its stem.
func ltAfter(w, end string) bool {
	n := len(w) - len(end)
	switch end {
	case "ojo":
		return ltDefinite(w[:n], w[:n+1])
	case "ojoje", "ojoj":
		return w[n-1] != 't' || n < 4 || !ltThemed(w[:n-1]) // vartotoja, vartotojoje
	case "imi":
		return strings.IndexByte("tdnszv", w[n-1]) >= 0 // naktimi; turimi is a participle
	case "ate", "ote", "ite", "ime", "ete", "ates", "otes":
		// klimate, pilote, kredite and mokyme are nouns
		_, verb := ltFind(ltPresents, w[:n+1])
		return verb || end[0] != 'i' && end[0] != 'e' && (strings.IndexByte("ji", w[n-1]) >= 0 || strings.HasSuffix(w[:n], "av"))
	case "ese", "ose", "yse", "uose":
		_, verb := ltFind(ltInfinitives, w[:len(w)-1])
		return !verb // atnešė
	}
	return true
}

// ltDefinite reports whether the -ojo after a stem is that of a definite adjective,
// "viešojo", and not that of a verb in the past, "vartojo", or of who does
// something, "vartotojo". verb is the stem with the o, as an infinitive has it.
func ltDefinite(stem, verb string) bool {
	n := len(stem)
	if _, known := ltFind(ltInfinitives, verb); known {
		return false
	}
	switch {
	case ltAdjectives[stem]:
		return true
	case stem[n-1] == 't':
		return n > 2 && !vowel(stem[n-2]) && !ltThemed(stem[:n-1]) && !strings.HasSuffix(stem, "ent")
	case stem[n-1] == 'i' && n > 3:
		// vaikščiojo and medžiojo are of verbs, privačiojo and didžiojo are not
		_, verb := ltFind(ltInIoti, stem)
		return !verb && (stem[n-2] != 'c' || vowel(stem[n-3]) || stem[n-3] == 'n') && (stem[n-2] != 'z' || stem == "didzi")
	}
	for _, sign := range ltSignsOfAdjectives {
		if strings.HasSuffix(stem, sign) {
			return true
		}
	}
	return false
}

// ltUnmarked takes the sign of a participle or of a degree off the stem that w
// begins with.
func ltUnmarked(w, stem, end string, soft bool) string {
	hard := ltHard(stem, soft)
	mark, infinitive := ltMark(hard, end, soft)
	if mark == "" {
		if root, ok := ltFind(ltPasts, hard); ok && (end == "es" || end == "au") {
			return root
		}
		if !ltFinite[end] {
			return ltThemeless(hard)
		}
		return ltPast(w, stem, soft)
	}
	stem = hard[:len(hard)-len(mark)]
	switch {
	case infinitive:
		return ltRoot(stem)
	case mark == "us":
		if root, ok := ltFind(ltPasts, stem); ok {
			return root
		}
	case mark == "esn", mark == "iaus", mark == "aus":
		// A participle has degrees too: "pageidautiniausias", "tinkamesnis".
		return ltUnmarked(w, ltHard(stem, mark == "iaus"), "as", false)
	}
	soft = strings.HasSuffix(stem, "i") && ltSoftens(mark)
	if soft {
		stem = stem[:len(stem)-1]
	}
	return ltPast(w, stem, soft)
}

// ltMark finds the sign that a stem ends in, and whether what is before it is the
// stem of an infinitive.
func ltMark(stem, end string, soft bool) (mark string, infinitive bool) {
	front := end == "" || end[0] == 'i' || end[0] == 'y'
	if soft || front {
		for _, mark := range []string{"iaus", "aus", "ant", "int", "us"} {
			if n := len(stem) - len(mark); n > 1 && stem[n:] == mark && ltCanMark(stem[:n], mark, end, soft) {
				return mark, false
			}
		}
	}
	if n := len(stem) - 3; n > 2 && stem[n:] == "esn" {
		return "esn", false
	}
	if soft && end != "au" || end == "" || end[0] == 'e' {
		return "", false
	}
	for _, mark := range []string{"dam", "dav", "am", "om", "im"} {
		n := len(stem) - len(mark)
		if n > 2 && stem[n:] == mark && (mark != "im" || ltPresentInI(stem[:n+1])) && (mark != "dav" || ltRepeated(stem[:n])) {
			return mark, mark[0] == 'd'
		}
	}
	if n := len(stem) - 1; n > 1 && stem[n] == 't' && end[0] != 'y' && end != "is" && end != "imi" && ltParticiple(stem[:n]) {
		return "t", true
	}
	return "", false
}

// ltRepeated reports whether a stem has -davo of what was done again and again:
// "rašydavo", and not "likvidavo", of likviduoti.
func ltRepeated(stem string) bool {
	n := len(stem)
	switch stem[n-1] {
	case 'i', 'a':
		return false
	case 'n':
		return stem[n-2] == 'e' || stem[n-2] == 'i'
	}
	return stem != "mal"
}

// ltPresentInI reports whether what ends in i is a known verb, as in "turimos", and
// not the beginning of a noun in -imas.
func ltPresentInI(form string) bool {
	_, known := ltFind(ltInI, form)
	return known
}

// ltCanMark reports whether a sign after a stem is one: -aus- has no -us-, and the
// -int- of "patvirtintieji" is of patvirtinti where that of "norintieji" is of nori.
func ltCanMark(stem, mark, end string, soft bool) bool {
	if len(stem) == 2 {
		return mark == "ant" && ltInfinitives[stem] != "" // imantis
	}
	switch mark {
	case "us":
		return stem[len(stem)-1] != 'a'
	case "int":
		_, known := ltInfinitives[stem+"in"]
		return soft && end != "au" || end == "" || known
	}
	return true
}

// ltParticiple reports whether a stem and the -t- after it make a passive
// participle or a conditional, "patvirtintas", "galėtų", and no noun, "miestas".
func ltParticiple(stem string) bool {
	if ltNounsInT[stem] || strings.HasSuffix(stem, "ite") {
		return false
	}
	if ltThemed(stem) {
		return true
	}
	if last := stem[len(stem)-1]; last == 'b' || last == 'g' || last == 'z' {
		return true // no noun has these before a t
	}
	_, known := ltFind(ltInfinitives, stem)
	return known
}

// ltThemed reports whether a stem ends as the infinitives of derived verbs do.
func ltThemed(stem string) bool {
	n := len(stem)
	switch stem[n-1] {
	case 'e':
		return n > 2 && stem[n-2] != 'i' // vilnietis is who lives in Vilnius
	case 'y', 'o':
		return n > 2
	case 'u':
		return n > 3 && stem[n-2] == 'a'
	case 'n':
		return n > 3 && stem[n-2] == 'i'
	}
	return false
}
