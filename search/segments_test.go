package search

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// analysedTexts gives texts as they come to be written, each after it was handed to
// change.
func analysedTexts(t *testing.T, m mapping.IndexMapping, texts []map[string]any, change func(*document.Document)) []index.Document {
	t.Helper()
	var all []index.Document
	for n, fields := range texts {
		d := document.NewDocument(fmt.Sprintf("%05d/lt", n))
		if err := m.MapDocument(d, fields); err != nil {
			t.Fatal(err)
		}
		change(d)
		d.AddIDField()
		d.VisitFields(func(f index.Field) {
			if f.Options().IsIndexed() {
				f.Analyze()
			}
		})
		all = append(all, d)
	}
	return all
}

// someTexts gives n texts with something in every field: in some much, in some nothing.
func someTexts(n int, r *rand.Rand) []map[string]any {
	words := strings.Fields(strings.Join(hardTexts(), " "))
	text := func(most int) string {
		var all []string
		for range r.IntN(most) {
			all = append(all, words[int(r.ExpFloat64()*20)%len(words)])
		}
		return strings.Join(all, " ")
	}
	texts := make([]map[string]any, n)
	for i := range texts {
		d := map[string]any{fieldDocument: fmt.Sprint(i), fieldFor: []string{"lt", primary}, fieldSite: "public", fieldType: "news", fieldAccess: "public", fieldTerm + "topic": []string{"b", "a", "b"}[:r.IntN(3)]}
		for _, f := range []string{fieldTitle, fieldLead, fieldOther, fieldBegins, fieldSpelledTitle, fieldLive} {
			d[f] = text(9)
		}
		d[fieldBody] = text(60)
		d[fieldMember] = []string{"d", "c", "d"}[:r.IntN(4)]
		d[fieldSpelled], d[fieldState], d[fieldPrint], d[fieldDate] = d[fieldBody], "draft", fmt.Sprintf("%032x", r.Uint64()), "2026"
		d[fieldFirst], d[fieldTouched], d[fieldFile] = float64(20260000+r.IntN(1200)), float64(r.Uint32()), []string{text(9), text(5), text(3)}[:r.IntN(3)]
		texts[i] = d
	}
	return texts
}

func segmentFile(t *testing.T, s segment.Segment) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := s.(io.WriterTo).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// forgetful has the filters forget all their terms again and again, so that texts of one
// segment know the same term by different numbers.
func forgetful() func(*document.Document) {
	n := 0
	return func(d *document.Document) {
		if n++; n%7 == 0 {
			for _, w := range singly {
				w.known.Store(newTerms())
			}
		}
		lean(d)
	}
}

// valued has the values of fields kept text by text, several in one, as none of ours are.
func valued(m mapping.IndexMapping, fields ...string) {
	for _, name := range fields {
		if p := m.(*mapping.IndexMappingImpl).DefaultMapping.Properties[name]; p != nil {
			p.Fields[0].DocValues = true
		}
	}
}

// The files differ in the list of the fields alone, their last part: there zapx also
// names what it has no use for, in any order.
func TestSegmentsAreThoseOfZapx(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 7))
	for name, of := range map[string]struct {
		fields mapping.IndexMapping
		texts  []int
	}{
		// A list of more than 1,024 texts is written in parts.
		"readers": {mappingOf("lt", []string{"topic"}), []int{1, 30, 1024, 1025, 2100}},
		"desk":    {deskMapping("sr"), []int{2, 300}},
	} {
		m := of.fields
		valued(m, fieldTerm+"topic", fieldFirst, fieldMember)
		for _, n := range of.texts {
			texts := someTexts(n, r)
			theirs, _, err := (&zap.ZapPlugin{}).New(analysedTexts(t, m, texts, func(*document.Document) {}))
			if err != nil {
				t.Fatal(err)
			}
			ours, size, err := (&segments{}).New(analysedTexts(t, m, texts, forgetful()))
			if err != nil {
				t.Fatal(err)
			}
			a, b := segmentFile(t, theirs), segmentFile(t, ours)
			same := 0
			for same < min(len(a), len(b)) && a[same] == b[same] {
				same++
			}
			list := 1
			for _, f := range ours.Fields() {
				list += 1 + len(f) + 1 + 1 + 2 + 8 + 8
			}
			if same < int(size)-list {
				t.Errorf("%s, %d texts: the files are the same up to %d of %d and %d bytes, %d of them the list of fields", name, n, same, len(a), len(b), list)
			}
		}
	}
}

