package admin

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/search"
	"herald/staff"
)

// searching gives the rig a real index. It follows nothing: what was written since
// it was opened is read beside it.
func (r *rig) searching() {
	r.Helper()
	index, err := search.Open(r.TempDir(), r.store, search.Options{Types: r.admin.Types, Sites: r.admin.Sites, Clock: r.clock,
		Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	r.must(err)
	r.Cleanup(func() { _ = index.Close() })
	for end := time.Now().Add(time.Minute); index.CatchingUp(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			r.Fatal("the index never caught up")
		}
	}
	r.admin.Finder = index.Desk()
}

// bounded adds a member with one Grant.
func (r *rig) bounded(name string, g content.Grant) *browser {
	r.Helper()
	m, err := r.admin.Roster.Add(r.Context(), r.root, staff.Adding{Name: name, Email: name + "@town.example", Locale: i18n.English, Grants: []content.Grant{g}})
	r.must(err)
	r.must(r.admin.Door.SetPassword(r.Context(), r.root, m.ID, passphrase))
	r.members[name] = m
	return r.as(name)
}

// act writes an act with a number, as a draft.
func (r *rig) act(number, title string) content.ID {
	r.Helper()
	got, err := r.desk.Create(r.Context(), r.actor("registrar"), editorial.Create{Site: "public", Type: "act", Locale: "lt", Words: content.Words{Title: title},
		Facts: content.Facts{Fields: content.Fields{"number": content.One(number), "date": content.One("2019-03-04")}}})
	r.must(err)
	return got.Document
}

func (b *browser) find(text string, more ...string) page {
	return b.get("/admin/documents?q=" + url.QueryEscape(text) + strings.Join(more, ""))
}

// leads proves that what was typed opens a page of the desk.
func (b *browser) leads(text, to string) {
	b.Helper()
	if got := b.find(text); got.status != http.StatusSeeOther || got.to() != to {
		b.Errorf("%q: %d to %q, want %q", text, got.status, got.to(), to)
	}
}

func TestWordsAreFoundByThoseWhoMayReadThem(t *testing.T) {
	r := newRig(t)
	r.searching()
	id := r.draft("Zylės sode")
	r.public("Varnos bokšte")
	r.save(id, func(w *content.Words) { w.Body += "\n\nPer žiemą lesinome <kėkštus>." })
	author := r.as("author")
	got := author.find("kekstus")
	r.want(got, http.StatusOK, documentURL(id, "lt"), "<mark>kėkštus</mark>", "Zylės sode", "Draft")
	r.want(author.find("zyles varnos"), http.StatusOK, "Zylės", "Varnos", "have some of them")
	r.want(author.find("kekstus", "&state=published"), http.StatusOK, "No text that you may read", "Look without the filters")
	r.want(author.find("kekstus", "&mine=1&year=2026&type=news&language=lt&site=public"), http.StatusOK, documentURL(id, "lt"))
	r.want(r.as("press_officer_2").find("kekstus", "&mine=1"), http.StatusOK, "No text that you may read")
	r.want(author.find("kekstus", "&year=20"), http.StatusUnprocessableEntity, "four digits", `value="20"`)
	r.want(author.get("/admin/documents?year=2019"), http.StatusOK, "No text is like this")
	r.want(author.get("/admin/documents?year=2026&mine=1"), http.StatusOK, "Zylės sode")

	other := r.bounded("other", content.Grant{Role: content.RoleAuthor, Types: []string{"page"}})
	for _, text := range []string{"kekstus", "zyles", string(id), "http://localhost/admin/documents/" + string(id) + "/lt"} {
		got, none := other.find(text), other.find("niekadanebuvo")
		r.want(got, http.StatusOK)
		if strings.Contains(got.body, `href="`+documentURL(id, "lt")) || strings.Contains(got.body, "Zylės") {
			t.Errorf("%q shows somebody else's text", text)
		}
		if !strings.HasPrefix(text, "http") && said(got, text) != said(none, "niekadanebuvo") {
			t.Errorf("%q is not answered as a word that nobody wrote", text)
		}
	}
	r.want(r.as("reader").find("kekstus"), http.StatusForbidden)
}

// said is what an answer says beside the question.
func said(p page, text string) string {
	_, main, _ := strings.Cut(p.body, "<main")
	return strings.ReplaceAll(main, text, "")
}

func TestPagesOfWhatWasFound(t *testing.T) {
	r := newRig(t)
	r.searching()
	for n := range foundLength + 2 {
		r.draft(fmt.Sprintf("Zylė %d", n))
	}
	b := r.as("author")
	first, second := b.find("zyle"), b.find("zyle", "&page=2")
	r.want(first, http.StatusOK, fmt.Sprint(foundLength+2), "page=2", `rel="next"`)
	r.want(second, http.StatusOK, `rel="prev"`)
	if n := strings.Count(first.body, `<p class="line-title">`); n != foundLength {
		t.Errorf("%d on the first page", n)
	}
	if n := strings.Count(second.body, `<p class="line-title">`); n != 2 || strings.Contains(second.body, `rel="next"`) {
		t.Errorf("%d on the second page", n)
	}
	r.want(b.find("zyle", "&page=99"), http.StatusOK)
}

func TestAnAddressOpensItsText(t *testing.T) {
	r := newRig(t)
	r.searching()
	r.admin.Sites["public"].Aliases = []string{"www.town.example"}
	id := r.public("Varnos bokšte")
	at := documentURL(id, "lt")
	path := r.text(id).words.Path
	r.save(id, func(w *content.Words) { w.Path = "naujienos/kovos-bokste" })
	r.released(id, "lt")
	asset := r.shown(id)
	author := r.as("author")
	for _, text := range []string{
		"http://localhost/lt/naujienos/kovos-bokste", "https://www.town.example/lt/" + path, "http://LOCALHOST:8080/lt/" + path + "?page=2#top",
		"/lt/" + path, "lt/" + path, path, "www.town.example/lt/naujienos/kovos-bokste", "/lt/" + path + "/editions/1", "/p/" + string(id),
		"  " + string(id) + " ", string(id), strings.ToUpper(string(id)), "/admin/documents/" + string(id) + "/lt/edit", "/admin/preview/" + string(id) + "/lt/",
	} {
		author.leads(text, at)
	}
	author.leads("http://localhost/media/"+string(asset)+"/original/a.csv", fileURL(asset))
	author.leads(string(asset), fileURL(asset))
	author.leads("/lt/naujienos/", "/admin/documents?type=news&site=public")
	for _, text := range []string{"https://elsewhere.example/lt/" + path, "/lt/naujienos/niekada", "http://localhost/intranet/lt/" + path, "/p/000000000000", "http://[::1", "/", "//", "/media/x"} {
		got := author.find(text)
		if got.status != http.StatusOK || strings.Contains(got.body, string(id)) {
			t.Errorf("%q: %d %s", text, got.status, got.to())
		}
	}
	stranger := r.bounded("stranger", content.Grant{Role: content.RoleAuthor, Types: []string{"page"}})
	for _, text := range []string{"/lt/" + path, "/p/" + string(id), "http://localhost/media/" + string(asset) + "/original/a.csv"} {
		r.want(stranger.find(text), http.StatusOK, "No text that you may read has this address.")
	}
}

func TestANumberOpensItsEntry(t *testing.T) {
	r := newRig(t)
	r.searching()
	a, b := r.act("T-142", "Dėl tilto"), r.act("A-142", "Dėl kelio")
	registrar := r.as("registrar")
	for _, text := range []string{"T-142", "t 142", "T142"} {
		registrar.leads(text, documentURL(a, "lt"))
	}
	got := registrar.find("Nr. 142")
	r.want(got, http.StatusOK, documentURL(a, "lt"), documentURL(b, "lt"), "Several texts have this number", "words=1")
	r.want(registrar.find("T-142", "&words=1"), http.StatusOK, "<mark>", documentURL(a, "lt"))
	r.want(registrar.find("T-142", "&state=published"), http.StatusOK, "No text that you may read")
	r.want(r.bounded("stranger", content.Grant{Role: content.RoleAuthor, Types: []string{"page"}}).find("T-142"), http.StatusOK, "No text that you may read")
	r.want(registrar.get("/admin/documents?year=2019"), http.StatusOK, "Dėl tilto", "Dėl kelio")
}

func TestTheTableOfAllLanguages(t *testing.T) {
	r := newRig(t)
	id := r.public("Varnos bokšte")
	_, err := r.desk.Translate(t.Context(), r.actor("author"), id, "en", content.Words{Title: "Crows in the tower"})
	r.must(err)
	other := r.draft("Zylės sode")
	press := r.as("press_officer")
	begin := `formaction="` + documentURL(other, "en") + `/begin"`
	got := press.get("/admin/table")
	r.want(got, http.StatusOK, "Crows in the tower", "Zylės sode", "Not translated", begin, `scope="row"`, `scope="col"`)
	if strings.Contains(got.body, documentURL(id, "en")+"/begin") {
		t.Error("what is begun is offered to be begun")
	}
	has := func(b *browser, query string, want ...content.ID) {
		t.Helper()
		got := b.get("/admin/table?" + query)
		r.want(got, http.StatusOK)
		for _, d := range []content.ID{id, other} {
			if found := strings.Contains(got.body, string(d)); found != (len(want) > 0 && (want[0] == d || len(want) > 1)) {
				t.Errorf("%s: %s is there: %v", query, d, found)
			}
		}
	}
	has(press, "language=en&show=missing", other)
	has(press, "language=ka&show=missing", id, other)
	has(press, "language=en&show=draft", id)
	has(press, "show=draft", other)
	has(press, "show=published", id)
	has(press, "language=en&show=waiting")
	has(press, "language=en&show=stale")
	has(press, "site=intranet")
	has(press, "type=page")
	r.want(press.get("/admin/table?show=missing"), http.StatusUnprocessableEntity, "Choose a language")

	// What somebody may not read is neither there nor missing.
	translator := r.bounded("translator", content.Grant{Role: content.RoleAuthor, Locales: []i18n.Locale{"ka"}})
	got = translator.get("/admin/table")
	r.want(got, http.StatusOK, "Outside your languages", documentURL(id, "ka")+"/begin")
	if strings.Contains(got.body, "Crows") || strings.Contains(got.body, documentURL(id, "en")) {
		t.Error("a draft in another language is shown")
	}
	r.want(translator.get("/admin/table?language=en&show=missing"), http.StatusUnprocessableEntity, "Choose a language")
	has(translator, "language=ka&show=missing", id, other)
	if b := translator.get("/admin/table?language=en&show=missing").body; strings.Contains(b, `value="en"`) {
		t.Error("a language that the member does not read is offered")
	}
	r.want(translator.post(documentURL(id, "ka")+"/begin", nil), http.StatusSeeOther)
	has(translator, "language=ka&show=missing", other)
}
