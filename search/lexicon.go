package search

import (
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// lexicon looks words up in the dictionaries of one index, for one question. It
// may hold words of Documents that are gone: whoever uses one asks the index for
// what it finds now.
type lexicon struct {
	reader *scorch.IndexSnapshot
	parts  []*scorch.SegmentSnapshot
	fields map[string][]segment.TermDictionary
}

// lexicon opens the dictionaries and hands them to do. A file that is damaged is
// an error.
func (v *view) lexicon(do func(*lexicon) error) error {
	err := guard(func() error {
		inner, err := v.g.bleve.Advanced()
		if err != nil {
			return err
		}
		reader, err := inner.Reader()
		if err != nil {
			return err
		}
		snapshot, ours := reader.(*scorch.IndexSnapshot)
		switch {
		case !ours:
			return fmt.Errorf("%w: not an index of ours", errDamaged)
		case snapshot == nil:
			return bleve.ErrorIndexClosed
		}
		defer snapshot.Close()
		return do(&lexicon{snapshot, snapshot.Segments(), map[string][]segment.TermDictionary{}})
	})
	return v.failed(err)
}

// mayHave reports whether any text can have all of cs: most questions have a word
// that another language has not, which is seen at once.
func (v *view) mayHave(a asked, cs []chunk) (bool, error) {
	needed, _ := said(cs)
	may := true
	err := v.lexicon(func(l *lexicon) error {
		for _, c := range needed {
			for _, w := range c.words {
				if c.number != "" || len(c.marks) > 0 {
					continue // it may be there as a number
				}
				ok, err := l.has(w, a.weights)
				if err != nil {
					return err
				}
				may = may && ok
			}
		}
		return nil
	})
	return may, err
}

// dictionaries gives those of a field. They are opened one by one and not by
// Bleve's own way, which does it in goroutines where no fault is caught.
func (l *lexicon) dictionaries(field string) ([]segment.TermDictionary, error) {
	if all, ok := l.fields[field]; ok {
		return all, nil
	}
	all := make([]segment.TermDictionary, 0, len(l.parts))
	for _, p := range l.parts {
		d, err := p.Segment().Dictionary(field)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	l.fields[field] = all
	return all, nil
}

// has reports whether a term stands in any of fields.
func (l *lexicon) has(term string, fields []weight) (bool, error) {
	for _, f := range fields {
		all, err := l.dictionaries(f.field)
		if err != nil {
			return false, err
		}
		for _, d := range all {
			if ok, err := d.Contains([]byte(term)); ok || err != nil {
				return ok, err
			}
		}
	}
	return false, nil
}

// beginning gives up to most terms of a field that begin with prefix.
func (l *lexicon) beginning(field, prefix string, most int) ([]string, error) {
	all, err := l.dictionaries(field)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, d := range all {
		// No term has a byte that is all ones.
		terms := d.AutomatonIterator(nil, []byte(prefix), append([]byte(prefix), 0xff))
		for n := 0; n < most; n++ {
			e, err := terms.Next()
			if err != nil {
				return nil, err
			}
			if e == nil {
				break
			}
			found = append(found, e.Term)
		}
	}
	found = unique(found)
	return found[:min(len(found), most)], nil
}
