package editorial_test

import (
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
)

func TestOnlyTheTextThatWasShownCanBeApproved(t *testing.T) {
	r := newRig(t)
	res := r.draft("Naujiena")
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"}))
	shown := r.doc(res.Document).Translation("lt").NextEdition().Words
	v := r.doc(res.Document).Translation("lt").Version()
	other := member("ieva", content.RoleLanguageEditor)
	r.must(r.desk.Correct(t.Context(), other, editorial.Save{Document: res.Document, Locale: "lt", Base: v, Words: words("Naujiena.")}))
	_, err := r.desk.Approve(t.Context(), lina, editorial.Approve{Document: res.Document, Locale: "lt", Step: "language", Words: shown})
	r.refused(err, fault.Conflict, "fault.changed_since_shown")
}

func TestReturnNeedsAReasonAndResubmittingWorks(t *testing.T) {
	r := newRig(t)
	res := r.draft("Naujiena")
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"}))
	_, err := r.desk.Return(t.Context(), lina, res.Document, "lt", "")
	r.refused(err, fault.Invalid, "issue.reason.missing")
	r.must(r.desk.Return(t.Context(), lina, res.Document, "lt", "Trūksta datos."))
	got := r.sealed(res)
	if got.State != content.Approved {
		t.Errorf("state is %s", got.State)
	}
}

func TestSubmitRefusesWhatIsNotComplete(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: content.Words{Title: "X"}}))
	_, err := r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"})
	r.refused(err, fault.Invalid, "issue.summary.missing")
}

func TestTwoDocumentsNeverShareAnAddress(t *testing.T) {
	r := newRig(t)
	r.published("Ta pati")
	typed := words("Kita")
	typed.Path = "naujienos/ta-pati"
	b := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: typed}))
	_, err := r.desk.Submit(t.Context(), ana, editorial.Submit{Document: b.Document, Locale: "lt"})
	r.refused(err, fault.Invalid, "issue.path.taken")
}

func TestTheSealOpensOnEditAndClosesOnReturn(t *testing.T) {
	r := newRig(t)
	res := r.sealed(r.draft("Naujiena"))
	tr := r.doc(res.Document).Translation("lt")
	original, _ := content.DecodeWords(r.log.texts[tr.NextEdition().Words])
	changed := original
	changed.Body = "Tekstas apie tai kas vyksta."
	got := r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: tr.Version(), Words: changed}))
	if got.State != content.Draft {
		t.Fatalf("an edit left state %s", got.State)
	}
	_, err := r.desk.Publish(t.Context(), rasa, res.Document, "lt")
	r.refused(err, fault.Invalid, "issue.state")
	got = r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"}))
	if got.State != content.Submitted {
		t.Fatalf("a changed text was not asked for a second look: %s", got.State)
	}
	r.must(r.desk.Return(t.Context(), lina, res.Document, "lt", "Kablelis."))
	v := r.doc(res.Document).Translation("lt").Version()
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: v, Words: original}))
	got = r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"}))
	if got.State != content.Approved {
		t.Errorf("the same text back left state %s, want approved: the seal is closed again", got.State)
	}
}

func TestAFactChangesUnderAClosedSealButNotAlone(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), rasa, editorial.Create{Site: "public", Type: "press_release", Locale: "lt", Words: words("Naujiena")}))
	r.must(r.desk.Submit(t.Context(), rasa, editorial.Submit{Document: res.Document, Locale: "lt"}))
	r.approve(lina, res)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt"))
	tr := r.doc(res.Document).Translation("lt")
	w, _ := content.DecodeWords(r.log.texts[tr.LiveEdition().Words])
	facts := content.Facts{Fields: content.Fields{"effective": content.One("2026-12-01")}}
	r.must(r.desk.Save(t.Context(), rasa, editorial.Save{Document: res.Document, Locale: "lt", Base: tr.Version(), Words: w, Facts: &facts}))
	got := r.must(r.desk.Submit(t.Context(), rasa, editorial.Submit{Document: res.Document, Locale: "lt", Minor: true, AskMinor: true}))
	if got.State != content.Approved {
		t.Fatalf("a changed fact opened the seal: %s", got.State)
	}
	_, err := r.desk.Publish(t.Context(), rasa, res.Document, "lt")
	r.refused(err, fault.Forbidden, "denied.four_eyes.alone")
	r.must(r.desk.LetOut(t.Context(), petra, editorial.Going{Document: res.Document, Locale: "lt", Confirmed: true}))
}

