package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// publicIn is a public text in a language.
func (r *rig) publicIn(locale i18n.Locale, title string) content.ID {
	r.Helper()
	got, err := r.desk.Create(r.Context(), r.actor("author"), editorial.Create{Site: "public", Type: "news", Locale: locale,
		Words: content.Words{Title: title, Summary: "Summary.", Body: "Body."}})
	r.must(err)
	_, err = r.desk.Submit(r.Context(), r.actor("author"), editorial.Submit{Document: got.Document, Locale: locale})
	r.must(err)
	words := r.document(got.Document).Translation(locale).Newest().Words
	_, err = r.desk.Approve(r.Context(), r.actor("language_editor"), editorial.Approve{Document: got.Document, Locale: locale, Step: "language", Words: words})
	r.must(err)
	_, err = r.desk.Publish(r.Context(), r.actor("press_officer"), got.Document, locale)
	r.must(err)
	return got.Document
}

func TestTwoTextsAreJoinedAndSplitAgain(t *testing.T) {
	r := newRig(t)
	lt, en, third := r.public("Uostas atidarytas"), r.publicIn("en", "The harbour is open"), r.public("Kitas uostas")
	press := r.as("press_officer")
	own := documentURL(lt, "lt")
	path := own + "/do/join"
	first := press.get(path)
	if strings.Contains(first.body, "Join as a translation: ") {
		t.Error("it can be joined with nothing")
	}
	for _, typed := range []string{"harbour open", documentURL(en, "en") + "/edit", "http://localhost/p/" + string(en), string(en), "http://localhost/en/news/the-harbour-is-open"} {
		got := press.post(own+"/join", shownForm(first, url.Values{"other": {typed}, "look": {"1"}}))
		if got.status != http.StatusOK || !strings.Contains(got.body, `value="`+string(en)+`"`) {
			t.Errorf("%q finds nothing: %d\n%s", typed, got.status, between(got.body, "<main", "</main>"))
		}
	}
	if got := press.post(own+"/join", shownForm(first, url.Values{"other": {"no such thing"}, "look": {"1"}})); !strings.Contains(got.body, "No text that you may read fits this") {
		t.Error("nothing found is not said")
	}
	both := press.post(own+"/join", shownForm(first, url.Values{"with": {string(third)}, "look": {"1"}}))
	if !strings.Contains(both.body, "Both texts have this language.") || !strings.Contains(both.body, "Both documents have a text in the same language.") || strings.Contains(both.body, "Join as a translation: ") {
		t.Errorf("one language twice:\n%s", between(both.body, "<main", "</main>"))
	}
	shown := press.post(own+"/join", shownForm(first, url.Values{"with": {string(en)}, "look": {"1"}}))
	for _, said := range []string{"It becomes a translation of “Uostas atidarytas”", "http://localhost/en/", "Its address stays the same", "Join as a translation: English", "do/join?with=" + string(lt)} {
		if !strings.Contains(shown.body, said) {
			t.Errorf("it does not say %q:\n%s", said, between(shown.body, "<main", "</main>"))
		}
	}
	// What was not shown is not done.
	if got := press.post(own+"/join", shownForm(first, url.Values{"with": {string(en)}})); got.status != http.StatusOK || r.document(en).Joined != "" {
		t.Errorf("joined unseen: %d", got.status)
	}
	form := shownForm(shown, url.Values{"with": {string(en)}, "shown": {between(shown.body, `name="shown" value="`, `"`)}})
	for _, done := range []string{"?done=join", "?done=already"} {
		if got := press.post(own+"/join", form); got.header.Get("Location") != own+done {
			t.Fatalf("joined: %d to %q, want %s", got.status, got.header.Get("Location"), done)
		}
	}
	if r.document(en).Joined != lt || r.document(lt).Translation("en") == nil {
		t.Fatal("they are two still")
	}

	page := press.get(own + "/do/split?leaving=en")
	for _, said := range []string{"It becomes a text of its own", "http://localhost/en/", "Separate: English", "no longer led from here"} {
		if !strings.Contains(page.body, said) {
			t.Errorf("splitting does not say %q:\n%s", said, between(page.body, "<main", "</main>"))
		}
	}
	if got := press.post(own+"/split", shownForm(page, url.Values{"look": {"1"}})); got.status != http.StatusOK || strings.Contains(got.body, "Separate: ") {
		t.Errorf("no language was chosen: %d", got.status)
	}
	form = shownForm(page, url.Values{"leaving": {"en"}, "shown": {"en"}})
	got := press.post(own+"/split", form)
	if to := got.header.Get("Location"); !strings.HasSuffix(to, "/en?done=split") || strings.Contains(to, string(lt)) {
		t.Errorf("split: %d to %q", got.status, to)
	}
	if got := press.post(own+"/split", form); got.header.Get("Location") != own+"?done=already" {
		t.Errorf("split twice: %d to %q", got.status, got.header.Get("Location"))
	}
}

func TestNobodyJoinsWhatTheyMayNotRead(t *testing.T) {
	r := newRig(t)
	lt := r.public("Uostas")
	own := documentURL(lt, "lt")
	press := r.as("press_officer")
	first := press.get(own + "/do/join")
	for _, with := range []string{string(content.NewID()), "nonsense", string(lt)} {
		head := r.head()
		got := press.post(own+"/join", shownForm(first, url.Values{"with": {with}, "shown": {with}}))
		if got.status < 400 || got.status >= 500 || r.head() != head {
			t.Errorf("joined with %q: %d", with, got.status)
		}
	}
	if got := r.as("author").get(own + "/do/join?with=" + string(r.publicIn("en", "Port"))); !strings.Contains(got.body, "Your role does not include this.") {
		t.Errorf("an author: %d", got.status)
	}
}
