package search

import (
	"bytes"
	"slices"
	"strings"

	"github.com/blevesearch/vellum"
)

// inverting is what a writer knows of the field that it is at.
type inverting struct {
	// terms are those of the field, by their numbers in it, and numbers the other way.
	terms   []string
	numbers map[string]int32
	// slots are, for terms that a filter remembers, one more than the number in the
	// field.
	slots map[*terms][]int32
	// found are text by text, sorted term by term: those of term n are
	// sorted[begin[n]:begin[n+1]].
	found, sorted []occurrence
	begin         []int32
	// order are the terms in their order.
	order []int32
	// lengths are how many words each text has in the field.
	lengths []int
	postingsWriter
	builder *vellum.Builder
	graph   bytes.Buffer
}

// occurrence says that a term stands in a value, how often as far as that counts, and at
// which of the value's places.
type occurrence struct{ term, value, times, at, places int32 }

// clear forgets the field, but not what it took to hold it.
func (v *inverting) clear() {
	clear(v.terms)
	v.terms, v.found, v.order = v.terms[:0], v.found[:0], v.order[:0]
	clear(v.numbers)
	clear(v.slots)
}

// invert writes which texts have each term of a field.
func (w *writer) invert(number int) error {
	w.inverting.clear()
	f := &w.fields[number]
	w.gather(f)
	w.countOut()
	if w.builder == nil {
		var err error
		if w.builder, err = vellum.New(&w.graph, nil); err != nil {
			return err
		}
	}
	w.graph.Reset()
	if err := w.builder.Reset(&w.graph); err != nil {
		return err
	}
	var key []byte
	for _, t := range w.order {
		key = append(key[:0], w.terms[t]...)
		if err := w.builder.Insert(key, w.postings(number, w.sorted[w.begin[t]:w.begin[t+1]])); err != nil {
			return err
		}
	}
	if err := w.builder.Close(); err != nil {
		return err
	}
	dictionary := len(w.out)
	w.uvarint(w.graph.Len())
	w.out = append(w.out, w.graph.Bytes()...)
	w.values(f, dictionary)
	return nil
}

// gather finds which terms stand in which values of f.
func (w *writer) gather(f *segmentField) {
	w.lengths = slices.Grow(w.lengths[:0], w.texts)[:w.texts]
	clear(w.lengths)
	w.found = slices.Grow(w.found, f.terms())
	for i := range f.values {
		v := &f.values[i]
		w.lengths[v.text] += v.AnalyzedLength()
		if t, ok := v.Field.(*textField); ok {
			w.gatherText(int32(i), v, t)
		} else {
			w.gatherOther(int32(i), v)
		}
	}
}

// terms is how many terms all values have together, as far as that is known before they
// are counted.
func (f *segmentField) terms() (sum int) {
	for _, v := range f.values {
		if t, ok := v.Field.(*textField); ok {
			sum += len(t.made.found)
		}
	}
	return max(sum, len(f.values))
}

// fewTexts are not worth a slot for every term that is remembered.
const fewTexts = 16

func (w *writer) gatherText(i int32, v *fieldValue, t *textField) {
	if len(t.made.found) == 0 {
		return
	}
	var slot []int32
	if w.texts >= fewTexts {
		slot = w.slotsOf(&t.made)
	}
	counted, at := !t.Options().SkipFreqNorm(), int32(0)
	v.places = t.made.places
	for _, o := range t.made.found {
		s := occurrence{value: i, at: at}
		if o.number < 0 || slot == nil {
			s.term = w.numberOf(t.made.textOf(o.number))
		} else {
			if slot[o.number] == 0 {
				slot[o.number] = w.numberOf(t.made.textOf(o.number)) + 1
			}
			s.term = slot[o.number] - 1
		}
		if counted {
			s.times = o.times
		}
		if len(v.places) > 0 {
			s.places = o.times
			at += o.times
		}
		w.found = append(w.found, s)
	}
}

// slotsOf gives a slot for every term that has a number in a.
func (w *writer) slotsOf(a *analysed) []int32 {
	slots := w.slots[a.of]
	if missing := len(a.known) - len(slots); missing > 0 {
		slots = append(slots, make([]int32, missing)...)
		if w.slots == nil {
			w.slots = map[*terms][]int32{}
		}
		w.slots[a.of] = slots
	}
	return slots
}

// gatherOther is for fields that Bleve has analysed.
func (w *writer) gatherOther(i int32, v *fieldValue) {
	for text, t := range v.AnalyzedTokenFrequencies() {
		w.found = append(w.found, occurrence{w.numberOf(text), i, int32(t.Frequency()), int32(len(v.places)), int32(len(t.Locations))})
		for _, l := range t.Locations {
			v.places = append(v.places, spot{int32(l.Position), int32(l.Start), int32(l.End)})
		}
	}
}

// numberOf gives the number of a term in the field.
func (v *inverting) numberOf(text string) int32 {
	n, ok := v.numbers[text]
	if !ok {
		if v.numbers == nil {
			v.numbers = map[string]int32{}
		}
		n = int32(len(v.terms))
		v.terms = append(v.terms, text)
		v.numbers[text] = n
	}
	return n
}

// countOut brings what was found into the order of the terms.
func (v *inverting) countOut() {
	v.begin = slices.Grow(v.begin[:0], len(v.terms)+2)[:len(v.terms)+2]
	clear(v.begin)
	for _, s := range v.found {
		v.begin[s.term+2]++
	}
	for n := range v.terms {
		v.begin[n+2] += v.begin[n+1]
	}
	v.sorted = slices.Grow(v.sorted[:0], len(v.found))[:len(v.found)]
	for _, s := range v.found {
		v.sorted[v.begin[s.term+1]] = s
		v.begin[s.term+1]++
	}
	for n := range v.terms {
		v.order = append(v.order, int32(n))
	}
	slices.SortFunc(v.order, func(a, b int32) int { return strings.Compare(v.terms[a], v.terms[b]) })
}
