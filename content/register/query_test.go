package register_test

import (
	"context"
	"encoding/base64"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/content/register"
)

func parse(typ, query string) (content.Filter, []content.Issue) {
	values := map[string]string{}
	for _, pair := range strings.Fields(query) {
		name, value, _ := strings.Cut(pair, "=")
		values[name] = value
	}
	return register.ParseFilter(func(n string) string { return values[n] }, types.Get(typ), content.Public)
}

func TestFilterRoundTrip(t *testing.T) {
	for _, c := range []struct{ typ, query, want string }{
		{"act", "", ""},
		{"act", "kind=decision", "kind=decision"},
		{"act", "year=2026 topic=0123456789t1 organization=0123456789rs", "organization=0123456789rs&topic=0123456789t1&year=2026"},
		{"act", "from=2026 to=2026-02", "from=2026&to=2026-02-28"},
		{"act", "to=2028-02", "to=2028-02-29"},
		{"agreement", "country=LT renewal=tacit", "country=LT&renewal=tacit"},
		{"act", "sort=title kind=order", "kind=order&sort=title"},
		{"act", "sort=date-asc", "sort=date-asc"},
		{"act", "sort=date", ""},
		{"act", "utm_source=x page=3 number=5 from=", ""},
	} {
		f, issues := parse(c.typ, c.query)
		if len(issues) > 0 {
			t.Errorf("%s: issues %v", c.query, issues)
		}
		got := register.Encode(types.Get(c.typ), f).Encode()
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
		again, _ := register.ParseFilter(register.Encode(types.Get(c.typ), f).Get, types.Get(c.typ), content.Public)
		if !reflect.DeepEqual(again, f) {
			t.Errorf("%s: read back as %+v, want %+v", c.query, again, f)
		}
	}
}

func TestBadValuesAreNamedAndLeftOut(t *testing.T) {
	for query, field := range map[string]string{
		"kind=verdict":                  "kind",
		"year=26":                       "year",
		"year=0000":                     "year",
		"year=2026-01":                  "year",
		"from=2026-02-30":               "from",
		"to=unknown":                    "to",
		"to=yesterday":                  "to",
		"from=2026-05-01 to=2026-04-30": "to",
		"topic=Vanduo":                  "topic",
		"organization=../../x":          "organization",
		"after=!!!":                     "after",
		"sort=number":                   "sort",
		"sort=order":                    "sort",
	} {
		f, issues := parse("act", query)
		if len(issues) != 1 || issues[0].Field != field || issues[0].Key == "" {
			t.Errorf("%s: issues %v, want one of %s", query, issues, field)
		}
		if register.Encode(types.Get("act"), f).Get(field) != "" {
			t.Errorf("%s: the bad value stayed in %+v", query, f)
		}
	}
	if _, issues := parse("agreement", "country=lt"); len(issues) != 1 {
		t.Errorf("country: %v", issues)
	}
}

func TestCursor(t *testing.T) {
	f, _ := parse("act", "kind=order")
	f.After = content.Cursor{Key: "2026-01-01 \x00\xff\n", Document: act0}
	v := register.Encode(types.Get("act"), f)
	if strings.Trim(v.Get("after"), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		t.Fatalf("cursor %q needs escaping", v.Get("after"))
	}
	again, issues := register.ParseFilter(v.Get, types.Get("act"), content.Public)
	if len(issues) > 0 || again.After != f.After {
		t.Errorf("read back as %q, %v", again.After, issues)
	}
	encode := base64.RawURLEncoding.EncodeToString
	for name, bad := range map[string]string{
		"of another order": v.Get("after"),
		"line end":         v.Get("after") + "\n",
		"no id":            encode([]byte("date  x")),
		"bad id":           encode([]byte("date 0123456789u0 x")),
		"one part":         encode([]byte("date")),
		"endless":          strings.Repeat("A", 9000),
	} {
		typ := "act"
		if name == "of another order" {
			typ = "news"
		}
		f, issues := register.ParseFilter(func(n string) string { return map[string]string{"after": bad}[n] }, types.Get(typ), content.Public)
		if len(issues) != 1 || f.After != (content.Cursor{}) {
			t.Errorf("%s: %v %+v", name, issues, f.After)
		}
	}
}

func TestWith(t *testing.T) {
	f, _ := parse("act", "kind=order year=2026")
	f.After = content.Cursor{Key: "x", Document: act0}
	g := register.With(register.With(f, "kind", "decree"), "year", "")
	if got := register.Encode(types.Get("act"), g).Encode(); got != "kind=decree" {
		t.Errorf("with: %s", got)
	}
	if f.Terms["kind"] != "order" || f.After.Key != "x" {
		t.Errorf("the first filter changed: %+v", f)
	}
	if got := register.Encode(types.Get("act"), register.With(g, "kind", "")).Encode(); got != "" {
		t.Errorf("without: %s", got)
	}
	if register.Chosen(types.Get("act"), f, "kind") != "order" || register.Chosen(types.Get("act"), f, "topic") != "" {
		t.Error("chosen")
	}
}

func TestFacetNames(t *testing.T) {
	if got := register.FacetNames(types.Get("agreement"), content.Public); !slices.Equal(got, []string{"topic", "organization", "year", "kind", "country", "renewal"}) {
		t.Errorf("facets %v", got)
	}
	typ, err := content.ParseType("name = \"x\"\nlisted = true\n[[fields]]\nname = \"year\"\nkind = \"number\"\nfacet = true\n" +
		"[[fields]]\nname = \"secret\"\nkind = \"text\"\nfacet = true\naudience = \"staff\"")
	if err != nil {
		t.Fatal(err)
	}
	if got := register.FacetNames(typ, content.Public); len(got) != 3 {
		t.Errorf("facets %v", got)
	}
	if got := register.FacetNames(typ, content.Staff); !slices.Contains(got, "secret") {
		t.Errorf("staff facets %v", got)
	}
}

// pages is a Lister of n entries.
type pages struct{ n, calls int }

func (p *pages) List(_ context.Context, f content.Filter) (content.Listing, error) {
	p.calls++
	var out content.Listing
	start := len(f.After.Key)
	for i := start; i < min(start+f.Limit, p.n); i++ {
		out.Items = append(out.Items, content.Reading{Edition: i})
	}
	if end := start + f.Limit; end < p.n {
		out.Next = content.Cursor{Key: strings.Repeat("x", end), Document: act0}
	}
	if p.n < 0 {
		return out, errors.New("store gone")
	}
	return out, nil
}

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 500, 1201} {
		seen := 0
		for r, err := range register.Each(t.Context(), &pages{n: n}, content.Filter{}) {
			if err != nil || r.Edition != seen {
				t.Fatalf("entry %d of %d: %d, %v", seen, n, r.Edition, err)
			}
			seen++
		}
		if seen != n {
			t.Errorf("%d of %d", seen, n)
		}
	}
	short := &pages{n: 2000}
	for range register.Each(t.Context(), short, content.Filter{}) {
		break
	}
	if short.calls != 1 {
		t.Errorf("%d pages read for one entry", short.calls)
	}
	for _, err := range register.Each(t.Context(), &pages{n: -1}, content.Filter{}) {
		if err == nil {
			t.Error("the error is lost")
		}
	}
}
