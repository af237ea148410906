package view_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"herald/internal/view"
)

// theme makes a layer of paths and contents.
func theme(pairs ...string) fs.FS {
	layer := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		layer[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return layer
}

const layout = `<!doctype html><title>{{block "title" .}}Herald{{end}}</title><main>{{template "main" .}}</main>`

func load(t *testing.T, layers ...fs.FS) *view.Set {
	t.Helper()
	set, err := view.Load(view.Source{Layers: layers})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func loadError(t *testing.T, layers ...fs.FS) string {
	t.Helper()
	_, err := view.Load(view.Source{Layers: layers})
	if err == nil {
		t.Fatal("loading must fail")
	}
	return err.Error()
}

func render(t *testing.T, set *view.Set, page string, data any) string {
	t.Helper()
	var out bytes.Buffer
	if err := set.Render(&out, page, data); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPageIsLayoutPartialsAndPage(t *testing.T) {
	set := load(t, theme(
		"layouts/base.html", layout,
		"partials/card.html", `<b>{{.Title}}</b>`,
		"partials/nav/item.html", `<i>{{.}}</i>`,
		"pages/home/home.html", `{{define "title"}}Home{{end}} {{define "main"}}{{template "card" .}}{{template "nav/item" .Title}}{{end}}`,
		"pages/news/news.html", `{{define "main"}}{{range seq 3}}{{add . 1}}{{end}}{{end}}`,
	))
	if got, want := render(t, set, "home", struct{ Title string }{"A & B"}),
		`<!doctype html><title>Home</title><main><b>A &amp; B</b><i>A &amp; B</i></main>`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := render(t, set, "news", nil); !strings.Contains(got, "<title>Herald</title><main>123</main>") {
		t.Errorf("the default block or the other page is wrong: %s", got)
	}
	if got := set.First("missing", "news", "home"); got != "news" {
		t.Errorf("First gave %q", got)
	}
	if got := strings.Join(set.Pages(), " "); got != "home news" {
		t.Errorf("pages %q", got)
	}
}

func TestPageNamesItsLayout(t *testing.T) {
	set := load(t, theme(
		"layouts/base.html", layout,
		"layouts/print.html", `print: {{template "main" .}}`,
		"pages/act/act.html", "{{/* layout: print */}}\n{{define \"main\"}}act{{end}}",
	))
	if got := render(t, set, "act", nil); got != "print: act" {
		t.Errorf("got %q", got)
	}
}

func TestLaterLayersWinFileByFile(t *testing.T) {
	base := theme("layouts/base.html", layout, "partials/card.html", "base", "notes/x.html", "{{broken",
		"pages/home/home.html", `{{define "main"}}{{template "card"}}{{end}}`)
	set := load(t, base, theme("partials/card.html", "town", "partials/card.html~", "{{broken", "partials/.card.html.swp", "x"))
	if got := render(t, set, "home", nil); !strings.Contains(got, "town") {
		t.Errorf("the overlay is not used: %s", got)
	}
}

func TestEveryBrokenTemplateIsNamedAtOnce(t *testing.T) {
	got := loadError(t, theme(
		"layouts/base.html", layout,
		"partials/a.html", "one\n{{if}}",
		"partials/twin.html", `{{define "same"}}1{{end}}`,
		"partials/zwin.html", `{{define "same"}}2{{end}}`,
		"pages/b/b.html", "{{define \"main\"}}\n\n{{nosuch .}}{{end}}",
		"pages/c/c.html", "{{define \"main\"}}\n{{template \"missing\" .}}{{end}}",
		"pages/d/d.html", "stray",
		"pages/e/e.html", "{{/* layout: none */}}{{define \"main\"}}{{end}}",
		"pages/f/g.html", "",
		"pages/h/h.html", "{{define \"main\"}}{{if .}}<a href=\"{{else}}<b{{end}}{{end}}",
		"assets/run.exe", "x",
	))
	for _, want := range []string{
		"partials/a.html:2: missing value for if",
		`partials/zwin.html: template "same" is already in partials/twin.html`,
		`pages/b/b.html:3: function "nosuch" not defined`,
		`pages/c/c.html:2: there is no template "missing"`,
		"pages/d/d.html:1: a page consists of definitions",
		"pages/e/e.html:1: there is no layouts/none.html",
		"pages/f/g.html: a page is pages/NAME/NAME.html",
		"pages/h/h.html",
		"assets/run.exe",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not reported: %s\nin:\n%s", want, got)
		}
	}
}

func TestNoHalfPages(t *testing.T) {
	set := load(t, theme("layouts/base.html", layout,
		"pages/home/home.html", `{{define "main"}}before {{.Missing.Deep}}{{end}}`))
	var out bytes.Buffer
	if err := set.Render(&out, "home", struct{}{}); err == nil {
		t.Error("a missing field must fail")
	}
	if out.Len() != 0 {
		t.Errorf("half a page was written: %q", out.String())
	}
	if err := set.Render(&out, "nosuch", nil); err == nil {
		t.Error("a missing page must fail")
	}
}

func TestFunctions(t *testing.T) {
	set := load(t, theme("layouts/base.html", `{{template "main" .}}`, "assets/app.js", "1",
		"pages/home/home.html", `{{define "main"}}`+
			`{{with args "A" 1 "B" "x"}}{{.A}}{{.B}}{{end}} {{sub 3 1}} {{range list "p" "q"}}{{.}}{{end}} `+
			`{{urlpath "/en/" "a/b" "č"}} {{asset "app.js"}}{{end}}`))
	if got, want := render(t, set, "home", nil), "1x 2 pq /en/a%2Fb/%C4%8D /assets/app.6b86b273ff34.js"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, main := range map[string]string{
		"args":  `{{args "A"}}`,
		"name":  `{{args 1 2}}`,
		"seq":   `{{seq 100000}}`,
		"asset": `{{asset "nosuch.js"}}`,
	} {
		broken := load(t, theme("layouts/base.html", `{{template "main" .}}`,
			"pages/home/home.html", `{{define "main"}}`+main+`{{end}}`))
		if err := broken.Render(new(bytes.Buffer), "home", nil); err == nil {
			t.Errorf("%s must fail", name)
		}
	}
}

func TestTextKeys(t *testing.T) {
	set := load(t, theme("layouts/base.html", layout,
		"partials/card.html", "\n{{.Page.T \"card.more\"}}{{$x := .}}{{$x.T \"card.more\" 1}}{{.Title \"no\"}}",
		"pages/home/home.html", `{{define "main"}}{{if (eq (.T "home.title") "")}}{{end}}{{.T .Key}}{{end}}`))
	keys := set.TextKeys("T")
	if len(keys) != 2 || len(keys["card.more"]) != 2 || len(keys["home.title"]) != 1 {
		t.Fatalf("keys %v", keys)
	}
	if use := keys["card.more"][0]; use.File != "partials/card.html" || use.Line != 2 {
		t.Errorf("place %+v", use)
	}
}
