package editorial_test

import (
	"errors"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
)

func TestANewTextGetsAnAddressANameAndAdvice(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt",
		Words: content.Words{Title: "Šilalės šventė"}}))
	if res.State != content.Draft || res.Version == "" {
		t.Errorf("result is %+v", res)
	}
	e := r.doc(res.Document).Translation("lt").NextEdition()
	body, err := r.log.Texts(t.Context(), e.Words)
	if err != nil {
		t.Fatal(err)
	}
	w, _ := content.DecodeWords(body[e.Words])
	if w.Path != "naujienos/silales-svente" {
		t.Errorf("path is %q", w.Path)
	}
	var keys []string
	for _, i := range res.Issues {
		keys = append(keys, i.Key)
	}
	if len(keys) != 2 || keys[0] != "issue.summary.missing" || keys[1] != "issue.body.missing" {
		t.Errorf("advice is %v", keys)
	}
}

func TestCreateRefusesWhatCannotBe(t *testing.T) {
	r := newRig(t)
	cases := map[string]editorial.Create{
		"issue.site.unknown":    {Site: "nowhere", Type: "news", Locale: "lt"},
		"issue.type.unknown":    {Site: "public", Type: "poem", Locale: "lt"},
		"issue.locale.unknown":  {Site: "public", Type: "news", Locale: "ka"},
		"issue.type.staff_only": {Site: "public", Type: "policy", Locale: "lt"},
	}
	for key, in := range cases {
		_, err := r.desk.Create(t.Context(), ana, in)
		r.refused(err, fault.Invalid, key)
	}
	_, err := r.desk.Create(t.Context(), lina, editorial.Create{Site: "public", Type: "news", Locale: "lt"})
	r.refused(err, fault.Forbidden, "denied.role")
	if len(r.log.log) != 0 {
		t.Error("a refused verb left a Change")
	}
}

func TestTwoEditorsOneIsSavedTheOtherSeesBoth(t *testing.T) {
	r := newRig(t)
	res := r.draft("Naujiena")
	first, second := words("Naujiena A"), words("Naujiena B")
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: res.Version, Words: first}))
	_, err := r.desk.Save(t.Context(), rasa, editorial.Save{Document: res.Document, Locale: "lt", Base: res.Version, Words: second})
	var c *editorial.ConflictError
	if !errors.As(err, &c) || !fault.Is(err, fault.Conflict) {
		t.Fatalf("the second save gave %v", err)
	}
	if c.Yours.Title != "Naujiena B" || c.Theirs.Title != "Naujiena A" || c.By != "ana" {
		t.Errorf("conflict is %+v", c)
	}
	r.must(r.desk.Save(t.Context(), rasa, editorial.Save{Document: res.Document, Locale: "lt", Base: c.Version, Words: second}))
}

func TestAVerbThatLostTheRaceChecksAgain(t *testing.T) {
	r := newRig(t)
	res := r.draft("Naujiena")
	other := &editorial.Desk{Log: r.log, Types: r.desk.Types, Sites: r.desk.Sites, Clock: r.clock}
	r.log.before = func() {
		r.must(other.Save(t.Context(), rasa, editorial.Save{Document: res.Document, Locale: "lt", Base: res.Version, Words: words("Pirma")}))
	}
	_, err := r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: res.Version, Words: words("Antra")})
	r.refused(err, fault.Conflict, "")
	r.log.before = func() {
		r.must(other.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words("Kita")}))
	}
	v := r.doc(res.Document).Translation("lt").Version()
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: v, Words: words("Antra")}))
}

func TestSavingBesideAPublicTextOpensAnEditionAndSavingNothingOpensNone(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	live := r.doc(res.Document).Translation("lt")
	same, _ := content.DecodeWords(r.log.texts[live.LiveEdition().Words])
	got := r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: live.Version(), Words: same}))
	if got.State != content.Published {
		t.Errorf("saving the same words left state %s", got.State)
	}
	same.Body += " Papildyta."
	got = r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: live.Version(), Words: same}))
	tr := r.doc(res.Document).Translation("lt")
	if got.State != content.Draft || got.Edition != 2 || tr.Live != 1 || tr.LiveEdition().State != content.Published {
		t.Errorf("after the save: %+v, live %d", got, tr.Live)
	}
	r.must(r.desk.Discard(t.Context(), ana, res.Document, "lt"))
	if tr := r.doc(res.Document).Translation("lt"); tr.Next != 0 || tr.Live != 1 {
		t.Error("discarding touched what is public")
	}
}

func TestAScheduledTextIsFrozen(t *testing.T) {
	r := newRig(t)
	res := r.sealed(r.draft("Naujiena"))
	r.must(r.desk.Schedule(t.Context(), rasa, res.Document, "lt", start.Add(48*3600e9), "Europe/Vilnius"))
	v := r.doc(res.Document).Translation("lt").Version()
	_, err := r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: v, Words: words("X")})
	r.refused(err, fault.Invalid, "issue.state")
	_, err = r.desk.Discard(t.Context(), ana, res.Document, "lt")
	r.refused(err, fault.Invalid, "issue.state")
	r.must(r.desk.Unschedule(t.Context(), rasa, res.Document, "lt"))
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: v, Words: words("X")}))
}

func TestACommentNeedsWordsAndChangesNoText(t *testing.T) {
	r := newRig(t)
	res := r.draft("Naujiena")
	_, err := r.desk.Comment(t.Context(), lina, res.Document, "lt", content.Remark{})
	r.refused(err, fault.Invalid, "issue.comment.missing")
	got := r.must(r.desk.Comment(t.Context(), lina, res.Document, "lt", content.Remark{Text: "Ar data tikra?"}))
	if got.Version != res.Version {
		t.Error("a comment changed the version")
	}
}

// A comment about a passage keeps the passage; about one that is not there it is
// refused, and nothing is kept.
func TestACommentIsAboutWhatTheTextSays(t *testing.T) {
	r := newRig(t)
	res := r.draft("Naujiena")
	before := len(r.log.log)
	_, err := r.desk.Comment(t.Context(), lina, res.Document, "lt", content.Remark{Text: "Kodėl?", Passage: "ko tekste nėra"})
	r.refused(err, fault.Invalid, "issue.comment.passage")
	if len(r.log.log) != before {
		t.Error("a refused comment is in the log")
	}
	r.must(r.desk.Comment(t.Context(), lina, res.Document, "lt", content.Remark{Text: "Kodėl?", Passage: "Naujiena", Block: 1}))
	event := r.log.log[before].Events[0]
	got, err := content.DecodeRemark(r.log.texts[event.Note])
	if want := (content.Remark{Text: "Kodėl?", Passage: "Naujiena", Block: 1}); err != nil || got != want {
		t.Errorf("%+v (%v)", got, err)
	}
}
