package themes

import (
	"regexp"
	"strings"
	"testing"

	"herald/content"
	"herald/internal/colour"
)

var hexes = regexp.MustCompile(`#[0-9a-f]{6}`)

// Whatever colour is chosen can be read in both schemes, and its sheet is found again
// by its address alone.
func TestTheColourOfASiteCanBeReadInBothSchemes(t *testing.T) {
	theme := Civic()
	for _, chosen := range []string{"#7a1f3d", "#1f4e8c", "#000000", "#ffe000", "#ffffff"} {
		a, ok := theme.Accent(chosen)
		got := hexes.FindAllString(string(a.CSS), -1)
		if !ok || len(got) != 2 {
			t.Fatalf("%s: %s", chosen, a.CSS)
		}
		for i, c := range []Colours{theme.Manifest.Light, theme.Manifest.Dark} {
			if least := colour.Least(got[i], []string{c.Paper, c.Raised}); least < colour.Readable {
				t.Errorf("%s became %s, which has %.2f on %s", chosen, got[i], least, c.Paper)
			}
		}
		if again, ok := theme.AccentAt(a.Path); !ok || string(again.CSS) != string(a.CSS) {
			t.Errorf("%s is not found again", a.Path)
		}
		if _, ok := theme.AccentAt(strings.Replace(a.Path, chosen[1:], "123456", 1)); ok {
			t.Errorf("%s is found by a print that is not its own", chosen)
		}
	}
	for _, none := range []string{"", "red", "#0f5a4", "#0f5a4c;}"} {
		if _, ok := theme.Accent(none); ok {
			t.Errorf("%q has a sheet", none)
		}
	}
}

// The grounds that the Type names are those of the theme that comes with it, so that
// what is refused at the desk is what could not be read.
func TestTheTypeKnowsTheGroundsOfCivic(t *testing.T) {
	f, ok := content.ShippedTypes().Get("site").Field("colour")
	light := Civic().Manifest.Light
	if !ok || strings.Join(f.Grounds, " ") != light.Paper+" "+light.Raised || len(f.Palette) < 4 || f.Palette[0] != light.Accent {
		t.Errorf("%+v", f)
	}
}
