package admin

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"herald/content"
)

// earlierLength is how many earlier remarks are offered, earlierSeen in how many of
// the last ones they are looked for.
const (
	earlierLength = 8
	earlierSeen   = 120
)

// earlier gives what the member has said before of texts in the language of o, to
// colleagues or to an author: what was said most often first, then what was said last.
// Only the member's own words, and only those said of texts that they still may read.
func (v *visit) earlier(o *open) ([]string, error) {
	trail, err := v.Store.Trail(v.ctx, content.TrailQuery{By: v.actor.ID, Locale: o.t.Locale, Newest: true, Limit: earlierSeen,
		Kinds: []content.EventKind{content.EventCommented, content.EventReturned}})
	if err != nil || len(trail) == 0 {
		return nil, err
	}
	if trail, err = v.stillReadable(trail); err != nil {
		return nil, err
	}
	var hashes []content.Hash
	for _, e := range trail {
		if e.Note != "" {
			hashes = append(hashes, e.Note)
		}
	}
	slices.Sort(hashes)
	bodies, err := v.Store.Texts(v.ctx, slices.Compact(hashes)...)
	if err != nil {
		return nil, err
	}
	return ranked(trail, bodies)
}

// ranked gives each remark of a trail once.
func ranked(trail []content.TrailEntry, bodies map[content.Hash][]byte) ([]string, error) {
	type use struct{ times, last int }
	uses := map[string]use{}
	for i, e := range trail {
		body, ok := bodies[e.Note]
		// What a redaction has left of a remark is nobody's words any more.
		if !ok || content.Sum(body) != e.Note {
			continue
		}
		r, err := content.DecodeRemark(body)
		if err != nil {
			return nil, err
		}
		u, known := uses[r.Text]
		if !known {
			u.last = i
		}
		u.times++
		uses[r.Text] = u
	}
	delete(uses, "")
	all := slices.SortedFunc(maps.Keys(uses), func(a, b string) int {
		return cmp.Or(cmp.Compare(uses[b].times, uses[a].times), cmp.Compare(uses[a].last, uses[b].last))
	})
	return all[:min(len(all), earlierLength)], nil
}

// stillReadable leaves of a trail what is about texts that the member may read now.
func (v *visit) stillReadable(trail []content.TrailEntry) ([]content.TrailEntry, error) {
	var ids []content.ID
	for _, e := range trail {
		ids = append(ids, e.Document)
	}
	slices.Sort(ids)
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Documents: slices.Compact(ids), Sort: content.ByDocument})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(trail, func(e content.TrailEntry) bool {
		return !slices.ContainsFunc(all, func(s content.Standing) bool { return s.Document == e.Document && s.Locale == e.Locale })
	}), nil
}

// reason is what was typed, with the earlier remark that was picked where no script
// had put it into the field.
func (v *visit) reason() string {
	typed, picked := strings.TrimSpace(v.text("reason")), strings.TrimSpace(v.text("earlier"))
	switch {
	case picked == "":
		return typed
	case typed == "":
		return picked
	}
	return picked + "\n\n" + typed
}
