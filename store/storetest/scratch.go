package storetest

import (
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

func scratch(member, document int, at time.Duration) content.Scratch {
	return content.Scratch{Member: content.MemberID(ID(member)), Document: ID(document), Locale: "lt", Base: "2.3",
		Words: []byte(`{"title":"Ką tik rašoma"}`), Facts: []byte(`{}`), At: Epoch.Add(at)}
}

// testScratches: one for each member and text, overwritten, swept, and no part of
// the log.
func testScratches(h *harness) {
	get := func(x content.Scratch) (content.Scratch, error) {
		return h.Scratch(h.Context(), x.Member, x.Document, x.Locale)
	}
	first, other, elsewhere := scratch(1, 7, time.Minute), scratch(2, 7, time.Hour), scratch(1, 8, 0)
	_, err := get(first)
	h.wants(err, fault.NotFound, "no scratch")
	for _, x := range []content.Scratch{first, other, elsewhere} {
		h.must(h.KeepScratch(h.Context(), x), "keep")
	}
	first.Words, first.Facts, first.Base, first.At = []byte(`{"title":"Toliau"}`), nil, "2.4", Epoch.Add(2*time.Hour)
	h.must(h.KeepScratch(h.Context(), first), "keep again")
	for _, x := range []content.Scratch{first, other, elsewhere} {
		got, err := get(x)
		h.must(err, "scratch")
		h.same(got, x, "scratch")
	}
	h.writing(7, Epoch, content.Mark{By: first.Member, At: first.At}, content.Mark{By: other.Member, At: other.At})
	h.writing(7, first.At, content.Mark{By: first.Member, At: first.At})
	h.writing(9, Epoch)
	h.must(h.Reproject(h.Context(), nil), "reproject")
	h.must(h.DropScratch(h.Context(), other.Member, other.Document, other.Locale), "drop")
	h.must(h.DropScratch(h.Context(), other.Member, other.Document, other.Locale), "drop again")
	_, err = get(other)
	h.wants(err, fault.NotFound, "a dropped scratch")
	h.must(h.SweepScratches(h.Context(), first.At), "sweep")
	_, err = get(elsewhere)
	h.wants(err, fault.NotFound, "a swept scratch")
	_, err = get(first)
	h.must(err, "a scratch that is not old")
	h.same(h.head(), 0, "the log")
}

func (h *harness) writing(document int, since time.Time, want ...content.Mark) {
	h.Helper()
	got, err := h.Writing(h.Context(), ID(document), i18n.Locale("lt"), since)
	h.must(err, "writing")
	h.same(got, want, "who is writing")
}

// testRedactedScratches: what is taken out of a text must not wait in a scratch of
// it for the next save.
func testRedactedScratches(h *harness) {
	b := Published(ID(1), "news", "Jonas Jonaitis", Epoch)
	h.commit(b)
	mine, other := scratch(1, 1, 0), scratch(1, 2, 0)
	h.must(h.KeepScratch(h.Context(), mine), "keep")
	h.must(h.KeepScratch(h.Context(), other), "keep")
	c, _ := Change(content.NewID(), b)
	_, err := h.Commit(h.Context(), 1, c, []content.Text{redaction(b.texts[0], "Pašalinta")})
	h.must(err, "redaction")
	_, err = h.Scratch(h.Context(), mine.Member, mine.Document, mine.Locale)
	h.wants(err, fault.NotFound, "a scratch of a redacted text")
	_, err = h.Scratch(h.Context(), other.Member, other.Document, other.Locale)
	h.must(err, "a scratch of another text")
}
