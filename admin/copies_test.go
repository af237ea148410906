package admin

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"herald/content"
	"herald/content/editorial"
)

func TestACopyOpensInTheEditorAndSaysWhatStaysBehind(t *testing.T) {
	r := newRig(t)
	author := r.as("author")
	made, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "event", Locale: "lt",
		Words: content.Words{Title: "Miesto šventė", Summary: "Kviečiame."}, Facts: content.Facts{Fields: content.Fields{"start": content.One("2026-12-01T10:00:00Z")}}})
	r.must(err)
	shown := r.bring("author", "planas.csv", table("plan"))
	r.save(made.Document, func(w *content.Words) { w.Body = content.Embed(shown, "Planas", false) }, shown)
	path := "/admin/documents/" + string(made.Document) + "/lt"
	r.want(author.get(path), http.StatusOK, "Copy as new text", path+"/copy")
	got := author.post(path+"/copy", nil)
	r.want(got, http.StatusSeeOther)
	id, o := r.begunText(got.to())
	if id == made.Document || o.words.Title != "Miesto šventė" || !strings.Contains(o.words.Body, string(shown)) || !o.facts.Fields["start"].Empty() {
		t.Errorf("%+v %+v", o.words, o.facts)
	}
	r.want(author.get(got.to()), http.StatusOK, "The copy is made", "A copy of “Miesto šventė”", "To be filled in anew: Begins", "planas.csv", "never copied")
	// Whoever may not begin one is not offered any, and is refused.
	editor := r.as("language_editor")
	if page := editor.get(path); strings.Contains(page.body, path+"/copy") {
		t.Error("a copy is offered to an editor")
	}
	at := r.head()
	if got := editor.post(path+"/copy", nil); got.status != http.StatusForbidden && got.status != http.StatusUnprocessableEntity || r.head() != at {
		t.Errorf("an editor copies: %d", got.status)
	}
}

// release makes a press release that readers have, with a picture and a contact.
func (r *rig) release(title, body string) (id, shown content.ID) {
	r.Helper()
	shown = r.bring("author", "Tiltas.png", picture(uint8(len(title))))
	made, err := r.desk.Create(r.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "press_release", Locale: "lt",
		Words: content.Words{Title: title, Summary: "Tiltas per Nerį vėl atviras.", Body: body + "\n\n![Tiltas rytą](asset:" + string(shown) + ")",
			Fields: content.Fields{"contacts": {Rows: []content.Fields{{"name": content.One("Ana Vale"), "phone": content.One("+370 600 00000"), "email": content.One("ana@town.example")}}}}}})
	r.must(err)
	return made.Document, shown
}

