package view_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"herald/internal/view"
)

func sheet(t *testing.T, set *view.Set) view.Asset {
	t.Helper()
	address, err := set.Asset("style.css")
	if err != nil {
		t.Fatal(err)
	}
	return set.Assets()[address]
}

func TestStyleSheetsBecomeOneInCascadeOrder(t *testing.T) {
	set := load(t, theme(
		"pages/b/b.css", ".page-b{}", "pages/a/a.css", ".page-a{}",
		"partials/card.css", ".card{}",
		"assets/10-tokens.css", ":root{}", "assets/20-base.css", "body{}",
		"assets/print/extra.css", "own{}",
	))
	css := sheet(t, set)
	if got, want := string(css.Bytes), ":root{}\nbody{}\n.card{}\n.page-a{}\n.page-b{}\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if css.ContentType != "text/css; charset=utf-8" || !regexp.MustCompile(`^/assets/style\.[0-9a-f]{12}\.css$`).MatchString(css.Path) {
		t.Errorf("asset %+v", css)
	}
	if _, err := set.Asset("print/extra.css"); err != nil {
		t.Error(err)
	}
}

// TestAPageOfAnotherVersionIsNotBare looks that the address of the style sheet of another
// version finds that of this one, and that nothing else does.
func TestAPageOfAnotherVersionIsNotBare(t *testing.T) {
	set := load(t, theme("assets/base.css", "body{}", "assets/app.js", "1", "assets/print/style.css", "own{}"))
	now := sheet(t, set)
	if got, ok := set.OtherSheet("/assets/style.0123456789ab.css"); !ok || got.Path != now.Path {
		t.Errorf("got %v, %v", got.Path, ok)
	}
	for _, address := range []string{"/assets/app.0123456789ab.js", "/assets/print/style.0123456789ab.css", "/elsewhere/style.0123456789ab.css", "/assets/style.css",
		"/assets/style.0123456789abc.css", "/assets/xstyle.0123456789ab.css"} {
		if got, ok := set.OtherSheet(address); ok {
			t.Errorf("%s is taken for %s", address, got.Path)
		}
	}
	if got, ok := load(t, theme("assets/app.js", "1")).OtherSheet("/assets/style.0123456789ab.css"); ok {
		t.Errorf("there is no sheet and %s is given", got.Path)
	}
}

func TestFingerprintFollowsContent(t *testing.T) {
	address := func(content string) string {
		set := load(t, theme("assets/app.js", content))
		name, err := set.Asset("app.js")
		if err != nil {
			t.Fatal(err)
		}
		return name
	}
	if one, again := address("1"), address("1"); one != again || one == address("2") {
		t.Error("equal content must have one address, other content another")
	}
	if _, err := load(t, theme()).Asset("app.js"); err == nil {
		t.Error("an asset that does not exist must be an error")
	}
}

func TestStyleSheetUsesFingerprintedNames(t *testing.T) {
	set := load(t, theme("assets/fonts/a.woff2", "font", "assets/i.svg", "<svg/>",
		"assets/a.css", "a{src:url(fonts/a.woff2)}b{c:url( './i.svg#x' )}d{e:url(#f)}"))
	font, _ := set.Asset("fonts/a.woff2")
	icon, _ := set.Asset("i.svg")
	want := `a{src:url("` + strings.TrimPrefix(font, "/assets/") + `")}b{c:url("` + strings.TrimPrefix(icon, "/assets/") + `#x")}d{e:url(#f)}` + "\n"
	if got := string(sheet(t, set).Bytes); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestStyleSheetsLoadNothingFromElsewhere(t *testing.T) {
	for css, want := range map[string]string{
		"a{}\nb{c:url(https://cdn.example/x.png)}": "assets/a.css:2: there is no asset",
		"@import \"b.css\";":                       "assets/a.css:1: @import",
		"a{b:url(data:image/png;base64,AAAA)}":     "there is no asset",
	} {
		if got := loadError(t, theme("assets/a.css", css)); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", css, got, want)
		}
	}
}

func TestPrefix(t *testing.T) {
	set, err := view.Load(view.Source{Layers: []fs.FS{theme("assets/a.js", "")}, Prefix: "/intranet/assets/"})
	if err != nil {
		t.Fatal(err)
	}
	if name, _ := set.Asset("a.js"); !strings.HasPrefix(name, "/intranet/assets/a.") {
		t.Errorf("address %q", name)
	}
}
