package lang

import (
	"cmp"
	"strings"
)

var _ = add(Language{Code: "sl", stem: slovenian, silent: listed(slSilent)})

const slSilent = `
	in ali pa ter a ampak da ce ker ko kot ki kako kje kdo kaj kam naj se si bi tudi ze le samo saj torej zato
	v na za z s iz od do o ob po pri pod nad pred med k h cez skozi zaradi glede proti
	jaz ti on ona ono mi vi oni one me te ga jo nas vas jih mu ji nam vam jim njega njej njemu njim njih svoj svoja svojo svoje svojega
	ta to tega temu tem teh tej tisti tista tisto tistega kateri katera katero katere katerega katerem katerih katerim
	sem sva smo ste sta so je bil bila bilo bili bile bo bom bos bomo boste bodo biti`

// slovenian cuts a folded word down to what its forms share: the ending of case or
// person, then at most twice the sign of a participle, an infinitive, a plural or a
// degree. What is left loses the marks of a softened consonant and the fleeting e
// before its last one, whether it is fleeting there or not: "odstavek" and
// "odstavka", but "zelen" and "zelena" too, come to the same.
//
// That endings go by the longest match and a least length of the stem is from
// Popovič and Willett, "The effectiveness of stemming for natural-language access
// to Slovene textual data", JASIS 43 (1992). Their list cuts deeper, into what forms
// new words; the endings here are those of Toporišič, Slovenska slovnica (2000).
func slovenian(w string) string {
	if key, ok := slWords[w]; ok || len(w) < 3 {
		return cmp.Or(key, w)
	}
	stem, end := slCut(w)
	mark, verb := end, false
	for range 2 {
		shorter, next := slUnmarked(stem, mark)
		if next == "" {
			break
		}
		if slOfOvati(shorter, next) {
			return shorter[:len(shorter)-2] + "uj" // glasovati, glasuje
		}
		stem, mark, verb = shorter, next, verb || slOfVerbs[next]
		if mark == "ij" {
			stem = slThird(stem, end)
		}
		if mark == "ov" || mark == "ev" || mark == "ij" {
			break // what is before a plural is no participle
		}
	}
	stem = slLast(stem, mark == "en")
	if verb && slLikeNouns[stem] {
		return stem + "i"
	}
	if root, ok := prefixed(slVerbs, &slPrefixes, stem); ok {
		return root
	}
	return stem
}

// slThird takes off the stem of a third person in -ijo, "zagotovijo", "ocenijo",
// what its other forms lose too. That of "Slovenijo" stays.
func slThird(stem, end string) string {
	n := len(stem) - 2
	if end == "o" && n > 2 && (stem[n:] == "ov" || stem[n:] == "en" && !slOnEn[stem]) {
		return stem[:n]
	}
	return stem
}

// slOfOvati reports whether a stem before a sign of the infinitive or of a
// participle is that of a verb in -ovati or -evati.
func slOfOvati(stem, mark string) bool {
	if mark != "at" && mark != "al" && mark != "an" || slOnEv[stem] {
		return false
	}
	return strings.HasSuffix(stem, "ov") || strings.HasSuffix(stem, "ev")
}

// slCut takes the longest ending off that leaves a stem of its least length.
func slCut(w string) (stem, end string) {
	last := w[len(w)-1]
	if last < 'a' || last > 'z' {
		return w, ""
	}
	for _, e := range slEndings[last-'a'] {
		n := len(w) - len(e.text)
		if n >= e.least && w[n:] == e.text && slAfter(w, e.text) {
			return w[:n], e.text
		}
	}
	return w, ""
}

// slAfter reports whether an ending can stand after a stem: -ev only after a soft
// consonant, so that "storitev" keeps its own; -te and -mo after the j of an
// imperative.
func slAfter(w, end string) bool {
	stem := w[:len(w)-len(end)]
	last := stem[len(stem)-1]
	switch end {
	case "ov":
		return !slOnOv[w]
	case "ega":
		return !slOnEga[w]
	case "ev":
		return strings.IndexByte("cjsz", last) >= 0
	case "em":
		return !strings.HasSuffix(stem, "iz") // turizem, turizma
	case "te", "ta", "mo", "va":
		return last == 'j' && vowel(stem[len(stem)-2])
	case "ma", "mi", "eh":
		return strings.HasSuffix(stem, "st")
	case "es":
		return strings.HasSuffix(stem, "uj")
	case "as":
		return strings.HasSuffix(stem, "ir") || strings.HasSuffix(stem, "lj") || strings.HasSuffix(stem, "nj")
	}
	return true
}

// slUnmarked takes one sign off the end of a stem.
func slUnmarked(stem, after string) (shorter, mark string) {
	n := len(stem) - 2
	if n < 3 && (n < 2 || !slOnTwo[stem[n:]]) {
		return stem, ""
	}
	switch mark = stem[n:]; mark {
	case "at", "it", "et", "ij", "an":
	case "aj":
		if after == "en" {
			return stem, "" // zgrajena is of zgraditi
		}
	case "ov":
		if slOnOv[stem] {
			return stem, ""
		}
	case "al":
		if slOnLo[stem] {
			return stem, ""
		}
	case "am", "em", "om", "im":
		if after == "en" || strings.HasSuffix(stem, "izem") {
			return stem, ""
		}
	case "ej":
		if after == "en" || strings.HasSuffix(stem, "prej") {
			return stem, "" // sprejeti, prejeti
		}
	case "ev":
		if strings.IndexByte("cjsz", stem[n-1]) < 0 {
			return stem, ""
		}
	case "el":
		if strings.IndexByte("kgp", stem[n-1]) >= 0 {
			return stem, ""
		}
	case "il":
		if slOnLo[stem] && after != "i" && after != "e" {
			return stem, ""
		}
	case "en":
		if after == "" && !strings.HasSuffix(stem[:n], "sc") && !(stem[n-1] == 'j' && strings.IndexByte("lnr", stem[n-2]) >= 0) {
			return stem, ""
		}
	case "js":
		if stem[n-1] == 'e' && n > 3 {
			return strings.TrimPrefix(stem[:n-1], "naj"), "ejs"
		}
		return stem, ""
	case "oc":
		if stem[n-1] == 'j' {
			return stem[:n], "oc"
		}
		return stem, ""
	default:
		return stem, ""
	}
	return stem[:n], mark
}

// slLast undoes what an ending did to the end of a stem. That of a participle in
// -jen loses what the other forms of its verb lose: ustanovljen and ustanovi,
// dodeljen and dodeli.
func slLast(stem string, participle bool) string {
	n := len(stem)
	if n > 4 && stem[n-3:] == "elj" && !vowel(stem[n-4]) && !participle {
		stem, n = stem[:n-3]+"lj", n-1 // zemelj, zemlja
	}
	if n > 3 && stem[n-1] == 'j' && !vowel(stem[n-2]) {
		n--
		if stem[n-1] == 'l' && strings.IndexByte("bpvmf", stem[n-2]) >= 0 {
			n--
		}
		if participle && n > 4 && slOnJen[stem[n-2:n]] {
			n -= 2
		}
	}
	stem = stem[:n]
	switch {
	case n > 3 && strings.HasSuffix(stem, "sc"):
		return stem[:n-1] + "t"
	case n > 3 && strings.HasSuffix(stem, "rl"):
		return stem[:n-1]
	case n > 3 && stem[n-2] == 'e' && !vowel(stem[n-1]) && !vowel(stem[n-3]):
		return stem[:n-2] + stem[n-1:]
	}
	return stem
}

func vowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }
