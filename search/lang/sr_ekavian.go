package lang

import "strings"

// ekavian writes a folded word of the ijekavian standard as it is written in
// Serbia, where that is plain from the letters around: rijesenje and mjesto are
// resenje and mesto. The endings -ije and -jem of nouns and comparatives stay.
func ekavian(word string) string {
	for at := 1; ; {
		i := strings.Index(word[at:], "je")
		if i < 0 {
			return word
		}
		i += at
		switch rest := word[i+2:]; {
		case rest == "" || serbianVowel(rest[0]):
			at = i + 1
		case word[i-1] == 'i' && longYat(word[:i-1], rest):
			word, at = word[:i-1]+word[i+1:], i
		case shortYat(word[i-1], rest):
			word, at = word[:i]+word[i+1:], i
		default:
			at = i + 1
		}
	}
}

func serbianVowel(letter byte) bool { return strings.IndexByte("aeiou", letter) >= 0 }

// longYat reports whether the -ije- between two parts of a word is a long yat.
func longYat(before, rest string) bool {
	if before == "" || strings.HasSuffix(before, "b") && !strings.ContainsRune("ld", rune(rest[0])) {
		return false
	}
	if rest[0] == 'n' {
		return strings.ContainsRune("cm", rune(before[len(before)-1])) && rest != "n"
	}
	switch rest {
	case "g", "ga", "m", "mu", "s", "t", "te", "mo":
		return !strings.ContainsAny(before, "aeiou") && rest != "m"
	}
	return before != "pr" || rest[0] != 'm'
}

// shortYat reports whether -je- after a letter and before rest is a short yat.
func shortYat(before byte, rest string) bool {
	switch before {
	case 'l':
		return strings.IndexByte("tlkpdbs", rest[0]) >= 0
	case 'b', 'c', 'd', 'g', 'k', 'm', 'p', 'r', 's', 't', 'v', 'z':
		return rest != "m"
	}
	return false
}
