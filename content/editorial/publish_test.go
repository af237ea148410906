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

func TestNothingGoesOutBeforeItsSource(t *testing.T) {
	r := newRig(t)
	res := r.sealed(r.draft("Naujiena"))
	en := r.sealed(r.must(r.desk.Translate(t.Context(), ana, res.Document, "en", words("News"))))
	_, err := r.desk.Publish(t.Context(), rasa, en.Document, "en")
	r.refused(err, fault.Invalid, "issue.source.not_live")
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt"))
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "en"))
}

func TestChangedFactsReachEveryLiveTranslationInOneChange(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.translated(res.Document, "en", "News")
	// A draft beside the English text must keep its place and take the facts.
	en := r.doc(res.Document).Translation("en")
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "en", Base: en.Version(), Words: words("News, draft")}))

	lt := r.doc(res.Document).Translation("lt")
	w, _ := content.DecodeWords(r.log.texts[lt.LiveEdition().Words])
	facts := content.Facts{Until: start.Add(100 * time.Hour)}
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: lt.Version(), Words: w, Facts: &facts}))
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt", Minor: true, AskMinor: true}))
	before := len(r.log.log)
	r.must(r.desk.LetOut(t.Context(), rasa, editorial.Going{Document: res.Document, Locale: "lt", Confirmed: true}))
	if len(r.log.log) != before+1 {
		t.Errorf("publishing took %d changes", len(r.log.log)-before)
	}
	d := r.doc(res.Document)
	en = d.Translation("en")
	source := d.Translation("lt").LiveEdition()
	live, next := en.LiveEdition(), en.NextEdition()
	if live.Number != 2 || live.Facts != source.Facts || live.Seal() == nil || live.Major || !live.Published.FactsOnly {
		t.Errorf("the English edition is %+v", live)
	}
	if next == nil || next.Number != 3 || next.Facts != source.Facts || next.State != content.Draft {
		t.Errorf("the English draft is %+v", next)
	}
	if en.Edition(1).State != content.Superseded {
		t.Errorf("the first English edition is %s", en.Edition(1).State)
	}
}

func TestSerbianLatinFollowsByRuleInTheSameChange(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "sr", Words: words("ЊЕГОШ и Љиг")}))
	res = r.sealed(res)
	before := len(r.log.log)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "sr"))
	d := r.doc(res.Document)
	e := d.Translation("sr-Latn").LiveEdition()
	if e == nil || len(r.log.log) != before+1 {
		t.Fatal("sr-Latn did not become public in the same change")
	}
	w, _ := content.DecodeWords(r.log.texts[e.Words])
	if w.Title != "NJEGOŠ i Ljig" || e.Seal() == nil || e.Seal().Locale != "sr" {
		t.Errorf("title %q, seal %+v", w.Title, e.Seal())
	}
	r.must(r.desk.Unpublish(t.Context(), rasa, editorial.End{Document: res.Document, Locale: "sr", ReasonKey: "reason.gone.published_in_error"}))
	if s := r.doc(res.Document).Translation("sr-Latn").LiveEdition().State; s != content.Unpublished {
		t.Errorf("the derived text is %s after its origin was unpublished", s)
	}
}

func TestAHandMadeSerbianLatinIsItsOwnText(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "sr", Words: words("Вест")}))
	r.sealed(res)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "sr"))
	own := r.must(r.desk.Translate(t.Context(), ana, res.Document, "sr-Latn", words("Vijest")))
	r.sealed(own)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "sr-Latn"))
	tr := r.doc(res.Document).Translation("sr")
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "sr", Base: tr.Version(), Words: words("Вест 2")}))
	r.sealed(res)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "sr"))
	e := r.doc(res.Document).Translation("sr-Latn").LiveEdition()
	if w, _ := content.DecodeWords(r.log.texts[e.Words]); w.Title != "Vijest" {
		t.Errorf("the hand-made text was overwritten: %q", w.Title)
	}
}

func together(s *content.Site) { s.Together = [][]i18n.Locale{{"lt", "en"}} }

