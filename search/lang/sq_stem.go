package lang

// stemAlbanian cuts a folded Albanian word down to what its forms share. It knows
// the suffixes of two published stemmers, of Karanikolas (Bootstrapping the
// Albanian Information Retrieval, 2009) and of Sadiku and Biba (Automatic Stemming
// of Albanian Through a Rule-based Approach, 2012), as far as they inflect: nouns
// lose case, number and the definite ending; verbs keep the vowel of their class,
// so that punoj and punë stay apart.
func stemAlbanian(word string) string {
	if root, ok := albanianRoots[word]; ok {
		return root
	}
	if !ascii(word) || len(word) < 3 || len(word) > longestInflected {
		return word
	}
	root, _ := albanianEndings.cut(word)
	if base, ok := albanianRoots[root]; ok {
		return base
	}
	for before := ""; before != root; {
		before = root
		root, _ = albanianFurther.cut(root)
	}
	for _, changes := range albanianEnds {
		root, _ = changes.cut(root)
	}
	return root
}
