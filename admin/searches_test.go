package admin

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/counting"
	"herald/content/editorial"
	"herald/content/tuning"
	"herald/i18n"
)

const ltSearches = "/admin/search-words/public/lt"

func (r *rig) tuning() *tuning.Tuning {
	r.Helper()
	said, err := r.desk.Tuning(r.Context(), editorial.Searches{Site: "public", Locale: "lt"})
	r.must(err)
	return said
}

// counted lets readers have asked something this month.
func (r *rig) counted(texts map[string][2]int) {
	r.Helper()
	r.admin.Questions = r.store
	var counts []counting.Count
	for text, n := range texts {
		counts = append(counts, counting.Count{Month: counting.MonthOf(epoch), Site: "public", Locale: "lt", Text: text, Times: n[0], Without: n[1]})
	}
	r.must(r.store.AddAsked(r.Context(), counts))
}

// demand proves what stands on a page and what does not.
func demandText(t *testing.T, body string, want []string, never ...string) {
	t.Helper()
	for _, s := range want {
		if !strings.Contains(body, s) {
			t.Errorf("%q is not in\n%s", s, body)
		}
	}
	for _, s := range never {
		if strings.Contains(body, s) {
			t.Errorf("%q is in\n%s", s, body)
		}
	}
}

// What readers ask is shown from the third time on, without who asked, and leads to
// forms that are filled in; each span has its own.
func TestWhatReadersAsk(t *testing.T) {
	r := newRig(t)
	press := r.as("press_officer")
	demandText(t, press.get(ltSearches).body, []string{"Nothing was asked three times yet", "No words yet", "No result yet"})
	r.counted(map[string][2]int{"darželis": {12, 0}, "šunų registracija": {5, 4}, "jonas jonaitis": {2, 2}})
	body := press.get("/admin/search-words").body
	demandText(t, press.get(ltSearches).body, []string{"darželis", "asked 12 times", "asked 5 times · 4 times without a result", "three times in a month",
		`href="http://localhost/lt/search?q=dar%C5%BEelis"`, ltSearches + "/synonyms?words=%C5%A1un%C5%B3&#43;registracija", ltSearches + "/pin?question=dar%C5%BEelis"}, "jonas")
	demandText(t, body, []string{"/admin/search-words/public/en", `aria-current="page"`}, "darželis")
	demandText(t, press.get(ltSearches+"?span=last").body, []string{"Nothing was asked three times yet"}, "darželis")
	demandText(t, press.get(ltSearches+"?span=year").body, []string{"darželis"})
	demandText(t, press.get("/admin/search-words/intranet/lt").body, nil, "darželis")
	r.clock.pass(30 * 24 * time.Hour)
	demandText(t, r.as("press_officer").get(ltSearches+"?span=last").body, []string{"darželis"})
	for _, path := range []string{"/admin/search-words/nowhere/lt", "/admin/search-words/public/xx", "/admin/search-words/public/sr-Latn", ltSearches + "/synonyms?group=" + string(content.NewID()), ltSearches + "/pin?pin=nonsense"} {
		if got := r.as("press_officer").get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.status)
		}
	}
}

