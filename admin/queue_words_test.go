package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

// Only what changed is shown where somebody has read what it is compared with, and
// never where nobody has.
func TestOnlyWhatChangedIsShownOfWhatWasRead(t *testing.T) {
	r := newRig(t)
	id := r.draft("Tiltas")
	r.rewritten(id, "lt", "Pirma.\n\nAntra.\n\nTrečia.\n\nKetvirta.")
	editor := r.as("language_editor")
	_, err := r.desk.Submit(t.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	path := queuePath(id, "lt") + "?only=1"
	fresh := []byte(editor.get(path).body)
	htmlcheck.Expect(t, fresh, htmlcheck.In("main", htmlcheck.Text("Nobody has approved an earlier version"), htmlcheck.Text("Ketvirta.")), htmlcheck.Has(".annotation"))
	r.clock.pass(time.Minute)
	_, err = r.desk.Return(t.Context(), r.actor("language_editor"), id, "lt", "Trečia netiksli.")
	r.must(err)
	r.rewritten(id, "lt", "Pirma.\n\nAntra.\n\nTrečia pataisyta.\n\nKetvirta.")
	_, err = r.desk.Submit(t.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	again := []byte(editor.get(path).body)
	htmlcheck.Expect(t, again, htmlcheck.In("main", htmlcheck.Text("Compared with what you returned"), htmlcheck.NoText("Ketvirta.")), htmlcheck.None(".annotation"),
		htmlcheck.In(".changed ins", htmlcheck.Text("pataisyta")), htmlcheck.Count(".changed .folded", 2),
		htmlcheck.Link("Show the whole text", queuePath(id, "lt")))
	// Another editor has not read it: the whole of it is shown.
	r.hire(r.admin.Roster, r.admin.Door, "second_editor", content.RoleLanguageEditor)
	htmlcheck.Expect(t, []byte(r.as("second_editor").get(path).body), htmlcheck.In("main", htmlcheck.Text("Ketvirta.")), htmlcheck.Has(".annotation"))
}

// Texts of a previous site are a run of their own, and sealing them leaves the mark.
func TestARunLeadsThroughThePreviousSite(t *testing.T) {
	r := newRig(t)
	_, err := r.desk.Import(t.Context(), "system:import", []editorial.Import{{ID: "aaaaaaaaaaaa", Site: "public", Type: "news", Source: "sr", Translations: []editorial.ImportedText{
		{Locale: "sr", Published: epoch.Add(-48 * time.Hour), Words: content.Words{Title: "Стари мост", Summary: "Кратко.", Body: "Текст.", Path: "vesti/stari-most"}}}}}, true)
	r.must(err)
	editor := r.as("language_editor")
	r.want(editor.get("/admin/"), http.StatusOK, "1 text from the previous site has not been approved yet.", `<a class="action" href="/admin/queue?list=unsealed">`)
	r.want(editor.get("/admin/queue"), http.StatusOK, "Nothing waits any more", "1 text from the previous site")
	r.clock.pass(time.Minute)
	shown := editor.follow(editor.get("/admin/queue?list=unsealed"))
	r.want(shown, http.StatusOK, "Стари мост", "1 of 1", "From the previous site, not approved here yet.", "Readers have it already")
	action, form := toApprove(t, shown)
	r.want(editor.follow(editor.post(action, form)), http.StatusOK, "Nothing waits any more", "1 text approved")
	found, err := r.store.Documents(t.Context(), "aaaaaaaaaaaa")
	r.must(err)
	for _, l := range []i18n.Locale{"sr", "sr-Latn"} {
		if e := found["aaaaaaaaaaaa"].Translation(l).LiveEdition(); e.Seal() == nil || !e.Published.At.Equal(epoch.Add(-48*time.Hour)) {
			t.Errorf("%s: seal %+v, public since %s", l, e.Seal(), e.Published.At)
		}
	}
}

// Beside a draft the live words are what is shown and what is sealed.
func TestALiveTextIsShownAsItIsLive(t *testing.T) {
	r := newRig(t)
	_, err := r.desk.Import(t.Context(), "system:import", []editorial.Import{{ID: "aaaaaaaaaaaa", Site: "public", Type: "news", Source: "lt", Translations: []editorial.ImportedText{
		{Locale: "lt", Words: content.Words{Title: "Senas tiltas", Summary: "Trumpai.", Body: "Senas tekstas.", Path: "naujienos/senas"}}}}}, true)
	r.must(err)
	r.rewritten("aaaaaaaaaaaa", "lt", "Juodraščio tekstas.")
	editor := r.as("language_editor")
	own := editor.get(documentURL("aaaaaaaaaaaa", "lt"))
	htmlcheck.Expect(t, []byte(own.body), htmlcheck.In("main", htmlcheck.Text("Juodraščio tekstas.")), htmlcheck.None(`form[action$=approve]`),
		htmlcheck.Link("Approve: Language check", queuePath("aaaaaaaaaaaa", "lt")))
	shown := editor.get(queuePath("aaaaaaaaaaaa", "lt") + "?list=unsealed")
	htmlcheck.Expect(t, []byte(shown.body), htmlcheck.In(".annotated", htmlcheck.Text("Senas tekstas."), htmlcheck.NoText("Juodraščio")))
	action, form := toApprove(t, shown)
	if got := editor.post(action, form); got.status != http.StatusSeeOther {
		t.Fatalf("sealing: %d", got.status)
	}
	if r.state("aaaaaaaaaaaa") != content.Draft {
		t.Errorf("the draft is %s", r.state("aaaaaaaaaaaa"))
	}
}

// A member's own earlier words can be picked: theirs alone, in that language, the most
// used first.
func TestEarlierWordsArePicked(t *testing.T) {
	r := newRig(t)
	a, b := r.submitted("Pirmas"), r.submitted("Antras")
	editor := r.as("language_editor")
	r.hire(r.admin.Roster, r.admin.Door, "second_editor", content.RoleLanguageEditor)
	say := func(who string, id content.ID, l i18n.Locale, text string) {
		r.clock.pass(time.Second)
		_, err := r.desk.Comment(t.Context(), r.actor(who), id, l, content.Remark{Text: text})
		r.must(err)
	}
	_, err := r.desk.Translate(t.Context(), r.actor("author"), a, "en", content.Words{Title: "First"})
	r.must(err)
	say("language_editor", a, "lt", "Trūksta datos.")
	say("language_editor", b, "lt", "Trūksta datos.")
	say("language_editor", a, "lt", "Kableliai & „kabutės“.")
	say("second_editor", a, "lt", "Svetimi žodžiai.")
	say("language_editor", a, "en", "English words.")
	form := editor.get(queuePath(b, "lt")).body
	htmlcheck.Expect(t, []byte(form), htmlcheck.In(".run-acts .earlier", htmlcheck.Text("Trūksta datos."), htmlcheck.Text("Kableliai & „kabutės“."), htmlcheck.NoText("Svetimi"), htmlcheck.NoText("English")),
		htmlcheck.Count(".run-acts .earlier input[type=radio]", 3), htmlcheck.Has(".remarks .earlier"))
	if strings.Index(form, "Trūksta datos.") > strings.Index(form, "Kableliai") {
		t.Error("what is used most does not stand first")
	}
	if got := editor.post(queuePath(b, "lt")+"/return", url.Values{"reason": {""}, "earlier": {"Trūksta datos."}}); got.status != http.StatusSeeOther {
		t.Fatalf("returning with earlier words: %d", got.status)
	}
	r.want(r.as("author").get(documentURL(b, "lt")), http.StatusOK, "Trūksta datos.")
	if got := editor.post(queuePath(a, "lt")+"/return", url.Values{"reason": {"Ir vietos."}, "earlier": {"Trūksta datos."}}); got.status != http.StatusSeeOther {
		t.Fatalf("returning with both: %d", got.status)
	}
	r.want(r.as("author").get(documentURL(a, "lt")), http.StatusOK, "Trūksta datos.\n\nIr vietos.")
	htmlcheck.Expect(t, []byte(editor.get(documentURL(a, "lt")).body), htmlcheck.Has(".remarks .earlier"))
}

// What was said of a text that the member may not read any more is not offered: it may
// tell of that text.
func TestEarlierWordsAboutWhatIsNotReadAnyMoreAreNotOffered(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Tiltas")
	r.hire(r.admin.Roster, r.admin.Door, "second_editor", content.RoleLanguageEditor)
	_, err := r.desk.Comment(t.Context(), r.actor("second_editor"), id, "lt", content.Remark{Text: "Apie naujieną."})
	r.must(err)
	got, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "event", Locale: "lt", Words: content.Words{Title: "Koncertas", Summary: "Trumpai."}})
	r.must(err)
	editor := r.as("second_editor")
	path := documentURL(got.Document, "lt")
	htmlcheck.Expect(t, []byte(editor.get(path).body), htmlcheck.In(".remarks .earlier", htmlcheck.Text("Apie naujieną.")))
	who := r.members["second_editor"].ID
	_, err = r.admin.Roster.Grant(t.Context(), r.root, who, content.Grant{Role: content.RoleLanguageEditor, Types: []string{"event"}})
	r.must(err)
	_, err = r.admin.Roster.Revoke(t.Context(), r.root, who, content.Grant{Role: content.RoleLanguageEditor})
	r.must(err)
	htmlcheck.Expect(t, []byte(editor.get(path).body), htmlcheck.Has(".remarks"), htmlcheck.None(".earlier"))
}

