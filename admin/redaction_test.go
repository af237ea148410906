package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
)

// keyOnPage is which request a page shows.
func keyOnPage(p page) url.Values {
	return url.Values{"key": {between(p.body, `name="key" value="`, `"`)}}
}

// One press officer asks, sees where the words stand and waits; the other finds the
// request at home, reads exactly what goes, ticks and confirms.
func TestARedactionFromTheDesk(t *testing.T) {
	r := newRig(t)
	id := r.public("Apdovanotas Jonas Slapukas")
	_, err := r.desk.Comment(t.Context(), r.actor("author"), id, "lt", content.Remark{Text: "Ar Jonas Slapukas sutinka?"})
	r.must(err)
	r.must(r.store.KeepScratch(t.Context(), content.Scratch{Member: r.members["author"].ID, Document: id, Locale: "lt", Base: "1.1", Words: []byte("{}"), At: epoch}))
	page := documentURL(id, "lt") + "/redaction"
	first, second := r.as("press_officer"), r.as("press_officer_2")
	if got := r.as("author").get(page); got.status != http.StatusForbidden {
		t.Errorf("an author is shown the page: %d", got.status)
	}
	before := r.head()
	look := first.post(page, url.Values{"passages": {"Jonas Slapukas\nNiekas Nebuvo"}, "ground": {"Art. 17"}, "look": {"1"}})
	for _, want := range []string{"in 4 places", "nowhere", "Published", "Comment or reason for colleagues", "Member author", `<del>Jonas Slapukas</del> sutinka?`, "Art. 17"} {
		if !strings.Contains(look.body, want) {
			t.Errorf("looking does not say %q:\n%s", want, look.body)
		}
	}
	if r.head() != before {
		t.Error("looking changed something")
	}
	for field, form := range map[string]url.Values{
		"_wrong-passages": {"passages": {"Niekas Nebuvo"}, "ground": {"Art. 17"}},
		"_wrong-ground":   {"passages": {"Jonas Slapukas"}},
	} {
		if got := first.post(page, form); got.status == http.StatusSeeOther || !strings.Contains(got.body, `id="`+field+`"`) {
			t.Errorf("%v: %d", form, got.status)
		}
	}
	if got := first.post(page, url.Values{"passages": {"Jonas Slapukas"}, "ground": {"Art. 17"}}); got.status != http.StatusSeeOther {
		t.Fatalf("not asked: %d %s", got.status, got.body)
	}
	if got := first.get("/admin/").body; strings.Contains(got, "Removals to confirm") || !strings.Contains(got, "Removals you have asked for") {
		t.Error("whoever asked is asked to confirm, or not told that it waits")
	}
	if got := second.get("/admin/").body; !strings.Contains(got, "Removals to confirm") || !strings.Contains(got, `href="`+page+`"`) {
		t.Errorf("the second person is told nothing:\n%s", got)
	}
	form := keyOnPage(second.get(page))
	if got := first.post(page+"/confirm", url.Values{"key": form["key"], "sure": {"1"}}); got.status != http.StatusForbidden {
		t.Errorf("whoever asked confirms: %d", got.status)
	}
	if got := second.post(page+"/confirm", url.Values{"key": form["key"]}); got.status == http.StatusSeeOther || !strings.Contains(got.body, "_wrong-sure") {
		t.Errorf("without the tick: %d", got.status)
	}
	for n, done := range []string{"redacted", "already"} {
		got := second.post(page+"/confirm", url.Values{"key": form["key"], "sure": {"1"}})
		if got.status != http.StatusSeeOther || !strings.HasSuffix(got.header.Get("Location"), "?done="+done) {
			t.Errorf("press %d: %d to %s\n%s", n+1, got.status, got.header.Get("Location"), got.body)
		}
	}
	for _, path := range []string{documentURL(id, "lt"), page, "/admin/", "/admin/documents", "/admin/audit"} {
		who := second
		if path == "/admin/audit" {
			who = r.as("auditor")
		}
		if got := who.get(path); got.status != http.StatusOK || strings.Contains(got.body, "Slapukas") {
			t.Errorf("%s: %d, the words are there: %v", path, got.status, strings.Contains(got.body, "Slapukas"))
		}
	}
	if got := r.as("author").get(documentURL(id, "lt")).body; !strings.Contains(got, "Removed for ever") || !strings.Contains(got, "█████") {
		t.Errorf("the timeline does not tell that it happened:\n%s", got)
	}
}