// Synonyms are added from what readers asked, changed, removed and put back.
func TestSynonymsAtTheDesk(t *testing.T) {
	r := newRig(t)
	editor := r.as("language_editor")
	form := editor.get(ltSearches + "/synonyms?words=" + url.QueryEscape("šiukšlės"))
	demandText(t, form.body, []string{">šiukšlės</textarea>", "New words that mean the same"}, `name="group"`)
	got := editor.post(ltSearches+"/synonyms", url.Values{"words": {"šiukšlės"}})
	if got.status != http.StatusUnprocessableEntity {
		t.Fatal(got.status)
	}
	demandText(t, got.body, []string{`id="_words-mistake"`, "One word alone", ">šiukšlės</textarea>", `aria-invalid="true"`})
	got = editor.post(ltSearches+"/synonyms", url.Values{"words": {"šiukšlės\r\n atliekos, <b>komunalinės</b>"}})
	if got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	demandText(t, editor.get(got.header.Get("Location")).body, []string{"Saved.", "&lt;b&gt;komunalinės&lt;/b&gt;"}, "<b>komunalinės")
	group := r.tuning().Synonyms[0]
	if !slices.Equal(group.Words, []string{"šiukšlės", "atliekos", "<b>komunalinės</b>"}) {
		t.Fatalf("%q", group.Words)
	}
	// Whoever begins with a word that is there changes its group.
	demandText(t, editor.get(ltSearches+"/synonyms?words=Atliekos").body, []string{`name="group" value="` + string(group.ID), "Change words that mean the same"})
	got = editor.post(ltSearches+"/synonyms", url.Values{"words": {"konteineris\natliekos"}})
	demandText(t, got.body, []string{"A word stands in another group already: atliekos", "group=" + string(group.ID)})
	known := regexp.MustCompile(`href="([^"]*group=[^"]*)"`).FindStringSubmatch(got.body)
	demandText(t, editor.get(strings.ReplaceAll(known[1], "&amp;", "&")).body, []string{"&lt;b&gt;komunalinės&lt;/b&gt;\nkonteineris</textarea>"})
	if got = editor.post(ltSearches+"/synonyms", url.Values{"group": {string(group.ID)}, "words": {"šiukšlės\natliekos"}}); got.status != http.StatusSeeOther {
		t.Fatal(got.status)
	}
	got = editor.post(ltSearches+"/synonyms/remove", url.Values{"group": {string(group.ID)}})
	if len(r.tuning().Synonyms) != 0 {
		t.Fatal("not removed")
	}
	if again := editor.post(ltSearches+"/synonyms/remove", url.Values{"group": {string(group.ID)}}); again.status != http.StatusSeeOther {
		t.Errorf("removed twice: %d", again.status)
	}
	demandText(t, got.body, []string{"Removed.", "Put it back", `name="words" value="šiukšlės, atliekos"`})
	editor.post(ltSearches+"/synonyms", url.Values{"words": {"šiukšlės, atliekos"}, "save": {"1"}})
	demandText(t, r.as("auditor").get("/admin/audit").body, []string{"Search: synonyms added", "Search: synonyms removed", "Lithuanian", "public: šiukšlės, atliekos"})
	if said := r.tuning().Synonyms; len(said) != 1 || said[0].Text() != "šiukšlės, atliekos" {
		t.Errorf("%+v", said)
	}
}

