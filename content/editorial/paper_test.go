package editorial_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
)

// printed is a text under review with what a sheet of it bears for a step.
func printed(t *testing.T) (*rig, editorial.RecordPaper) {
	r := newRig(t)
	r.desk.Named = func(_ context.Context, name string) ([]content.MemberID, error) {
		switch name {
		case "Ana Rašytoja":
			return []content.MemberID{"ana"}, nil
		case "Du Bendravardžiai":
			return []content.MemberID{"jonas", "ana"}, nil
		case "Jonas Direktorius":
			return []content.MemberID{"jonas"}, nil
		}
		return nil, nil
	}
	w := words("Leidinys")
	res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "publication", Locale: "lt", Words: w}))
	r.clock.now = r.clock.now.Add(48 * time.Hour)
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"}))
	return r, r.signed(editorial.RecordPaper{Document: res.Document, Locale: "lt", Step: "director", Name: "Ona Merė", Day: "2026-11-21", Sheet: "14"})
}

// signed puts the code onto the sheet that the text has now.
func (r *rig) signed(in editorial.RecordPaper) editorial.RecordPaper {
	e := r.doc(in.Document).Translation(in.Locale).Newest()
	in.Code = content.GroupCode(content.SheetCode(in.Step, e.Words, e.Facts))
	return in
}

func TestASheetFillsItsStep(t *testing.T) {
	r, in := printed(t)
	r.must(r.desk.RecordPaper(t.Context(), rasa, in))
	in.Step, in.Name, in.Sheet = "language", "Jonas Direktorius", "15"
	got := r.must(r.desk.RecordPaper(t.Context(), petra, r.signed(in)))
	if got.State != content.Approved {
		t.Fatalf("with both sheets recorded the text is %s", got.State)
	}
	e := r.doc(in.Document).Translation("lt").NextEdition()
	a := e.Approval("director")
	s, err := content.DecodeSignature(r.log.texts[a.Paper.Text])
	if err != nil || a.By != "rasa" || s != (content.Signature{Name: "Ona Merė", Sheet: "14", Day: "2026-11-21"}) {
		t.Errorf("kept is %v by %s (%v)", s, a.By, err)
	}
	if seal := e.Seal(); seal == nil || seal.Paper.Signer != "jonas" {
		t.Errorf("the seal is %v, want one signed by jonas, whose name was typed", seal)
	}
	last := r.log.log[len(r.log.log)-1].Events[0]
	if last.Kind != content.EventApproved || last.By != "petra" || last.Member != "jonas" || last.Note == "" || last.Step != "language" {
		t.Errorf("the log tells of %+v", last)
	}
}

func TestWhatIsSaidOfASheetIsChecked(t *testing.T) {
	for _, c := range []struct {
		change func(*editorial.RecordPaper)
		field  string
		key    string
	}{
		{func(in *editorial.RecordPaper) { in.Name = " " }, "signer", "issue.paper.signer"},
		{func(in *editorial.RecordPaper) { in.Name = "Ana   Rašytoja" }, "signer", "issue.paper.hands"},
		{func(in *editorial.RecordPaper) { in.Signer = "ana" }, "signer", "issue.paper.hands"},
		{func(in *editorial.RecordPaper) { in.Signer = "rasa" }, "signer", "issue.paper.own"},
		{func(in *editorial.RecordPaper) { in.Name = "Du Bendravardžiai" }, "signer", "issue.paper.hands"},
		{func(in *editorial.RecordPaper) { in.Day = "2026-11" }, "day", "issue.paper.day"},
		{func(in *editorial.RecordPaper) { in.Day = "2026-11-23" }, "day", "issue.paper.future"},
		{func(in *editorial.RecordPaper) { in.Day = "2026-11-19" }, "day", "issue.paper.early"},
		{func(in *editorial.RecordPaper) { in.Sheet = "" }, "sheet", "issue.paper.sheet"},
		{func(in *editorial.RecordPaper) { in.Code = in.Code[:14] }, "code", "issue.paper.code"},
		{func(in *editorial.RecordPaper) { in.Code = "0000 0000 0000 0000" }, "code", "issue.paper.none"},
	} {
		r, in := printed(t)
		c.change(&in)
		_, err := r.desk.RecordPaper(t.Context(), rasa, in)
		r.refused(err, fault.Invalid, c.key)
		var issues *editorial.IssuesError
		if errors.As(err, &issues) && issues.Issues[0].Field != c.field {
			t.Errorf("%s stands at %q, want %q", c.key, issues.Issues[0].Field, c.field)
		}
	}
}

