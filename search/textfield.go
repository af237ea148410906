package search

import (
	"unsafe"

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

	length int
	terms  index.TokenFrequencies
	size   int
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
func (f *textField) AnalyzedLength() int { return f.length }

// AnalyzedTokenFrequencies implements document.Field.
func (f *textField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }

// What a term of one text and a place take in memory, in bytes.
const (
	sizeOfTerm  = int(unsafe.Sizeof("") + unsafe.Sizeof(uintptr(0)) + unsafe.Sizeof(index.TokenFreq{}))
	sizeOfPlace = int(unsafe.Sizeof(uintptr(0)) + unsafe.Sizeof(index.TokenLocation{}))
)

// Size implements document.Field: the bytes that it takes in memory, about.
func (f *textField) Size() int { return f.TextField.Size() + f.size }

// Analyze implements document.Field.
func (f *textField) Analyze() {
	o := f.Options()
	r := reckonings.Get().(*reckoning)
	r.read(f.Value(), f.words, o.IncludeTermVectors())
	f.length = r.length
	f.terms = r.frequencies(!o.SkipFreqNorm(), f.ArrayPositions())
	f.size = len(r.found)*sizeOfTerm + len(r.at)*sizeOfPlace
	r.clear()
	reckonings.Put(r)
}
