package lang

import "strings"

// ltInfinitive gives the root of an infinitive and of the future, imperative and
// conditional, whose endings no noun has, or "".
func ltInfinitive(w string) string {
	for _, end := range ltOnInfinitive[w[len(w)-1]] {
		if len(w)-len(end) < 2 || !strings.HasSuffix(w, end) {
			continue
		}
		stem := w[:len(w)-len(end)]
		if end == "ti" || end == "tis" {
			return ltNamed(stem, end)
		}
		if end[0] == 's' {
			if root := ltSwallowed(w[:len(stem)+1], end); root != "" {
				return root
			}
		}
		if end[0] == 'k' && !strings.HasPrefix(end, "kime") {
			if root, ok := ltFind(ltInfinitives, stem+"k"); ok {
				return root
			}
		}
		if ltBuiltOn(stem, end) {
			return ltRoot(stem)
		}
	}
	return ""
}

// ltBuiltOn reports whether a stem is that of an infinitive and not the beginning of
// a noun: "veikime" is of veikimas, "klausime" of klausimas, "artume" of artumas.
func ltBuiltOn(stem, end string) bool {
	last := stem[len(stem)-1]
	switch {
	case end == "s", end == "si", end == "siu":
		return ltInFuture(stem, end)
	case end == "ciau":
		_, known := ltFind(ltInfinitives, stem)
		return known || ltThemed(stem)
	case end == "t" && (last == 'e' || strings.HasSuffix(stem, "ino") || strings.HasSuffix(stem, "avo")):
		return false // kasmet; vadinot
	case end == "t" && last == 'n' && ltPresentIn(stem) != "":
		return false // girdint
	case last == 'u' && end[0] != 't':
		_, known := ltFind(ltInfinitives, stem)
		return (known || ltThemed(stem)) && !ltNounsInAu(stem, end)
	case ltThemed(stem):
		return !strings.HasSuffix(stem, "davo")
	case end[0] == 't' || strings.HasPrefix(end, "kim"):
		_, known := ltFind(ltInfinitives, stem)
		return known && (end[0] == 't' || !vowel(last)) || end[0] == 't' && end != "t" && strings.IndexByte("kgpb", last) >= 0
	}
	return strings.IndexByte("aeiou", last) < 0
}

// ltPresentIn gives the root of the verb with a present in -i whose participle begins
// with a stem in -in, or "": lydinti is of lydi, and not of a verb of its own.
func ltPresentIn(stem string) string {
	n := len(stem) - 1
	if n < 3 || stem[n] != 'n' || stem[n-1] != 'i' {
		return ""
	}
	root, _ := ltFind(ltPresents, stem[:n])
	return root
}

// ltSwallowed gives the root of a verb whose stem ends in the s that begins an ending
// of the future, "leisime" of leisti, or "". A past that keeps the s has a noun that
// looks the same, "klausime".
func ltSwallowed(stem, end string) string {
	if root, ok := ltOnce(ltInfinitives, stem); ok && (len(stem) > 3 || len(end) > 3) && root[len(root)-2] != 's' && root[len(root)-1] != 'y' {
		return root
	}
	return ""
}

// ltOnce looks a form up with at most one prefix, where more would find a verb in
// nouns: teisės.
func ltOnce(table map[string]string, form string) (root string, ok bool) {
	if root, ok = table[form]; ok {
		return root, true
	}
	for _, prefix := range ltPrefixes[form[0]] {
		if rest, found := strings.CutPrefix(form, prefix); found && prefix != "te" && prefix != "be" {
			if root, ok = table[rest]; ok {
				return prefix + root, true
			}
		}
	}
	return "", false
}

// ltInFuture reports whether -s, -si or -siu after a stem is that of a future:
// "stebės" is, "savivaldybės" and "skyriaus" are of nouns.
func ltInFuture(stem, end string) bool {
	last := stem[len(stem)-1]
	switch _, known := ltFind(ltInfinitives, stem); {
	case strings.HasSuffix(stem, "uo"):
		return true
	case known:
		return !vowel(last) || last != 'u' && end == "siu" || last == 'y' || last == 'e' && end == "s" && !strings.HasSuffix(stem, "mine")
	case last == 'u':
		return ltThemed(stem) && ltCalled(stem[:len(stem)-2])
	case end == "s":
		return false
	}
	return len(stem) > 4 && (last == 'n' || end == "siu" && last != 'e' && !strings.HasSuffix(stem, "ry")) && ltThemed(stem)
}

// ltCalled reports whether a stem is that of who does what a verb in -auti says:
// atstovauti, ūkininkauti.
func ltCalled(stem string) bool {
	return ltInAuti[stem] || strings.HasSuffix(stem, "ink") || strings.HasSuffix(stem, "tov") || strings.HasSuffix(stem, "dov")
}

// ltNounsInAu reports whether a stem in -au and an ending make the case of a noun in
// -imas: "laukime" and "klausime", but not "dalyvaukime".
func ltNounsInAu(stem, end string) bool {
	if strings.HasPrefix(end, "kime") {
		for _, noun := range []string{"lau", "trau", "sau", "krau"} {
			if strings.HasSuffix(stem, noun) {
				return true
			}
		}
	}
	return strings.HasSuffix(stem, "klau")
}

// ltOnInfinitive are endings that follow the stem of an infinitive, by their last
// letter, the longer before those that they end in.
var ltOnInfinitive = [256][]string{
	'i': {"tusi", "ti", "si"},
	'u': {"ciau", "siu"},
	's': {"tis", "kites", "kimes", "simes", "sites", "s"},
	'e': {"tumete", "tumeme", "tume", "tute", "kite", "kime", "sime", "site"},
	't': {"tumet", "kit", "sit", "t"},
	'm': {"tumem", "tum", "kim", "sim"},
	'k': {"k"},
}