// What zapx merges is the same whoever made it, down to the last value.
func TestSegmentsAreMergedAsThoseOfZapx(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 9))
	m := mappingOf("lt", []string{"topic"})
	valued(m, fieldTerm+"topic")
	var theirs, ours []segment.Segment
	var gone []*roaring.Bitmap
	for n := range 3 {
		texts := someTexts(200+n, r)
		a, _, err := (&zap.ZapPlugin{}).New(analysedTexts(t, m, texts, func(*document.Document) {}))
		if err != nil {
			t.Fatal(err)
		}
		b, _, err := (&segments{}).New(analysedTexts(t, m, texts, lean))
		if err != nil {
			t.Fatal(err)
		}
		theirs, ours, gone = append(theirs, a), append(ours, b), append(gone, roaring.BitmapOf(uint32(n), 77))
	}
	merged := func(name string, with scorch.SegmentPlugin, parts []segment.Segment) segment.Segment {
		path := filepath.Join(t.TempDir(), name)
		if _, _, err := with.Merge(parts, gone, path, nil, nil); err != nil {
			t.Fatal(err)
		}
		s, err := with.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	a, b := merged("theirs", &zap.ZapPlugin{}, theirs), merged("ours", &segments{}, ours)
	want(t, "fields", fmt.Sprint(b.Fields()), fmt.Sprint(a.Fields()))
	for _, f := range a.Fields() {
		want(t, f, contents(t, b, f), contents(t, a, f))
	}
}

// contents is all that a segment says of a field, in words.
func contents(t *testing.T, s segment.Segment, field string) string {
	t.Helper()
	var out strings.Builder
	d, err := s.Dictionary(field)
	if err != nil {
		t.Fatal(err)
	}
	for terms := d.AutomatonIterator(nil, nil, nil); ; {
		e, err := terms.Next()
		if err != nil {
			t.Fatal(err)
		}
		if e == nil {
			break
		}
		list, err := d.PostingsList([]byte(e.Term), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		for all := list.Iterator(true, true, true, nil); ; {
			p, err := all.Next()
			if err != nil {
				t.Fatal(err)
			}
			if p == nil {
				break
			}
			fmt.Fprintf(&out, "%q %d %d %f", e.Term, p.Number(), p.Frequency(), p.Norm())
			for _, l := range p.Locations() {
				fmt.Fprintf(&out, " %s %d %d %d %v", l.Field(), l.Pos(), l.Start(), l.End(), l.ArrayPositions())
			}
			out.WriteString("\n")
		}
	}
	visitor := s.(segment.DocValueVisitable)
	for n := range s.Count() {
		_, err := visitor.VisitDocValues(n, []string{field}, func(_ string, term []byte) { fmt.Fprintf(&out, "value %d %q\n", n, term) }, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = s.VisitStoredFields(n, func(f string, typ byte, value []byte, at []uint64) bool {
			if f == field {
				fmt.Fprintf(&out, "kept %d %c %q %v\n", n, typ, value, at)
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

func TestSegmentsAreMadeOfPlainFieldsAlone(t *testing.T) {
	for what, change := range map[string]func(*document.Document){
		"a shape":    func(d *document.Document) { d.AddField(document.NewGeoShapeFieldFromBytes("where", nil, []byte(`{}`))) },
		"all in one": func(d *document.Document) { d.AddField(document.NewCompositeField("all", true, nil, nil)) },
		"values unpacked": func(d *document.Document) {
			d.AddField(document.NewTextFieldWithIndexingOptions("x", nil, nil, index.SkipDVCompression))
		},
		"two ids": func(d *document.Document) { d.AddIDField() },
	} {
		d := document.NewDocument("1")
		d.AddIDField()
		change(d)
		if _, _, err := (&segments{}).New([]index.Document{d}); err == nil {
			t.Errorf("a segment is made of %s", what)
		}
	}
	none, two := document.NewDocument("1"), document.NewDocument("2")
	two.AddIDField()
	two.AddIDField()
	for _, texts := range [][]index.Document{nil, {none}, {two, none}} {
		if _, _, err := (&segments{}).New(texts); err == nil {
			t.Errorf("a segment is made of %d texts of which not each has one id", len(texts))
		}
	}
}

func TestSetsAreThoseOfRoaring(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for _, most := range []uint32{1, 70, 5000, 0x10000, 0x10001, 200_000} {
		for _, share := range []float64{0, 0.1, 1} {
			texts := []uint32{most - 1}
			if share > 0 {
				texts = nil
				for n := range most {
					if n == most-1 || r.Float64() < share {
						texts = append(texts, n)
					}
				}
			}
			theirs, err := roaring.BitmapOf(texts...).ToBytes()
			if err != nil {
				t.Fatal(err)
			}
			w := &writer{}
			w.set(texts)
			if ours := w.out; !bytes.HasSuffix(ours, theirs) || len(ours) > len(theirs)+4 {
				t.Errorf("%d of %d texts are written otherwise", len(texts), most)
			}
		}
	}
}
