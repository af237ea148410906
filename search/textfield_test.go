package search

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"herald/search/lang"
)

// The ways in which text is indexed: with places, with how often alone, with neither.
var indexings = []index.FieldIndexingOptions{
	index.IndexField | index.StoreField | index.IncludeTermVectors,
	index.IndexField,
	index.IndexField | index.SkipFreqNorm,
}

// analysedTwice gives what Bleve makes of a text, and what a textField does.
func analysedTwice(t *testing.T, analysis, text string, o index.FieldIndexingOptions) (bleves, ours document.Field) {
	t.Helper()
	d := document.NewDocument("1")
	for range 2 {
		d.AddField(document.NewTextFieldCustom("body", []uint64{7}, []byte(text), o, analyzers["herald."+analysis]))
	}
	bleves = d.Fields[0]
	lean(d)
	ours = d.Fields[1]
	if _, ok := ours.(*textField); !ok {
		t.Fatalf("%s is analysed by a %T", analysis, ours)
	}
	bleves.Analyze()
	ours.Analyze()
	return bleves, ours
}

func wantSameTerms(t *testing.T, what string, bleves, ours document.Field) {
	t.Helper()
	if a, b := bleves.AnalyzedLength(), ours.AnalyzedLength(); a != b {
		t.Errorf("%.80q has %d words, want %d", what, b, a)
	}
	a, b := bleves.AnalyzedTokenFrequencies(), ours.AnalyzedTokenFrequencies()
	if len(a) != len(b) {
		t.Errorf("%.80q has %d terms, want %d", what, len(b), len(a))
	}
	for term, want := range a {
		if !reflect.DeepEqual(b[term], want) {
			t.Fatalf("%.80q: %.80q is %+v, want %+v", what, term, b[term], want)
		}
	}
}

// texts are some that are hard to cut or to remember: the same word written short and
// long, in capitals, with what is nothing in it.
func hardTexts() []string {
	long := strings.Repeat("ilgasžodis", 9)
	short, decomposed := strings.Repeat("š", 24), strings.Repeat("s\u030c", 24)
	return append(append([]string{
		"", "Žodis ŽODIS žodžio, žodžiui – kitas žodis ir dar ŽODIS", "\u00ad \u00ad\u00ad a\u0301\u0301",
		long + " trumpas " + long + " " + strings.ToUpper(long) + " " + long + "s",
		short + " " + decomposed + " " + short, decomposed + " " + short + "a " + short,
		"Ово је реч, а ово није; ријеч ЊЕГОШЕВО Njegoševo. 2026-11-20, Nr. 1-204",
	}, many...), hostile...)
}

func TestTextsAreAnalysedAsBleveWould(t *testing.T) {
	for _, language := range knownLanguages() {
		for _, o := range indexings {
			for _, text := range hardTexts() {
				bleves, ours := analysedTwice(t, language, text, o)
				wantSameTerms(t, text, bleves, ours)
			}
		}
	}
	for _, text := range hardTexts() {
		bleves, ours := analysedTwice(t, "lt"+spelled, text, indexings[2])
		wantSameTerms(t, text, bleves, ours)
	}
}

func FuzzTextField(f *testing.F) {
	for _, text := range hardTexts() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, analysis := range []string{"sr", "lt" + spelled, undetermined} {
			bleves, ours := analysedTwice(t, analysis, text, indexings[0])
			wantSameTerms(t, text, bleves, ours)
		}
	})
}

// Bleve joins the values of a field and appends to the places of the first.
func TestTheValuesOfAFieldKeepTheirPlaces(t *testing.T) {
	const first, second = "vienas du vienas trys", "du vienas keturi"
	bleves, ours := analysedTwice(t, "lt", first, indexings[0])
	moreBleves, moreOurs := analysedTwice(t, "lt", second, indexings[0])
	wantSameTerms(t, second, moreBleves, moreOurs)
	theirs, made := bleves.AnalyzedTokenFrequencies(), ours.AnalyzedTokenFrequencies()
	theirs.MergeAll("body", moreBleves.AnalyzedTokenFrequencies())
	made.MergeAll("body", moreOurs.AnalyzedTokenFrequencies())
	if !reflect.DeepEqual(made, theirs) {
		t.Errorf("the terms of both are %v, want %v", made, theirs)
	}
	_, again := analysedTwice(t, "lt", first, indexings[0])
	if !reflect.DeepEqual(ours.AnalyzedTokenFrequencies(), again.AnalyzedTokenFrequencies()) {
		t.Error("what was given out was changed within the field")
	}
}

// Texts are analysed by several at once, while terms are learnt and, where they are too
// many, forgotten.
func TestTermsAreLearntAndForgottenWhileOthersLook(t *testing.T) {
	shout := changing(strings.ToUpper)
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for i := range 40 {
				var text strings.Builder
				for j := range mostKnown / 20 {
					fmt.Fprintf(&text, "x%dy%d ", (n+i)%30, j)
				}
				r := reckoning{unnumbered: map[string]int32{}}
				r.read([]byte(text.String()+text.String()), shout, false)
				made := r.made()
				for term, f := range made.frequencies(true, nil) {
					if f.Frequency() != 2 || strings.ToUpper(term) != term || string(f.Term) != term {
						t.Errorf("%q is %q and stands there %d times", term, f.Term, f.Frequency())
					}
				}
				want(t, "words", r.length, 2*(mostKnown/20))
				want(t, "terms", len(r.found), mostKnown/20)
			}
		})
	}
	all.Wait()
	if known := shout.known.Load(); len(known.of) > mostKnown+4*mostKnown/20 {
		t.Errorf("%d words are remembered", len(known.of))
	}
}

// A term may get its number while a text is read in which it was found without one.
func TestATermThatGetsItsNumberLateIsOne(t *testing.T) {
	same := changing(lang.Fold)
	long := strings.Repeat("s\u030c", longestKnown/3+1)
	short := lang.Fold(long)
	for _, text := range []string{long + " " + short + " " + long, short + " " + long + " " + short} {
		same.known.Store(newTerms())
		r := reckoning{unnumbered: map[string]int32{}}
		r.read([]byte(text), same, true)
		if len(r.found) != 1 || r.found[0].times != 3 || len(r.at) != 3 {
			t.Errorf("%q has the terms %v", text, r.found)
		}
		r.clear()
		r.read([]byte(short), same, false)
		if len(r.found) != 1 || r.found[0].times != 1 {
			t.Errorf("afterwards %q has the terms %v", short, r.found)
		}
	}
}
