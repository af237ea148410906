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
		_, known := ltFind(ltInfinitives, stem)
		return strings.HasSuffix(stem, "uo") || end != "s" && len(stem) > 4 && strings.HasSuffix(stem, "in") || known && !vowel(last)
	case end == "t" && (last == 'e' || strings.HasSuffix(stem, "ino") || strings.HasSuffix(stem, "avo")):
		return false // kasmet; vadinot
	case last == 'u' && end[0] != 't':
		_, known := ltFind(ltInfinitives, stem)
		noun := strings.HasPrefix(end, "kime") || strings.HasPrefix(end, "sim") || strings.HasSuffix(stem, "klau")
		return known || !noun && ltThemed(stem)
	case ltThemed(stem):
		return !strings.HasSuffix(stem, "davo")
	case end[0] == 't' || strings.HasPrefix(end, "kim"):
		_, known := ltFind(ltInfinitives, stem)
		return end[0] == 't' && (known || end != "t" && strings.IndexByte("kgpb", last) >= 0)
	}
	return strings.IndexByte("aeiou", last) < 0
}

// ltOnInfinitive are endings that follow the stem of an infinitive, by their last
// letter, the longer before those that they end in.
var ltOnInfinitive = [256][]string{
	'i': {"tusi", "ti", "si"},
	'u': {"siu"},
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
		if strings.HasSuffix(present, "i") {
			presents[present+"u"] = root
		}
	}
	return infinitives, presents, pasts
}
