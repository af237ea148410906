package editorial_test

import (
	"slices"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

// drita translates into English only, as a Grant can say.
var drita = content.Actor{ID: "drita", Grants: []content.Grant{{Role: content.RoleAuthor, Locales: []i18n.Locale{"en"}}}}

// asked is a public text with a translation, from which drita has asked about it.
func asked(t *testing.T, remark content.Remark) (*rig, content.ID, content.ID) {
	r := newRig(t)
	id := r.published("Naujiena").Document
	r.must(r.desk.Translate(t.Context(), drita, id, "en", words("News")))
	r.must(r.desk.Ask(t.Context(), drita, id, "en", remark))
	return r, id, r.doc(id).Questions[0].ID
}

func (r *rig) hands(id content.ID, m content.MemberID) (all []string) {
	r.Helper()
	p, err := r.log.project.Project(r.doc(id), r.log.texts)
	if err != nil {
		r.Fatal(err)
	}
	for _, s := range p.Standings {
		for _, h := range s.Hands(m) {
			if h == content.HandAsked || h == content.HandTold {
				all = append(all, string(s.Locale)+" "+string(h))
			}
		}
	}
	return all
}

func (r *rig) demandHands(what string, id content.ID, m content.MemberID, want ...string) {
	r.Helper()
	if got := r.hands(id, m); !slices.Equal(got, want) {
		r.Errorf("%s: %s is told %v, want %v", what, m, got, want)
	}
}

var passage = content.Remark{Text: "Kas vyksta?", Passage: "Tekstas apie tai, kas vyksta.", Block: 1}

func TestAQuestionWaitsForTheAuthorAndAnAnswerForWhoAsked(t *testing.T) {
	r, id, q := asked(t, passage)
	r.demandHands("asked", id, "ana", "lt asked")
	r.demandHands("asked", id, "drita")
	r.must(r.desk.Answer(t.Context(), ana, id, q, "Šventė."))
	r.demandHands("answered", id, "ana")
	r.demandHands("answered", id, "drita", "en told")
	// Whoever asked says more: it waits again.
	r.must(r.desk.Answer(t.Context(), drita, id, q, "Kokia?"))
	r.demandHands("asked again", id, "ana", "lt asked")
	r.demandHands("asked again", id, "drita")
	r.must(r.desk.Answer(t.Context(), ana, id, q, "Miesto."))
	_, err := r.desk.CloseQuestion(t.Context(), ana, id, q)
	r.refused(err, fault.Forbidden, "denied.question")
	r.must(r.desk.CloseQuestion(t.Context(), drita, id, q))
	r.demandHands("closed", id, "drita")
	_, err = r.desk.Answer(t.Context(), ana, id, q, "Dar.")
	r.refused(err, fault.Invalid, "issue.question.closed")
	if len(r.doc(id).Questions) != 1 {
		t.Error("a settled question about a passage that stands is gone: other translators have use for it")
	}
}

func TestAQuestionReachesTheOtherTranslators(t *testing.T) {
	r, id, q := asked(t, passage)
	boris := content.Actor{ID: "boris", Grants: []content.Grant{{Role: content.RoleAuthor, Locales: []i18n.Locale{"sq"}}}}
	r.must(r.desk.Translate(t.Context(), boris, id, "sq", words("Lajm")))
	r.demandHands("a translation was begun", id, "boris", "sq asked")
	r.must(r.desk.Answer(t.Context(), boris, id, q, "Festë."))
	r.demandHands("a translator answered", id, "ana")
	r.demandHands("a translator answered", id, "drita", "en told")
	stranger := content.Actor{ID: "s", Grants: []content.Grant{{Role: content.RoleAuthor, Types: []string{"event"}}}}
	_, err := r.desk.Answer(t.Context(), stranger, id, q, "?")
	r.refused(err, fault.Forbidden, "")
	_, err = r.desk.Ask(t.Context(), boris, id, "en", passage)
	r.refused(err, fault.Forbidden, "denied.locale")
}

func TestAQuestionIsAboutWhatTheOriginalSays(t *testing.T) {
	r, id, _ := asked(t, content.Remark{Text: "Apie visą?"})
	for _, c := range []struct {
		locale i18n.Locale
		in     content.Remark
		key    string
	}{
		{"en", content.Remark{}, "issue.question.missing"},
		{"en", content.Remark{Text: "?", Passage: "ko tekste nėra"}, "issue.comment.passage"},
		{"lt", passage, "issue.question.source"},
	} {
		_, err := r.desk.Ask(t.Context(), rasa, id, c.locale, c.in)
		r.refused(err, fault.Invalid, c.key)
	}
}

// While a changed passage is written, readers and translators still have the old one.
// Once it is public, the question is overtaken, for whoever asked to see; settled then,
// it is dropped and stays in the log.
func TestAChangedPassageOvertakesItsQuestion(t *testing.T) {
	r, id, q := asked(t, passage)
	other := words("Naujiena")
	other.Body = "Visai kitas tekstas apie šventę mieste."
	v := r.doc(id).Translation("lt").Version()
	res := r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: id, Locale: "lt", Base: v, Words: other}))
	r.demandHands("a draft", id, "ana", "lt asked")
	r.sealed(res)
	r.must(r.desk.Publish(t.Context(), rasa, id, "lt"))
	r.demandHands("changed", id, "ana")
	r.demandHands("changed", id, "drita", "en told")
	if r.doc(id).Question(q).Passed.At.IsZero() {
		t.Error("nobody is told that the passage has changed")
	}
	r.must(r.desk.CloseQuestion(t.Context(), drita, id, q))
	if len(r.doc(id).Questions) != 0 {
		t.Error("a settled question about a passage that is gone is kept for ever")
	}
	kinds := r.kinds()
	for _, k := range []content.EventKind{content.EventAsked, content.EventQuestionClosed} {
		if !slices.Contains(kinds, k) {
			t.Errorf("the log does not tell of %q", k)
		}
	}
}

func TestAQuestionIsNoWorkOnTheText(t *testing.T) {
	r, id, q := asked(t, passage)
	before := r.doc(id).Translation("lt").Touched
	r.must(r.desk.Answer(t.Context(), ana, id, q, "Šventė."))
	if got := r.doc(id).Translation("lt").Touched; got != before {
		t.Errorf("an answer counts as a change of the text: %v, was %v", got, before)
	}
}

func TestQuestionsGoWithTheirText(t *testing.T) {
	r, id, q := asked(t, passage)
	r.must(r.desk.Publish(t.Context(), rasa, id, r.sealed(editorial.Result{Document: id, Locale: "en"}).Locale))
	r.must(r.desk.MakeSource(t.Context(), rasa, id, "en"))
	own := r.must(r.desk.Split(t.Context(), rasa, id, "lt")).Document
	if got := r.doc(own).Question(q); got == nil || len(r.doc(id).Questions) != 0 {
		t.Fatalf("the question is not with the text that it is about: %v", got)
	}
	r.must(r.desk.Join(t.Context(), rasa, id, own))
	if r.doc(id).Question(q) == nil {
		t.Error("joining has lost the question")
	}
}
