package storetest

import (
	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

func asset(n int, bytes string) *media.Asset {
	return &media.Asset{ID: ID(n), Blob: content.Sum([]byte(bytes)), Size: int64(len(bytes)), Kind: media.JPEG, Width: 40, Height: 30,
		Turn: 1, Focal: media.Center, Uploaded: content.Mark{By: "system:test", At: Epoch}}
}

// keep commits Assets, with their notes, in one Change.
func (h *harness) keep(all ...*media.Asset) error {
	h.Helper()
	c, texts := content.Change{ID: content.NewID(), At: Epoch}, []content.Text(nil)
	for _, a := range all {
		t := media.Notes{Name: string(a.ID) + ".jpg"}.Text()
		a.Notes = t.Hash
		c.Texts, texts = append(c.Texts, t.Hash), append(texts, t)
		c.Records = append(c.Records, a.Record())
		c.Events = append(c.Events, content.Event{Kind: content.EventUploaded, At: Epoch, By: "system:test", Asset: a.ID})
	}
	_, err := h.Commit(h.Context(), h.head(), c, texts)
	return err
}

func (h *harness) holder(c content.Claim) []content.ID {
	h.Helper()
	snap, err := h.Load(h.Context(), content.Ask{Claims: []content.Claim{c}})
	h.must(err, "load")
	return snap.Claimed[c]
}

func testAssets(h *harness) {
	first, second, third := asset(1, "first"), asset(2, "second"), asset(3, "third")
	h.must(h.keep(second, first), "commit")
	h.must(h.keep(third), "commit")
	got, err := h.Assets(h.Context(), first.ID, third.ID, ID(99))
	h.must(err, "assets")
	h.same(got, map[content.ID]*media.Asset{first.ID: first, third.ID: third}, "assets")

	var ids []content.ID
	for after := content.ID(""); ; {
		page, err := h.AssetsAfter(h.Context(), after, 2)
		h.must(err, "assets after")
		if len(page) == 0 {
			break
		}
		for _, a := range page {
			ids, after = append(ids, a.ID), a.ID
		}
	}
	h.same(ids, []content.ID{ID(1), ID(2), ID(3)}, "assets in order")

	snap, err := h.Load(h.Context(), content.Ask{Assets: []content.ID{second.ID, ID(99)}})
	h.must(err, "load")
	h.same(len(snap.Assets), 1, "loaded")
	loaded, err := media.DecodeAsset(snap.Assets[second.ID].Body)
	h.must(err, "decode")
	h.same(loaded, second, "loaded")
	if _, err := media.Get(h.Context(), h, ID(99)); !fault.Is(err, fault.NotFound) {
		h.Errorf("an asset that is not there: %v", err)
	}
}

func testAssetClaims(h *harness) {
	a := asset(1, "the bytes")
	h.must(h.keep(a), "commit")
	h.same(h.holder(media.BlobClaim(a.Blob)), []content.ID{a.ID}, "holder")
	h.must(h.Reproject(h.Context(), nil), "reproject")
	h.same(h.holder(media.BlobClaim(a.Blob)), []content.ID{a.ID}, "holder after a new projection")
	h.green()
	a.Removed = Epoch
	h.must(h.keep(a), "commit")
	h.same(len(h.holder(media.BlobClaim(a.Blob))), 0, "holders of what was removed")
}

// testShownAssets looks for the files that readers are shown, at every moment.
func testShownAssets(h *harness) {
	b := New(ID(1), "news", "public", "lt")
	w := b.Title("Su paveikslu")
	w.Body = "Štai:\n\n![Upė](asset:" + string(ID(21)) + ")\n"
	b.Draft("lt", w, content.Facts{Fields: content.Fields{"picture": content.One(string(ID(22)))}})
	draft := New(ID(2), "news", "public", "lt")
	draft.Draft("lt", draft.Title("Juodraštis"), content.Facts{Fields: content.Fields{"picture": content.One(string(ID(23)))}})
	h.commit(b.Publish("lt", Epoch), draft)
	shown := func(n int) int {
		q := public()
		q.Terms = map[string][]string{content.TermAsset: {string(ID(n))}}
		return len(h.list(q))
	}
	for n, want := range map[int]int{21: 1, 22: 1, 23: 0, 24: 0} {
		h.same(shown(n), want, "documents that show "+string(ID(n)))
		ids, err := h.Showing(h.Context(), ID(n))
		h.must(err, "showing")
		h.same(len(ids), want, "documents showing "+string(ID(n)))
		h.same(want == 0 || ids[0] == ID(1), true, "the document showing it")
	}
	// The Edition before stays readable, and so do its files.
	w.Body = "Be paveikslo.\n"
	b.Draft("lt", w, content.Facts{})
	h.commit(b.Publish("lt", Epoch))
	h.same(shown(21), 1, "documents that showed it")
}
