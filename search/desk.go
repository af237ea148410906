package search

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Desk answers Members about every text that they may read, in whatever State.
type Desk struct{ x *Index }

// Desk gives the way to ask the desk's indexes.
func (x *Index) Desk() Desk { return Desk{x} }

// DeskQuery is a question of a Member. All that is set must hold.
type DeskQuery struct {
	Actor content.Actor
	// Text is what the member typed. It is never anything but words.
	Text         string
	Sites, Types []string
	Locales      []i18n.Locale
	// Organizations are those whose members work on the text.
	Organizations []content.ID
	States        []content.State
	// By selects what a member has to do with, in any hand.
	By content.MemberID
	// Year selects by the day of the text ("2026").
	Year   string
	Offset int
	Limit  int
}

// DeskResults answer a DeskQuery.
type DeskResults struct {
	// Text is what was looked for: DeskQuery.Text as it was read.
	Text string
	// Total is how many Translations match and may be read.
	Total int
	Hits  []DeskHit
	// AnyWord says that no text has all words, and these have some of them.
	AnyWord bool
	// CatchingUp says that there may be more.
	CatchingUp bool
}

// DeskHit is a Translation that matches.
type DeskHit struct {
	// Standing is where it stands now.
	Standing content.Standing
	Score    float64
	// Number is the number of the entry, if its Type has one, Title the whole title,
	// Passage the best part of the text, with the matched words marked. They are empty
	// where the text has moved on since.
	Number, Title, Passage []Segment
	// File is the name of the attachment in which the words stand, "" where they stand
	// in the text itself.
	File string
	// Live says that the words stand in what readers have, and not in the newest.
	Live bool
}

// The bounds of a question of the desk.
const (
	deskDeadline = 3 * time.Second
	// LargestDeskOffset bounds paging: every index is asked for all hits before.
	LargestDeskOffset = 1000
)

// deskWeights are those of readers, and of what they have.
var deskWeights = append(slices.Clone(weights), weight{fieldLive, 0.5})

// Search answers q. A question without a word, or of a member who may read no
// text, has no results.
func (d Desk) Search(ctx context.Context, q DeskQuery) (DeskResults, error) {
	q.Text = clean(q.Text)
	q.Offset = min(max(q.Offset, 0), LargestDeskOffset)
	if q.Limit <= 0 {
		q.Limit = 20
	}
	q.Limit = min(q.Limit, LargestLimit)
	out := DeskResults{Text: q.Text}
	ctx, cancel := d.x.within(ctx, deskDeadline)
	defer cancel()
	a := d.x.asks(q)
	if len(a.within) == 0 {
		return out, nil
	}
	if err := a.look(ctx); err != nil {
		return out, fault.Wrap(fault.Unavailable, err, "search")
	}
	defer a.close()
	found, total, several, err := a.find(ctx, asked.allOf)
	if err == nil && total == 0 && several {
		out.AnyWord = true
		found, total, _, err = a.find(ctx, asked.someOf)
	}
	if err == nil {
		out.Hits, err = a.hits(ctx, found)
		out.Total, out.AnyWord = total-len(found)+len(out.Hits), out.AnyWord && len(out.Hits) > 0
	}
	out.CatchingUp = a.behind
	switch {
	case errors.Is(err, errDamaged), errors.Is(err, bleve.ErrorIndexClosed):
		return DeskResults{Text: q.Text, CatchingUp: true}, nil
	case err != nil:
		return out, fault.Wrap(fault.Unavailable, err, "search")
	}
	return out, nil
}

// mostNumbered bounds how many entries one number is looked for in.
const mostNumbered = 20

// Numbered gives the texts, as they stand, of entries whose number text is: the
// whole of it ("T-142", with spaces or without), else its digits, where nothing
// stands before them or only a word for "number" ("142", "Nr. 142").
func (d Desk) Numbered(ctx context.Context, actor content.Actor, text string) ([]content.Standing, error) {
	text = clean(text)
	key, bare := numberKey(text), bareNumber(text)
	if bare == "" {
		return nil, nil
	}
	ctx, cancel := d.x.within(ctx, deskDeadline)
	defer cancel()
	a := d.x.asks(DeskQuery{Actor: actor, Text: text, Limit: mostNumbered})
	if len(a.within) == 0 {
		return nil, nil
	}
	if err := a.look(ctx); err != nil {
		return nil, err
	}
	defer a.close()
	all, err := a.numbered(ctx, fieldKey, key)
	if before := strings.TrimSuffix(key, bare); err == nil && len(all) == 0 && (before == "" || slices.Contains(wordsForNumber, before)) {
		all, err = a.numbered(ctx, fieldBare, bare)
	}
	if errors.Is(err, errDamaged) || errors.Is(err, bleve.ErrorIndexClosed) {
		return nil, nil
	}
	return all, err
}

// wordsForNumber are what people write before a number, as numberKey leaves it.
var wordsForNumber = []string{"no", "nr", "num", "number", "numer", "numeris", "st", "stev", "stevilka", "br", "broj", "n", "nomer"}

func (a *deskAsking) numbered(ctx context.Context, field, key string) ([]content.Standing, error) {
	found, _, _, err := a.find(ctx, func(asked, []chunk, string) question { return exactly(field, key) })
	if err != nil {
		return nil, err
	}
	hits, err := a.hits(ctx, found)
	var all []content.Standing
	for _, h := range hits {
		all = append(all, h.Standing)
	}
	return all, err
}
