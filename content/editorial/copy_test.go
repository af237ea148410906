package editorial_test

import (
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
)

func TestACopyIsADraftWithALifeOfItsOwn(t *testing.T) {
	r := newRig(t)
	first := r.published("Tiltas atvertas")
	res := r.must(r.desk.CopyAsNew(t.Context(), ana, editorial.Copying{Document: first.Document, Locale: "lt", Note: "A copy"}))
	d := r.doc(res.Document)
	if res.Document == first.Document || res.State != content.Draft || d.Source != "lt" || d.Owner != ana.ID || len(d.Translations) != 1 {
		t.Fatalf("%+v of %+v", d, res)
	}
	e := d.Translation("lt").Newest()
	if len(e.Approvals) != 0 || e.Published != nil || !e.PublishAt.IsZero() || e.Number != 1 {
		t.Errorf("the copy has what its original was given: %+v", e)
	}
	w, err := content.DecodeWords(r.log.texts[e.Words])
	if err != nil || w.Title != "Tiltas atvertas" || w.Body != words("x").Body {
		t.Errorf("%+v, %v", w, err)
	}
	was, err := content.DecodeWords(r.log.texts[r.doc(first.Document).Translation("lt").Newest().Words])
	if err != nil || w.Path == "" || w.Path == was.Path {
		t.Errorf("the address is %q, that of the original %q (%v)", w.Path, was.Path, err)
	}
	last := r.log.log[len(r.log.log)-1].Events[0]
	if note, err := content.DecodeNote(r.log.texts[last.Note]); last.Kind != content.EventCreated || err != nil || note != "A copy" {
		t.Errorf("%+v says %q (%v)", last, note, err)
	}
	// It goes its own way, and the original stays as it was.
	r.sealed(res)
	if got := r.doc(first.Document).Translation("lt"); got.LiveEdition().State != content.Published || got.Next != 0 {
		t.Error("the original was touched")
	}
}

func TestACopyOfATranslationIsASourceInItsLanguage(t *testing.T) {
	r := newRig(t)
	first := r.published("Tiltas")
	r.translated(first.Document, "en", "Bridge")
	res := r.must(r.desk.CopyAsNew(t.Context(), ana, editorial.Copying{Document: first.Document, Locale: "en"}))
	if d := r.doc(res.Document); d.Source != "en" || len(d.Translations) != 1 {
		t.Errorf("%+v", d)
	}
}

func TestACopyIsRefusedToWhomItMayNotBe(t *testing.T) {
	r := newRig(t)
	first := r.draft("Juodraštis")
	n := len(r.log.log)
	copying := editorial.Copying{Document: first.Document, Locale: "lt"}
	for _, actor := range []content.Actor{lina, jonas, member("eve", content.RoleReader), {}} {
		_, err := r.desk.CopyAsNew(t.Context(), actor, copying)
		r.refused(err, fault.Forbidden, "")
	}
	// Whoever may begin other kinds alone may not begin this one.
	bound := content.Actor{ID: "bound", Grants: []content.Grant{{Role: content.RoleAuthor, Types: []string{"event"}}, {Role: content.RoleLanguageEditor}}}
	_, err := r.desk.CopyAsNew(t.Context(), bound, copying)
	r.refused(err, fault.Forbidden, "denied.type")
	_, err = r.desk.CopyAsNew(t.Context(), ana, editorial.Copying{Document: content.NewID(), Locale: "lt"})
	r.refused(err, fault.NotFound, "")
	_, err = r.desk.CopyAsNew(t.Context(), ana, editorial.Copying{Document: first.Document, Locale: "en"})
	r.refused(err, fault.NotFound, "")
	single := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "site", Locale: "lt", Words: content.Words{Title: "Miestas"}}))
	_, err = r.desk.CopyAsNew(t.Context(), ana, editorial.Copying{Document: single.Document, Locale: "lt"})
	r.refused(err, fault.Invalid, "issue.single.taken")
	if got := len(r.log.log); got != n+1 {
		t.Errorf("%d changes, want %d", got, n+1)
	}
}

func TestATextMadeByRuleIsCopiedFromWhatItWasMadeOf(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "sr", Words: content.Words{Title: "Мост", Summary: "Кратко.", Body: "Текст."}}))
	r.sealed(res)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "sr"))
	_, err := r.desk.CopyAsNew(t.Context(), ana, editorial.Copying{Document: res.Document, Locale: "sr-Latn"})
	r.refused(err, fault.Invalid, "issue.state.derived")
}
