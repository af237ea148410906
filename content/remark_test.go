package content_test

import (
	"strings"
	"testing"

	"herald/content"
)

func TestARemarkIsANoteWithAPassage(t *testing.T) {
	in := content.Remark{Text: " Ar data tikra?\r\n", Passage: "iki\n  penktadienio", Block: 2}
	text := in.Encode()
	got, err := content.DecodeRemark(text.Body)
	if want := (content.Remark{Text: "Ar data tikra?", Passage: "iki penktadienio", Block: 2}); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	if note, err := content.DecodeNote(text.Body); err != nil || note != "Ar data tikra?" {
		t.Errorf("as a note it says %q, %v", note, err)
	}
	// What was kept before there were passages is read, and written, as it was.
	old := content.NoteText("Gerai.")
	if got, err := content.DecodeRemark(old.Body); err != nil || got != (content.Remark{Text: "Gerai."}) {
		t.Errorf("%+v, %v", got, err)
	}
	if plain := (content.Remark{Text: "Gerai."}).Encode(); plain.Hash != old.Hash {
		t.Error("a remark about no passage is another text than a note")
	}
	long := content.Remark{Text: "x", Passage: strings.Repeat("ж", content.PassageLength+50)}.Normal()
	if len([]rune(long.Passage)) != content.PassageLength {
		t.Errorf("%d characters are kept", len([]rune(long.Passage)))
	}
	if got := (content.Remark{Text: "x", Block: 3}).Normal(); got.Block != 0 {
		t.Error("a block without a passage is kept")
	}
}

func TestAPassageIsFoundAsItIsRead(t *testing.T) {
	w := content.Words{Title: "Tiltas", Summary: "Santrauka.", Body: "Tiltas **uždarytas**\niki [penktadienio](doc:abc).\n\n- Autobusai",
		Fields: content.Fields{"who": content.One("Visi gyventojai")}, Assets: []content.AssetWords{{Asset: "x", Caption: "Senasis tiltas"}}}
	for passage, want := range map[string]bool{
		"uždarytas iki penktadienio": true, "Tiltas **uždarytas**": true, "Santrauka": true, "Autobusai": true, "Visi  gyventojai": true,
		"Senasis tiltas": true, "sekmadienio": false, "": false, "  ": false,
	} {
		if got := w.Holds(passage); got != want {
			t.Errorf("%q: %v", passage, got)
		}
	}
}