// A pin is put together press by press: found by address, number and words, in an
// order, and kept only when it is saved.
func TestAPinAtTheDesk(t *testing.T) {
	r := newRig(t)
	first, second := r.submitted("Vieta darželyje"), r.draft("Švietimo skyrius")
	_, err := r.desk.Approve(t.Context(), r.actor("language_editor"), editorial.Approve{Document: first, Locale: "lt", Step: "language", Words: wordsHash(r, first)})
	r.must(err)
	act := r.act("T1-204", "Dėl darželių")
	r.searching()
	press := r.as("press_officer")
	before := r.head()
	form := url.Values{"question": {"vaikų darželis"}, "find": {"darželyje"}, "look": {"1"}}
	got := press.post(ltSearches+"/pin", form)
	demandText(t, got.body, []string{`name="add" value="` + string(first), "Vieta darželyje", `value="vaikų darželis"`}, `name="add" value="`+string(second))
	for typed, id := range map[string]content.ID{"T1-204": act, "http://localhost" + documentURL(second, "lt"): second, string(first): first} {
		form.Set("find", typed)
		demandText(t, press.post(ltSearches+"/pin", form).body, []string{`name="add" value="` + string(id)})
	}
	form.Set("find", "http://localhost/lt/nowhere")
	demandText(t, press.post(ltSearches+"/pin", form).body, []string{"No text of this site that you may read was found."})
	put := url.Values{"question": {"vaikų darželis"}, "document": {string(second)}, "add": {string(first)}}
	demandText(t, press.post(ltSearches+"/pin", put).body, []string{"not public: readers do not see it", `name="up" value="` + string(first)}, `name="up" value="`+string(second))
	save := url.Values{"question": {""}, "document": {string(second), string(first)}, "save": {"1"}}
	demandText(t, press.post(ltSearches+"/pin", save).body, []string{`id="_question-mistake"`, "Write what readers ask.", string(second)})
	if r.head() != before {
		t.Fatal("something was kept before it was saved")
	}
	save.Set("question", "vaikų darželis")
	if got = press.post(ltSearches+"/pin", save); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	pin := r.tuning().Pins[0]
	if pin.Question != "vaikų darželis" || !slices.Equal(pin.Documents, []content.ID{second, first}) {
		t.Fatalf("%+v", pin)
	}
	demandText(t, press.get(ltSearches).body, []string{"vaikų darželis", "Vieta darželyje", "Švietimo skyrius"})
	demandText(t, press.get(ltSearches+"/pin?question="+url.QueryEscape("Darželis vaikų")).body, []string{`name="pin" value="` + string(pin.ID), "Change what stands first"})
	got = press.post(ltSearches+"/pin/remove", url.Values{"pin": {string(pin.ID)}})
	demandText(t, got.body, []string{`name="question" value="vaikų darželis"`, `name="document" value="` + string(first)})
	press.post(ltSearches+"/pin", save)
	if said := r.tuning().Pins; len(said) != 1 || !slices.Equal(said[0].Documents, pin.Documents) {
		t.Errorf("put back: %+v", said)
	}
}

// Texts of another Site are neither found nor pinned; of one that has left the Site
// its pin shows nothing. Who looks after another language sees what was said of this
// one, and changes nothing of it.
func TestAPinIsOfItsSite(t *testing.T) {
	r := newRig(t)
	id := r.draft("Slaptas planas")
	r.searching()
	press := r.as("press_officer")
	save := url.Values{"question": {"planas"}, "document": {string(id)}, "save": {"1"}}
	for _, typed := range []string{"Slaptas", string(id), "http://localhost" + documentURL(id, "lt")} {
		got := press.post("/admin/search-words/intranet/lt/pin", url.Values{"question": {"planas"}, "find": {typed}, "look": {"1"}})
		demandText(t, got.body, []string{"No text of this site that you may read was found."}, `name="add" value="`+string(id), "Slaptas planas")
	}
	got := press.post("/admin/search-words/intranet/lt/pin", save)
	demandText(t, got.body, []string{"This text is not there, or has no page on this site"}, "Slaptas")
	if got = press.post(ltSearches+"/pin", save); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	ka := r.bounded("ka_editor", content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"ka"}})
	demandText(t, ka.get(ltSearches).body, []string{"planas", "Slaptas planas"}, ltSearches+"/pin", ltSearches+"/synonyms")
	before := r.head()
	for path, form := range map[string]url.Values{"/synonyms": {"words": {"vienas, du"}}, "/synonyms/remove": {"group": {"x"}}, "/pin": save, "/pin/remove": {"pin": {string(r.tuning().Pins[0].ID)}}} {
		if got := ka.post(ltSearches+path, form); got.status != http.StatusForbidden {
			t.Errorf("%s in another language: %d", path, got.status)
		}
	}
	for _, path := range []string{"/synonyms", "/pin"} {
		if got := ka.get(ltSearches + path); got.status != http.StatusForbidden {
			t.Errorf("the form %s of another language: %d", path, got.status)
		}
	}
	if r.head() != before {
		t.Error("the log moved on")
	}
	_, err := r.desk.Rehome(t.Context(), r.actor("press_officer"), editorial.Rehome{Document: id, Site: "intranet"})
	r.must(err)
	demandText(t, press.get(ltSearches).body, []string{"planas", "A text that is gone or that you may not read"}, "Slaptas")
}
