package mongo

import (
	"context"
	"errors"
	"testing"
	"time"

	"herald/content"
	"herald/internal/mongotest"
	"herald/staff"
	"herald/store/storetest"
)

// enrolled puts a Member into a store that is being filled.
func enrolled(ctx context.Context, s *Store) error {
	head, err := s.Head(ctx)
	if err != nil {
		return err
	}
	m := &staff.Member{ID: content.MemberID(content.NewID()), Name: "Ona", Email: string(content.NewID()) + "@example.org", Locale: "en"}
	_, err = s.Commit(ctx, head, content.Change{ID: content.NewID(), At: time.Unix(1, 0).UTC(), Records: []content.Record{m.Record()}}, nil)
	return err
}

// TestHalfAFillIsNeverOpened goes through what a fill can come to.
func TestHalfAFillIsNeverOpened(t *testing.T) {
	address, o := mongotest.Database(t), Options{Patience: time.Minute}
	fill := func(what string, do func(context.Context, *Store) error) (bool, error) {
		return Fill(t.Context(), address, storetest.Projector(), o, what, do)
	}
	opened := func(o Options) error {
		o.Patience = time.Minute
		s, err := Open(t.Context(), address, storetest.Projector(), o)
		if err == nil {
			must(t, s.Close())
		}
		return err
	}
	var half *HalfFilledError
	if _, err := fill("a test", func(ctx context.Context, s *Store) error {
		must(t, enrolled(ctx, s))
		for _, o := range []Options{{}, {ReadOnly: true}, {Existing: true}} {
			if err := opened(o); !errors.As(err, &half) || half.What != "a test" {
				t.Errorf("meanwhile, opened with %+v: %v", o, err)
			}
		}
		if _, err := fill("a test", nil); !errors.Is(err, errFilled) {
			t.Errorf("a second one meanwhile: %v", err)
		}
		return errors.New("broken off")
	}); err == nil || err.Error() != "broken off" {
		t.Fatalf("said %v", err)
	}
	if err := opened(Options{Existing: true}); !errors.Is(err, ErrNone) {
		t.Errorf("after one that failed: %v", err)
	}

	// One who is killed leaves his mark, and what he has written.
	s := bare(t, address)
	must(t, s.mark(t.Context(), fillingDoc{What: "a test", Token: "of one who is dead"}))
	must(t, s.ready(t.Context()))
	must(t, enrolled(t.Context(), s))
	must(t, s.PutRedactions(t.Context(), map[string][]byte{"x": []byte("{}")}))
	if err := opened(Options{}); !errors.As(err, &half) {
		t.Errorf("after one who was killed: %v", err)
	}
	if _, err := fill("something else", nil); !errors.As(err, &half) || half.What != "a test" {
		t.Errorf("filled with something else: %v", err)
	}
	filled, err := fill("a test", func(ctx context.Context, s *Store) error {
		if head, err := s.Head(ctx); head != 0 || err != nil {
			t.Errorf("it begins at %d, %v", head, err)
		}
		return enrolled(ctx, s)
	})
	if err != nil || !filled {
		t.Fatalf("filled again: %v, %v", filled, err)
	}
	whole := open(t, address, storetest.Projector())
	if head, err := whole.Head(t.Context()); head != 1 || err != nil {
		t.Errorf("it is at %d, %v", head, err)
	}
	if lines, err := whole.Redactions(t.Context()); len(lines) != 1 || err != nil {
		t.Errorf("the list of redactions has %d lines, %v", len(lines), err)
	}
	if filled, err := fill("a test", nil); filled || err != nil {
		t.Errorf("a store that is there: %v, %v", filled, err)
	}
}

func TestNotes(t *testing.T) {
	address := mongotest.Database(t)
	s := open(t, address, storetest.Projector())
	if body, err := s.Note(t.Context(), "kinds"); body != nil || err != nil {
		t.Errorf("before: %q, %v", body, err)
	}
	must(t, s.PutNote(t.Context(), "kinds", []byte("one")))
	must(t, s.PutNote(t.Context(), "kinds", []byte("two")))
	other, err := Open(t.Context(), address, storetest.Projector(), Options{ReadOnly: true, Patience: time.Minute})
	must(t, err)
	t.Cleanup(func() { must(t, other.Close()) })
	if body, err := other.Note(t.Context(), "kinds"); string(body) != "two" || err != nil {
		t.Errorf("got %q, %v", body, err)
	}
	must(t, other.DropNote(t.Context(), "kinds"))
	if body, err := s.Note(t.Context(), "kinds"); body != nil || err != nil {
		t.Errorf("after: %q, %v", body, err)
	}
}
