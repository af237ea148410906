package search

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/token/edgengram"
	"github.com/blevesearch/bleve/v2/registry"

	"herald/search/lang"
)

// rules is the version of everything that decides how a text is indexed; an
// index made under other rules is rebuilt. What search/lang makes of a word counts
// among them.
const rules = 4

// longestPrefix is how many letters of a beginning are indexed. What begins with
// more is so little that it is looked up word by word.
const longestPrefix = 5

// The ends of the names of analyses beside the one by keys: beginnings keeps the
// beginnings of words, spelled words just as they are written.
const (
	beginnings = ".beginnings"
	spelled    = ".spelled"
)

// analyzers are the analyses in use, by registered name.
var analyzers = map[string]*analysis.DefaultAnalyzer{}

// singly holds the analyses that change each word by itself and do no more.
var singly = map[analysis.Analyzer]*words{}

// Bleve knows an analysis by a global name only, since an index remembers it by
// that name.
func init() {
	for _, name := range knownLanguages() {
		l := lang.Of(name)
		register(name, changing(func(w string) string { return keyOf(l, w) }))
		register(name+beginnings, changing(l.Plain), edgengram.NewEdgeNgramFilter(edgengram.FRONT, 1, longestPrefix))
		register(name+spelled, changing(func(w string) string { return spelling(l, w) }))
	}
}

func register(name string, filters ...analysis.TokenFilter) {
	a := &analysis.DefaultAnalyzer{Tokenizer: tokenizer{}, TokenFilters: filters}
	analyzers["herald."+name] = a
	if w, ok := filters[0].(*words); ok && len(filters) == 1 {
		singly[a] = w
	}
	err := registry.RegisterAnalyzer("herald."+name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return a, nil
	})
	if err != nil {
		panic("search: " + err.Error())
	}
}

// silence begins the term of a word that says nothing, so that it never meets what
// is left of another word without its ending.
const silence = "\x1e"

// keyOf is the term under which all forms of a word are indexed and looked for.
func keyOf(l lang.Language, word string) string {
	if l.Silent(word) {
		return silence + l.Plain(word)
	}
	return l.Key(word)
}

// accents stands in a spelling between the word without its diacritics and with
// them. No word has it.
const accents = "\x1f"

// spelling is the term for a word just as it is written. It begins with the word
// without diacritics, so that those who leave them out come near it too.
func spelling(l lang.Language, word string) string {
	written := l.Written(word)
	if plain := lang.Fold(written); plain != written {
		return plain + accents + written
	}
	return written
}

// spelledAs gives the two sides of a spelling.
func spelledAs(term string) (plain, written string) {
	plain, written, ok := strings.Cut(term, accents)
	if !ok {
		written = plain
	}
	return plain, written
}

// typedWords gives the words of text in lower case, as they are before their
// language has a say.
func typedWords(text string) []string {
	var all []string
	for _, t := range (tokenizer{}).Tokenize([]byte(text)) {
		all = append(all, string(t.Term))
	}
	return all
}
