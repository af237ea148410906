package admin

import (
	"slices"
	"time"

	"herald/content"
)

// Correction is what one language editor changed in a text while it was under review.
type Correction struct {
	Who  string
	When time.Time
	*Comparison
}

// stretch is a row of saves that one member made under review: the words before them
// and after them.
type stretch struct {
	before, after content.Hash
	content.Mark
}

// stretches gives the corrections of an Edition, the last first. What was saved and
// taken back is none.
func stretches(e *content.Edition) []stretch {
	var all []stretch
	for i, r := range e.Revisions {
		if !r.Review || i == 0 {
			continue
		}
		n := len(all)
		if was := e.Revisions[i-1]; n > 0 && was.Review && was.By == r.By {
			all[n-1].after, all[n-1].Mark = r.Words, r.Mark
			continue
		}
		all = append(all, stretch{before: e.Revisions[i-1].Words, after: r.Words, Mark: r.Mark})
	}
	slices.Reverse(all)
	return slices.DeleteFunc(all, func(s stretch) bool { return s.before == s.after })
}

// correctionsLength bounds how many corrections a page shows.
const correctionsLength = 5

// corrections shows word by word what was corrected under review, so that whoever
// wrote the text sees what became of it.
func (v *visit) corrections(o *open, titles map[content.ID]string) ([]Correction, error) {
	found := stretches(o.e)
	var all []Correction
	for _, s := range found[:min(len(found), correctionsLength)] {
		was, err := v.version(o, s.before, "")
		if err != nil {
			return nil, err
		}
		is, err := v.version(o, s.after, "")
		if err != nil {
			return nil, err
		}
		names, err := v.names(s.By)
		if err != nil {
			return nil, err
		}
		then := *o
		then.words = is.words
		all = append(all, Correction{Who: nameOr(names, s.By), When: s.At, Comparison: v.compare(&then, was, titles)})
	}
	return all, nil
}
