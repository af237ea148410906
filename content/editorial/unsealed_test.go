package editorial_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

// takenOver is a text from a previous site that readers see, in lt and sr.
func (r *rig) takenOver(id content.ID) {
	r.Helper()
	in := imported(id, text("lt", "Sena žinia", "naujienos/sena"), text("sr", "Стара вест", "vesti/stara"))
	out, err := r.desk.Import(r.Context(), "system:root", []editorial.Import{in}, true)
	if err != nil || out[0].Err != nil {
		r.Fatal(out, err)
	}
}

// seal gives the language step to what is live in a language, as it is shown.
func (r *rig) seal(by content.Actor, id content.ID, l i18n.Locale, words content.Hash) error {
	_, err := r.desk.Approve(r.Context(), by, editorial.Approve{Document: id, Locale: l, Step: content.StepLanguage, Words: words})
	return err
}

// rows is what readers' lists, feeds and addresses are made of.
func (r *rig) rows(id content.ID) content.Projection {
	r.Helper()
	p, err := r.log.project.Project(r.doc(id), r.log.texts)
	if err != nil {
		r.Fatal(err)
	}
	p.Standings = nil
	return p
}

// Sealing what came from a previous site changes nothing but the seal: no time, no
// list, no feed, no word.
func TestATextFromThePreviousSiteIsSealedWhereItStands(t *testing.T) {
	r := newRig(t)
	id := content.ID("aaaaaaaaaaaa")
	r.takenOver(id)
	before, e := r.rows(id), r.doc(id).Translation("lt").LiveEdition()
	if !r.doc(id).Translation("lt").Unsealed() {
		t.Fatal("it came with a seal")
	}
	r.clock.now = start.Add(time.Hour)
	if err := r.seal(lina, id, "lt", e.Words); err != nil {
		t.Fatal(err)
	}
	tr := r.doc(id).Translation("lt")
	now := tr.LiveEdition()
	if now.Seal() == nil || now.Seal().By != "lina" || now.Number != e.Number || now.State != content.Published || tr.Next != 0 || tr.Unsealed() {
		t.Errorf("edition %d is %s with the seal %+v", now.Number, now.State, now.Seal())
	}
	if !reflect.DeepEqual(now.Published, e.Published) {
		t.Errorf("published %+v, was %+v", now.Published, e.Published)
	}
	if after := r.rows(id); !reflect.DeepEqual(after, before) {
		t.Errorf("readers' rows differ:\n%+v\n%+v", after, before)
	}
	last := r.log.log[len(r.log.log)-1].Events
	if len(last) != 1 || last[0].Kind != content.EventApproved || last[0].Words != e.Words || !slices.Contains(last[0].Tags, content.DocTag(id)) {
		t.Errorf("the trail says %+v", last)
	}
	r.refused(r.seal(member("ona", content.RoleLanguageEditor), id, "lt", e.Words), fault.Invalid, "issue.state")
}

// What follows by rule is sealed with what it follows from, and by nothing else.
func TestTheSealIsSharedWithWhatFollowsByRule(t *testing.T) {
	r := newRig(t)
	id := content.ID("aaaaaaaaaaaa")
	r.takenOver(id)
	latin := r.doc(id).Translation("sr-Latn")
	if !latin.Derived || latin.Unsealed() {
		t.Fatalf("derived %v, unsealed %v", latin.Derived, latin.Unsealed())
	}
	r.refused(r.seal(lina, id, "sr-Latn", latin.LiveEdition().Words), fault.Invalid, "issue.state")
	if err := r.seal(lina, id, "sr", r.doc(id).Translation("sr").LiveEdition().Words); err != nil {
		t.Fatal(err)
	}
	if s := r.doc(id).Translation("sr-Latn").LiveEdition().Seal(); s == nil || s.By != "lina" || s.Locale != "sr" {
		t.Errorf("the derived text has the seal %+v", s)
	}
	if r.doc(id).Translation("lt").LiveEdition().Seal() != nil {
		t.Error("another language was sealed with it")
	}
}

// Only the words that were shown, only by whoever may, only the step that binds to
// words alone.
func TestTheSealOfAPreviousTextIsNotGivenAway(t *testing.T) {
	r := newRig(t)
	id := content.ID("aaaaaaaaaaaa")
	r.takenOver(id)
	words := r.doc(id).Translation("lt").LiveEdition().Words
	r.refused(r.seal(lina, id, "lt", "other"), fault.Conflict, "fault.changed_since_shown")
	r.refused(r.seal(lina, id, "lt", ""), fault.Conflict, "fault.changed_since_shown")
	r.refused(r.seal(rasa, id, "lt", words), fault.Forbidden, "denied.role")
	_, err := r.desk.Approve(t.Context(), jonas, editorial.Approve{Document: id, Locale: "lt", Step: "director", Words: words})
	r.refused(err, fault.Forbidden, "")
	// What was published here the ordinary way has nothing left to seal.
	res := r.published("Sava žinia")
	r.refused(r.seal(member("ona", content.RoleLanguageEditor), res.Document, "lt", r.doc(res.Document).Translation("lt").LiveEdition().Words), fault.Invalid, "issue.state")
}

// Beside a draft of somebody the live words are sealed, and the draft is not.
func TestADraftBesideAPreviousTextKeepsItsOwnSteps(t *testing.T) {
	r := newRig(t)
	id := content.ID("aaaaaaaaaaaa")
	r.takenOver(id)
	tr := r.doc(id).Translation("lt")
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: id, Locale: "lt", Base: tr.Version(), Words: words("Nauja žinia")}))
	r.refused(r.seal(lina, id, "lt", r.doc(id).Translation("lt").NextEdition().Words), fault.Conflict, "fault.changed_since_shown")
	if err := r.seal(lina, id, "lt", tr.LiveEdition().Words); err != nil {
		t.Fatal(err)
	}
	tr = r.doc(id).Translation("lt")
	if tr.LiveEdition().Seal() == nil || tr.NextEdition().Seal() != nil || tr.NextEdition().State != content.Draft {
		t.Errorf("live %+v, next %s %+v", tr.LiveEdition().Seal(), tr.NextEdition().State, tr.NextEdition().Seal())
	}
	// Once it is handed over, it is the one that is asked about.
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: id, Locale: "lt", Note: &content.Note{Key: "update.information"}}))
	if e := r.doc(id).Translation("lt").Awaited(); e == nil || e.State != content.Submitted {
		t.Errorf("awaited is %+v", e)
	}
}
