package view_test

import (
	"errors"
	"html/template"
	"iter"
	"strings"
	"testing"

	"herald/internal/view"
)

type samplePage struct {
	Title    string
	Count    int64
	Body     template.HTML
	Item     item
	Pointer  *item
	Items    []item
	Groups   map[string][]*item
	Anything any
	Sections []section
	Pairs    iter.Seq2[string, item]
	Each     iter.Seq[item]
	hidden   string
	Menu     menu
	Check    func() bool
}

type menu struct {
	Label    string
	Children []menu
}

type section struct {
	Heading string
	Rows    [][]item
}

type item struct {
	Name string
	Tags []string
}

func (samplePage) T(string, ...any) string         { return "" }
func (samplePage) Locale() string                  { return "" }
func (samplePage) Pick(int, string) (*item, error) { return nil, nil }
func (samplePage) Wide(int64) int64                { return 0 }
func (samplePage) Two() (int, int)                 { return 0, 0 }
func (*samplePage) Only() string                   { return "" }
func (*item) Upper() string                        { return "" }

// checked is what the check finds in a main template with the partials.
func checked(t *testing.T, main string, partials ...string) error {
	t.Helper()
	files := []string{"layouts/base.html", `{{template "main" .}}`, "pages/p/p.html", `{{define "main"}}` + main + `{{end}}`}
	return load(t, theme(append(files, partials...)...)).Check("p", samplePage{})
}

func TestCheckAcceptsWhatRenders(t *testing.T) {
	_ = samplePage{}.hidden
	for _, main := range []string{
		`{{.Title}} {{.T "key"}} {{.T "key" "n" .Count}} {{.Body}} {{len .Items}}`,
		`{{range .Items}}{{.Name}}{{.Upper}}{{range .Tags}}{{.}}{{$.Title}}{{end}}{{else}}{{.Title}}{{end}}`,
		`{{range $key, $items := .Groups}}{{$key}}{{range $i, $item := $items}}{{$i}}{{$item.Name}}{{.Upper}}{{end}}{{end}}`,
		`{{with .Pointer}}{{.Name}}{{.Upper}}{{else with .Item}}{{.Name}}{{else}}{{.Title}}{{end}}`,
		`{{with $x := .Pick 1 "a"}}{{$x.Name}}{{end}} {{(.Pick 1 .Title).Name}} {{.Title | .Pick 3 | printf "%v"}}`,
		`{{.Anything.What.Ever}} {{range .Anything}}{{.X}}{{end}} {{.T .Anything}}`,
		`{{range .Sections}}{{.Heading}}{{range .Rows}}{{range .}}{{.Name}}{{end}}{{end}}{{end}}`,
		`{{(index .Items 0).Name}} {{(index .Groups "a" 0).Name}} {{slice .Title 1 2}}`,
		`{{range $k, $v := .Pairs}}{{len $k}}{{$v.Name}}{{end}}{{range .Pairs}}{{len .}}{{end}}{{range .Each}}{{.Name}}{{end}}`,
		`{{range 3}}{{add . 1}}{{end}}{{range $i := seq 2}}{{add $i 1}}{{end}}`,
		`{{$x := .Item}}{{if .Title}}{{$x = .Anything}}{{end}}{{$x.Whatever}}`,
		`{{if and .Title (eq .Count 3) (not .Items)}}{{or .Title "none" | len}}{{else if .Item.Name}}{{end}}`,
		`{{.Wide 3}} {{.Wide .Count}} {{call .Check}}`,
		`{{with args "Item" .Item "Page" $}}{{.Item.Name}}{{.Page.Title}}{{end}}`,
		`{{range list .Item .Item}}{{.Name}}{{.Upper}}{{end}}{{range list 1 "a"}}{{.}}{{end}}`,
		`{{range .Items}}{{if .Name}}{{continue}}{{end}}{{break}}{{end}}`,
		`{{print .Title .Count | printf "%s" | html}} {{.T "x" nil}}`,
	} {
		if err := checked(t, main); err != nil {
			t.Errorf("%s\n%v", main, err)
		}
	}
}

