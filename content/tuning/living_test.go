package tuning_test

import (
	"context"
	"errors"
	"testing"

	"herald/content"
	"herald/content/tuning"
)

// log is a log that says how often its Records were read.
type log struct {
	at      content.Position
	records []content.Record
	reads   int
	broken  error
}

func (l *log) Head(context.Context) (content.Position, error) { return l.at, l.broken }

func (l *log) Load(_ context.Context, ask content.Ask) (content.Snapshot, error) {
	l.reads++
	if !ask.Tuning {
		return content.Snapshot{}, errors.New("something else is asked for")
	}
	return content.Snapshot{Position: l.at, Tuning: l.records}, l.broken
}

// What is said holds at the next question, is read once, and holds on while the
// store is away.
func TestLivingFollowsTheLog(t *testing.T) {
	l := &log{at: 1}
	var failures int
	living := &tuning.Living{Source: l, Failed: func(error) { failures++ }}
	words := func() int { return len(living.Of(t.Context(), "public", "lt").Synonyms) }
	for range 2 {
		if words() != 0 || l.reads != 1 {
			t.Fatalf("%d reads of a log that stands still", l.reads)
		}
	}
	said := &tuning.Tuning{Site: "public", Locale: "lt", Synonyms: []tuning.Synonyms{{ID: "s", Words: []string{"a", "b"}}}}
	l.at, l.records = 2, []content.Record{said.Record()}
	for range 2 {
		if n := words(); n != 1 || l.reads != 2 {
			t.Fatalf("%d groups, %d reads", n, l.reads)
		}
	}
	l.at, l.broken = 3, errors.New("away")
	if words() != 1 || failures != 1 {
		t.Errorf("without the store: %d words, %d failures", words(), failures)
	}
	l.broken, l.records = nil, []content.Record{{Body: []byte("?")}}
	if words() != 1 || failures != 2 {
		t.Errorf("nonsense: %d words, %d failures", words(), failures)
	}
	l.records = nil
	if words() != 0 {
		t.Error("what was taken back holds")
	}
}
