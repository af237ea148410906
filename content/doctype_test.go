package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"herald/content"
	"herald/i18n"
)

func TestShippedTypesStand(t *testing.T) {
	types, err := content.LoadTypes()
	if err != nil {
		t.Fatal(err)
	}
	want := "accessibility_statement act agreement event gallery home listing news notice organization page person policy press_release publication service session site topic unit"
	var got []string
	for _, typ := range types.All() {
		got = append(got, typ.Name)
		if typ.Listed {
			for _, l := range i18n.Shipped() {
				if typ.Slugs[l] == "" {
					t.Errorf("type %s is listed but has no slug in %s", typ.Name, l)
				}
			}
		}
	}
	if g := strings.Join(got, " "); g != want {
		t.Errorf("types are %s", g)
	}
}

func TestBrokenTypesAreRefusedWithReason(t *testing.T) {
	cases := map[string]string{
		`name = "x"` + "\nstepz = []": "unknown key",
		`name = "X"`:                  "lower-case",
		"name = \"x\"\n[[fields]]\nname = \"a\"\nkind = \"colours\"":                   "unknown kind",
		"name = \"x\"\n[[fields]]\nname = \"a\"\nkind = \"choice\"":                    "needs choices",
		"name = \"x\"\n[[fields]]\nname = \"a\"\nkind = \"group\"":                     "needs fields",
		"name = \"x\"\ndate = \"when\"":                                                "not there",
		"name = \"x\"\nsort = \"luck\"":                                                "not known",
		"name = \"x\"\nregister = true":                                                "must be listed",
		"name = \"x\"\n[slugs]\nlt = \"Žinios\"":                                       "not of the form",
		"name = \"x\"\n[slugs]\nxx = \"news\"":                                         "slugs",
		"name = \"x\"\nbody = \"maybe\"":                                               "optional",
		"name = \"x\"\n[[fields]]\nname = \"a\"\nkind = \"prose\"":                     "prose is words",
		"name = \"x\"\n[[fields]]\nname = \"a\"\nkind = \"text\"\naudience = \"boss\"": "audience",
	}
	for source, want := range cases {
		if _, err := content.ParseType(source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseType(%q) = %v, want an error with %q", source, err, want)
		}
	}
}

func TestAMunicipalityAddsAndReplacesTypes(t *testing.T) {
	own := fstest.MapFS{
		"tender.toml": {Data: []byte("name = \"tender\"\nsteps = [\"language\"]\nlisted = true\n[slugs]\nen = \"tenders\"")},
		"news.toml":   {Data: []byte("name = \"news\"\nsteps = [\"language\", \"director\"]\nlisted = true\n[slugs]\nen = \"news\"")},
	}
	types, err := content.LoadTypes(own)
	if err != nil {
		t.Fatal(err)
	}
	if types.Get("tender") == nil || len(types.Get("news").Steps) != 2 {
		t.Error("own types were not taken over")
	}
	clash := fstest.MapFS{"tender.toml": {Data: []byte("name = \"tender\"\nlisted = true\n[slugs]\nen = \"news\"")}}
	if _, err := content.LoadTypes(clash); err == nil || !strings.Contains(err.Error(), "both listed at en/news") {
		t.Errorf("two listings at one address gave %v", err)
	}
}
