package editorial_test

import (
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

var typo = &content.Note{Key: "change.correction.typo"}

// changed saves other words beside the public ones, by Ana.
func (r *rig) changed(res editorial.Result, change func(*content.Words)) {
	r.Helper()
	t := r.doc(res.Document).Translation(res.Locale)
	w, err := content.DecodeWords(r.log.texts[t.Newest().Words])
	if err != nil {
		r.Fatal(err)
	}
	change(&w)
	r.must(r.desk.Save(r.Context(), ana, editorial.Save{Document: res.Document, Locale: res.Locale, Base: t.Version(), Words: w}))
}

func TestAReadyMadeNoteCarriesTheSeal(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.changed(res, func(w *content.Words) { w.Body += " Papildyta." })
	r.sealed(res)
	read := r.doc(res.Document).Translation("lt").NextEdition().Words
	r.must(r.desk.LetOut(t.Context(), rasa, editorial.Going{Document: res.Document, Locale: "lt", Words: read, Note: typo}))
	e := r.doc(res.Document).Translation("lt").LiveEdition()
	if e.State != content.Published || e.Seal() == nil || e.Seal().Read != read || e.Words == read || !e.Correction {
		t.Errorf("published as %+v with the seal %+v", e, e.Seal())
	}
}

// Who has approved a text may let it out, but not with another sentence for readers.
func TestWhoApprovedChoosesNoNote(t *testing.T) {
	r := newRig(t)
	both := member("both", content.RolePressOfficer, content.RoleLanguageEditor)
	res := r.published("Naujiena")
	r.changed(res, func(w *content.Words) { w.Body += " Papildyta." })
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt", Note: &content.Note{Key: "change.update.information"}}))
	r.approve(both, res)
	_, err := r.desk.LetOut(t.Context(), both, editorial.Going{Document: res.Document, Locale: "lt", Note: typo})
	r.refused(err, fault.Forbidden, "denied.four_eyes.corrected")
	r.must(r.desk.LetOut(t.Context(), both, editorial.Going{Document: res.Document, Locale: "lt"}))
}

func TestATypedNoteHasToBeRead(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.changed(res, func(w *content.Words) { w.Body += " Papildyta." })
	_, err := r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"})
	r.refused(err, fault.Invalid, "issue.change.note_missing")
	_, err = r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt", Note: &content.Note{Key: "change.correction.nothing"}})
	r.refused(err, fault.Invalid, "issue.change.note_unknown")
	r.sealed(res, editorial.Submit{Note: &content.Note{Text: "Papildyta."}, Correction: true})
	_, err = r.desk.LetOut(t.Context(), rasa, editorial.Going{Document: res.Document, Locale: "lt", Note: &content.Note{Text: "Kitaip."}})
	r.refused(err, fault.Invalid, "issue.change.note_late")
	_, err = r.desk.LetOut(t.Context(), rasa, editorial.Going{Document: res.Document, Locale: "lt", Note: typo})
	r.refused(err, fault.Invalid, "issue.change.note_late")
	if e := r.doc(res.Document).Translation("lt").NextEdition(); e.State != content.Approved || !e.Correction {
		t.Errorf("%v, %+v", err, e)
	}
}

func TestASecondPersonConfirmsWhatIsMinorBeyondDoubt(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.changed(res, func(w *content.Words) { w.Body += " Nuo 5 iki 7 valandos." })
	submit := editorial.Submit{Document: res.Document, Locale: "lt", Minor: true}
	_, err := r.desk.Submit(t.Context(), ana, submit)
	r.refused(err, fault.Invalid, "issue.change.numbers")
	submit.AskMinor = true
	r.must(r.desk.Submit(t.Context(), rasa, submit))
	r.approve(lina, res)
	going := editorial.Going{Document: res.Document, Locale: "lt"}
	_, err = r.desk.LetOut(t.Context(), petra, going)
	r.refused(err, fault.Invalid, "issue.change.numbers")
	going.Confirmed = true
	_, err = r.desk.LetOut(t.Context(), rasa, going)
	r.refused(err, fault.Forbidden, "denied.four_eyes.minor")
	r.must(r.desk.LetOut(t.Context(), petra, going))
	if e := r.doc(res.Document).Translation("lt").LiveEdition(); e.Major || e.MinorBy != "petra" {
		t.Errorf("published as %+v", e)
	}
}

// Nothing that is doubted goes out by itself, and calling it major after all is
// always open.
func TestWhatIsDoubtedWaitsForAPublisher(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.changed(res, func(w *content.Words) { w.Body += " Nuo 5 valandos." })
	r.must(r.desk.Submit(t.Context(), rasa, editorial.Submit{Document: res.Document, Locale: "lt", Minor: true, AskMinor: true, AsSoonAsApproved: true}))
	if got := r.approve(lina, res); got.State != content.Approved {
		t.Fatalf("went as far as %s", got.State)
	}
	r.must(r.desk.LetOut(t.Context(), rasa, editorial.Going{Document: res.Document, Locale: "lt", Major: true, Note: typo}))
	if e := r.doc(res.Document).Translation("lt").LiveEdition(); !e.Major {
		t.Error("published as minor")
	}
}

func TestAMinorChangeGoesByItself(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.changed(res, func(w *content.Words) { w.Body = "Tekstas, apie tai, kas vyksta." })
	r.must(r.desk.Submit(t.Context(), rasa, editorial.Submit{Document: res.Document, Locale: "lt", Minor: true, AsSoonAsApproved: true}))
	if got := r.approve(lina, res); got.State != content.Published {
		t.Errorf("went as far as %s", got.State)
	}
}

// "End the notice now", at 17:55, with nobody else in the house.
func TestOnePersonAloneEndsANotice(t *testing.T) {
	r := newRig(t)
	res := r.published("Tiltas uždarytas")
	r.translated(res.Document, "en", "The bridge is closed")
	_, err := r.desk.EndNow(t.Context(), ana, res.Document, "Baigta.")
	r.refused(err, fault.Forbidden, "denied.role")
	_, err = r.desk.EndNow(t.Context(), rasa, res.Document, "")
	r.refused(err, fault.Invalid, "issue.reason.missing")
	before := len(r.log.log)
	r.must(r.desk.EndNow(t.Context(), rasa, res.Document, "Tiltas atidarytas."))
	d := r.doc(res.Document)
	for _, l := range []i18n.Locale{"lt", "en"} {
		e := d.Translation(l).LiveEdition()
		if e.State != content.Published || e.Seal() == nil || e.Major {
			t.Errorf("%s is %+v", l, e)
		}
		f, err := content.DecodeFacts(r.log.texts[e.Facts])
		if err != nil || !f.Until.Equal(start) {
			t.Errorf("%s ends %v (%v)", l, f.Until, err)
		}
	}
	if len(r.log.log) != before+1 {
		t.Error("it took more than one change")
	}
	_, err = r.desk.EndNow(t.Context(), rasa, res.Document, "Dar kartą.")
	r.refused(err, fault.Invalid, "issue.change.over")
	e := d.Translation("lt").LiveEdition()
	if len(e.Owed) != 1 || e.Owed[0].Step != "language" {
		t.Fatalf("owed: %+v", e.Owed)
	}
	_, err = r.desk.Approve(t.Context(), rasa, editorial.Approve{Document: res.Document, Locale: "lt", Step: "language", Words: e.Words})
	r.refused(err, fault.Forbidden, "")
	r.approve(lina, res)
	if owed := r.doc(res.Document).Translation("lt").LiveEdition().Owed; len(owed) != 0 {
		t.Errorf("still owed: %+v", owed)
	}
}

// A changed fact beside approved words goes out urgently by one person, who owes
// the second look.
func TestUrgentFactsOweASecondLook(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), rasa, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words("Tiltas")}))
	r.must(r.desk.Submit(t.Context(), rasa, editorial.Submit{Document: res.Document, Locale: "lt"}))
	r.approve(lina, res)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt"))
	tr := r.doc(res.Document).Translation("lt")
	w, _ := content.DecodeWords(r.log.texts[tr.LiveEdition().Words])
	r.must(r.desk.Save(t.Context(), rasa, editorial.Save{Document: res.Document, Locale: "lt", Base: tr.Version(), Words: w, Facts: &content.Facts{Until: start.Add(time.Hour)}}))
	urgent := editorial.Urgent{Document: res.Document, Locale: "lt", Reason: "Anksčiau."}
	_, err := r.desk.PublishUrgently(t.Context(), rasa, urgent)
	r.refused(err, fault.Invalid, "issue.change.note_missing")
	urgent.Note = &content.Note{Key: "change.correction.date"}
	r.must(r.desk.PublishUrgently(t.Context(), rasa, urgent))
	if e := r.doc(res.Document).Translation("lt").LiveEdition(); !e.Major || !e.Correction {
		t.Errorf("readers are told of no correction: %+v", e)
	}
	if e := r.doc(res.Document).Translation("lt").LiveEdition(); len(e.Owed) != 1 || e.Seal() == nil {
		t.Errorf("published as %+v", e)
	}
}

