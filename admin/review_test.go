package admin

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

// rewritten saves another body for a text, as its author.
func (r *rig) rewritten(id content.ID, locale i18n.Locale, body string) {
	r.Helper()
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	t := found[id].Translation(locale)
	bodies, err := r.store.Texts(r.Context(), t.Newest().Words)
	r.must(err)
	w, err := content.DecodeWords(bodies[t.Newest().Words])
	r.must(err)
	w.Body = body
	_, err = r.desk.Save(r.Context(), r.actor("author"), editorial.Save{Document: id, Locale: locale, Base: t.Version(), Words: w})
	r.must(err)
}

// released takes a text through its check to its readers.
func (r *rig) released(id content.ID, locale i18n.Locale) {
	r.Helper()
	_, err := r.desk.Submit(r.Context(), r.actor("author"), editorial.Submit{Document: id, Locale: locale, Note: &content.Note{Key: "change.update.information"}})
	r.must(err)
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	_, err = r.desk.Approve(r.Context(), r.actor("language_editor"), editorial.Approve{Document: id, Locale: locale, Step: content.StepLanguage,
		Words: found[id].Translation(locale).Newest().Words})
	r.must(err)
	_, err = r.desk.Publish(r.Context(), r.actor("press_officer"), id, locale)
	r.must(err)
}

func TestAReviewShowsWhatChangedAgainstWhatReadersSee(t *testing.T) {
	r := newRig(t)
	id := r.draft("Tiltas")
	path := documentURL(id, "lt")
	editor := r.as("language_editor")
	htmlcheck.Expect(t, []byte(editor.get(path).body), htmlcheck.In("main", htmlcheck.Text("This is the first edition.")), htmlcheck.Has("li.open .seal-open"))
	r.released(id, "lt")
	htmlcheck.Expect(t, []byte(editor.get(path).body), htmlcheck.Has("li.closed .seal-closed"), htmlcheck.In(".seals", htmlcheck.Text("Member language_editor"), htmlcheck.Text("as it stands here")))
	r.rewritten(id, "lt", "Tekstas naujas.\n\nAntra pastraipa.")
	shown := []byte(editor.get(path).body)
	htmlcheck.Expect(t, shown, htmlcheck.In("main", htmlcheck.Text("Compared with edition 1.")), htmlcheck.In(".changed ins", htmlcheck.Text("naujas")),
		// The seal is broken, and opens to what was changed since.
		htmlcheck.In("li.broken", htmlcheck.Text("Changed after this approval"), htmlcheck.In("details ins", htmlcheck.Text("naujas"))),
		htmlcheck.Link("Compare with it Edition 1", path+"?against=1#_changes"))
	r.released(id, "lt")
	r.rewritten(id, "lt", "Visai kitas tekstas.")
	htmlcheck.Expect(t, []byte(editor.get(path+"?against=1").body), htmlcheck.In("main", htmlcheck.Text("Compared with edition 1.")))
	for _, odd := range []string{"3", "0", "99", "-1", "x"} {
		htmlcheck.Expect(t, []byte(editor.get(path+"?against="+odd).body), htmlcheck.In("main", htmlcheck.Text("Compared with edition 2.")))
	}
}

func TestACommentStandsAtItsPassage(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Tiltas")
	path := documentURL(id, "lt")
	editor := r.as("language_editor")
	form := editor.get(path + "?on=2").body
	htmlcheck.Expect(t, []byte(form), htmlcheck.In("form input[name=passage]", htmlcheck.Attr("value", "Antra pastraipa.")), htmlcheck.In("form input[name=block]", htmlcheck.Attr("value", "2")))
	say := url.Values{"reason": {"Kodėl antra?"}, "passage": {"Antra pastraipa."}, "block": {"2"}}
	if got := editor.post(path+"/comment", say); got.status != http.StatusSeeOther {
		t.Fatalf("commenting: %d", got.status)
	}
	htmlcheck.Expect(t, []byte(editor.get(path).body), htmlcheck.In(".annotation .remark", htmlcheck.Text("Kodėl antra?"), htmlcheck.Text("Antra pastraipa.")), htmlcheck.None(".remark.lost"))
	wrong := editor.post(path+"/comment", url.Values{"reason": {"Taip nėra."}, "passage": {"ko tekste nėra"}})
	if wrong.status != http.StatusUnprocessableEntity || !strings.Contains(wrong.body, "Taip nėra.") || !strings.Contains(wrong.body, `value="ko tekste nėra"`) {
		t.Errorf("a passage that is not there: %d", wrong.status)
	}
	htmlcheck.Expect(t, []byte(wrong.body), htmlcheck.In("#_passage-wrong", htmlcheck.Text("The text does not say this.")))
	if got := editor.post(path+"/return", url.Values{"reason": {"Taisykite."}}); got.status != http.StatusSeeOther {
		t.Fatalf("returning: %d", got.status)
	}
	r.rewritten(id, "lt", "Tekstas.\n\nTrečia pastraipa.")
	htmlcheck.Expect(t, []byte(editor.get(path).body), htmlcheck.None(".annotation .remark"),
		htmlcheck.In(".remarks .remark.lost", htmlcheck.Text("The passage has changed."), htmlcheck.Text("Kodėl antra?"), htmlcheck.Text("Antra pastraipa.")))
}

// A translation stands beside its original, with what changed there since.
func TestATranslationStandsBesideItsOriginal(t *testing.T) {
	r := newRig(t)
	id := r.draft("Tiltas")
	r.released(id, "lt")
	_, err := r.desk.Translate(r.Context(), r.actor("author"), id, "en", content.Words{Title: "Bridge", Summary: "Summary.", Body: "Text."})
	r.must(err)
	editor := r.as("language_editor")
	path := documentURL(id, "en")
	htmlcheck.Expect(t, []byte(editor.get(path).body), htmlcheck.In(".original", htmlcheck.Text("Antra pastraipa."), htmlcheck.NoText("has changed")), htmlcheck.None(".original ins"))
	r.rewritten(id, "lt", "Tekstas.\n\nAntra ilga pastraipa.")
	htmlcheck.Expect(t, []byte(editor.get(path).body), htmlcheck.None(".original ins")) // a draft makes nothing stale
	r.released(id, "lt")
	htmlcheck.Expect(t, []byte(editor.get(path).body), htmlcheck.In(".original", htmlcheck.Text("The original has changed"), htmlcheck.In("ins", htmlcheck.Text("ilga"))))
}

func TestLanguagesThatGoTogetherAreOneCard(t *testing.T) {
	r := newRig(t)
	r.admin.Sites["public"].Together = [][]i18n.Locale{{"lt", "sq", "sr"}}
	id := r.submitted("Tiltas")
	_, err := r.desk.Translate(r.Context(), r.actor("author"), id, "sq", content.Words{Title: "Ura"})
	r.must(err)
	shown := []byte(r.as("language_editor").get(documentURL(id, "lt")).body)
	htmlcheck.Expect(t, shown, htmlcheck.Count(".mates li", 3), htmlcheck.In(".mates", htmlcheck.In("[aria-current]", htmlcheck.Text("Lithuanian")),
		htmlcheck.Link("Albanian", documentURL(id, "sq")), htmlcheck.Text("Draft"), htmlcheck.Text("not begun")), htmlcheck.None("#_others"))
}