func TestTogetherMovesAsOne(t *testing.T) {
	r := newRig(t, together)
	res := r.sealed(r.draft("Naujiena"))
	_, err := r.desk.Publish(t.Context(), rasa, res.Document, "lt")
	r.refused(err, fault.Invalid, "issue.together.not_ready")
	en := r.must(r.desk.Translate(t.Context(), ana, res.Document, "en", words("News")))
	_, err = r.desk.Publish(t.Context(), rasa, res.Document, "lt")
	r.refused(err, fault.Invalid, "issue.together.not_ready")
	r.sealed(en)
	before := len(r.log.log)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "en"))
	d := r.doc(res.Document)
	if len(r.log.log) != before+1 || d.Translation("lt").Live == 0 || d.Translation("en").Live == 0 {
		t.Error("the group did not become public in one change")
	}
	// A minor change may go alone.
	lt := d.Translation("lt")
	w := words("Naujiena")
	w.Path = "naujienos/naujiena"
	w.Body += " Pataisyta."
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: lt.Version(), Words: w}))
	r.sealed(res, editorial.Submit{Minor: true, AskMinor: true})
	r.must(r.desk.LetOut(t.Context(), rasa, editorial.Going{Document: res.Document, Locale: "lt", Confirmed: true}))
}

func TestAnExceptionLetsOneComeLater(t *testing.T) {
	r := newRig(t, together)
	res := r.sealed(r.draft("Naujiena"))
	_, err := r.desk.Except(t.Context(), rasa, res.Document, "en", "", "2026-11-27")
	r.refused(err, fault.Invalid, "issue.reason.missing")
	_, err = r.desk.Except(t.Context(), rasa, res.Document, "en", "Vertėja serga.", "2026-11-01")
	r.refused(err, fault.Invalid, "issue.due.day")
	r.must(r.desk.Except(t.Context(), rasa, res.Document, "en", "Vertėja serga.", "2026-11-27"))
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt"))
	if f := r.doc(res.Document).Translation("en").Follows; f == nil || f.Due != "2026-11-27" {
		t.Errorf("the exception is %+v", f)
	}
}

func TestTheClockReleasesOnceAndOnlyWhatMayGo(t *testing.T) {
	r := newRig(t)
	res := r.sealed(r.draft("Naujiena"))
	at := start.Add(time.Hour)
	r.must(r.desk.Schedule(t.Context(), rasa, res.Document, "lt", at, "Europe/Vilnius"))
	en := r.sealed(r.must(r.desk.Translate(t.Context(), ana, res.Document, "en", words("News"))))
	r.must(r.desk.Schedule(t.Context(), rasa, en.Document, "en", at.Add(time.Hour), "Europe/Vilnius"))
	if n, err := r.desk.Tick(t.Context()); n != 0 || err != nil {
		t.Fatalf("a tick before the time moved %d (%v)", n, err)
	}
	r.clock.now = at
	for i, want := range []int{1, 0} {
		if n, err := r.desk.Tick(t.Context()); n != want || err != nil {
			t.Fatalf("tick %d moved %d (%v), want %d", i+1, n, err, want)
		}
	}
	e := r.doc(res.Document).Translation("lt").LiveEdition()
	if !e.Published.At.Equal(at) || e.Published.By != "rasa" {
		t.Errorf("published %+v", e.Published)
	}
	// The source is taken away before the translation's time: it has missed it.
	r.must(r.desk.Unpublish(t.Context(), rasa, editorial.End{Document: res.Document, ReasonKey: "reason.gone.published_in_error"}))
	r.clock.now = at.Add(2 * time.Hour)
	if n, err := r.desk.Tick(t.Context()); n != 1 || err != nil {
		t.Fatalf("tick moved %d (%v)", n, err)
	}
	if s := r.doc(res.Document).Translation("en").NextEdition().State; s != content.Missed {
		t.Errorf("the translation is %s", s)
	}
	if n := count(r.kinds(), content.EventReleased); n != 1 {
		t.Errorf("%d released events", n)
	}
}

func count(kinds []content.EventKind, k content.EventKind) (n int) {
	for _, o := range kinds {
		if o == k {
			n++
		}
	}
	return n
}

