package admin

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/content/style"
	"herald/i18n"
)

var ruleIn = regexp.MustCompile(`/admin/style/lt/texts\?rule=([0-9a-z]{12})`)

// addRule adds a rule as its form does, and gives the page that follows.
func (b *browser) addRule(wrong, better string) (id string, texts page) {
	b.Helper()
	got := b.post("/admin/style/lt/add", url.Values{"wrong": {wrong}, "better": {better}})
	m := ruleIn.FindStringSubmatch(got.header.Get("Location"))
	if got.status != http.StatusSeeOther || m == nil {
		b.Fatalf("%d %s", got.status, got.body)
	}
	return m[1], b.get(got.header.Get("Location"))
}

func wordsHash(r *rig, id content.ID) content.Hash {
	r.Helper()
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	return found[id].Translation("lt").Newest().Words
}

// A rule flags every text that holds it at once, wherever the words stand, and no
// text when it is gone.
func TestARuleFlagsTexts(t *testing.T) {
	r := newRig(t)
	inTitle, inBody, clean, live := r.draft("Miesto galva kalba"), r.draft("Antras"), r.draft("Trečias"), r.submitted("Ketvirtas")
	r.save(inBody, func(w *content.Words) { w.Body = "Kalba **miesto\ngalva**.\n\n- Miesto galva" })
	_ = clean
	editor, author := r.as("language_editor"), r.as("author")
	if strings.Contains(author.get("/admin/").body, "mine=yes") {
		t.Error("concerned before there is a rule")
	}
	_, err := r.desk.Approve(t.Context(), r.actor("language_editor"), editorial.Approve{Document: live, Locale: "lt", Step: "language", Words: wordsHash(r, live)})
	r.must(err)
	id, texts := editor.addRule("miesto galva", "meras")
	for _, want := range []string{"2 texts in work are concerned.", "0 public texts", "The rule holds from now on.", documentURL(inTitle, "lt"), documentURL(inBody, "lt"), "Miesto galva"} {
		if !strings.Contains(texts.body, want) {
			t.Errorf("%q is not in\n%s", want, texts.body)
		}
	}
	if strings.Contains(texts.body, string(clean)) || strings.Contains(texts.body, string(live)) {
		t.Error("a text without the words is listed")
	}
	if home := author.get("/admin/"); !strings.Contains(home.body, "2 texts of yours hold words that the house style writes differently: Lithuanian") {
		t.Errorf("home:\n%s", home.body)
	}
	if mine := editor.get("/admin/style/lt/texts?mine=yes"); !strings.Contains(mine.body, "0 texts in work") {
		t.Error("the editor has texts of others")
	}
	edit := author.get(documentURL(inTitle, "lt") + "/edit")
	form := formOf(edit.body)
	form.Set("correct", "title:0:house-"+id)
	if got := author.post(documentURL(inTitle, "lt")+"/edit", form); !strings.Contains(got.body, `value="Meras kalba"`) {
		t.Errorf("not corrected:\n%s", got.body)
	}
	if got := editor.post("/admin/style/lt/remove", url.Values{"rule": {id}}); got.status != http.StatusSeeOther {
		t.Fatal(got.status)
	}
	if after := editor.get("/admin/style/lt/texts"); !strings.Contains(after.body, "0 texts in work") || strings.Contains(author.get("/admin/").body, "mine=yes") {
		t.Error("a rule that is gone flags texts")
	}
	if strings.Contains(author.get(documentURL(inTitle, "lt")+"/edit").body, "house-") {
		t.Error("a rule that is gone gives hints")
	}
}

// What cannot be a rule is refused beside its field, with what was typed.
func TestABadRuleStandsBesideItsField(t *testing.T) {
	r := newRig(t)
	editor := r.as("language_editor")
	for _, on := range []string{"", "page"} {
		got := editor.post("/admin/style/lt/add", url.Values{"wrong": {"meras"}, "better": {"meras <Arvenos>"}, "on": {on}})
		if got.status != http.StatusUnprocessableEntity && got.status != http.StatusBadRequest || !strings.Contains(got.body, `id="_better-mistake"`) || !strings.Contains(got.body, `value="meras"`) || !strings.Contains(got.body, "without the marks of links") {
			t.Errorf("%q: %d\n%s", on, got.status, got.body)
		}
	}
}

