package storetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// asJSON is how answers are compared: by what they say, not by how.
func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func (h *harness) same(got, want any, what string) {
	h.Helper()
	if g, w := asJSON(got), asJSON(want); g != w {
		h.Fatalf("%s:\n got %s\nwant %s", what, g, w)
	}
}

func testCommit(h *harness) {
	if h.head() != 0 {
		h.Fatalf("an empty log has head %d", h.head())
	}
	b := Published(ID(1), "news", "Pirmoji", Epoch)
	c := h.commit(b)
	if c.Position != 1 || c.Previous != "" || h.head() != 1 {
		h.Fatalf("first change is %d after %q, head %d", c.Position, c.Previous, h.head())
	}
	docs, err := h.Documents(h.Context(), ID(1), ID(2))
	h.must(err, "documents")
	h.same(docs, map[content.ID]*content.Document{ID(1): b.Document}, "documents")
	texts, err := h.Texts(h.Context(), b.Document.Texts()...)
	h.must(err, "texts")
	for _, x := range b.texts {
		if !bytes.Equal(texts[x.Hash], x.Body) {
			h.Fatalf("text %s is %q, want %q", x.Hash, texts[x.Hash], x.Body)
		}
	}
	h.same(h.list(public()), []content.ID{ID(1)}, "listing")
	b.End("lt", content.Unpublished)
	h.commit(b)
	h.same(h.list(public()), []content.ID{}, "listing after unpublishing")
}

func testConflict(h *harness) {
	h.commit(Published(ID(1), "news", "Pirmoji", Epoch))
	for _, at := range []content.Position{0, 2, 99} {
		c, texts := Change(content.NewID(), Published(ID(2), "news", "Antroji", Epoch))
		_, err := h.Commit(h.Context(), at, c, texts)
		h.wants(err, fault.Conflict, fmt.Sprint("commit at ", at))
	}
	docs, err := h.Documents(h.Context(), ID(2))
	h.must(err, "documents")
	if len(docs) != 0 || h.head() != 1 {
		h.Fatal("a refused change left something")
	}
}

func testChain(h *harness) {
	for i := range 20 {
		h.commit(Published(ID(i), "news", fmt.Sprint("Straipsnis <b>&", i), Epoch))
	}
	all, err := h.Changes(h.Context(), 0, 100)
	h.must(err, "changes")
	previous := content.Hash("")
	for i, c := range all {
		if c.Position != content.Position(i+1) || c.Previous != previous {
			h.Fatalf("change %d is at %d after %q, want %q", i+1, c.Position, c.Previous, previous)
		}
		_, previous = c.Entry()
	}
}

func testFollow(h *harness) {
	var ids []content.ID
	for i := range 9 {
		ids = append(ids, h.commit(Published(ID(i), "news", "Sekama", Epoch)).ID)
	}
	for after := range 11 {
		for limit := range 11 {
			got, err := h.Changes(h.Context(), content.Position(after), limit)
			h.must(err, "changes")
			begin := min(after, len(ids))
			want := ids[begin:min(begin+limit, len(ids))]
			if len(got) != len(want) {
				h.Fatalf("after %d, limit %d: %d changes, want %d", after, limit, len(got), len(want))
			}
			for i, c := range got {
				if c.ID != want[i] || int(c.Position) != after+i+1 {
					h.Fatalf("after %d, limit %d: change %d is %s at %d", after, limit, i, c.ID, c.Position)
				}
			}
		}
	}
}

func testIdempotent(h *harness) {
	c, texts := Change(content.NewID(), Published(ID(1), "news", "Kartą", Epoch))
	first, err := h.Commit(h.Context(), 0, c, texts)
	h.must(err, "commit")
	h.commit(Published(ID(2), "news", "Kita", Epoch))
	other, otherTexts := Change(c.ID, Published(ID(3), "news", "Kitkas", Epoch))
	for _, at := range []content.Position{0, 1, 2, 7} {
		again, err := h.Commit(h.Context(), at, c, texts)
		h.must(err, "retry")
		h.same(again, first, "retried change")
		again, err = h.Commit(h.Context(), at, other, otherTexts)
		h.must(err, "another change under a used id")
		h.same(again, first, "change under a used id")
	}
	docs, err := h.Documents(h.Context(), ID(3))
	h.must(err, "documents")
	if h.head() != 2 || len(docs) != 0 {
		h.Fatal("a retry wrote something")
	}
}