func TestWithdrawRestoreUnpublishActOnAllLanguagesUnlessOneIsNamed(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.translated(res.Document, "en", "News")
	_, err := r.desk.Withdraw(t.Context(), rasa, editorial.End{Document: res.Document})
	r.refused(err, fault.Invalid, "issue.reason.missing")
	r.must(r.desk.Withdraw(t.Context(), rasa, editorial.End{Document: res.Document, ReasonKey: "reason.withdrawn.out_of_date"}))
	states := func() []content.State {
		d := r.doc(res.Document)
		return []content.State{d.Translation("lt").LiveEdition().State, d.Translation("en").LiveEdition().State}
	}
	if s := states(); !slices.Equal(s, []content.State{content.Withdrawn, content.Withdrawn}) {
		t.Errorf("after withdrawing: %v", s)
	}
	r.must(r.desk.Restore(t.Context(), rasa, res.Document, ""))
	r.must(r.desk.Unpublish(t.Context(), rasa, editorial.End{Document: res.Document, Locale: "en", ReasonKey: "reason.gone.published_in_error"}))
	if s := states(); !slices.Equal(s, []content.State{content.Published, content.Unpublished}) {
		t.Errorf("after unpublishing English: %v", s)
	}
	// Naming the source takes all, unless a new source is named.
	_, err = r.desk.Unpublish(t.Context(), rasa, editorial.End{Document: res.Document, Locale: "lt", NewSource: "en", ReasonKey: "reason.gone.published_in_error"})
	r.refused(err, fault.Invalid, "issue.source.not_live")
	_, err = r.desk.Unpublish(t.Context(), rasa, editorial.End{Document: res.Document, ReasonKey: "x", Redirect: content.Redirect{Path: "//evil.example"}})
	r.refused(err, fault.Invalid, "issue.redirect.path")
}

func TestATypedReasonIsReadOnlyOnceSealed(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.must(r.desk.Withdraw(t.Context(), rasa, editorial.End{Document: res.Document, ReasonKey: "reason.withdrawn.out_of_date",
		Reason: map[i18n.Locale]string{"lt": "Renginys atšauktas."}}))
	if r.doc(res.Document).Translation("lt").LiveEdition().Ending.Reason.Typed("lt") != "" {
		t.Fatal("a typed reason is public before it is sealed")
	}
	_, err := r.desk.SealReason(t.Context(), member("rasa", content.RoleLanguageEditor), res.Document, "lt")
	r.refused(err, fault.Forbidden, "denied.four_eyes.wrote")
	r.must(r.desk.SealReason(t.Context(), lina, res.Document, "lt"))
	if r.doc(res.Document).Translation("lt").LiveEdition().Ending.Reason.Typed("lt") == "" {
		t.Error("a sealed reason is not shown")
	}
}

// director approves what waits for the director.
func (r *rig) director(res editorial.Result) editorial.Result {
	r.Helper()
	e := r.doc(res.Document).Translation(res.Locale).NextEdition()
	return r.must(r.desk.Approve(r.Context(), jonas, editorial.Approve{Document: res.Document, Locale: res.Locale, Step: "director", Words: e.Words}))
}

func TestChangedFactsAskAgainForTheStepsThatBoundThem(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "publication", Locale: "lt", Words: words("Ataskaita")}))
	r.sealed(res)
	r.director(res)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt"))
	en := r.must(r.desk.Translate(t.Context(), ana, res.Document, "en", words("Report")))
	r.sealed(en)
	r.director(en)
	at := start.Add(time.Hour)
	r.must(r.desk.Schedule(t.Context(), rasa, res.Document, "en", at, "Europe/Vilnius"))

	lt := r.doc(res.Document).Translation("lt")
	w, _ := content.DecodeWords(r.log.texts[lt.LiveEdition().Words])
	facts := content.Facts{Until: start.Add(1000 * time.Hour)}
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: lt.Version(), Words: w, Facts: &facts}))
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt", Minor: true, AskMinor: true}))
	r.director(res)
	r.must(r.desk.LetOut(t.Context(), rasa, editorial.Going{Document: res.Document, Locale: "lt", Confirmed: true}))

	e := r.doc(res.Document).Translation("en").NextEdition()
	if e.State != content.Submitted || e.Seal() == nil || e.Approval("director") != nil {
		t.Fatalf("the English text is %s: the director approved other facts", e.State)
	}
	r.clock.now = at
	if n, err := r.desk.Tick(t.Context()); n != 0 || err != nil {
		t.Errorf("the tick moved %d (%v)", n, err)
	}
	_, err := r.desk.PublishUrgently(t.Context(), rasa, editorial.Urgent{Document: res.Document, Locale: "en", Reason: "Skubu."})
	r.refused(err, fault.Invalid, "issue.step.not_skipped")
	r.director(en)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "en"))
}
