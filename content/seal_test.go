package content_test

import (
	"testing"

	"herald/content"
)

func sealed(w content.Words, f content.Facts) *content.Edition {
	e := &content.Edition{Number: 1, State: content.Approved, Words: w.Encode().Hash, Facts: f.Encode().Hash}
	e.Approvals = []content.Approval{
		{Step: content.StepLanguage, Words: e.Words, Facts: e.Facts, Mark: content.Mark{By: "lina"}},
		{Step: "director", Words: e.Words, Facts: e.Facts, Mark: content.Mark{By: "jonas"}},
	}
	return e
}

func TestTheSealOpensWithACommaAndClosesWithItsReturn(t *testing.T) {
	words := content.Words{Title: "Taryba patvirtino biudžetą", Body: "Posėdis įvyko antradienį, lapkričio 10 d."}
	facts := content.Facts{Fields: content.Fields{"effective": content.One("2026-12-01")}}
	e := sealed(words, facts)
	if e.SealState() != content.SealClosed {
		t.Fatal("a fresh seal is not closed")
	}
	changed := words
	changed.Body = "Posėdis įvyko antradienį lapkričio 10 d."
	e.Words = changed.Encode().Hash
	if e.SealState() != content.SealOpened || len(e.Missing([]string{"language", "director"})) != 2 {
		t.Error("a lost comma did not open the seal")
	}
	e.Words = words.Encode().Hash
	if e.SealState() != content.SealClosed || len(e.Missing([]string{"language", "director"})) != 0 {
		t.Error("the same text back did not close the seal")
	}
}

func TestAChangedFactLeavesTheSealAndOpensOtherSteps(t *testing.T) {
	words, facts := content.Words{Title: "T", Body: "B"}, content.Facts{}
	e := sealed(words, facts)
	facts.Fields = content.Fields{"effective": content.One("2027-01-01")}
	e.Facts = facts.Encode().Hash
	if e.Seal() == nil {
		t.Error("a changed fact opened the seal")
	}
	if missing := e.Missing([]string{"language", "director"}); len(missing) != 1 || missing[0] != "director" {
		t.Errorf("missing = %v, want the director, who bound words and facts", missing)
	}
}

func TestEveryWordIsUnderTheSeal(t *testing.T) {
	base := content.Words{Title: "T", Summary: "S", Body: "B", Path: "p", Fields: content.Fields{"place": content.One("x")},
		Assets: []content.AssetWords{{File: "a.jpg", Alt: "a", Caption: "c", Credit: "k"}}, ChangeNote: content.Note{Text: "n"}}
	hash := base.Encode().Hash
	changes := map[string]func(*content.Words){
		"title": func(w *content.Words) { w.Title += "." }, "summary": func(w *content.Words) { w.Summary += "." },
		"body": func(w *content.Words) { w.Body += "." }, "path": func(w *content.Words) { w.Path += "2" },
		"field": func(w *content.Words) { w.Fields = content.Fields{"place": content.One("y")} },
		"alt": func(w *content.Words) {
			w.Assets = []content.AssetWords{{File: "a.jpg", Alt: "b", Caption: "c", Credit: "k"}}
		},
		"caption": func(w *content.Words) {
			w.Assets = []content.AssetWords{{File: "a.jpg", Alt: "a", Caption: "d", Credit: "k"}}
		},
		"credit": func(w *content.Words) {
			w.Assets = []content.AssetWords{{File: "a.jpg", Alt: "a", Caption: "c", Credit: "l"}}
		},
		"note": func(w *content.Words) { w.ChangeNote.Text = "m" },
	}
	for name, change := range changes {
		w := base
		change(&w)
		if w.Encode().Hash == hash {
			t.Errorf("a changed %s does not change the hash", name)
		}
	}
}

func TestWhatNoReaderCanSeeChangesNoHash(t *testing.T) {
	a := content.Words{Title: "Šilalė", Body: "Pirma eilutė\nantra"}
	b := content.Words{Title: "S\u030cilale\u0307 ", Body: "\r\nPirma eilutė  \r\nantra\n\n", Fields: content.Fields{"place": content.One("")}}
	if a.Encode().Hash != b.Encode().Hash {
		t.Errorf("%s\n%s", a.Encode().Body, b.Encode().Body)
	}
	c := a
	c.Title = "Šilalė\u00a02"
	d := a
	d.Title = "Šilalė 2"
	if c.Encode().Hash == d.Encode().Hash {
		t.Error("a no-break space is typography and must be kept")
	}
}

func TestOpeningANewEditionCarriesTheSealAndNoOtherStep(t *testing.T) {
	e := sealed(content.Words{Title: "T"}, content.Facts{})
	e.State, e.Published = content.Published, &content.Publication{}
	tr := &content.Translation{Locale: "lt", Editions: []*content.Edition{e}, Live: 1}
	next := tr.Open(e)
	if next.Seal() == nil || !next.Seal().Carried || next.Approval("director") != nil {
		t.Errorf("approvals of the new edition are %+v", next.Approvals)
	}
	if !next.Alone("rasa") {
		t.Error("a carried seal counts as a second pair of eyes")
	}
}
