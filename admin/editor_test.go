package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// formOf gives what the editor's form would send, every field as it stands.
func formOf(body string) url.Values {
	form := url.Values{}
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" && strings.HasPrefix(attr(n, "class"), "editor") {
			for field := range n.Descendants() {
				sent(form, field)
			}
		}
	}
	return form
}

func sent(form url.Values, n *html.Node) {
	name := attr(n, "name")
	switch {
	case name == "":
	case n.Data == "input" && (attr(n, "type") != "checkbox" || has(n, "checked")):
		form.Add(name, attr(n, "value"))
	case n.Data == "textarea":
		form.Add(name, strings.ReplaceAll(textOf(n), "\n", "\r\n"))
	case n.Data == "select":
		for o := range n.Descendants() {
			if has(o, "selected") {
				form.Add(name, attr(o, "value"))
			}
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// newest are the words and facts of the newest text.
func (r *rig) newest(id content.ID, l i18n.Locale) (content.Words, content.Facts) {
	r.Helper()
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	e := found[id].Translation(l).Newest()
	bodies, err := r.store.Texts(r.Context(), e.Words, e.Facts)
	r.must(err)
	words, err := content.DecodeWords(bodies[e.Words])
	r.must(err)
	facts, err := content.DecodeFacts(bodies[e.Facts])
	r.must(err)
	return words, facts
}

func (r *rig) version(id content.ID, l i18n.Locale) string {
	r.Helper()
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	return string(found[id].Translation(l).Version())
}

// A text begins with its kind and title, is written in one form and saved.
func TestATextIsBegunAndWritten(t *testing.T) {
	r := newRig(t)
	author := r.as("author")
	page := author.get("/admin/documents/new?type=event&language=lt")
	if !strings.Contains(page.body, `<option value="event" selected>`) || !strings.Contains(page.body, "Public site") {
		t.Fatalf("the page does not offer what was asked for:\n%s", page.body)
	}
	if got := author.post("/admin/documents/new", url.Values{"type": {"event"}, "language": {"lt"}, "site": {"public"}, "title": {" "}}); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "Enter a title.") {
		t.Fatalf("without a title: %d", got.status)
	}
	made := author.post("/admin/documents/new", url.Values{"type": {"event"}, "language": {"lt"}, "site": {"public"}, "title": {"Kalėdų mugė"}})
	path := made.header.Get("Location")
	if made.status != http.StatusSeeOther || !strings.HasSuffix(path, "/lt/edit") {
		t.Fatalf("beginning: %d to %q", made.status, path)
	}
	id := content.ID(strings.Split(path, "/")[3])
	shown := author.get(path)
	for _, wanted := range []string{`name="title" value="Kalėdų mugė"`, `name="field:start" type="datetime-local"`, "Fill in this field.", `data-markdown`, `lang="lt"`} {
		if !strings.Contains(shown.body, wanted) {
			t.Errorf("the editor lacks %q", wanted)
		}
	}
	got := author.post(path, url.Values{"version": {r.version(id, "lt")}, "title": {"Kalėdų mugė"}, "summary": {"Mugė aikštėje."}, "body": {"Ateikite.\r\n\r\nBus šilta."},
		"field:start": {"2026-12-12T10:00"}, "field:place": {"Rotušės aikštė"}, "intent": {"save"}})
	if got.status != http.StatusSeeOther || got.header.Get("Location") != path+"?done=save" {
		t.Fatalf("saving: %d %s", got.status, got.body)
	}
	words, facts := r.newest(id, "lt")
	if words.Body != "Ateikite.\n\nBus šilta." || words.Path != "renginiai/kaledu-muge" || facts.Fields.Text("start") != "2026-12-12T10:00:00Z" || words.Fields.Text("place")+facts.Fields.Text("place") != "Rotušės aikštė" {
		t.Errorf("kept %+v %+v", words, facts)
	}
}

// What an editor does not touch stays as it is, to the last field, in every Type:
// the form sent back unchanged changes nothing.
func TestTheFormGivesBackWhatItWasGiven(t *testing.T) {
	r := newRig(t)
	press := r.as("press_officer")
	for _, typ := range r.admin.Types.All() {
		site := "public"
		if typ.CheckAudience() != nil {
			site = "intranet"
		}
		words, facts := filledIn(typ)
		made, err := r.desk.Create(t.Context(), r.actor("press_officer"), editorial.Create{Site: site, Type: typ.Name, Locale: "lt", Words: words, Facts: facts, Agreed: []content.ID{"00000000000b", "00000000000d"}})
		r.must(err)
		wordsBefore, factsBefore := r.newest(made.Document, "lt")
		path := documentURL(made.Document, "lt") + "/edit"
		shown := press.get(path)
		if shown.status != http.StatusOK {
			t.Fatalf("%s: %d", typ.Name, shown.status)
		}
		form := formOf(shown.body)
		if got := press.post(path, form); got.status != http.StatusSeeOther {
			t.Fatalf("%s: %d\n%s", typ.Name, got.status, got.body)
		}
		wordsAfter, factsAfter := r.newest(made.Document, "lt")
		if wordsBefore.Encode().Hash != wordsAfter.Encode().Hash {
			t.Errorf("%s: words\n%s\nbecame\n%s", typ.Name, wordsBefore.Encode().Body, wordsAfter.Encode().Body)
		}
		if factsBefore.Encode().Hash != factsAfter.Encode().Hash {
			t.Errorf("%s: facts\n%s\nbecame\n%s", typ.Name, factsBefore.Encode().Body, factsAfter.Encode().Body)
		}
	}
}

// filledIn has a value in every field of a Type.
func filledIn(typ *content.Type) (content.Words, content.Facts) {
	w := content.Words{Title: "Pavadinimas „kabutėse“ & ženklai", Summary: "Santrauka <b>.", Body: "## Skyrius\n\nTekstas & <ženklai>.", Fields: content.Fields{}}
	f := content.Facts{Fields: content.Fields{}}
	if typ.Body == content.Absent {
		w.Body = ""
	}
	if typ.Summary == content.Absent {
		w.Summary = ""
	}
	for _, field := range typ.Fields {
		into := f.Fields
		if field.Words {
			into = w.Fields
		}
		into[field.Name] = some(field)
	}
	return w, f
}

func some(field content.Field) content.Value {
	one := map[content.Kind]string{content.KindText: "Tekstas, „toks“", content.KindProse: "Pirma.\n\n- a\n- b", content.KindNumber: "12.5", content.KindMoney: "1200.00 EUR",
		content.KindDay: "1975-05", content.KindInstant: "2026-12-12T10:00:00Z", content.KindCountry: "LT", content.KindLink: "https://example.org/a?b=c&d",
		content.KindRef: "doc:00000000000a", content.KindAsset: "00000000000b"}
	var v content.Value
	switch {
	case field.Kind == content.KindGroup:
		for range 2 {
			row := content.Fields{}
			for _, column := range field.Fields {
				row[column.Name] = some(column)
			}
			v.Rows = append(v.Rows, row)
		}
	case field.Kind == content.KindChoice && field.Many:
		v.Items = []string{field.Choices[1], field.Choices[0]}
		if field.Facet {
			v.Items = field.Choices[:2]
		}
	case field.Kind == content.KindChoice:
		v.Items = field.Choices[1:2]
	case field.Many && field.Kind != content.KindProse:
		v.Items = []string{one[field.Kind], one[field.Kind] + "x"}
		if field.Kind == content.KindRef {
			v.Items[1] = "doc:00000000000c@2"
		}
		if field.Kind == content.KindAsset {
			v.Items[1] = "00000000000d"
		}
	default:
		v.Items = []string{one[field.Kind]}
	}
	return v
}

// Two editors of one text: one is saved, the other is shown both and loses nothing.
func TestTwoEditorsLoseNothing(t *testing.T) {
	r := newRig(t)
	id := r.draft("Bendra žinia")
	path := documentURL(id, "lt") + "/edit"
	first, second := r.as("author"), r.as("press_officer")
	base := r.version(id, "lt")
	form := func(body string) url.Values {
		return url.Values{"version": {base}, "title": {"Bendra žinia"}, "summary": {"Santrauka."}, "body": {body}}
	}
	if got := first.post(path, form("Pirmojo tekstas.")); got.status != http.StatusSeeOther {
		t.Fatalf("the first: %d", got.status)
	}
	got := second.post(path, form("Antrojo <tekstas>."))
	if got.status != http.StatusConflict {
		t.Fatalf("the second: %d", got.status)
	}
	for _, wanted := range []string{"Pirmojo tekstas.", "Antrojo &lt;tekstas&gt;.", "Saved meanwhile by: Member author", `name="version" value="` + r.version(id, "lt") + `"`} {
		if !strings.Contains(got.body, wanted) {
			t.Errorf("the second is not shown %q", wanted)
		}
	}
	if words, _ := r.newest(id, "lt"); words.Body != "Pirmojo tekstas." {
		t.Errorf("overwritten: %q", words.Body)
	}
	again := formOf(got.body)
	if got := second.post(path, again); got.status != http.StatusSeeOther {
		t.Fatalf("after looking at both: %d", got.status)
	}
	if words, _ := r.newest(id, "lt"); words.Body != "Antrojo <tekstas>." {
		t.Errorf("kept %q", words.Body)
	}
}

// Under review the language editor corrects words, and facts are not theirs.
func TestALanguageEditorCorrects(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Tekstas su klaida")
	path := documentURL(id, "lt")
	editor := r.as("language_editor")
	if got := editor.get(path); !strings.Contains(got.body, "Correct the text") {
		t.Fatal("the correction is not offered")
	}
	if got := r.as("author").get(path + "/edit"); !strings.Contains(got.body, "Your role does not include this.") {
		t.Errorf("an author writes in a text under review:\n%s", got.body)
	}
	shown := editor.get(path + "/edit")
	if strings.Contains(shown.body, `name="field:picture`) || strings.Contains(shown.body, `name="organization"`) {
		t.Error("facts are offered for correction")
	}
	form := formOf(shown.body)
	form.Set("title", "Tekstas be klaidos")
	form.Set("organization", "00000000000a")
	if got := editor.post(path+"/edit", form); got.status != http.StatusSeeOther {
		t.Fatalf("correcting: %d %s", got.status, got.body)
	}
	words, facts := r.newest(id, "lt")
	if words.Title != "Tekstas be klaidos" || facts.Organization != "" || r.state(id) != content.Submitted {
		t.Errorf("%q %q %s", words.Title, facts.Organization, r.state(id))
	}
}

// The page of what is typed is shown without keeping anything.
func TestWhatIsTypedIsShownAndNotKept(t *testing.T) {
	r := newRig(t)
	id := r.draft("Juodraštis")
	author, editor := r.as("author"), r.as("language_editor")
	before, err := r.store.Head(t.Context())
	r.must(err)
	got := author.post(documentURL(id, "lt")+"/preview", url.Values{"title": {"Dar neišsaugota"}, "body": {"Naujas."}})
	if got.status != http.StatusOK || !strings.Contains(got.body, "Dar neišsaugota") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := editor.post(documentURL(id, "lt")+"/preview", url.Values{"title": {"x"}}); got.status != http.StatusForbidden {
		t.Errorf("who may not write is shown a page: %d", got.status)
	}
	if after, err := r.store.Head(t.Context()); err != nil || after != before {
		t.Error("a preview left something in the log")
	}
}

// A translation is begun from the page of the original and written beside it.
func TestATranslationIsBegunBesideItsOriginal(t *testing.T) {
	r := newRig(t)
	id := r.draft("Originalas")
	author := r.as("author")
	if got := author.get(documentURL(id, "lt")); !strings.Contains(got.body, documentURL(id, "en")+"/begin") {
		t.Fatal("no translation is offered")
	}
	got := author.post(documentURL(id, "en")+"/begin", nil)
	if got.status != http.StatusSeeOther {
		t.Fatalf("beginning: %d %s", got.status, got.body)
	}
	shown := author.get(got.header.Get("Location"))
	if !strings.Contains(shown.body, "Antra pastraipa.") || strings.Contains(shown.body, `name="organization"`) {
		t.Error("the original is not beside the translation, or facts are asked for again")
	}
	if got := author.get(documentURL(id, "lt")); strings.Contains(got.body, documentURL(id, "en")+"/begin") {
		t.Error("a language that is there is offered again")
	}
}

// What is scheduled is frozen: the page says so and asks before it opens the text.
func TestAScheduledTextIsFrozen(t *testing.T) {
	r := newRig(t)
	id := r.draft("Suplanuota")
	_, err := r.desk.Submit(t.Context(), r.actor("press_officer"), editorial.Submit{Document: id, Locale: "lt", PublishAt: epoch.Add(48 * 3600e9), Zone: "UTC"})
	r.must(err)
	found, err := r.store.Documents(t.Context(), id)
	r.must(err)
	_, err = r.desk.Approve(t.Context(), r.actor("language_editor"), editorial.Approve{Document: id, Locale: "lt", Step: "language", Words: found[id].Translation("lt").Newest().Words})
	r.must(err)
	if r.state(id) != content.Scheduled {
		t.Fatal(r.state(id))
	}
	path := documentURL(id, "lt")
	press := r.as("press_officer")
	if got := press.get(path + "/edit"); got.status != http.StatusOK || !strings.Contains(got.body, `href="`+path+`/do/unschedule"`) || strings.Contains(got.body, `name="body"`) {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := press.post(path+"/edit", url.Values{"title": {"Kitaip"}, "version": {r.version(id, "lt")}}); got.status == http.StatusSeeOther || r.state(id) != content.Scheduled {
		t.Errorf("a scheduled text was written in: %d", got.status)
	}
}

// The page has every word that its scripts show.
func TestTheScriptsHaveTheirWords(t *testing.T) {
	source, err := views.ReadFile("views/assets/words.js")
	if err != nil {
		t.Fatal(err)
	}
	list := between(string(source), "needed = [", "]")
	var needed []string
	for _, word := range strings.Split(list, ",") {
		if word = strings.Trim(strings.TrimSpace(word), `"`); word != "" {
			needed = append(needed, word)
		}
	}
	if !slices.Equal(needed, scriptWords) {
		t.Errorf("the scripts need %v, the page has %v", needed, scriptWords)
	}
}

// Who writes finds texts to link to by their titles: what they may read, and no
// draft of anybody else's corner.
func TestLinksAreFound(t *testing.T) {
	r := newRig(t)
	id, other := r.draft("Tekstas"), r.draft("Tiltas per Ilmą")
	author := r.as("author")
	got := author.get(documentURL(id, "lt") + "/links?q=ilm%C4%85+tiltas")
	if got.status != http.StatusOK || !strings.Contains(got.body, string(other)) || !strings.Contains(got.body, "Tiltas per Ilmą") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := author.get(documentURL(id, "lt") + "/links?q=tekstas"); got.body != "[]" {
		t.Errorf("a text is offered to itself: %s", got.body)
	}
}