// The words were there before they were handed over, and could be signed then.
func TestASheetMayBeSignedBeforeTheTextIsHandedOver(t *testing.T) {
	r, in := printed(t)
	in.Day = "2026-11-20"
	r.must(r.desk.RecordPaper(t.Context(), rasa, in))
}

func TestACodeOfAnotherStepIsToldApart(t *testing.T) {
	r, in := printed(t)
	code := in.Code
	in.Step = "language"
	in.Code = code
	_, err := r.desk.RecordPaper(t.Context(), rasa, in)
	r.refused(err, fault.Invalid, "issue.paper.step")
}

func TestASheetOfAnOlderTextIsRefusedWithThatText(t *testing.T) {
	r, in := printed(t)
	old := r.doc(in.Document).Translation("lt").Newest()
	r.must(r.desk.Correct(t.Context(), lina, editorial.Save{Document: in.Document, Locale: "lt", Base: r.doc(in.Document).Translation("lt").Version(), Words: words("Kitas leidinys")}))
	_, err := r.desk.RecordPaper(t.Context(), rasa, in)
	var stale *editorial.SheetError
	if !errors.As(err, &stale) || stale.Words != old.Words || stale.Facts != old.Facts {
		t.Fatalf("got %v, want the words that were printed", err)
	}
	_, err = r.desk.RecordPaper(t.Context(), rasa, r.signed(in))
	r.refused(err, fault.Invalid, "issue.paper.early")
	in.Day = "2026-11-22"
	r.must(r.desk.RecordPaper(t.Context(), rasa, r.signed(in)))
}

func TestARecorderIsHeldToFourEyes(t *testing.T) {
	r, in := printed(t)
	both := member("ana", content.RoleAuthor, content.RolePressOfficer)
	_, err := r.desk.RecordPaper(t.Context(), both, in)
	r.refused(err, fault.Forbidden, "denied.four_eyes.submitted")
	for _, who := range []content.Actor{ana, lina, jonas} {
		_, err := r.desk.RecordPaper(t.Context(), who, in)
		r.refused(err, fault.Forbidden, "denied.role")
	}
	r.must(r.desk.RecordPaper(t.Context(), rasa, in))
	in.Step = "language"
	_, err = r.desk.RecordPaper(t.Context(), rasa, r.signed(in))
	r.refused(err, fault.Forbidden, "denied.four_eyes.other_step")
}

// Whoever signed and then writes in the text has not approved it any more.
func TestASignerWhoWritesAfterwardsHasNotSigned(t *testing.T) {
	r, in := printed(t)
	in.Name = "Jonas Direktorius"
	r.must(r.desk.RecordPaper(t.Context(), rasa, in))
	r.must(r.desk.Return(t.Context(), lina, in.Document, "lt", "Dar."))
	writer := member("jonas", content.RoleAuthor)
	w := words("Leidinys")
	v := r.doc(in.Document).Translation("lt").Version()
	w.Summary = "Kita santrauka."
	res := r.must(r.desk.Save(t.Context(), writer, editorial.Save{Document: in.Document, Locale: "lt", Base: v, Words: w}))
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: in.Document, Locale: "lt", Base: res.Version, Words: words("Leidinys")}))
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: in.Document, Locale: "lt"}))
	if e := r.doc(in.Document).Translation("lt").NextEdition(); e.Approval("director") != nil || slices.ContainsFunc(e.Approvals, func(a content.Approval) bool { return a.Paper != nil }) {
		t.Error("a text that the signer has since written in is still signed by them")
	}
}

func TestACodeIsReadAsPeopleTypeIt(t *testing.T) {
	code := content.SheetCode("director", "w", "f")
	grouped := content.GroupCode(code)
	for _, typed := range []string{code, grouped, " " + grouped + " ", "  " + grouped[:4] + "-" + grouped[5:]} {
		if got := content.ReadCode(typed); got != code {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
	for typed, want := range map[string]string{
		"oooo iiii llll 2345": "0000111111112345",
		"авек мнор стх9 0000": "ABEKMH0PCTX90000",
		"UUUU 0000 0000 0000": "",
		"1234":                "",
		"":                    "",
		"ąčęė 0000 0000 0000": "",
	} {
		if got := content.ReadCode(typed); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
	if content.SheetCode("language", "w", "f") != content.SheetCode("authentic", "w", "g") {
		t.Error("a changed fact changes the code of a seal")
	}
	if content.SheetCode("director", "w", "f") == content.SheetCode("director", "w", "g") {
		t.Error("a changed fact does not change the code of a step that binds to facts")
	}
}
