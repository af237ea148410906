package editorial_test

import (
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

func next(d *content.Document) *content.Edition { return d.Translation("lt").NextEdition() }

func texts(all ...editorial.Result) (list []editorial.TextAt) {
	for _, res := range all {
		list = append(list, editorial.TextAt{Document: res.Document, Locale: res.Locale})
	}
	return list
}

// handed hands over with success and gives what became of it.
func (r *rig) handed(from content.MemberID, in ...editorial.Handing) editorial.Handed {
	r.Helper()
	done, err := r.desk.HandOver(r.Context(), rasa, from, in...)
	if err != nil {
		r.Fatal(err)
	}
	return done
}

// All that somebody has goes in one Change, and asked twice it is done once.
func TestEverythingIsHandedOverInOneChange(t *testing.T) {
	r := newRig(t)
	a, b := r.draft("Viena"), r.draft("Kita")
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: b.Document, Locale: "lt"}))
	before := len(r.log.log)
	all := editorial.Handing{To: petra, Owned: []content.ID{a.Document, b.Document}, Texts: texts(a, b)}
	if done := r.handed("ana", all); done.Owned != 2 || done.Texts != 2 || len(done.Refused) != 0 {
		t.Fatalf("done: %+v", done)
	}
	if n := len(r.log.log) - before; n != 1 {
		t.Errorf("%d Changes, want one", n)
	}
	last := r.log.log[len(r.log.log)-1].Events[0]
	if last.Kind != content.EventHandedOver || last.Other != "ana" || last.To != "petra" || last.By != "rasa" {
		t.Errorf("the log tells %+v", last)
	}
	for _, res := range []editorial.Result{a, b} {
		d := r.doc(res.Document)
		if d.Owner != "petra" || !slices.Equal(next(d).Keepers(), []content.MemberID{"petra"}) || !next(d).Wrote("ana") {
			t.Errorf("owner %s, keepers %v", d.Owner, next(d).Keepers())
		}
	}
	if done := r.handed("ana", all); done.Owned+done.Texts+len(done.Refused) != 0 || len(r.log.log) != before+1 {
		t.Errorf("the second time: %+v", done)
	}
	// Whoever writes in it again has it in hand again.
	r.clock.now = r.clock.now.Add(time.Minute)
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: a.Document, Locale: "lt", Base: "1.1", Words: words("Viena, kitaip")}))
	if got := next(r.doc(a.Document)).Keepers(); !slices.Equal(got, []content.MemberID{"ana", "petra"}) {
		t.Errorf("keepers %v", got)
	}
}

// Nobody takes what they could not go on with, nor a text that they have approved,
// and the rest goes all the same.
func TestWhoMayNotTakeATextIsTold(t *testing.T) {
	r := newRig(t)
	a, b := r.sealed(r.draft("Patvirtinta")), r.draft("Juodraštis")
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: a.Document, Locale: "lt", Base: "1.1", Words: words("Pakeista")}))
	both := member("lina", content.RoleLanguageEditor, content.RoleAuthor)
	done := r.handed("ana", editorial.Handing{To: both, Texts: texts(a, b)})
	if done.Texts != 1 || len(done.Refused) != 1 || done.Refused[0].Document != a.Document || keyOf(done.Refused[0].Err) != "denied.four_eyes.take" {
		t.Fatalf("the one who approved it: %+v", done)
	}
	for name, to := range map[string]content.Actor{
		"reader":          member("x", content.RoleReader),
		"language editor": member("x", content.RoleLanguageEditor),
		"other language":  {ID: "x", Grants: []content.Grant{{Role: content.RoleAuthor, Locales: []i18n.Locale{"en"}}}},
		"over":            {ID: "x", Grants: []content.Grant{{Role: content.RoleAuthor, Until: start}}},
	} {
		done := r.handed("ana", editorial.Handing{To: to, Owned: []content.ID{a.Document}, Texts: texts(a)})
		if done.Owned+done.Texts != 0 || len(done.Refused) != 2 || keyOf(done.Refused[0].Err) != "denied.owner" || keyOf(done.Refused[1].Err) != "denied.receiver" {
			t.Errorf("%s: %+v", name, done)
		}
	}
	got, err := r.desk.HandOver(t.Context(), ana, "ana", editorial.Handing{To: petra, Texts: texts(a)})
	if err != nil || got.Texts != 0 || len(got.Refused) != 1 {
		t.Errorf("an author hands over: %+v, %v", got, err)
	}
	for _, to := range []content.Actor{{}, {ID: "system:x"}, ana} {
		_, err := r.desk.HandOver(t.Context(), rasa, "ana", editorial.Handing{To: to, Texts: texts(a)})
		r.refused(err, fault.Invalid, "issue.owner.missing")
	}
	var many []content.ID
	for range editorial.MostAtOnce + 1 {
		many = append(many, content.NewID())
	}
	_, err = r.desk.HandOver(t.Context(), rasa, "ana", editorial.Handing{To: petra, Owned: many})
	r.refused(err, fault.Invalid, "issue.many.most")
}

