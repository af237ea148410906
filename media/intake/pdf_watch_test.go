package intake

import (
	"errors"
	"testing"

	"herald/internal/fault"
)

func TestTheWatchSeesWhereReadersCouldBeSent(t *testing.T) {
	for text, want := range map[string]bool{
		"12 0 obj":            true,
		"x12 0obj":            true,
		"1 2 3\n\x00obj":      true,
		"1%a\n0%b\robj":       true,
		"1 % 2 0 % x\n obj":   true,
		"1 0 % 2 %\n 0 obj":   true,
		"trailer<<":           true,
		"ttrailer %x\n <<":    true,
		"trailer % trailer<<": true,
		"0 obj":               false,
		"12 0 object":         true,
		"12 0 R obj":          false,
		"endobj obj":          false,
		"1 0 % x obj":         false,
		"a film trailer":      false,
		"trailer < <":         false,
		"trailers <<":         false,
	} {
		var w watch
		for _, c := range []byte(text) {
			w.see(c)
		}
		if w.found != want {
			t.Errorf("%q: %v, want %v", text, w.found, want)
		}
	}
}

func TestAnAttachmentIsToldAsSuchAndNotAsAWrongKind(t *testing.T) {
	_, err := identify(pdfWith("/Names << /EmbeddedFiles 4 0 R >>"))
	var f *fault.Fault
	if !errors.As(err, &f) || f.Key != "media.refused.active" {
		t.Fatalf("got %v", err)
	}
}
