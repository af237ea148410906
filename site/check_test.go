package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"herald/internal/htmlcheck"
	"herald/themes"
)

func TestTemplatesFitTheirPages(t *testing.T) {
	if err := Check(themes.Civic()); err != nil {
		t.Fatal(err)
	}
}

// second is a theme that a designer made: one partial, one colour, one page.
var second = fstest.MapFS{
	"theme.toml":             {Data: []byte("name = \"second\"\n[light]\naccent = \"#7a1f3d\"\n")},
	"partials/brand.html":    {Data: []byte(`<a class="brand" href="{{.HomeURL}}">{{.Site.Name}}: our own</a>`)},
	"pages/topic/topic.html": {Data: []byte(`{{define "content"}}<h1>{{.Title}}</h1><ul>{{range .Items}}<li><a href="{{.URL}}">{{.Text}}</a></li>{{end}}</ul>{{end}}`)},
	"pages/news/news.html":   {Data: []byte(`{{define "content"}}<h1>{{.Title}}</h1>{{with .Field "picture"}}{{.Label}}{{end}}{{.Body}}<p>{{.T "nav.home"}}</p>{{end}}`)},
}

func TestADesignerNeedsNoGo(t *testing.T) {
	theme, err := themes.Load(second)
	if err != nil {
		t.Fatal(err)
	}
	s := newArvena(newTown(t))
	app := s.serve(func(c *Config) { c.Theme = theme })
	for address, want := range map[string]string{"/en/topics/budget": "Budget for 2027 adopted", "/en/news/bridge": "our own", "/lt/temos/budget": "our own"} {
		a := get(t, app, address)
		htmlcheck.Page(t, []byte(a.body))
		if !strings.Contains(a.body, want) {
			t.Errorf("%s does not say %q", address, want)
		}
	}
}

func TestABrokenThemeIsRefusedAtTheStart(t *testing.T) {
	for file, broken := range map[string]string{
		"partials/brand.html:2": "<p>\n{{.Nothing}}</p>",
		"partials/brand.html:1": `{{range .Title}}{{end}}`,
	} {
		theme, err := themes.Load(fstest.MapFS{"partials/brand.html": {Data: []byte(broken)}})
		if err != nil {
			t.Fatal(err)
		}
		tw := newTown(t)
		config := tw.site("public").config
		config.Theme = theme
		if _, err := New(config); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("got %v, want %s", err, file)
		}
	}
}
