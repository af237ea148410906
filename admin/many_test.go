package admin

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
)

var shownDocument = regexp.MustCompile(`name="document" value="([^"]+)"`)

// shownIn gives the Documents that a page carries to the next step.
func shownIn(p page) (all []string) {
	for _, m := range shownDocument.FindAllStringSubmatch(p.body, -1) {
		all = append(all, m[1])
	}
	return all
}

// facts are those of the newest edition of a text.
func (r *rig) facts(id content.ID) content.Facts {
	r.Helper()
	e := r.document(id).SourceTranslation().Newest()
	bodies, err := r.store.Texts(r.Context(), e.Facts)
	r.must(err)
	f, err := content.DecodeFacts(bodies[e.Facts])
	r.must(err)
	return f
}

// published makes a public Document of a Type.
func (r *rig) published(typ, title string) content.ID {
	r.Helper()
	id := r.write("author", typ, "lt", title)
	_, err := r.desk.Submit(r.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: "lt"})
	r.must(err)
	r.seal(id)
	_, err = r.desk.Publish(r.Context(), r.actor("press_officer"), id, "lt")
	r.must(err)
	return id
}

// Many texts are chosen by the filters, shown before and after, and changed in one
// Change; pressed twice it is done once.
func TestManyTextsAreChangedTogether(t *testing.T) {
	r := newRig(t)
	org, topic := r.published("organization", "Miesto taryba"), r.published("topic", "Upė")
	draft, public := r.draft("Juodraštis"), r.published("news", "Vieša žinia")
	press, path := r.as("press_officer"), "/admin/documents/change?type=news"
	r.want(press.get("/admin/documents?type=news"), http.StatusOK, `href="`+path+`"`)
	r.want(press.get(path), http.StatusOK, "Show what changes in the whole list: 2", "Juodraštis", "Upė")
	form := url.Values{"scope": {"all"}, "owner": {string(r.members["press_officer"].ID)}, "review": {"2027-03-01"}, "organization": {string(org)}, "add": {string(topic)}}
	before := r.head()
	preview := press.post(path, form)
	r.want(preview, http.StatusOK, "To be changed: 2.", "<del>Member author</del>", "<ins>Member press_officer</ins>", "<ins>Miesto taryba</ins>", "<ins>Upė</ins>",
		"<ins>1 March 2027</ins>", "A new edition is begun.", "Saved in the draft.", "Change these texts: 2")
	if r.head() != before {
		t.Fatal("the preview changed something")
	}
	form.Set("act", "1")
	form["document"] = shownIn(preview)
	r.want(press.post(path, form), http.StatusOK, "Changed: 2.")
	if r.head() != before+1 {
		t.Errorf("%d Changes", r.head()-before)
	}
	for _, id := range []content.ID{draft, public} {
		d, f := r.document(id), r.facts(id)
		if d.Owner != r.members["press_officer"].ID || d.Review != "2027-03-01" || f.Organization != org || !slices.Equal(f.Topics, []content.ID{topic}) {
			t.Errorf("%+v %+v", d, f)
		}
	}
	if live := r.document(public).SourceTranslation().LiveEdition(); live == nil || live.State != content.Published {
		t.Error("readers see something else")
	}
	r.want(press.post(path, form), http.StatusOK, "Changed: 0.", "So already: 2.")
	if r.head() != before+1 {
		t.Error("the second press changed something")
	}
	r.want(press.get(documentURL(draft, "lt")), http.StatusOK, "Day to look again changed: 1 March 2027")
}

// What was changed since the preview, waits for somebody, or is being written is named
// and left, and the others are done.
func TestOfManyTextsSomeStay(t *testing.T) {
	r := newRig(t)
	topic := r.published("topic", "Upė")
	fine, moved, busy, waits := r.draft("Gera"), r.draft("Keičiama"), r.draft("Rašoma"), r.submitted("Laukia")
	r.must(r.store.KeepScratch(t.Context(), content.Scratch{Member: r.members["author"].ID, Document: busy, Locale: "lt", Base: "1.1", Words: []byte("{}"), At: r.clock.Now()}))
	press, path := r.as("press_officer"), "/admin/documents/change"
	ids := []string{string(fine), string(moved), string(busy), string(waits)}
	form := url.Values{"scope": {"ticked"}, "document": ids, "add": {string(topic)}}
	preview := press.post(path, form)
	r.want(preview, http.StatusOK, "To be changed: 2.", "Stay as they are: 2", "Its state does not allow this: Under review", "Typed into and not saved: Member author")
	_, err := r.desk.Save(t.Context(), r.actor("author"), editorial.Save{Document: moved, Locale: "lt", Base: "1.1",
		Words: content.Words{Title: "Kitaip", Summary: "Santrauka.", Body: "Tekstas."}})
	r.must(err)
	form.Set("act", "1")
	form["document"] = shownIn(preview)
	r.want(press.post(path, form), http.StatusOK, "Changed: 1.", "Stay as they are: 1", "Kitaip", "The text has changed since it was shown to you.")
	if len(r.facts(fine).Topics) != 1 || len(r.facts(moved).Topics) != 0 || len(r.facts(busy).Topics) != 0 {
		t.Error("another one was changed")
	}
}

// Mistakes stand beside their cause, and what is not to be read is not there.
func TestManyTextsOnlyWithinTheRole(t *testing.T) {
	r := newRig(t)
	id := r.draft("Slapta žinia")
	press, path := r.as("press_officer"), "/admin/documents/change"
	for want, form := range map[string]url.Values{
		"Choose what is to change.":    {"document": {string(id)}},
		"Tick at least one text.":      {"review": {"2027-03-01"}},
		"This day is over.":            {"document": {string(id)}, "review": {"2026-11-01"}},
		"There is no such topic.":      {"document": {string(id)}, "add": {string(id)}},
		"could not put the text right": {"document": {string(id)}, "owner": {string(r.members["reader"].ID)}},
	} {
		r.want(press.post(path, form), http.StatusUnprocessableEntity, want)
	}
	r.lose("registrar", content.RoleRegistrar, content.Grant{Role: content.RoleAuthor, Types: []string{"act"}})
	bound := r.as("registrar")
	if got := bound.get(path); strings.Contains(got.body, "Slapta") {
		t.Error("the list shows what is not to be read")
	}
	got := bound.post(path, url.Values{"document": {string(id)}, "no_review": {"1"}, "organization": {"-"}})
	r.want(got, http.StatusOK, "To be changed: 0.")
	if strings.Contains(got.body, "Slapta") || strings.Contains(got.body, string(id)) {
		t.Error("the preview shows what is not to be read")
	}
	author := r.as("author")
	if got := author.get(path); strings.Contains(got.body, `name="owner"`) {
		t.Error("an author is offered to change owners")
	}
	r.want(author.post(path, url.Values{"document": {string(id)}, "review": {"2027-03-01"}}), http.StatusOK, "Stay as they are: 1", "Your role does not include this.")
}
