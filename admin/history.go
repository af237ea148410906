package admin

import (
	"slices"
	"time"

	"herald/content"
)

// Happening is one line of the history.
type Happening struct {
	What, Who, Note string
	// Public is what readers were told, or the time that was set.
	Public string
	// Passage is what a comment is about.
	Passage string
	When    time.Time
	// Edition is the number of the one that it happened to, 0 where it was none.
	Edition int
}

// historyLength bounds the history that a text shows.
const historyLength = 60

// history lists what has happened to a text, the newest first.
func (v *visit) history(o *open) ([]Happening, error) {
	trail, err := v.Store.Trail(v.ctx, content.TrailQuery{Document: o.d.ID, Locale: o.t.Locale, Newest: true, Limit: historyLength})
	if err != nil {
		return nil, err
	}
	notes, names, err := v.toldIn(trail)
	if err != nil {
		return nil, err
	}
	all := make([]Happening, len(trail))
	for i, e := range trail {
		all[i] = Happening{What: v.T("event." + string(e.Kind)), Who: names[e.By], When: e.At, Edition: e.Edition}
		all[i].Public = v.publicly(e.Event)
		if body, ok := notes[e.Note]; ok && e.Kind == content.EventApproved {
			if all[i].Public, err = v.onPaper(body, names[e.By]); err != nil {
				return nil, err
			}
		} else if ok {
			r, err := content.DecodeRemark(body)
			if err != nil {
				return nil, err
			}
			all[i].Note, all[i].Passage = r.Text, r.Passage
		}
		if passed := v.passed(&e.Event, names); passed != "" {
			all[i].What += ": " + passed
		}
		if e.Step != "" {
			all[i].What += ": " + v.step(e.Step)
		}
	}
	return all, nil
}

// toldIn loads the notes of a trail and the names of those who are in it.
func (v *visit) toldIn(trail []content.TrailEntry) (notes map[content.Hash][]byte, names map[content.MemberID]string, err error) {
	var members []content.MemberID
	var hashes []content.Hash
	for _, e := range trail {
		members = append(members, e.By, e.To)
		if e.Kind == content.EventHandedOver {
			members = append(members, content.MemberID(e.Other))
		}
		if e.Note != "" {
			hashes = append(hashes, e.Note)
		}
	}
	if names, err = v.names(members...); err != nil {
		return nil, nil, err
	}
	notes, err = v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
	return notes, names, err
}