// ltNamed gives the root of the infinitive that a word in -ti or -tis is, or "" for
// the noun that it is: "sutartį" and "sutartis" look like infinitives.
func ltNamed(stem, end string) string {
	if ltNouns[stem+"t"] {
		return ""
	}
	if root, ok := ltFind(ltInfinitives, stem); ok {
		return root
	}
	if root := ltPresentIn(stem); root != "" {
		return root
	}
	if ltThemed(stem) || strings.HasSuffix(stem, "en") {
		return ltRoot(stem)
	}
	switch last := stem[len(stem)-1]; {
	case strings.IndexByte("kgpb", last) >= 0, end == "ti" && strings.IndexByte("aeiouslrmn", last) < 0:
		return stem
	}
	return ""
}

// ltRoot gives what all forms of a verb share by the stem of its infinitive.
func ltRoot(stem string) string {
	if root, ok := ltFind(ltInfinitives, stem); ok {
		return root
	}
	n := len(stem)
	if n < 3 {
		return stem
	}
	switch stem[n-1] {
	case 'y':
		return stem[:n-1]
	case 'e':
		return stem + "j"
	case 'o':
		if stem[n-2] == 'u' {
			return stem[:n-2] + "av"
		}
		return stem + "j"
	case 'u':
		if stem[n-2] == 'a' {
			return stem[:n-1] + "v"
		}
	}
	return stem
}

// ltPast gives what all forms of a verb share by the stem of its present that w
// begins with: the word shows by what follows the stem that it is a verb.
func ltPast(w, stem string, soft bool) string {
	n := len(stem) + 1
	if soft {
		n++
	}
	if n <= len(w) {
		if root, ok := ltFind(ltPresents, w[:n]); ok {
			return root
		}
	}
	if k := len(stem) - 3; k > 1 && !soft && n <= len(w) && w[len(stem)] == 'a' && stem[k+1:] == "st" && strings.IndexByte("gpb", stem[k]) >= 0 {
		return stem[:k+1] // brangsta, brango
	}
	return ltThemeless(ltHard(stem, soft))
}

// ltThemeless brings organizuoj(a) and keliauj(a) to the stem of their past,
// organizav(o) and keliav(o).
func ltThemeless(stem string) string {
	if n := len(stem) - 3; n > 1 && (stem[n:] == "uoj" || stem[n:] == "auj") {
		return stem[:n] + "av"
	}
	return stem
}

func ltFind(table map[string]string, form string) (root string, ok bool) {
	return prefixed(table, &ltPrefixes, form)
}

// longestVerb bounds the forms of the tables of verbs.
const longestVerb = 10

// prefixed looks a verb up with and without the prefixes that it may have, by
// their first letter, and gives its root with them.
func prefixed(table map[string]string, prefixes *[256][]string, form string) (root string, ok bool) {
	if len(form) <= longestVerb {
		if root, ok = table[form]; ok || len(form) < 4 {
			return root, ok
		}
	}
	for _, prefix := range prefixes[form[0]] {
		if len(form) < len(prefix)+2 || !strings.HasPrefix(form, prefix) {
			continue
		}
		if root, ok := prefixed(table, prefixes, form[len(prefix):]); ok {
			return prefix + root, true
		}
	}
	return "", false
}

var ltPrefixes = [256][]string{
	'a': {"at", "ap", "ati", "api"}, 'b': {"be"}, 'i': {"is", "i"}, 'n': {"nu", "ne"},
	'p': {"pa", "pri", "per", "pra", "par"}, 's': {"su", "si"}, 't': {"te"}, 'u': {"uz"},
}

// ltInfinitives has the roots of verbs by the stem of the infinitive, ltPresents by
// the third person of the present and past, and of presents in -i by the first too;
// ltPasts by what other forms of the past begin with.
var ltInfinitives, ltPresents, ltPasts = ltRoots(ltVerbs)

func ltRoots(text string) (infinitives, presents, pasts map[string]string) {
	infinitives, presents, pasts = map[string]string{}, map[string]string{}, map[string]string{}
	for line := range strings.Lines(text) {
		parts := strings.Fields(line)
		if len(parts) != 3 {
			continue
		}
		stem, present, root := strings.TrimSuffix(parts[0], "ti"), parts[1], parts[2]
		if bare := root[:len(root)-1]; bare[len(bare)-1] == 'j' {
			root = bare
		} else if vowel(root[len(root)-1]) {
			presents[root], pasts[bare] = root, root
		}
		infinitives[stem] = root
		if k := len(stem) - 1; stem[k] == 'g' && infinitives[stem[:k]+"k"] == "" {
			infinitives[stem[:k]+"k"] = root // the k of the imperative swallows the g
		}
		presents[present] = root
		switch bare, noun := present[:len(present)-1], ltWords[present] != ""; present[len(bare)] {
		case 'i':
			presents[present+"u"] = root
		case 'a':
			if _, other := presents[bare+"u"]; !other && !noun && ltWords[bare+"u"] == "" {
				presents[bare+"u"] = root // kviečiu
			}
		}
	}
	for stem := range strings.FieldsSeq(ltInYti) {
		root := stem + "y"
		infinitives[root], presents[stem+"o"] = root, root
		if _, other := presents[stem+"e"]; !other { // klausė is of klausti
			presents[stem+"e"], pasts[stem] = root, root
		}
	}
	return infinitives, presents, pasts
}
