package lang

import "strings"

// stemSerbian cuts a folded Serbian word in Latin letters down to what its forms
// share. It knows the suffixes of two published stemmers, of Kešelj and Šipka (A
// Suffix Subsumption-Based Approach to Building Stemmers and Lemmatizers for
// Highly Inflectional Languages with Sparse Resources, 2008) and of Ljubešić,
// Boras and Kubelka (Retrieving Information in Croatian: Building a Simple and
// Efficient Rule-Based Stemmer, 2007), in steps of its own, so that the tables
// stay small: the ending of case or person; what stands between it and the root,
// as often as it stands there; the sounds that change at the end of a root.
func stemSerbian(word string) string {
	if !ascii(word) || len(word) < 3 || len(word) > longestInflected {
		return word
	}
	if key, ok := serbianForms[word]; ok {
		return key
	}
	if here := ekavian(word); here != word {
		if key, ok := serbianForms[here]; ok {
			return key
		}
		word = here
	}
	if root, ok := serbianRoots[word]; ok {
		return root
	}
	word = serbianTense(word)
	root, inflected := serbianEndings.cut(word)
	if len(root) > 6 && strings.HasSuffix(root, "anin") {
		root, inflected = root[:len(root)-2], true
	}
	if base, ok := serbianRoots[root]; ok {
		return base
	}
	if rest := withoutSuperlative(root); rest != root {
		if base, ok := serbianRoots[rest]; ok {
			return base
		}
		root = rest
	}
	return serbianSounds(serbianRoot(root, inflected))
}

// serbianRoot takes off what makes a plural, participle, infinitive or comparative.
func serbianRoot(root string, inflected bool) string {
	for before := ""; before != root; {
		before = root
		root, _ = serbianVerbal.cut(root)
		themed, ok := serbianThemes.cut(root)
		if !ok && inflected {
			themed, _ = serbianPassive.cut(root)
		}
		root, _ = serbianFurther.cut(themed)
	}
	return root
}

// withoutSuperlative takes naj- off what has the end of a comparative.
func withoutSuperlative(root string) string {
	rest, ok := strings.CutPrefix(root, "naj")
	if !ok || len(rest) < 3 || strings.HasPrefix(rest, "av") {
		return root
	}
	if _, known := serbianRoots[rest]; known || strings.ContainsRune("cjsz", rune(rest[len(rest)-1])) {
		return rest
	}
	return root
}

// serbianSounds levels the sounds that change at the end of a root.
func serbianSounds(root string) string {
	for _, changes := range serbianEnds {
		root, _ = changes.cut(root)
	}
	return root
}
