package tuning

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"herald/content"
)

// What bounds a Tuning: a group is read as a whole by whoever keeps it, few results
// can stand first, and each question of a reader is held against all of them.
const (
	MaxGroups    = 300
	MaxPins      = 300
	MinWords     = 2
	MaxWords     = 12
	MaxLetters   = 60
	MaxDocuments = 5
)

// Keep puts a group of synonyms to the others, or in the place of the one with its
// id. What cannot be one is refused, as Issues about "words".
func (t *Tuning) Keep(s Synonyms) []content.Issue {
	s.Words = Distinct(s.Words)
	at := slices.IndexFunc(t.Synonyms, func(o Synonyms) bool { return o.ID == s.ID })
	switch {
	case len(s.Words) == 0:
		return about("words", "issue.tuning.words")
	case len(s.Words) < MinWords:
		return about("words", "issue.tuning.alone", "word", s.Words[0])
	case len(s.Words) > MaxWords:
		return about("words", "issue.tuning.many_words", "max", MaxWords)
	case at < 0 && len(t.Synonyms) >= MaxGroups:
		return about("words", "issue.tuning.many_groups", "max", MaxGroups)
	}
	for _, word := range s.Words {
		if issues := form("words", word); len(issues) > 0 {
			return issues
		}
		if o := t.holding(word, s.ID); o != nil {
			return about("words", "issue.tuning.known_word", "word", word, "words", o.Text())
		}
	}
	t.Synonyms = put(t.Synonyms, at, s)
	return nil
}

// With gives the group that has a word, or nil.
func (t *Tuning) With(word string) *Synonyms { return t.holding(word, "") }

// holding gives the group, other than one, that has a word.
func (t *Tuning) holding(word string, but content.ID) *Synonyms {
	for i, o := range t.Synonyms {
		if o.ID != but && slices.ContainsFunc(o.Words, func(w string) bool { return Same(w, word) }) {
			return &t.Synonyms[i]
		}
	}
	return nil
}

// KeepPin puts a pin to the others, or in the place of the one with its id. What
// cannot be one is refused, as Issues about "question" and "documents"; whether the
// Documents are there is for others to say.
func (t *Tuning) KeepPin(p Pin) []content.Issue {
	p.Question = tidy(p.Question)
	at := slices.IndexFunc(t.Pins, func(o Pin) bool { return o.ID == p.ID })
	if at < 0 && len(t.Pins) >= MaxPins {
		return about("question", "issue.tuning.many_pins", "max", MaxPins)
	}
	var issues []content.Issue
	if p.Question == "" {
		issues = about("question", "issue.tuning.question")
	} else if issues = form("question", p.Question); len(issues) == 0 && t.asking(p.Question, p.ID) != nil {
		issues = about("question", "issue.tuning.known_question", "question", p.Question)
	}
	p.Documents = once(p.Documents)
	switch {
	case len(p.Documents) == 0:
		issues = append(issues, about("documents", "issue.tuning.documents")...)
	case len(p.Documents) > MaxDocuments:
		issues = append(issues, about("documents", "issue.tuning.many_documents", "max", MaxDocuments)...)
	}
	if len(issues) == 0 {
		t.Pins = put(t.Pins, at, p)
	}
	return issues
}

// For gives the pin of a question, its words in any order, or nil.
func (t *Tuning) For(question string) *Pin { return t.asking(question, "") }

// asking gives the pin, other than one, that has a question.
func (t *Tuning) asking(question string, but content.ID) *Pin {
	for i, o := range t.Pins {
		if o.ID != but && sorted(o.Question) == sorted(question) {
			return &t.Pins[i]
		}
	}
	return nil
}

// Remove gives a group of synonyms up, Unpin a pin; both report whether there was one.
func (t *Tuning) Remove(id content.ID) bool {
	before := len(t.Synonyms)
	t.Synonyms = slices.DeleteFunc(t.Synonyms, func(s Synonyms) bool { return s.ID == id })
	return len(t.Synonyms) < before
}

// Unpin gives a pin up.
func (t *Tuning) Unpin(id content.ID) bool {
	before := len(t.Pins)
	t.Pins = slices.DeleteFunc(t.Pins, func(p Pin) bool { return p.ID == id })
	return len(t.Pins) < before
}

// Same reports whether two words or phrases are the same to readers of a list:
// capitals and spaces apart. Inflected forms are for the search to bring together.
func Same(a, b string) bool { return folded(a) == folded(b) }

func folded(s string) string { return strings.ToLower(tidy(s)) }

// sorted is a question with its words in one order, so that another order is the
// same question.
func sorted(question string) string {
	words := strings.Fields(folded(question))
	slices.Sort(words)
	return strings.Join(words, " ")
}

// put gives a list with x at a place of it, or at its end; the list that was there
// stays as it is.
func put[T any](all []T, at int, x T) []T {
	all = slices.Clone(all)
	if at < 0 {
		return append(all, x)
	}
	all[at] = x
	return all
}

// Distinct are tidied words, each once, without empty ones.
func Distinct(words []string) []string {
	var all []string
	for _, word := range words {
		word = tidy(word)
		if word != "" && !slices.ContainsFunc(all, func(o string) bool { return Same(o, word) }) {
			all = append(all, word)
		}
	}
	return all
}

// once are ids, each once, in their order.
func once(ids []content.ID) []content.ID {
	var all []content.ID
	for _, id := range ids {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// tidy takes out what nobody sees: spaces around, more than one between words, and
// characters without a shape.
func tidy(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)), " ")
}

func about(field, key string, args ...any) []content.Issue {
	return []content.Issue{{Field: field, Key: key, Args: args}}
}

// form looks at one word, phrase or question by itself.
func form(field, s string) []content.Issue {
	shapes := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			shapes++
		}
	}
	switch {
	case utf8.RuneCountInString(s) > MaxLetters:
		return about(field, "issue.tuning.long", "max", MaxLetters, "word", s)
	case shapes < 2:
		return about(field, "issue.tuning.letters", "word", s)
	}
	return nil
}
