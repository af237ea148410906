package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/internal/fault"
	"herald/store/transfer"
)

// Holding gives everything that s gives out, a line for each thing, and fails where the
// log is not in its order.
func Holding(t testing.TB, s transfer.Source) []string {
	t.Helper()
	var all []string
	at := content.Position(0)
	err := s.Give(t.Context(), func(b transfer.Batch) error {
		for _, e := range b.Entries {
			if at++; e.Position != at {
				t.Errorf("entry %d comes in the place of %d", e.Position, at)
			}
			all = append(all, fmt.Sprintf("entry %06d %s %s %s", e.Position, e.ID, e.Hash, e.Body))
		}
		for _, x := range b.Texts {
			all = append(all, fmt.Sprintf("text %s %v %s", x.Hash, x.Redacted, x.Body))
		}
		if b.Noticed != nil {
			all = append(all, fmt.Sprint("noticed ", *b.Noticed))
		}
		all = slices.Concat(all, lines("notice", b.Notices), lines("letter", b.Letters), lines("secrets", b.Secrets), lines("device", b.Devices),
			lines("scratch", b.Scratches), lines("share", b.Shares), lines("question", b.Questions))
		return nil
	})
	if err != nil {
		t.Fatalf("give: %v", err)
	}
	slices.Sort(all)
	return all
}

func lines[T any](what string, all []T) (said []string) {
	for _, x := range all {
		said = append(said, what+" "+asJSON(x))
	}
	return said
}

// SameHolding fails where two stores do not give out the same.
func SameHolding(t testing.TB, got, want []string) {
	t.Helper()
	for _, line := range want {
		if _, found := slices.BinarySearch(got, line); !found {
			t.Errorf("is missing: %s", line)
		}
	}
	for _, line := range got {
		if _, found := slices.BinarySearch(want, line); !found {
			t.Errorf("is too much: %s", line)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d things, want %d", len(got), len(want))
	}
}

// Transferred fails unless to holds what from does, finds nothing wrong with itself,
// answers as from does and can be written to.
func Transferred(t *testing.T, from, to Store) {
	t.Helper()
	a, b := &harness{T: t, suite: &suite{}, Store: from}, &harness{T: t, suite: &suite{}, Store: to}
	SameHolding(t, Holding(t, to), Holding(t, from))
	b.green()
	b.same(b.head(), a.head(), "head")
	for seed := range uint64(20) {
		q := newHistory(seed).query()
		b.same(b.list(q), a.list(q), asJSON(q))
	}
	one, err := from.AllMembers(t.Context())
	a.must(err, "members")
	other, err := to.AllMembers(t.Context())
	b.must(err, "members")
	b.same(other, one, "members")
	if all, err := to.Sessions(t.Context(), session(1, 1).Member); err != nil || len(all) > 0 {
		t.Errorf("%d sessions were transferred, %v", len(all), err)
	}
	b.commit(Published(ID(40), "news", "Po perkėlimo", Epoch))
	b.green()
}

// kinds are the first words of lines.
func kinds(lines []string) (all []string) {
	for _, l := range lines {
		kind, _, _ := strings.Cut(l, " ")
		all = append(all, kind)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func testTransfer(h *harness) {
	Stock(h, h.Store, h.some(60))
	want := Holding(h, h.Store)
	h.same(kinds(want), []string{"device", "entry", "letter", "notice", "noticed", "question", "scratch", "secrets", "share", "text"}, "what is given out")
	to := h.open(h.T, Projector())
	h.must(to.TakeIn(h.Context(), h.Store, nil), "take in")
	SameHolding(h, Holding(h, h.Store), want)
	h.wants(to.TakeIn(h.Context(), h.Store, nil), fault.Conflict, "take in where something is")
	Transferred(h.T, h.Store, to)
}

// broken gives out what another Source does, an entry at a time, and then fails.
type broken struct{ transfer.Source }

var errBroken = errors.New("it breaks off")

func (b broken) Give(ctx context.Context, take func(transfer.Batch) error) error {
	err := b.Source.Give(ctx, func(b transfer.Batch) error {
		for i := range b.Entries {
			if err := take(transfer.Batch{Entries: b.Entries[i : i+1]}); err != nil {
				return err
			}
		}
		b.Entries = nil
		return take(b)
	})
	return errors.Join(err, errBroken)
}

// testBrokenTransfer: what breaks off is told, and what was not taken in whole is not
// continued as if it were.
func testBrokenTransfer(h *harness) {
	Stock(h, h.Store, 3)
	to := h.open(h.T, Projector())
	if err := to.TakeIn(h.Context(), broken{h.Store}, nil); !errors.Is(err, errBroken) {
		h.Fatalf("take in from one that breaks off: %v", err)
	}
	switch err := to.TakeIn(h.Context(), h.Store, nil); {
	case err == nil:
		Transferred(h.T, h.Store, to)
	case !fault.Is(err, fault.Conflict):
		h.Errorf("take in again: %v", err)
	}
	h.wants(h.TakeIn(h.Context(), h.open(h.T, Projector()), nil), fault.Conflict, "take nothing in where something is")
	h.green()
}
