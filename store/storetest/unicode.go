package storetest

import (
	"bytes"
	"slices"

	"herald/content"
	"herald/i18n"
)

func testUnicode(h *harness) {
	for n, c := range []struct {
		locale i18n.Locale
		title  string
	}{
		{"lt", "Šeštadienį – „Ąžuolų“ šventė"}, {"lt", "S\u030cves\u030ctadieni\u0328s"}, {"ka", "თბილისის საკრებულო"},
		{"sr", "Скупштина општине ЊЕГОШ"}, {"en", "Family 👨‍👩‍👧‍👦 day 🇱🇹 — “free”"}, {"lt", "nul\x00 removed"}, {"en", "\u202eright to left"},
	} {
		b := New(ID(n), "news", "public", c.locale)
		w := b.Title(c.title)
		b.Draft(c.locale, w, content.Facts{})
		h.commit(b.Publish(c.locale, Epoch))
		texts, err := h.Texts(h.Context(), w.Encode().Hash)
		h.must(err, "texts")
		if body := texts[w.Encode().Hash]; !bytes.Equal(body, w.Encode().Body) || bytes.ContainsRune(body, 0) {
			h.Fatalf("%q came back as %q", c.title, body)
		}
		q := public()
		q.For, q.Documents = c.locale, ids(n)
		rows, err := h.Rows(h.Context(), q)
		h.must(err, "rows")
		stored, err := content.DecodeWords(w.Encode().Body)
		h.must(err, "words")
		if len(rows) != 1 || !bytes.Equal(rows[0].TitleBy, c.locale.CollationKey(stored.Title)) {
			h.Fatalf("%q: rows %s", c.title, asJSON(rows))
		}
	}
}

// testAwkward sends what looks like something else through every lookup.
func testAwkward(h *harness) {
	values := []string{"007", "1e3", "true", "null", "[]", `"quoted"`, `back\slash`, "a'b", "<b>&amp;", "50%_", "tab\there", "\u2028", "ქ", "🎉", "NaN", "-0", "x y"}
	var all []*Builder
	for n, v := range values {
		b := New(ID(n), "agreement", "public", "lt")
		b.Draft("lt", b.Title(v), content.Facts{Fields: content.Fields{"number": content.One(v), "kind": content.One(v)}})
		all = append(all, b.Publish("lt", Epoch))
	}
	h.commit(all...)
	want := map[string]int{}
	for n, v := range values {
		q := public()
		q.Terms = map[string][]string{"kind": {v}}
		h.lists(q, v, n)
		claim := content.UniqueClaim("public", "agreement", "number", v)
		snap, err := h.Load(h.Context(), content.Ask{Claims: []content.Claim{claim}})
		h.must(err, "load")
		h.same(snap.Claimed[claim], ids(n), "claim on "+v)
		want[v] = 1
	}
	got, err := h.Facets(h.Context(), public(), []string{"kind"})
	h.must(err, "facets")
	h.same(got["kind"], want, "facets")
	for _, s := range sorts {
		q := public()
		q.Sort = s
		seen := idsOf(h.pages(q, 3))
		slices.Sort(seen)
		if len(slices.Compact(seen)) != len(values) {
			h.Fatalf("%q: %d of %d seen", s, len(seen), len(values))
		}
	}
}
