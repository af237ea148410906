package storetest

import (
	"herald/content"
	"herald/i18n"
	"herald/media"
)

// uses names the texts that use an Asset, each with whether everybody is given it.
func (h *harness) uses(n int) []string {
	h.Helper()
	found, err := h.Using(h.Context(), ID(n))
	h.must(err, "using")
	all := []string{}
	for i := range found {
		mark := " kept"
		if found[i].Gives(ID(n)) {
			mark = " given"
		}
		all = append(all, string(found[i].Document)+" "+string(found[i].Locale)+mark)
	}
	return all
}

// testUsedAssets looks for the texts that show a file, whatever State they are in.
func testUsedAssets(h *harness) {
	first, second := New(ID(1), "news", "public", "lt"), New(ID(2), "news", "intranet", "lt")
	picture := func(n int) content.Facts {
		return content.Facts{Fields: content.Fields{"picture": content.One(string(ID(n)))}}
	}
	w := first.Title("Su paveikslu")
	w.Body = "![Upė](asset:" + string(ID(21)) + ")\n\n[Aktas](asset:" + string(ID(23)) + ")"
	first.Draft("lt", w, picture(22))
	second.Draft("lt", second.Title("Vidaus"), picture(22))
	h.commit(first, second)
	one, two := string(ID(1))+" lt", string(ID(2))+" lt"
	h.same(h.uses(21), []string{one + " kept"}, "in a draft")
	h.same(h.uses(22), []string{one + " kept", two + " kept"}, "in two drafts")
	h.same(h.uses(24), []string{}, "in none")

	h.commit(first.Publish("lt", Epoch), second.Publish("lt", Epoch))
	h.same(h.uses(22), []string{one + " given", two + " kept"}, "public, and for staff")
	// The draft of the next Edition shows another file; readers keep the first.
	w.Body = "![Upė](asset:" + string(ID(24)) + ")"
	first.Draft("lt", w, picture(22))
	h.commit(first)
	h.same(h.uses(24), []string{one + " kept"}, "in the next edition")
	h.same(h.uses(21), []string{one + " given"}, "in the live one")
	h.commit(first.Publish("lt", Epoch))
	h.same(h.uses(21), []string{one + " given"}, "in one that is still to be read")
	h.must(h.Reproject(h.Context(), nil), "reproject")
	h.same(h.uses(22), []string{one + " given", two + " kept"}, "after a new projection")
}

// testFiles lists files as members may see them.
func testFiles(h *harness) {
	paper := asset(3, "third")
	paper.Kind = media.PDF
	h.must(h.keep(asset(1, "first"), asset(2, "second")), "keep")
	h.must(h.keep(paper), "keep")
	b, other := New(ID(11), "news", "public", "lt"), New(ID(12), "page", "public", "en")
	b.Draft("lt", b.Title("Naujiena"), content.Facts{Fields: content.Fields{"picture": content.One(string(ID(1)))}})
	other.Draft("en", other.Title("Page"), content.Facts{Fields: content.Fields{"picture": content.One(string(ID(2)))}})
	h.commit(b, other)

	everything := media.Query{Within: []content.Bounds{{}}, By: "system:test"}
	for _, c := range []struct {
		what string
		ask  func(*media.Query)
		want []content.ID
	}{
		{"all that somebody brought", func(*media.Query) {}, []content.ID{ID(3), ID(2), ID(1)}},
		{"of nobody", func(q *media.Query) { *q = media.Query{} }, nil},
		{"by another", func(q *media.Query) { q.By, q.Within = "nora", nil }, nil},
		{"shown in any text", func(q *media.Query) { q.By = "nora" }, []content.ID{ID(2), ID(1)}},
		{"shown in a language", func(q *media.Query) { q.By, q.Within = "nora", []content.Bounds{{Locales: []i18n.Locale{"lt"}}} }, []content.ID{ID(1)}},
		{"of one kind of text", func(q *media.Query) {
			q.By, q.Within = "nora", []content.Bounds{{Types: []string{"page"}}, {Types: []string{"act"}}}
		}, []content.ID{ID(2)}},
		{"papers", func(q *media.Query) { q.Classes = []media.Class{media.Document} }, []content.ID{ID(3)}},
		{"by name", func(q *media.Query) { q.Name = string(ID(2)) + " JPG" }, []content.ID{ID(2)}},
		{"by a name that none has", func(q *media.Query) { q.Name = "%" }, nil},
		{"named ones", func(q *media.Query) { q.IDs = []content.ID{ID(1), ID(3), ID(99)} }, []content.ID{ID(3), ID(1)}},
		{"a named one of another", func(q *media.Query) { q.By, q.IDs = "nora", []content.ID{ID(3)} }, nil},
		{"the first", func(q *media.Query) { q.Limit = 1 }, []content.ID{ID(3)}},
	} {
		q := everything
		c.ask(&q)
		h.same(h.files(q), c.want, c.what)
	}
	// Page by page, and each once however often it came.
	again := content.Change{ID: content.NewID(), At: Epoch, Events: []content.Event{{Kind: content.EventUploaded, At: Epoch, By: "nora", Asset: ID(1)}}}
	_, err := h.Commit(h.Context(), h.head(), again, nil)
	h.must(err, "commit")
	var ids []content.ID
	for q := everything; ; {
		q.Limit = 1
		page, err := h.Files(h.Context(), q)
		h.must(err, "files")
		if len(page) == 0 {
			break
		}
		ids, q.After = append(ids, page[0].ID), page[0].Place
	}
	h.same(ids, []content.ID{ID(1), ID(3), ID(2)}, "page by page")
	h.same(h.files(media.Query{By: "nora"}), []content.ID{ID(1)}, "brought again")
	paper.Removed = Epoch
	h.must(h.keep(paper), "keep")
	h.same(h.files(everything), []content.ID{ID(1), ID(2)}, "without what was taken out")
}

func (h *harness) files(q media.Query) (ids []content.ID) {
	h.Helper()
	found, err := h.Files(h.Context(), q)
	h.must(err, "files")
	for _, f := range found {
		ids = append(ids, f.ID)
	}
	return ids
}