// A rehearsal asks every rule and leaves nothing.
func TestARehearsalLeavesNothing(t *testing.T) {
	r := newRig(t)
	res := r.sealed(r.draft("Naujiena"))
	before := len(r.log.log)
	got, err := r.desk.Rehearse(t.Context(), res.Document, func(d *editorial.Desk) (editorial.Result, error) {
		return d.Publish(t.Context(), rasa, res.Document, "lt")
	})
	if err != nil || len(r.log.log) != before || r.doc(res.Document).Translation("lt").Live != 0 {
		t.Fatalf("%v, %d changes", err, len(r.log.log)-before)
	}
	effects := content.Foresee(got.Before, got.After)
	if len(effects) != 1 || effects[0].Kind != content.EffectAppears || !effects[0].Announced {
		t.Errorf("foresees %+v", effects)
	}
	_, err = r.desk.Rehearse(t.Context(), res.Document, func(d *editorial.Desk) (editorial.Result, error) {
		return d.Publish(t.Context(), ana, res.Document, "lt")
	})
	r.refused(err, fault.Forbidden, "denied.role")
}

// What is foreseen of each verb, in every language that it touches.
func TestWhatIsForeseen(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.translated(res.Document, "sr", "Вест")
	for name, c := range map[string]struct {
		verb func(*editorial.Desk) (editorial.Result, error)
		want map[string]content.EffectKind
	}{
		"withdraw": {func(d *editorial.Desk) (editorial.Result, error) {
			return d.Withdraw(t.Context(), rasa, editorial.End{Document: res.Document, ReasonKey: "reason.withdrawn.wrong"})
		}, map[string]content.EffectKind{"lt": "withdrawn", "sr": "withdrawn", "sr-Latn": "withdrawn"}},
		"withdraw one": {func(d *editorial.Desk) (editorial.Result, error) {
			return d.Withdraw(t.Context(), rasa, editorial.End{Document: res.Document, Locale: "sr", ReasonKey: "reason.withdrawn.wrong"})
		}, map[string]content.EffectKind{"sr": "withdrawn", "sr-Latn": "withdrawn"}},
		"gone": {func(d *editorial.Desk) (editorial.Result, error) {
			return d.Unpublish(t.Context(), rasa, editorial.End{Document: res.Document, ReasonKey: "reason.gone.duplicate", Redirect: content.Redirect{Path: "/lt/kita"}})
		}, map[string]content.EffectKind{"lt": "redirected", "sr": "redirected", "sr-Latn": "redirected"}},
		"end": {func(d *editorial.Desk) (editorial.Result, error) {
			return d.EndNow(t.Context(), rasa, res.Document, "Baigta.")
		},
			map[string]content.EffectKind{"lt": "facts", "sr": "facts", "sr-Latn": "facts"}},
		"source": {func(d *editorial.Desk) (editorial.Result, error) {
			return d.MakeSource(t.Context(), rasa, res.Document, "sr")
		}, map[string]content.EffectKind{"sr": "source"}},
	} {
		got, err := r.desk.Rehearse(t.Context(), res.Document, c.verb)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		effects := content.Foresee(got.Before, got.After)
		if len(effects) != len(c.want) {
			t.Errorf("%s: %+v", name, effects)
		}
		for _, e := range effects {
			if c.want[string(e.Locale)] != e.Kind || e.Announced {
				t.Errorf("%s, %s: %s, want %s", name, e.Locale, e.Kind, c.want[string(e.Locale)])
			}
		}
	}
}
