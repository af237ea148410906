package storetest

import (
	"strings"

	"herald/content"
	"herald/internal/fault"
)

// redaction gives what is left of a words text when its title is taken out.
func redaction(words content.Text, title string) content.Text {
	w, err := content.DecodeWords(words.Body)
	if err != nil {
		panic("storetest: words of a builder can be read: " + err.Error())
	}
	w.Title = title
	return content.Text{Hash: words.Hash, Body: w.Encode().Body, Redacted: true}
}

func (h *harness) titleKey(n int) string {
	h.Helper()
	q := public()
	q.Documents = ids(n)
	rows, err := h.Rows(h.Context(), q)
	h.must(err, "rows")
	if len(rows) != 1 {
		h.Fatalf("document %d has %d rows", n, len(rows))
	}
	return string(rows[0].TitleBy)
}

func (h *harness) stands(hash content.Hash, part string) {
	h.Helper()
	texts, err := h.Texts(h.Context(), hash)
	h.must(err, "texts")
	if !strings.Contains(string(texts[hash]), part) {
		h.Fatalf("the text is %s, want %q in it", texts[hash], part)
	}
}

func testRedaction(h *harness) {
	b := Published(ID(1), "news", "Jonas Jonaitis", Epoch)
	h.commit(b)
	words := b.texts[0]
	c, _ := Change(content.NewID(), b)
	got, err := h.Commit(h.Context(), 1, c, []content.Text{redaction(words, "Pašalinta")})
	h.must(err, "redaction")
	h.stands(words.Hash, "Pašalinta")
	if h.titleKey(1) != string(b.Document.Source.CollationKey("Pašalinta")) {
		h.Fatal("the row still sorts by the words taken out")
	}
	// Neither a retry nor the first words given again bring them back.
	again, err := h.Commit(h.Context(), 1, c, []content.Text{redaction(words, "Pašalinta")})
	h.must(err, "retry")
	h.same(again, got, "retried redaction")
	h.commit(b)
	h.stands(words.Hash, "Pašalinta")
	c, _ = Change(content.NewID(), b)
	_, err = h.Commit(h.Context(), h.head(), c, []content.Text{redaction(words, "Vėl pašalinta")})
	h.must(err, "second redaction")
	h.stands(words.Hash, "Vėl pašalinta")
	// A refused redaction takes nothing.
	_, err = h.Commit(h.Context(), 0, content.Change{ID: content.NewID(), At: Epoch}, []content.Text{redaction(words, "Ne")})
	h.wants(err, fault.Conflict, "redaction at a stale position")
	h.stands(words.Hash, "Vėl pašalinta")
	h.dense(4)
}

// testSharedRedaction: two Documents say the same words, and only one of them
// is in the Change that takes them out.
func testSharedRedaction(h *harness) {
	a, b := New(ID(1), "news", "public", "lt"), New(ID(2), "news", "public", "lt")
	w := content.Words{Title: "Petras Petraitis"}
	a.Draft("lt", w, content.Facts{})
	b.Draft("lt", w, content.Facts{})
	h.commit(a.Publish("lt", Epoch), b.Publish("lt", Epoch))
	c, _ := Change(content.NewID(), a)
	_, err := h.Commit(h.Context(), 1, c, []content.Text{redaction(w.Encode(), "Pašalinta")})
	h.must(err, "redaction")
	if h.titleKey(1) != h.titleKey(2) {
		h.Fatal("the other document still sorts by the words taken out")
	}
}