func TestARedactionIsDeclinedAtTheDesk(t *testing.T) {
	r := newRig(t)
	id := r.public("Apdovanotas Jonas Slapukas")
	page := documentURL(id, "lt") + "/redaction"
	first, second := r.as("press_officer"), r.as("press_officer_2")
	ask := url.Values{"passages": {"Jonas Slapukas"}, "ground": {"Art. 17"}}
	first.post(page, ask)
	form := keyOnPage(first.get(page))
	if got := first.post(page+"/drop", url.Values{"key": form["key"]}); !strings.HasSuffix(got.header.Get("Location"), "?done=redaction_dropped") {
		t.Errorf("not taken back: %d %s", got.status, got.body)
	}
	first.post(page, ask)
	form = keyOnPage(second.get(page))
	if got := second.post(page+"/drop", url.Values{"key": form["key"]}); got.status == http.StatusSeeOther || !strings.Contains(got.body, "_wrong-reason") {
		t.Errorf("declined without a reason: %d", got.status)
	}
	if got := second.post(page+"/drop", url.Values{"key": form["key"], "reason": {"Jis pats sutiko."}}); !strings.HasSuffix(got.header.Get("Location"), "?done=redaction_declined") {
		t.Errorf("not declined: %d %s", got.status, got.body)
	}
	if got := first.get(documentURL(id, "lt")).body; !strings.Contains(got, "Removal declined") || !strings.Contains(got, "Jis pats sutiko.") || !strings.Contains(got, "Apdovanotas Jonas Slapukas") {
		t.Error("the timeline does not tell who declined and why, or the words are gone")
	}
}

// A file is chosen by a tick, and whoever confirms sees which other texts show it.
func TestAFileIsRedactedAtTheDesk(t *testing.T) {
	r := newRig(t)
	id := r.draft("Su nuotrauka")
	file := r.shown(id)
	_, err := r.desk.Create(t.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "news", Locale: "lt", Agreed: []content.ID{file},
		Words: content.Words{Title: "Rodo tą pačią", Summary: "S.", Body: "![Ji](asset:" + string(file) + ")"}})
	r.must(err)
	page := documentURL(id, "lt") + "/redaction"
	first, second := r.as("press_officer"), r.as("press_officer_2")
	if got := first.get(page).body; !strings.Contains(got, `name="file" value="`+string(file)+`"`) || !strings.Contains(got, "Rodo tą pačią") {
		t.Fatalf("the file is not offered, or the other text not named:\n%s", got)
	}
	if got := first.post(page, url.Values{"file": {string(file)}, "ground": {"Art. 17"}}); got.status != http.StatusSeeOther {
		t.Fatalf("not asked: %d %s", got.status, got.body)
	}
	shown := second.get(page)
	if !strings.Contains(shown.body, "Files that go") || !strings.Contains(shown.body, "Rodo tą pačią") {
		t.Errorf("the second person does not see what goes:\n%s", shown.body)
	}
	form := keyOnPage(shown)
	if got := second.post(page+"/confirm", url.Values{"key": form["key"], "sure": {"1"}}); got.status != http.StatusSeeOther {
		t.Fatalf("not confirmed: %d %s", got.status, got.body)
	}
	if got := first.get("/admin/media/" + string(file)); got.status != http.StatusNotFound {
		t.Errorf("the file has a page: %d", got.status)
	}
}
