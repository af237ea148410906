package search

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/token/edgengram"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/registry"

	"herald/search/lang"
)

// rules is the version of everything that decides how a text is indexed; an
// index made under other rules is rebuilt.
const rules = 2

// longestPrefix is how many letters of a word suggestions are found by.
const longestPrefix = 15

// The ends of the names of analyses beside the one by keys: beginnings keeps the
// beginnings of words, spelled each word once and just as it is written.
const (
	beginnings = ".beginnings"
	spelled    = ".spelled"
)

// analyzers are the analyses in use, by registered name.
var analyzers = map[string]*analysis.DefaultAnalyzer{}

// Bleve knows an analysis by a global name only, since an index remembers it by
// that name.
func init() {
	for _, name := range knownLanguages() {
		l := lang.Of(name)
		register(name, words(l.Key))
		register(name+beginnings, words(l.Plain), edgengram.NewEdgeNgramFilter(edgengram.FRONT, 1, longestPrefix))
		register(name+spelled, words(func(w string) string { return spelling(l, w) }), once{})
	}
}

func register(name string, filters ...analysis.TokenFilter) {
	a := &analysis.DefaultAnalyzer{
		CharFilters:  []analysis.CharFilter{mkhedruli{}},
		Tokenizer:    unicode.NewUnicodeTokenizer(),
		TokenFilters: append([]analysis.TokenFilter{lowercase.NewLowerCaseFilter()}, filters...),
	}
	analyzers["herald."+name] = a
	err := registry.RegisterAnalyzer("herald."+name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return a, nil
	})
	if err != nil {
		panic("search: " + err.Error())
	}
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

// once is a token filter that keeps the first of equal words, for fields in which
// it only matters whether a word is there.
type once struct{}

// Filter implements analysis.TokenFilter.
func (once) Filter(in analysis.TokenStream) analysis.TokenStream {
	seen := make(map[string]struct{}, len(in))
	out := in[:0]
	for _, t := range in {
		if _, ok := seen[string(t.Term)]; !ok {
			seen[string(t.Term)] = struct{}{}
			out = append(out, t)
		}
	}
	return out
}

// words is a token filter that changes each word by itself and drops the ones
// of which nothing is left. Places in the text stay those of the whole word, so
// that marks fall where they should.
type words func(string) string

// Filter implements analysis.TokenFilter.
func (change words) Filter(in analysis.TokenStream) analysis.TokenStream {
	out := in[:0]
	for _, t := range in {
		before := string(t.Term)
		if after := change(before); after != before {
			t.Term = []byte(after)
		}
		if len(t.Term) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// mkhedruli is a character filter that writes the capital-like Mtavruli letters
// of Georgian as the ordinary ones, which the word borders know. Both take three
// bytes, so places in the text do not move.
type mkhedruli struct{}

// Filter implements analysis.CharFilter.
func (mkhedruli) Filter(in []byte) []byte {
	var out []byte
	for i := 0; i+2 < len(in); i++ {
		// U+1C90 to U+1CBF are E1 B2 90 to E1 B2 BF; U+10D0 on, E1 83 90 on.
		if in[i] == 0xE1 && in[i+1] == 0xB2 && in[i+2] >= 0x90 && in[i+2] <= 0xBF {
			if out == nil {
				out = append(out, in...)
			}
			out[i+1] = 0x83
		}
	}
	if out == nil {
		return in
	}
	return out
}

// typedWords gives the words of text in lower case, as they are before their
// language has a say.
func typedWords(text string) []string {
	a := analyzers["herald."+undetermined]
	var all []string
	for _, t := range a.TokenFilters[0].Filter(a.Tokenizer.Tokenize(mkhedruli{}.Filter([]byte(text)))) {
		all = append(all, string(t.Term))
	}
	return all
}