func TestCheckFindsMistakes(t *testing.T) {
	for main, want := range map[string]string{
		`{{.Titel}}`: "samplePage has no field or method Titel",
		"{{range .Sections}}\n{{range .Rows}}{{range .}}{{.Nmae}}{{end}}{{end}}{{end}}": "p.html:2: .Nmae: view_test.item has no field or method Nmae",
		`{{if .Title}}{{else}}{{.Oops}}{{end}}`:                                         "Oops",
		`{{with .Item}}{{else}}{{.Name}}{{end}}`:                                        "samplePage has no field or method Name",
		`{{range .Items}}{{else}}{{.Name}}{{end}}`:                                      "samplePage has no field or method Name",
		`{{range .Items}}{{.Title}}{{end}}`:                                             "item has no field or method Title",
		`{{range .Items}}{{$.Name}}{{end}}`:                                             "samplePage has no field or method Name",
		`{{.T}}`:                                                                        "T takes 1 arguments and is given 0",
		`{{.Locale "x"}}`:                                                               "Locale takes 0 arguments and is given 1",
		`{{.Pick 1}}`:                                                                   "Pick takes 2 arguments and is given 1",
		`{{.Pick "a" "b"}}`:                                                             "argument 1 of Pick is string and must be int",
		`{{.Title | .Pick "x"}}`:                                                        "argument 1 of Pick",
		`{{.Wide 1.5}}`:                                                                 "argument 1 of Wide is float64 and must be int64",
		`{{$n := 1}}{{.Wide $n}}`:                                                       "argument 1 of Wide is int and must be int64",
		`{{add .Count 1}}`:                                                              "argument 1 of add is int64 and must be int",
		`{{.Title "x"}}`:                                                                "Title is a field and takes no arguments",
		`{{range .Title}}{{end}}`:                                                       "cannot range over .Title of type string",
		`{{range $a, $b := .Item}}{{end}}`:                                              "cannot range over",
		`{{.Two}}`:                                                                      "Two returns 2 values",
		`{{.Only}}`:                                                                     "not reached by a pointer",
		`{{.Item.Upper}}`:                                                               "not reached by a pointer",
		`{{.hidden}}`:                                                                   "unexported field",
		`{{.Groups.a.Name}}`:                                                            "[]*view_test.item has no field or method Name",
		`{{len .Count}}`:                                                                "len of int64",
		`{{index .Item 1}}`:                                                             "cannot index",
		`{{(index .Items 0).Title}}`:                                                    "item has no field or method Title",
		`{{not .Title .Count}}`:                                                         "not is given 2 operands",
		`{{with $x := .Item}}{{$x.Titel}}{{end}}`:                                       "Titel",
		`{{if .Item.Titel}}{{end}}`:                                                     "Titel",
		`{{eq .Titel "x"}}`:                                                             "Titel",
		`{{.T "key" .Titel}}`:                                                           "Titel",
		`{{.Anything.F .Titel}}`:                                                        "Titel",
		`{{args "A"}}`:                                                                  "args needs a value",
		`{{args .Title 1}}`:                                                             "not a constant string",
		`{{with args "A" 1}}{{.B}}{{end}}`:                                              "there is no B in args(A int)",
		`{{with args "I" .Item}}{{.I.Titel}}{{end}}`:                                    "Titel",
		`{{range $k, $v := .Pairs}}{{$k.Name}}{{end}}`:                                  "string has no field or method Name",
		`{{1 2}}`:                           "1 takes no arguments",
		`{{$t := .Title}}{{$t 1}}`:          "$t takes no arguments",
		`{{range seq 2}}{{.Name}}{{end}}`:   "int has no field or method Name",
		`{{(.Pick 1 "a").Titel}}`:           "Titel",
		`{{range list .Item}}{{.T}}{{end}}`: "item has no field or method T",
	} {
		err := checked(t, main)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\ngot  %v\nwant %s", main, err, want)
		}
	}
}

func TestCheckFollowsPartials(t *testing.T) {
	err := checked(t, `{{range .Items}}{{template "card" .}}{{end}}{{template "row" args "I" .Item "P" .}}`,
		"partials/card.html", "<b>\n{{.Name}}{{.Titel}}</b>",
		"partials/row.html", "{{.I.Name}}{{.P.Title}}\n\n{{.P.Naem}}")
	if err == nil {
		t.Fatal("two mistakes must be found")
	}
	for _, want := range []string{"partials/card.html:2: .Titel", "partials/row.html:3: .P.Naem"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	var problem *view.Problem
	if !errors.As(err, &problem) || problem.Line == 0 {
		t.Errorf("the problems must be typed: %+v", problem)
	}
}

func TestCheckEndsOnRecursion(t *testing.T) {
	if err := checked(t, `{{template "menu" .Menu}}`,
		"partials/menu.html", `{{.Label}}{{range .Children}}{{template "menu" .}}{{end}}`); err != nil {
		t.Error(err)
	}
	if err := checked(t, `{{template "deep" args "Up" .}}`,
		"partials/deep.html", `{{template "deep" args "Up" .}}`); err != nil {
		t.Error(err)
	}
	if err := checked(t, `{{template "menu" .Menu}}`,
		"partials/menu.html", `{{range .Children}}{{template "menu" .}}{{.Lable}}{{end}}`); err == nil {
		t.Error("a mistake in a recursive partial must be found")
	}
}

func TestCheckWithPointerSample(t *testing.T) {
	set := load(t, theme("layouts/base.html", `{{.Only}}{{.Item.Upper}}`, "pages/p/p.html", `{{define "x"}}{{end}}`))
	if err := set.Check("p", &samplePage{}); err != nil {
		t.Error(err)
	}
	if err := set.Check("p", samplePage{}); err == nil {
		t.Error("methods of a pointer are not those of a value")
	}
	if set.Check("nosuch", nil) == nil {
		t.Error("a missing page must be an error")
	}
}