// seen takes a draft through the language step.
func (r *rig) seen(id content.ID) {
	r.Helper()
	_, err := r.desk.Submit(r.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	_, err = r.desk.Approve(r.Context(), r.actor("language_editor"), editorial.Approve{Document: id, Locale: "lt", Step: "language", Words: found[id].Translation("lt").Newest().Words})
	r.must(err)
}

// area gives what stands in a box that is to be copied.
func area(p page, id string) string {
	return html.UnescapeString(between(between(p.body, `id="`+id+`"`, "</textarea>")+"\x00", ">", "\x00"))
}

func TestAPublishedTextIsReadyForALetter(t *testing.T) {
	r := newRig(t)
	id, shown := r.release("Tiltas atvertas", "Nuo pirmadienio **eismas** vyksta.\n\n[Svetainė](https://town.example)")
	path := "/admin/documents/" + string(id) + "/lt"
	press := r.as("press_officer")
	r.want(press.get(path+"/mail"), http.StatusOK, "once the text is approved")
	if strings.Contains(press.get(path).body, path+"/mail") {
		t.Error("a draft is offered to be sent")
	}
	r.seen(id)
	// Approved, it can be sent with a word of warning, and no address of its pictures.
	got := press.get(path + "/mail")
	r.want(got, http.StatusOK, "Not public yet")
	if text := area(got, "_ready-mail"); !strings.HasPrefix(text, "Dar nepaskelbta\n\nTiltas atvertas\n\n") || strings.Contains(text, "/media/") {
		t.Error(text)
	}
	_, err := r.desk.Publish(t.Context(), r.actor("press_officer"), id, "lt")
	r.must(err)
	r.want(press.get(path), http.StatusOK, path+"/mail", path+"/social")
	got = press.get(path + "/mail")
	text := area(got, "_ready-mail")
	for _, want := range []string{"Tiltas atvertas\n\nTiltas per Nerį vėl atviras.\n\nNuo pirmadienio eismas vyksta.", "Kontaktai žiniasklaidai:\nAna Vale\n+370 600 00000, ana@town.example",
		"Mūsų svetainėje: http://localhost/p/" + string(id), "Tiltas rytą\nhttp://localhost/media/" + string(shown) + "/"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(got.body, "Not public yet") || strings.Contains(got.body, "<img src=\"http") || !strings.Contains(got.body, "/admin/media/"+string(shown)) {
		t.Error("the page warns of what is public, loads something, or offers no picture")
	}
	to, err := url.Parse(html.UnescapeString(between(got.body, `class="action" href="`, `"`)))
	if err != nil || to.Scheme != "mailto" || to.Query().Get("subject") != "Tiltas atvertas" || !strings.Contains(to.Query().Get("body"), "\r\n") || strings.Contains(to.RawQuery, "+") {
		t.Errorf("%v %v", to, err)
	}
}

func TestALongTextBeginsALetterWithItsSummary(t *testing.T) {
	r := newRig(t)
	id, _ := r.release("Ilgas tekstas", strings.Repeat("Labai ilgas sakinys apie tiltą. ", 200))
	r.seen(id)
	got := r.as("press_officer").get("/admin/documents/" + string(id) + "/lt/mail")
	r.want(got, http.StatusOK, "begins with less of it")
	if to := between(got.body, `class="action" href="`, `"`); len(to) > 2*longestMailto || strings.Contains(to, "sakinys") {
		t.Errorf("%d: %.200s", len(to), to)
	}
}

func TestAnEmbargoStandsAboveEverything(t *testing.T) {
	r := newRig(t)
	id, _ := r.release("Dar ne", "Tekstas.")
	r.seen(id)
	at := epoch.Add(48 * time.Hour)
	_, err := r.desk.LetOut(t.Context(), r.actor("press_officer"), editorial.Going{Document: id, Locale: "lt", Timed: true, At: at, Zone: "UTC", Words: copiedWords(r, id)})
	r.must(err)
	path := "/admin/documents/" + string(id) + "/lt"
	press := r.as("press_officer")
	got := press.get(path + "/mail")
	r.want(got, http.StatusOK, "Not before: 22 November 2026")
	if text := area(got, "_ready-mail"); !strings.HasPrefix(text, "Dar nepaskelbta. Ne anksčiau kaip 2026 m. lapkričio 22 d.") {
		t.Error(text)
	}
	r.want(press.get(path+"/social"), http.StatusOK, "Not before: 22 November 2026")
	r.clock.pass(49 * time.Hour)
	press = r.as("press_officer")
	for _, page := range []string{"/mail", "/social"} {
		if got := press.get(path + page); got.status != http.StatusOK || strings.Contains(got.body, "Not before") || strings.Contains(got.body, "Not public") {
			t.Errorf("%s still warns when its time has come", page)
		}
	}
}

func copiedWords(r *rig, id content.ID) content.Hash {
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	return found[id].Translation("lt").Newest().Words
}

func TestATextForStaffSaysThatItsAddressDoesNotOpen(t *testing.T) {
	r := newRig(t)
	made, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "intranet", Type: "news", Locale: "lt", Words: content.Words{Title: "Vidinė žinia", Summary: "Mums.", Body: "Tekstas."}})
	r.must(err)
	r.seen(made.Document)
	got := r.as("press_officer").get("/admin/documents/" + string(made.Document) + "/lt/social")
	r.want(got, http.StatusOK, "opens for staff only", "http://localhost/intranet/p/"+string(made.Document))
}

func TestMessagesFitAndKeepTheirAddress(t *testing.T) {
	const address = "https://town.example/p/abcdefghijkl"
	long := strings.Repeat("Žodis po žodžio. ", 60)
	for _, c := range [][2]string{{"Trumpas", "Santrauka."}, {"Trumpas", ""}, {"Trumpas", long}, {strings.Repeat("Ilgas pavadinimas ", 40), long}, {strings.Repeat("ქართული", 200), "x"}} {
		for _, limit := range socialLimits {
			got := fitting(strings.TrimSpace(c[0]), strings.TrimSpace(c[1]), address, limit)
			if n := utf8.RuneCountInString(got); n > limit || !strings.HasSuffix(got, "\n\n"+address) || n < limit/3 && len(c[1]) > limit {
				t.Errorf("%d of %d: %q", n, limit, got)
			}
		}
	}
	const said = "One two three. Four five six seven eight."
	for most, want := range map[int]string{100: said, 18: "One two three.", 28: "One two three. Four five …", 5: "One …"} {
		if got := cutAt(said, most); got != want {
			t.Errorf("at most %d: %q, want %q", most, got, want)
		}
	}
}
