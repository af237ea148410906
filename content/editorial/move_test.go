package editorial_test

import (
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
)

func (r *rig) page(title string, parent content.ID, order int) content.ID {
	r.Helper()
	res := r.must(r.desk.Create(r.Context(), ana, editorial.Create{Site: "public", Type: "page", Locale: "lt", Words: words(title), Facts: content.Facts{Parent: parent, Order: order}}))
	r.sealed(res)
	r.must(r.desk.Publish(r.Context(), rasa, res.Document, "lt"))
	return res.Document
}

func to(id, parent content.ID, order int) editorial.Move {
	return editorial.Move{Document: id, Locale: "lt", Place: &editorial.Place{Parent: parent, Order: order}}
}

func TestNoPageComesToStandBelowItself(t *testing.T) {
	r := newRig(t)
	top := r.page("Apie", "", 1)
	below := r.page("Istorija", top, 1)
	lowest := r.page("Vardas", below, 1)
	for _, parent := range []content.ID{top, below, lowest} {
		_, err := r.desk.Move(t.Context(), ana, to(top, parent, 1))
		r.refused(err, fault.Invalid, "issue.parent.below")
	}
	// Two that go below each other in one Change are a ring too.
	other := r.page("Kita", "", 2)
	_, err := r.desk.Arrange(t.Context(), ana, []editorial.Move{to(top, other, 1), to(other, lowest, 1)})
	r.refused(err, fault.Invalid, "issue.parent.below")
	r.must(r.desk.Move(t.Context(), ana, to(lowest, top, 1)))
	r.must(r.desk.Move(t.Context(), ana, to(below, lowest, 1)))
}

func TestPagesThatMakeRoomMoveInOneChange(t *testing.T) {
	r := newRig(t)
	a, b := r.page("Apie", "", 1), r.page("Būstas", "", 2)
	before := len(r.log.log)
	got := r.must(r.desk.Arrange(t.Context(), ana, []editorial.Move{to(b, "", 0), to(a, "", 3)}))
	if len(r.log.log) != before+1 || got.Document != b || got.State != content.Draft {
		t.Errorf("it took %d changes, and gave %+v", len(r.log.log)-before, got)
	}
	// Nobody's page is moved by halves: where one may not, none is.
	waits := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "page", Locale: "lt", Words: words("Laukia")}))
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: waits.Document, Locale: "lt"}))
	before = len(r.log.log)
	_, err := r.desk.Arrange(t.Context(), ana, []editorial.Move{to(a, "", 9), to(waits.Document, "", 8)})
	r.refused(err, fault.Invalid, "issue.state")
	if len(r.log.log) != before {
		t.Error("half of it was done")
	}
}

func TestAPagePutBackLeavesNothingToApprove(t *testing.T) {
	r := newRig(t)
	a := r.page("Apie", "", 1)
	r.must(r.desk.Move(t.Context(), ana, to(a, "", 7)))
	if r.doc(a).Translation("lt").NextEdition() == nil {
		t.Fatal("a move opens an edition")
	}
	r.must(r.desk.Move(t.Context(), ana, to(a, "", 1)))
	tr := r.doc(a).Translation("lt")
	if tr.NextEdition() != nil || tr.LiveEdition().State != content.Published {
		t.Errorf("what is left is %+v", tr.NextEdition())
	}
	// What somebody wrote beside it stays.
	w := words("Apie")
	w.Body = "Kitas tekstas."
	facts := content.Facts{Order: 7}
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: a, Locale: "lt", Base: tr.Version(), Words: w, Facts: &facts}))
	r.must(r.desk.Move(t.Context(), ana, to(a, "", 1)))
	if r.doc(a).Translation("lt").NextEdition() == nil {
		t.Error("a written text was dropped with a move")
	}
}
