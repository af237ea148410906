package admin

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// What is typed is kept while it is typed, shown to its writer alone, and gone once
// it is saved.
func TestWhatIsTypedIsKeptForItsWriter(t *testing.T) {
	r := newRig(t)
	id := r.draft("Tekstas")
	path := documentURL(id, "lt")
	author, press := r.as("author"), r.as("press_officer")
	form := url.Values{"version": {r.version(id, "lt")}, "title": {"Tekstas"}, "summary": {"Santrauka."}, "body": {"Dar rašau."}}
	got := author.post(path+"/scratch", form)
	if got.status != http.StatusOK || !strings.Contains(got.body, "not saved yet") || !strings.Contains(got.body, `"others":""`) {
		t.Fatalf("keeping: %d %s", got.status, got.body)
	}
	if words, _ := r.newest(id, "lt"); words.Body == "Dar rašau." {
		t.Fatal("what was typed was saved")
	}
	shown := press.get(path + "/edit")
	if !strings.Contains(shown.body, "Also writing in this text now: Member author") || strings.Contains(shown.body, "Dar rašau.") {
		t.Error("a colleague is not told, or is shown what is typed")
	}
	offered := author.get(path + "/edit")
	if !strings.Contains(offered.body, "Last: today 09:00.") || strings.Contains(offered.body, "Dar rašau.</textarea>") {
		t.Error("the writer is not told of what they typed")
	}
	taken := author.get(path + "/edit?typed=1")
	if !strings.Contains(taken.body, "Dar rašau.</textarea>") {
		t.Error("what was typed does not come back")
	}
	if got := author.post(path+"/edit", formOf(taken.body)); got.status != http.StatusSeeOther {
		t.Fatalf("saving: %d", got.status)
	}
	if words, _ := r.newest(id, "lt"); words.Body != "Dar rašau." {
		t.Errorf("saved %q", words.Body)
	}
	if again := author.get(path + "/edit"); strings.Contains(again.body, "was not saved") {
		t.Error("what is saved is still offered")
	}
	r.clock.pass(writingNow + time.Second)
	if shown := press.get(path + "/edit"); strings.Contains(shown.body, "Also writing") {
		t.Error("somebody writes for ever")
	}
}

// What was typed never goes over what somebody saved since.
func TestWhatWasTypedDoesNotGoOverWhatWasSaved(t *testing.T) {
	r := newRig(t)
	id := r.draft("Tekstas")
	path := documentURL(id, "lt")
	author, press := r.as("author"), r.as("press_officer")
	form := func(body string) url.Values {
		return url.Values{"version": {r.version(id, "lt")}, "title": {"Tekstas"}, "summary": {"Santrauka."}, "body": {body}}
	}
	author.post(path+"/scratch", form("Senas rašymas."))
	if got := press.post(path+"/edit", form("Kolegės tekstas.")); got.status != http.StatusSeeOther {
		t.Fatal(got.status)
	}
	taken := author.get(path + "/edit?typed=1")
	if got := author.post(path+"/edit", formOf(taken.body)); got.status != http.StatusConflict || !strings.Contains(got.body, "Kolegės tekstas.") {
		t.Errorf("typed before, saved over: %d", got.status)
	}
	if got := author.post(path+"/scratch/drop", nil); got.status != http.StatusSeeOther {
		t.Fatal(got.status)
	}
	if shown := author.get(path + "/edit"); strings.Contains(shown.body, "was not saved") {
		t.Error("what was given up is still offered")
	}
}

// A session that ends in the middle of writing loses nothing.
func TestASessionEndsInTheMiddleOfWriting(t *testing.T) {
	r := newRig(t)
	id := r.draft("Tekstas")
	path := documentURL(id, "lt") + "/edit"
	author := r.as("author")
	form := formOf(author.get(path).body)
	form.Set("body", "Ilgai rašytas „tekstas“ & ženklai, ქართული.")
	r.clock.pass(13 * time.Hour)
	delete(author.cookies, sessionCookie)
	door := author.post(path, form)
	carried := between(door.body, `name="carried" value="`, `"`)
	if door.status != http.StatusForbidden || carried == "" || !strings.Contains(door.body, "You have been signed out.") {
		t.Fatalf("at the door: %d %s", door.status, door.body)
	}
	wrong := author.post("/admin/sign-in", url.Values{"email": {r.members["author"].Email}, "password": {"no"}, "next": {path}, "carried": {carried}})
	if between(wrong.body, `name="carried" value="`, `"`) != carried {
		t.Fatal("a wrong password loses the text")
	}
	in := author.post("/admin/sign-in", url.Values{"email": {r.members["author"].Email}, "password": {passphrase}, "next": {path}, "carried": {carried}})
	if in.header.Get("Location") != path+"?typed=1" {
		t.Fatalf("after signing in: %d to %q", in.status, in.header.Get("Location"))
	}
	back := author.get(path + "?typed=1")
	if !strings.Contains(back.body, "Ilgai rašytas „tekstas“ &amp; ženklai, ქართული.</textarea>") {
		t.Errorf("the text is not there:\n%s", back.body)
	}
	// Somebody else's door gives nobody a text that is not theirs to write.
	reader := r.browser()
	got := reader.post("/admin/sign-in", url.Values{"email": {r.members["reader"].Email}, "password": {passphrase}, "next": {path}, "carried": {carried}})
	if got.header.Get("Location") != path {
		t.Errorf("a reader was led to %q", got.header.Get("Location"))
	}
	// Another site cannot have a text carried in.
	q := httptest.NewRequest(http.MethodPost, path, nil)
	setForm(q, url.Values{"version": {"1.1"}, "body": {"Svetimas."}})
	q.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := r.browser().ask(q); strings.Contains(got.body, "carried") {
		t.Error("a form of another site is carried in")
	}
}
