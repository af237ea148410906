package content_test

import (
	"encoding/json"
	"strings"
	"testing"

	"herald/content"
)

func TestATakeoutFindsAPassageHoweverItIsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"Kazimieras Paslaptis":                       "[]",
		"Gavo Kazimieras\nPaslaptis.":                "Gavo [].",
		"Gavo Kazimieras\u00a0 Paslaptis.":           "Gavo [].",
		"**Kazimieras Paslaptis** gavo":              "**[]** gavo",
		"**Kazimieras** Paslaptis gavo":              "**[]** gavo",
		"> Kazimieras\n> Paslaptis":                  "> []",
		"KAZIMIERAS PASLAPTIS":                       "KAZIMIERAS PASLAPTIS",
		"Kazimieras ir Paslaptis":                    "Kazimieras ir Paslaptis",
		"Kazimieras Paslaptis, Kazimieras Paslaptis": "[], []",
		"gim. 1975-05-03":                            "gim. []",
		"Петар Петровић и Petar Petrović":            "[] и []",
		"A\\. B\\. Vardas":                           "[]",
		"the mark itself":                            "the [] itself",
	} {
		x := content.NewTakeout(nil, []string{"Kazimieras Paslaptis", "1975-05-03", "Петар Петровић", "A. B. Vardas", "mark"}, nil)
		left, _, err := x.From(content.NoteText(text).Body, "[]")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := content.DecodeNote(left); err != nil || got != want {
			t.Errorf("%q leaves %q, want %q (%v)", text, got, want, err)
		}
	}
	// What is put in its place is not looked at again.
	x := content.NewTakeout(nil, []string{"Vardas", "asmens duomenys"}, nil)
	if left, cuts, _ := x.From(content.NoteText("Vardas").Body, "Pašalinta: asmens duomenys"); !strings.Contains(string(left), "Pašalinta: asmens duomenys") || len(cuts) != 1 {
		t.Errorf("left %s, %d cuts", left, len(cuts))
	}
}

// A value that is no text goes whole or stays whole, and what holds the text
// together stays as it was.
func TestATakeoutLeavesATextThatCanBeRead(t *testing.T) {
	typ := &content.Type{Name: "own", Fields: []content.Field{
		{Name: "mood", Kind: content.KindChoice, Choices: []string{"vardas"}}, {Name: "born", Kind: content.KindDay}, {Name: "home", Kind: content.KindLink},
		{Name: "people", Kind: content.KindGroup, Fields: []content.Field{{Name: "who", Kind: content.KindText}, {Name: "file", Kind: content.KindAsset}}},
	}}
	const file, other = content.ID("0123456789ab"), content.ID("ba9876543210")
	f := content.Facts{Name: "apie-vardas", Organization: "vardasvardas", Fields: content.Fields{
		"mood": content.One("vardas"), "born": content.One("1975-05-03"), "home": content.One("https://example.org/vardas"), "gone": content.One("Buvo vardas"),
		"people": {Rows: []content.Fields{{"who": content.One("Ponas vardas"), "file": {Items: []string{string(file), string(other)}}}}},
	}}
	x := content.NewTakeout(typ, []string{"vardas", "1975-05-03"}, []content.ID{file})
	left, cuts, err := x.From(f.Encode().Body, "█")
	if err != nil {
		t.Fatal(err)
	}
	got, err := content.DecodeFacts(left)
	if err != nil {
		t.Fatal(err)
	}
	row := got.Fields["people"].Rows[0]
	if got.Organization != f.Organization || got.Fields.Text("mood") != "vardas" || got.Fields.Text("born") != "" || got.Fields.Text("home") != "" ||
		got.Fields.Text("gone") != "Buvo █" || row.Text("who") != "Ponas █" || len(row["file"].Items) != 1 || row.Text("file") != string(other) {
		t.Errorf("left %s", left)
	}
	if strings.Contains(got.Name, "vardas") || !strings.HasPrefix(got.Name, "apie-x") {
		t.Errorf("the folder is called %q", got.Name)
	}
	if len(cuts) != 6 {
		t.Errorf("%d cuts: %+v", len(cuts), cuts)
	}
}

func TestATakeoutTakesWhatIsSaidOfAFile(t *testing.T) {
	const file = content.ID("0123456789ab")
	w := content.Words{Title: "Nuotrauka", Body: "Prieš.\n\n![Ponas](asset:0123456789ab \"Jis\")\n\n[Failas](asset:0123456789ab) ir [kitas](asset:ba9876543210)",
		Assets: []content.AssetWords{{Asset: file, Alt: "Ponas prie lango", Caption: "Ponas"}, {Asset: "ba9876543210", Alt: "Tiltas", Captions: file}}}
	left, _, err := content.NewTakeout(nil, nil, []content.ID{file}).From(w.Encode().Body, "█")
	if err != nil {
		t.Fatal(err)
	}
	got, err := content.DecodeWords(left)
	if err != nil || got.Body != "Prieš.\n\n█\n\n█ ir [kitas](asset:ba9876543210)" {
		t.Errorf("the body is %q (%v)", got.Body, err)
	}
	if said, _ := json.Marshal(got.Assets); strings.Contains(string(said), "Ponas") || !strings.Contains(string(said), "Tiltas") || strings.Contains(string(said), "captions") {
		t.Errorf("said of files: %s", said)
	}
}

func TestPassagesAreReadOneALine(t *testing.T) {
	got, short := content.ParsePassages(" Kazimieras   Paslaptis \r\n\r\nKazimieras Paslaptis\nJo")
	if len(got) != 2 || got[0] != "Kazimieras Paslaptis" || short != "Jo" {
		t.Errorf("%q, short %q", got, short)
	}
}
