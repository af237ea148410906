package search

import (
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// textField is a field of analysed text that has the same terms at the same places
// as the field of Bleve that it is made from. Bleve makes a token of every word of
// every text and a string of every term, which is most of what its analysis costs;
// here the terms are those that the filter remembers.
type textField struct {
	*document.TextField
	words *words
	made  analysed
}

// lean puts a textField in the place of each field of d whose words are changed one
// by one, and in no other way.
func lean(d *document.Document) {
	for i, f := range d.Fields {
		if t, ok := f.(*document.TextField); ok && singly[t.Analyzer()] != nil {
			d.Fields[i] = &textField{TextField: t, words: singly[t.Analyzer()]}
		}
	}
}

// AnalyzedLength implements document.Field: how many words are left.
func (f *textField) AnalyzedLength() int { return f.made.length }

// AnalyzedTokenFrequencies implements document.Field. It is made anew for whoever asks:
// our own segments are made of what it is made from.
func (f *textField) AnalyzedTokenFrequencies() index.TokenFrequencies {
	return f.made.frequencies(!f.Options().SkipFreqNorm(), f.ArrayPositions())
}

// Size implements document.Field: the bytes that it takes in memory, about.
func (f *textField) Size() int { return f.TextField.Size() + f.made.size() }

// Analyze implements document.Field.
func (f *textField) Analyze() {
	r := reckonings.Get().(*reckoning)
	r.read(f.Value(), f.words, f.Options().IncludeTermVectors())
	f.made = r.made()
	r.clear()
	reckonings.Put(r)
}
