package search

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/token/edgengram"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/registry"

	"herald/search/lang"
)

// rules is the version of everything that decides how a text is indexed; an
// index made under other rules is rebuilt.
const rules = 1

// longestPrefix is how many letters of a word suggestions are found by.
const longestPrefix = 15

// beginnings ends the name of an analysis that keeps the beginnings of words.
const beginnings = ".beginnings"

// analyzers are the analyses in use, by registered name.
var analyzers = map[string]*analysis.DefaultAnalyzer{}

// Bleve knows an analysis by a global name only, since an index remembers it by
// that name.
func init() {
	for _, name := range knownLanguages() {
		register(name, lang.Of(name))
	}
}

func register(name string, l lang.Language) {
	full := []analysis.TokenFilter{lowercase.NewLowerCaseFilter(), words(l.Key)}
	short := []analysis.TokenFilter{lowercase.NewLowerCaseFilter(), words(l.Plain), edgengram.NewEdgeNgramFilter(edgengram.FRONT, 1, longestPrefix)}
	for suffix, filters := range map[string][]analysis.TokenFilter{"": full, beginnings: short} {
		a := &analysis.DefaultAnalyzer{
			CharFilters:  []analysis.CharFilter{mkhedruli{}},
			Tokenizer:    unicode.NewUnicodeTokenizer(),
			TokenFilters: filters,
		}
		analyzers["herald."+name+suffix] = a
		err := registry.RegisterAnalyzer("herald."+name+suffix, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return a, nil
		})
		if err != nil {
			panic("search: " + err.Error())
		}
	}
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

// tokens gives the words of text as language's indexes keep them.
func tokens(language, text string) []string {
	var all []string
	for _, t := range analyzers[analysisOf(language)].Analyze([]byte(text)) {
		all = append(all, string(t.Term))
	}
	return all
}
