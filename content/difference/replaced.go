package difference

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Replacement is words of the first text that have others in their place in the
// second.
type Replacement struct{ Before, After string }

// Bounds of what counts as a replacement of words: what is longer is a passage that
// was written anew.
const (
	maxReplacedWords   = 6
	maxReplacedLetters = 80
)

// Replaced gives the small replacements in the Runs of a Block. Where words were
// only taken out or only put in, the word after them, else the one before, is taken
// along: it says what they belong to.
func Replaced(all []Run) []Replacement {
	var found []Replacement
	for i := 0; i < len(all); i++ {
		if all[i].Same() {
			continue
		}
		first := i
		before, after := "", ""
		for ; i < len(all) && !all[i].Same(); i++ {
			if all[i].Removed() {
				before += all[i].Text
			} else {
				after += all[i].Text
			}
		}
		if !worded(before) || !worded(after) {
			before, after = along(all, first, i, before, after)
		}
		before, after = bare(before), bare(after)
		if small(before) && small(after) && before != after {
			found = append(found, Replacement{before, after})
		}
	}
	return found
}

// along takes a neighbouring word into what was taken out and put in between the
// Runs first and end.
func along(all []Run, first, end int, before, after string) (was, is string) {
	if end < len(all) {
		if word := leading(all[end].Text); word != "" {
			return before + word, after + word
		}
	}
	if first > 0 {
		if word := trailing(all[first-1].Text); word != "" {
			return word + before, word + after
		}
	}
	return before, after
}

// leading gives the first word of a text with the space before it, "" where another
// mark comes first; trailing gives the last word with the space behind.
func leading(text string) string {
	end := 0
	for _, t := range tokens(text) {
		end += len(t)
		if wordy([]string{t}) {
			return text[:end]
		}
		if strings.TrimSpace(t) != "" {
			return ""
		}
	}
	return ""
}

func trailing(text string) string {
	all, from := tokens(text), len(text)
	for i := len(all) - 1; i >= 0; i-- {
		from -= len(all[i])
		if wordy(all[i : i+1]) {
			return text[from:]
		}
		if strings.TrimSpace(all[i]) != "" {
			return ""
		}
	}
	return ""
}

// worded reports whether a text has a letter in it.
func worded(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// bare takes the marks around words off: they belong to the sentence.
func bare(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:!?…", r) })
}

func small(s string) bool {
	return worded(s) && utf8.RuneCountInString(s) <= maxReplacedLetters && len(strings.Fields(s)) <= maxReplacedWords
}