func testRefused(h *harness) {
	good, texts := Change(content.NewID(), Published(ID(1), "news", "Tekstas", Epoch))
	_, err := h.Commit(h.Context(), 0, good, texts[:1])
	h.wants(err, fault.NotFound, "a change that names a text which is not there")
	forged := append([]content.Text{{Hash: texts[0].Hash, Body: []byte(`{"title":"Kitas"}`)}}, texts[1:]...)
	_, err = h.Commit(h.Context(), 0, good, forged)
	h.wants(err, fault.Invalid, "a text under a hash that is not its own")
	nameless := good
	nameless.ID = ""
	_, err = h.Commit(h.Context(), 0, nameless, texts)
	h.wants(err, fault.Invalid, "a change without id")
	if h.head() != 0 {
		h.Fatalf("refused changes moved the head to %d", h.head())
	}
	_, err = h.Texts(h.Context(), texts[0].Hash)
	h.wants(err, fault.NotFound, "a text of a refused change")
	_, err = h.Commit(h.Context(), 0, good, texts)
	h.must(err, "the same change, whole")
	// What is stored need not be given again.
	_, err = h.Commit(h.Context(), 1, content.Change{ID: content.NewID(), At: Epoch, Texts: good.Texts}, nil)
	h.must(err, "a change that names stored texts")
}

func testAbsent(h *harness) {
	h.commit(Published(ID(1), "news", "Yra", Epoch))
	_, err := h.Texts(h.Context(), content.Sum([]byte("nothing")))
	h.wants(err, fault.NotFound, "an unknown text")
	texts, err := h.Texts(h.Context())
	h.must(err, "no texts")
	docs, err := h.Documents(h.Context(), ID(7))
	h.must(err, "an unknown document")
	paths, err := h.Paths(h.Context(), "public", "news/none")
	h.must(err, "an unknown path")
	snap, err := h.Load(h.Context(), content.Ask{Documents: []content.ID{ID(7)}, Claims: []content.Claim{"path none"}})
	h.must(err, "load of nothing")
	if len(texts)+len(docs)+len(paths)+len(snap.Documents)+len(snap.Claimed) != 0 || snap.Position != 1 {
		h.Fatalf("something absent was given: %v %v %v %v", texts, docs, paths, snap)
	}
	due, err := h.Due(h.Context(), Epoch)
	h.must(err, "due")
	if len(due) != 0 {
		h.Fatalf("due: %v", due)
	}
}

func testTogether(h *harness) {
	var all []*Builder
	for i := range 12 {
		all = append(all, Published(ID(i), "news", "Kartu", Epoch))
	}
	h.commit(all...)
	if n := len(h.list(public())); n != 12 || h.head() != 1 {
		h.Fatalf("%d documents at head %d", n, h.head())
	}
}

func testLarge(h *harness) {
	b := New(ID(1), "page", "public", "lt")
	w := b.Title("Ilgas")
	w.Body = strings.Repeat("Ilgas sakinys su ąčęėįšųūž ženklais.\n", 60_000)
	b.Draft("lt", w, content.Facts{})
	builders := []*Builder{b.Publish("lt", Epoch)}
	for i := range h.some(300) {
		builders = append(builders, Published(ID(i+10), "news", strings.Repeat("ilgas ", 40), Epoch.Add(time.Duration(i)*time.Second)))
	}
	h.commit(builders...)
	texts, err := h.Texts(h.Context(), b.texts[0].Hash)
	h.must(err, "texts")
	if !bytes.Equal(texts[b.texts[0].Hash], b.texts[0].Body) {
		h.Fatal("the long text came back changed")
	}
	if n := len(h.list(public())); n != 1+h.some(300) {
		h.Fatalf("%d documents listed", n)
	}
}

func testOtherRecords(h *harness) {
	c := content.Change{ID: content.NewID(), At: Epoch, Records: []content.Record{
		{Kind: "session", ID: ID(1), Body: json.RawMessage(`{"id":"x","name":"nuotrauka.jpg"}`)},
		{Kind: "ticket", ID: ID(1), Body: json.RawMessage(`{"id":"y"}`)},
	}}
	_, err := h.Commit(h.Context(), 0, c, nil)
	h.must(err, "commit")
	h.commit(Published(ID(1), "news", "Tas pats id", Epoch))
	all, err := h.Changes(h.Context(), 0, 1)
	h.must(err, "changes")
	h.same(all[0].Records, c.Records, "records")
}

func testSnapshot(h *harness) {
	a, b := Published(ID(1), "news", "A", Epoch), Published(ID(2), "news", "B", Epoch)
	h.commit(a)
	h.commit(b)
	claim := content.PathClaim("public", "lt", "news/"+string(ID(2)))
	snap, err := h.Load(h.Context(), content.Ask{Documents: []content.ID{ID(1), ID(2), ID(1)}, Claims: []content.Claim{claim, claim}})
	h.must(err, "load")
	h.same(snap, content.Snapshot{Position: 2, Documents: map[content.ID]*content.Document{ID(1): a.Document, ID(2): b.Document},
		Claimed: map[content.Claim][]content.ID{claim: {ID(2)}}, Assets: map[content.ID]content.Record{}}, "snapshot")
}