// Who took a text over stands where its writer stood: somebody else approves it.
func TestWhoTookATextOverDoesNotApproveIt(t *testing.T) {
	r := newRig(t)
	both := member("both", content.RoleLanguageEditor, content.RoleAuthor)
	a := r.draft("Perimta")
	r.handed("ana", editorial.Handing{To: both, Texts: texts(a)})
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: a.Document, Locale: "lt"}))
	in := editorial.Approve{Document: a.Document, Locale: "lt", Step: "language", Words: next(r.doc(a.Document)).Words}
	_, err := r.desk.Approve(t.Context(), both, in)
	r.refused(err, fault.Forbidden, "denied.four_eyes.keeps")
	// Handed on, they have nothing to do with it any more.
	r.handed("both", editorial.Handing{To: petra, Texts: texts(a)})
	r.must(r.desk.Approve(t.Context(), both, in))
}

// Who took over a text that waits takes it back, as its writer could.
func TestWhoTookATextOverTakesItBack(t *testing.T) {
	r := newRig(t)
	a := r.draft("Perimta")
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: a.Document, Locale: "lt"}))
	_, err := r.desk.TakeBack(t.Context(), petra, a.Document, "lt")
	r.refused(err, fault.Forbidden, "denied.not_theirs")
	r.handed("ana", editorial.Handing{To: petra, Texts: texts(a)})
	if res := r.must(r.desk.TakeBack(t.Context(), petra, a.Document, "lt")); res.State != content.Draft {
		t.Errorf("it is %s", res.State)
	}
}

// A scheduled text goes to who may stop it; its time and who chose it stay.
func TestAScheduledTextIsHandedOverWithItsTime(t *testing.T) {
	r := newRig(t)
	a := r.sealed(r.draft("Bus"))
	at := start.Add(48 * time.Hour)
	r.must(r.desk.Schedule(t.Context(), rasa, a.Document, "lt", at, "UTC"))
	done := r.handed("rasa", editorial.Handing{To: member("ona", content.RoleAuthor), Texts: texts(a)})
	if done.Texts != 0 || len(done.Refused) != 1 {
		t.Fatalf("to an author: %+v", done)
	}
	if done := r.handed("rasa", editorial.Handing{To: petra, Texts: texts(a)}); done.Texts != 1 {
		t.Fatalf("to a press officer: %+v", done)
	}
	e := next(r.doc(a.Document))
	if e.ScheduledBy != "rasa" || !e.PublishAt.Equal(at) || !slices.Equal(e.Keepers(), []content.MemberID{"ana", "petra"}) {
		t.Errorf("%+v keepers %v", e, e.Keepers())
	}
	r.must(r.desk.Unschedule(t.Context(), petra, a.Document, "lt"))
	r.must(r.desk.Schedule(t.Context(), rasa, a.Document, "lt", at, "UTC"))
	if e := next(r.doc(a.Document)); !e.Keeps("rasa") {
		t.Error("who sets the time again does not have it in hand")
	}
}