// Whoever wrote a text sees word by word what was corrected in it under review.
func TestTheAuthorSeesTheCorrections(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Tiltas")
	path := documentURL(id, "lt")
	htmlcheck.Expect(t, []byte(r.as("author").get(path).body), htmlcheck.None(".corrections"))
	found, err := r.store.Documents(t.Context(), id)
	r.must(err)
	correct := func(body string) {
		found, err = r.store.Documents(t.Context(), id)
		r.must(err)
		_, err = r.desk.Correct(t.Context(), r.actor("language_editor"), editorial.Save{Document: id, Locale: "lt", Base: found[id].Translation("lt").Version(),
			Words: content.Words{Title: "Tiltas", Summary: "Santrauka.", Body: body}})
		r.must(err)
	}
	correct("Tekstas taisytas.\n\nAntra pastraipa.")
	correct("Tekstas ištaisytas.\n\nAntra pastraipa.")
	shown := htmlcheck.In(".corrections", htmlcheck.Text("Corrections by: Member language_editor"), htmlcheck.In("ins", htmlcheck.Text("ištaisytas")), htmlcheck.NoText(" taisytas"))
	htmlcheck.Expect(t, []byte(r.as("author").get(path).body), htmlcheck.Count(".corrections", 1), shown)
	_, err = r.desk.Return(t.Context(), r.actor("language_editor"), id, "lt", "Pažiūrėkite.")
	r.must(err)
	htmlcheck.Expect(t, []byte(r.as("author").get(path).body), shown)
	r.rewritten(id, "lt", "Visai kitas tekstas.")
	htmlcheck.Expect(t, []byte(r.as("author").get(path).body), shown)
	// What is taken back is no correction.
	_, err = r.desk.Submit(t.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	correct("X.")
	correct("Visai kitas tekstas.")
	htmlcheck.Expect(t, []byte(r.as("author").get(path).body), htmlcheck.Count(".corrections", 1))
}

// From the editor of a text one comes back to the run, and nowhere else.
func TestTheEditorLeadsBackToTheRun(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Tiltas")
	editor := r.as("language_editor")
	shown := editor.follow(editor.get("/admin/queue?language=lt"))
	edit := strings.ReplaceAll(hrefTo(t, shown.body, documentURL(id, "lt")+"/edit"), "&amp;", "&")
	form := editor.get(edit)
	r.want(form, http.StatusOK, `href="`+queuePath(id, "lt"))
	for _, hostile := range []string{"?run=https://evil.example", "?run=%2F%2Fevil.example%3Fsince%3D1", "?run=language%3D%22%3E%3Cscript%3E"} {
		if got := editor.get(documentURL(id, "lt") + "/edit" + hostile); strings.Contains(got.body, "evil") || strings.Contains(got.body, "<script>") {
			t.Errorf("%s is in the page", hostile)
		}
	}
}

func hrefTo(t *testing.T, body, prefix string) string {
	t.Helper()
	i := strings.Index(body, `href="`+prefix)
	if i < 0 {
		t.Fatalf("nothing leads to %s", prefix)
	}
	rest := body[i+len(`href="`):]
	return rest[:strings.Index(rest, `"`)]
}