// A small correction under review is a rule with two presses: the offer, and the
// form that is filled in.
func TestACorrectionBecomesARule(t *testing.T) {
	r := newRig(t)
	id := r.draft("Kalba miesto galva")
	_, err := r.desk.Submit(t.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	editor := r.as("language_editor")
	if strings.Contains(editor.get(documentURL(id, "lt")).body, "_offers") {
		t.Error("offered before anything was corrected")
	}
	form := formOf(editor.get(documentURL(id, "lt") + "/edit").body)
	form.Set("title", "Kalba meras")
	form.Set("intent", "finish")
	if got := editor.post(documentURL(id, "lt")+"/edit", form); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	shown := editor.get(documentURL(id, "lt")).body
	offer := regexp.MustCompile(`href="(/admin/style/lt/new\?[^"]+)"`).FindStringSubmatch(shown)
	if offer == nil {
		t.Fatalf("not offered:\n%s", shown)
	}
	confirm := editor.get(html.UnescapeString(offer[1])).body
	filled := url.Values{}
	for _, name := range []string{"wrong", "better", "from"} {
		if m := regexp.MustCompile(`name="` + name + `"[^>]* value="([^"]*)"`).FindStringSubmatch(confirm); m != nil {
			filled.Set(name, m[1])
		}
	}
	if filled.Get("wrong") != "miesto galva" || filled.Get("better") != "meras" || filled.Get("from") != documentURL(id, "lt") {
		t.Fatalf("%v", filled)
	}
	if got := editor.post("/admin/style/lt/add", filled); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if strings.Contains(editor.get(documentURL(id, "lt")).body, "_offers") {
		t.Error("offered again after it became a rule")
	}
	if strings.Contains(r.as("press_officer").get(documentURL(id, "lt")).body, "_offers") {
		t.Error("offered to who keeps no style")
	}
}

// Who may not keep the style of a language reads its rules, and can change none.
func TestOnlyThoseWhoKeepALanguageChangeIt(t *testing.T) {
	r := newRig(t)
	r.hire(r.admin.Roster, r.admin.Door, "ka_editor", content.RoleReader)
	_, err := r.admin.Roster.Grant(t.Context(), r.root, r.members["ka_editor"].ID, content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"ka"}})
	r.must(err)
	b := r.as("ka_editor")
	before := r.head()
	for path, form := range map[string]url.Values{
		"/admin/style/lt/add":    {"wrong": {"vienas"}, "better": {"du"}},
		"/admin/style/lt/remove": {"rule": {string(content.NewID())}},
		"/admin/style/lt/switch": {"rule": {"quotes"}, "to": {"off"}},
	} {
		if got := b.post(path, form); got.status != http.StatusForbidden {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	if got := b.get("/admin/style/lt/new"); got.status != http.StatusForbidden {
		t.Errorf("the form: %d", got.status)
	}
	if r.head() != before {
		t.Error("the log moved on")
	}
	if got := b.get("/admin/style/lt").body; strings.Contains(got, "/admin/style/lt/add") || !strings.Contains(got, "Rules of the language") {
		t.Error("the rules of another language")
	}
	if got := b.get("/admin/style").body; !strings.Contains(got, "/admin/style/ka/add") {
		t.Error("the page of the own language")
	}
	for _, path := range []string{"/admin/style/sr-Latn", "/admin/style/xx", "/admin/style/LT/texts"} {
		if got := b.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.status)
		}
	}
}

// A rule of Herald that is switched off gives no hints, until it is switched on.
func TestARuleOfHeraldIsSwitchedOff(t *testing.T) {
	r := newRig(t)
	id := r.draft("Kalba \"Arvena\"")
	editor, path := r.as("language_editor"), documentURL(id, "lt")+"/edit"
	quotes := func() bool { return strings.Contains(r.as("author").get(path).body, ":quotes") }
	if !quotes() {
		t.Fatal("no hint to begin with")
	}
	editor.post("/admin/style/lt/switch", url.Values{"rule": {"quotes"}, "to": {"off"}})
	if quotes() || !strings.Contains(editor.get("/admin/style/lt").body, "Switched off") {
		t.Error("it gives hints")
	}
	editor.post("/admin/style/lt/switch", url.Values{"rule": {"quotes"}, "to": {"on"}})
	if !quotes() {
		t.Error("it gives none again")
	}
}

// What is said at the desk in another process holds here at the next page.
func TestWhatAnotherProcessSaysHolds(t *testing.T) {
	r := newRig(t)
	id := r.draft("Kalba miesto galva")
	author := r.as("author")
	other := &editorial.Desk{Log: r.store, Types: r.desk.Types, Sites: r.desk.Sites, Clock: r.clock, Style: style.Shipped()}
	_, err := other.AddRule(t.Context(), r.actor("language_editor"), "lt", "miesto galva", "meras")
	r.must(err)
	if !strings.Contains(author.get(documentURL(id, "lt")+"/edit").body, ":house-") {
		t.Error("it does not")
	}
}

// Fields, and what is said about files, are looked at like the text itself.
func TestTheStyleOfFieldsAndFiles(t *testing.T) {
	r := newRig(t)
	typ := r.admin.Types.Get("service")
	words, facts := filledIn(typ)
	words.Fields["who"] = content.One("Visi \"miesto\" gyventojai.\n\n#### Gili antraštė")
	made, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "service", Locale: "lt", Words: words, Facts: facts})
	r.must(err)
	author, path := r.as("author"), documentURL(made.Document, "lt")+"/edit"
	for _, want := range []string{"field:who:5:quotes", "field:who:27:heading"} {
		form := formOf(author.get(path).body)
		form.Set("correct", want)
		got := author.post(path, form)
		if !strings.Contains(got.body, "Corrected, not saved yet.") || !strings.Contains(got.body, map[bool]string{true: "„miesto“", false: "\n## Gili"}[strings.HasSuffix(want, "quotes")]) {
			t.Errorf("%s: %q\n%s", want, corrections(got.body), got.body)
		}
	}
}
