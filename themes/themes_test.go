package themes

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"herald/internal/colour"
)

// overlay is a theme of a few files.
func overlay(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestCivicNeedsNoRepair(t *testing.T) {
	if moved := Civic().Moved; len(moved) > 0 {
		t.Errorf("civic ships colours that cannot be read: %v", moved)
	}
}

func styleOf(t *testing.T, theme *Theme) string {
	t.Helper()
	path, err := theme.Asset("style.css")
	if err != nil {
		t.Fatal(err)
	}
	return string(theme.Assets()[path].Bytes)
}

func TestOneColour(t *testing.T) {
	theme, err := Load(overlay(map[string]string{"theme.toml": "name = \"rose\"\n[light]\naccent = \"#7a1f3d\"\n"}))
	if err != nil {
		t.Fatal(err)
	}
	if theme.Manifest.Name != "rose" || theme.Manifest.Light.Ink != Civic().Manifest.Light.Ink {
		t.Errorf("got %+v", theme.Manifest)
	}
	if css := styleOf(t, theme); !strings.Contains(css, "--accent: #7a1f3d;") {
		t.Error("the accent is not in the style sheet")
	}
	// The same accent is lifted for the dark ground, and that is said.
	if len(theme.Moved) != 1 || theme.Moved[0].Name != "dark.accent" || !strings.Contains(theme.Moved[0].String(), "#7a1f3d") {
		t.Errorf("moved: %v", theme.Moved)
	}
}

func TestColoursThatCannotBeReadAreMoved(t *testing.T) {
	for _, accent := range []string{"#ffe000", "#9adfd0", "#ffffff", "#888888", "#ff0000", "#fcfbf7"} {
		theme, err := Load(overlay(map[string]string{"theme.toml": "[light]\naccent = \"" + accent + "\"\nmuted = \"#c8c8c8\"\n"}))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range theme.Manifest.schemes() {
			for _, text := range []string{s.colours.Ink, s.colours.Muted, s.colours.Accent, s.colours.Urgent} {
				for _, ground := range []string{s.colours.Paper, s.colours.Raised} {
					if got := colour.Least(text, []string{ground}); got < colour.Readable {
						t.Errorf("%s: %s on %s has %.2f", accent, text, ground, got)
					}
				}
			}
		}
		if len(theme.Moved) < 2 {
			t.Errorf("%s: moved %v", accent, theme.Moved)
		}
	}
}

func TestOverlays(t *testing.T) {
	theme, err := Load(overlay(map[string]string{
		"partials/brand.html":     `<a class="brand" href="{{.HomeURL}}">Our town</a>`,
		"pages/topic/topic.html":  `{{define "content"}}<h1>{{.Title}}</h1><p>Our topic</p>{{end}}`,
		"assets/arms.svg":         `<svg xmlns="http://www.w3.org/2000/svg"/>`,
		"assets/99-own.css":       `.own { color: red }`,
		"pages/monument/own.css":  `.monument { color: red }`,
		"pages/monument/notes.md": `for designers`,
	}), overlay(map[string]string{"theme.toml": "title = \"Second\"\n[type]\nsize = 18\n"}))
	if err != nil {
		t.Fatal(err)
	}
	css := styleOf(t, theme)
	for _, want := range []string{".own { color: red }", ".monument", "--size: 1.125rem"} {
		if !strings.Contains(css, want) {
			t.Errorf("the style sheet lacks %s", want)
		}
	}
	if theme.Manifest.Title != "Second" || !theme.Has("home") {
		t.Error("civic is not below")
	}
	arms, err := theme.Asset(theme.Manifest.Arms)
	if err != nil || !bytes.HasSuffix(theme.Assets()[arms].Bytes, []byte(`svg"/>`)) {
		t.Error("the arms are not the municipality's")
	}
}

func TestMistakesAreNamed(t *testing.T) {
	for want, files := range map[string]map[string]string{
		"partials/brand.html:2":             {"partials/brand.html": "<p>\n{{.Nothing}</p>"},
		`there is no template "nothing"`:    {"pages/topic/topic.html": `{{define "content"}}{{template "nothing"}}{{end}}`},
		"theme.toml: light.accent":          {"theme.toml": "[light]\naccent = \"green\"\n"},
		"there is no colours":               {"theme.toml": "[colours]\naccent = \"#000000\"\n"},
		"type.size is 50":                   {"theme.toml": "[type]\nsize = 50\n"},
		"theme.toml: arms":                  {"theme.toml": "arms = \"missing.svg\"\n"},
		"style sheets load nothing from el": {"assets/99-own.css": "@font-face { src: url(https://fonts.example/a.woff2) }"},
	} {
		_, err := Load(overlay(files))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: got %v, want %s", files, err, want)
		}
	}
}
