package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"herald/content"
)

// The life of a text in the browser: handed over, checked, published.
func TestATextIsCheckedAndPublished(t *testing.T) {
	r := newRig(t)
	id := r.draft("Nauja žinia")
	path := documentURL(id, "lt")
	author, editor, press := r.as("author"), r.as("language_editor"), r.as("press_officer")

	if got := author.post(path+"/submit", nil); got.status != http.StatusSeeOther || r.state(id) != content.Submitted {
		t.Fatalf("submitting: %d, %s", got.status, r.state(id))
	}
	home := editor.get("/admin/")
	if !strings.Contains(home.body, "1 text waits for you.") || !strings.Contains(home.body, `href="`+path+`"`) {
		t.Fatalf("the editor is not told:\n%s", home.body)
	}
	shown := editor.get(path)
	words := between(shown.body, `name="words" value="`, `"`)
	if words == "" || !strings.Contains(shown.body, "Antra pastraipa.") {
		t.Fatalf("the text is not offered for approval:\n%s", shown.body)
	}
	if got := editor.post(path+"/return", url.Values{"reason": {"  "}}); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, `role="alert"`) {
		t.Errorf("returned without a reason: %d", got.status)
	}
	if got := editor.post(path+"/approve", url.Values{"step": {"language"}, "words": {"0000"}}); got.status != http.StatusConflict {
		t.Errorf("approved what was not shown: %d", got.status)
	}
	if got := author.post(path+"/approve", url.Values{"step": {"language"}, "words": {words}}); got.status != http.StatusForbidden {
		t.Errorf("approved by its author: %d", got.status)
	}
	if got := editor.post(path+"/approve", url.Values{"step": {"language"}, "words": {words}}); got.status != http.StatusSeeOther || r.state(id) != content.Approved {
		t.Fatalf("approving: %d, %s", got.status, r.state(id))
	}
	if got := editor.post(path+"/approve", url.Values{"step": {"language"}, "words": {words}}); got.status == http.StatusSeeOther {
		t.Error("a double click approved twice")
	}
	if got := editor.post(path+"/publish", nil); got.status != http.StatusForbidden {
		t.Errorf("published by a language editor: %d", got.status)
	}
	if got := press.post(path+"/publish", nil); got.status != http.StatusSeeOther || r.state(id) != content.Published {
		t.Fatalf("publishing: %d, %s", got.status, r.state(id))
	}
	if got := press.post(path+"/withdraw", url.Values{"reason": {"reason.withdrawn.wrong"}}); got.status != http.StatusSeeOther || r.state(id) != content.Withdrawn {
		t.Fatalf("withdrawing: %d, %s", got.status, r.state(id))
	}
	history := press.get(path).body
	for _, said := range []string{"Submitted for review", "Approved: Language check", "Published", "Withdrawn", "Member language_editor"} {
		if !strings.Contains(history, said) {
			t.Errorf("the history does not tell %q", said)
		}
	}
	if got := press.post(path+"/restore", nil); got.status != http.StatusSeeOther || r.state(id) != content.Published {
		t.Errorf("restoring: %d, %s", got.status, r.state(id))
	}
}

// What four eyes forbid is said with why; what is not for a role is not offered.
func TestWhatIsRefusedIsExplained(t *testing.T) {
	r := newRig(t)
	id := r.draft("Vieno žmogaus tekstas")
	path := documentURL(id, "lt")
	press := r.as("press_officer")
	r.must(submitAs(r, "press_officer", id))
	if got := press.get(path); strings.Contains(got.body, `action="`+path+`/approve"`) {
		t.Error("an approval is offered to whoever submitted")
	}
	reader := r.as("reader")
	if got := reader.get(path); got.status != http.StatusForbidden {
		t.Errorf("a reader of the intranet reads a draft: %d", got.status)
	}
	if got := press.post(path+"/explode", nil); got.status != http.StatusNotFound {
		t.Errorf("an action that there is not: %d", got.status)
	}
	if got := press.post(path+"/publish_urgently", url.Values{"reason": {"Tiltas uždarytas."}}); got.status != http.StatusSeeOther || r.state(id) != content.Published {
		t.Errorf("urgent: %d, %s", got.status, r.state(id))
	}
	if !strings.Contains(r.as("language_editor").get("/admin/").body, "check still owed") {
		t.Error("the owed check is not listed")
	}
}

func submitAs(r *rig, name string, id content.ID) error {
	got := r.as(name).post(documentURL(id, "lt")+"/submit", nil)
	if got.status != http.StatusSeeOther {
		r.Errorf("submitting: %d", got.status)
	}
	return nil
}

// Fields that a form does not have do nothing.
func TestExtraFieldsChangeNothing(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Tekstas")
	extra := url.Values{"reason": {"Pastaba."}, "state": {"published"}, "by": {"somebody"}, "role": {"administrator"}, "document": {"x"}, "Approvals": {"1"}}
	if got := r.as("author").post(documentURL(id, "lt")+"/comment", extra); got.status != http.StatusSeeOther {
		t.Fatalf("commenting: %d", got.status)
	}
	if r.state(id) != content.Submitted {
		t.Errorf("the text is %s", r.state(id))
	}
}

func TestTheListIsFilteredAndPaged(t *testing.T) {
	r := newRig(t)
	for range listLength + 3 {
		r.draft("Juodraštis")
	}
	r.submitted("Pateiktas tekstas")
	b := r.as("press_officer")
	if got := b.get("/admin/documents?state=submitted"); !strings.Contains(got.body, "Pateiktas tekstas") || strings.Contains(got.body, "Juodraštis<") || !strings.Contains(got.body, "1 text") {
		t.Error("the filter does not hold")
	}
	first := b.get("/admin/documents?state=draft")
	next := strings.ReplaceAll(between(first.body, `<a href="/admin/documents?after=`, `"`), "&amp;", "&")
	if next == "" {
		t.Fatal("there is no next page")
	}
	second := b.get("/admin/documents?after=" + next)
	if n := strings.Count(second.body, "line-title"); n != 3 {
		t.Errorf("%d texts on the second page", n)
	}
	for _, bad := range []string{"after=x~y", "state=nothing", "type=..%2f", "language=xx", "list=none"} {
		if got := b.get("/admin/documents?" + bad); got.status != http.StatusOK {
			t.Errorf("%s: %d", bad, got.status)
		}
	}
}

func between(s, from, to string) string {
	_, rest, ok := strings.Cut(s, from)
	if !ok {
		return ""
	}
	got, _, _ := strings.Cut(rest, to)
	return got
}