func TestWhoCorrectedAndSealedLetsSomebodyElsePublish(t *testing.T) {
	r := newRig(t)
	both := member("ieva", content.RoleLanguageEditor, content.RolePressOfficer)
	res := r.draft("Naujiena")
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"}))
	v := r.doc(res.Document).Translation("lt").Version()
	r.must(r.desk.Correct(t.Context(), both, editorial.Save{Document: res.Document, Locale: "lt", Base: v, Words: words("Naujiena!")}))
	r.approve(both, res)
	_, err := r.desk.Publish(t.Context(), both, res.Document, "lt")
	r.refused(err, fault.Forbidden, "denied.four_eyes.corrected")
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt"))
}

func TestTheLastApprovalDoesWhatWasChosenOnSubmitting(t *testing.T) {
	at := start.Add(24 * time.Hour)
	cases := []struct {
		name string
		in   editorial.Submit
		wait time.Duration
		want content.State
	}{
		{"nothing chosen", editorial.Submit{}, 0, content.Approved},
		{"a time", editorial.Submit{PublishAt: at, Zone: "Europe/Vilnius"}, 0, content.Scheduled},
		{"a time that has passed", editorial.Submit{PublishAt: at}, 25 * time.Hour, content.Missed},
		{"as soon as approved", editorial.Submit{AsSoonAsApproved: true}, 0, content.Published},
	}
	for _, c := range cases {
		r := newRig(t)
		res := r.must(r.desk.Create(t.Context(), rasa, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words(c.name)}))
		c.in.Document, c.in.Locale = res.Document, "lt"
		r.must(r.desk.Submit(t.Context(), rasa, c.in))
		r.clock.now = start.Add(c.wait)
		if got := r.approve(lina, res); got.State != c.want {
			t.Errorf("%s: the last approval left state %s, want %s", c.name, got.State, c.want)
		}
	}
}

func TestAnAuthorMayNotNameATimeOrLetGo(t *testing.T) {
	r := newRig(t)
	res := r.draft("Naujiena")
	_, err := r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt", AsSoonAsApproved: true})
	r.refused(err, fault.Forbidden, "denied.role")
	_, err = r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt", PublishAt: start.Add(time.Hour)})
	r.refused(err, fault.Forbidden, "denied.role")
	_, err = r.desk.Submit(t.Context(), rasa, editorial.Submit{Document: res.Document, Locale: "lt", PublishAt: start})
	r.refused(err, fault.Invalid, "issue.time.past")
}

func TestUrgentIsPublicAtOnceAndSealedLater(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), rasa, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words("Potvynis")}))
	_, err := r.desk.PublishUrgently(t.Context(), rasa, editorial.Urgent{Document: res.Document, Locale: "lt"})
	r.refused(err, fault.Invalid, "issue.reason.missing")
	got := r.must(r.desk.PublishUrgently(t.Context(), rasa, editorial.Urgent{Document: res.Document, Locale: "lt", Reason: "Kyla vanduo."}))
	e := r.doc(res.Document).Translation("lt").LiveEdition()
	if got.State != content.Published || len(e.Owed) != 1 || e.Owed[0].Step != "language" || e.Seal() != nil {
		t.Fatalf("edition is %+v", e)
	}
	editor := member("rasa", content.RoleLanguageEditor)
	_, err = r.desk.Approve(t.Context(), editor, editorial.Approve{Document: res.Document, Locale: "lt", Step: "language", Words: e.Words})
	r.refused(err, fault.Forbidden, "")
	r.approve(lina, res)
	if e := r.doc(res.Document).Translation("lt").LiveEdition(); len(e.Owed) != 0 || e.Seal() == nil {
		t.Error("the owed seal was not paid off")
	}
	if !slices.Contains(r.kinds(), content.EventApproved) {
		t.Error("no event of the approval")
	}
}

// Whoever handed a text over may take it back while it waits; an approver who has
// the old page open then approves nothing.
func TestATextIsTakenBackByThoseWhoHandedItOver(t *testing.T) {
	r := newRig(t)
	res := r.draft("Naujiena")
	_, err := r.desk.TakeBack(t.Context(), ana, res.Document, "lt")
	r.refused(err, fault.Invalid, "issue.state")
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"}))
	shown := r.doc(res.Document).Translation("lt").Newest().Words
	_, err = r.desk.TakeBack(t.Context(), rasa, res.Document, "lt")
	r.refused(err, fault.Forbidden, "denied.not_theirs")
	r.must(r.desk.TakeBack(t.Context(), ana, res.Document, "lt"))
	if e := r.doc(res.Document).Translation("lt").Newest(); e.State != content.Draft || e.Words != shown {
		t.Errorf("taken back it is %s", e.State)
	}
	_, err = r.desk.Approve(t.Context(), lina, editorial.Approve{Document: res.Document, Locale: "lt", Step: "language", Words: shown})
	r.refused(err, fault.Invalid, "issue.state")
}
