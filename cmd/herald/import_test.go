package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// realTexts is a folder of real texts beside the project, where it is at hand.
func realTexts(t testing.TB) string {
	t.Helper()
	const dir = "../../../shared/real"
	if len(mustGlob(t, filepath.Join(dir, "*", "*", "*.md"))) == 0 {
		t.Skip("the folder of real texts, shared/real beside the project, is not here")
	}
	return dir
}

func mustGlob(t testing.TB, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestRoundTripOfRealTexts(t *testing.T) {
	t.Parallel()
	from := realTexts(t)
	for name, flags := range map[string][]string{"drafts": nil, "published": {"--publish"}} {
		t.Run(name, func(t *testing.T) {
			room := t.TempDir()
			in := func(data, from string) {
				must(t, append([]string{"import", "--data", filepath.Join(room, data), filepath.Join(from)}, flags...)...)
			}
			out := func(data, to string) { must(t, "export", "--data", filepath.Join(room, data), filepath.Join(room, to)) }
			in("a", from)
			out("a", "first")
			in("b", filepath.Join(room, "first"))
			out("b", "second")
			sameTree(t, filepath.Join(room, "first"), filepath.Join(room, "second"))
			if got := len(tree(t, filepath.Join(room, "first"))); got != len(mustGlob(t, filepath.Join(from, "*", "*", "*.md"))) {
				t.Errorf("%d files were exported", got)
			}
		})
	}
}

// connected is a folder whose Documents name each other in both directions.
var connected = map[string]string{
	"topic/budget/en.md":         "+++\ntitle = \"Budget\"\n+++\n",
	"organization/council/en.md": "+++\ntitle = \"City Council\"\n+++\n",
	"page/about/en.md":           "+++\ntitle = \"About us\"\nsource = true\norder = 2\n+++\n\nSee [the office](doc:page/office).\n",
	"page/about/lt.md":           "+++\ntitle = \"Apie mus\"\n+++\n\nTekstas.\n",
	"page/office/en.md":          "+++\ntitle = \"Office\"\nparent = \"page/about\"\ntopics = [\"topic/budget\"]\norganization = \"organization/council\"\n+++\n\nSee [about](doc:page/about).\n",
	"redirects.csv":              "old,to\n/old/office.php?id=7,page/office\n/old/gone,gone\n",
}

func TestImportResolvesNames(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, from := filepath.Join(room, "data"), filepath.Join(room, "in")
	write(t, from, connected)
	r := must(t, "import", "--publish", "--data", data, from)
	if !strings.Contains(r.out, "Imported 4 documents: 5 texts new, 0 changed, 5 published") {
		t.Errorf("said %q", r.out)
	}
	if !strings.Contains(r.err, "redirects.csv:3:") || strings.Contains(r.err, "redirects.csv:2:") || strings.Contains(r.err, "fields") {
		t.Errorf("warned %q", r.err)
	}
	again := must(t, "import", "--publish", "--data", data, from)
	if !strings.Contains(again.out, "0 texts new, 0 changed, 0 published; 4 documents unchanged") {
		t.Errorf("the second time said %q", again.out)
	}
	must(t, "export", "--data", data, filepath.Join(room, "out"))
	out := tree(t, filepath.Join(room, "out"))
	if office := out["page/office/en.md"]; !strings.Contains(office, "doc:") || strings.Contains(office, "doc:page/") ||
		!strings.Contains(office, `former = ["/old/office.php?id=7"]`) {
		t.Errorf("the office was exported as\n%s", office)
	}
	must(t, "import", "--publish", "--data", filepath.Join(room, "data2"), filepath.Join(room, "out"))
	must(t, "export", "--data", filepath.Join(room, "data2"), filepath.Join(room, "out2"))
	sameTree(t, filepath.Join(room, "out"), filepath.Join(room, "out2"))
}

func TestImportLeavesOutWhatItCannotRead(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, from := filepath.Join(room, "data"), filepath.Join(room, "in")
	write(t, from, map[string]string{
		"page/good/en.md":  aPage,
		"page/bad/en.md":   "+++\ntitle = \"Broken\n+++\n",
		"page/leans/en.md": "+++\ntitle = \"Leans\"\nparent = \"page/bad\"\n+++\n",
		"page/below/en.md": "+++\ntitle = \"Below\"\nparent = \"page/leans\"\n+++\n",
	})
	r := call(t, "import", "--data", data, from)
	if r.code != 1 {
		t.Fatalf("exit %d", r.code)
	}
	for _, want := range []string{"page/bad/en.md:2: ", `page/leans/en.md:3: no document "page/bad"`, `page/below/en.md:3: no document "page/leans"`,
		"herald: 3 problems; what they concern was left out, the rest was not"} {
		if !strings.Contains(r.err, want) {
			t.Errorf("%q does not say %q", r.err, want)
		}
	}
	must(t, "export", "--data", data, filepath.Join(room, "out"))
	if out := tree(t, filepath.Join(room, "out")); len(out) != 1 || out["page/good/en.md"] == "" {
		t.Errorf("exported %v", out)
	}
	must(t, "verify", "--data", data)
}

func TestCheckWritesNothing(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, from := filepath.Join(room, "data"), filepath.Join(room, "in")
	write(t, from, connected)
	r := must(t, "import", "--check", "--publish", "--data", data, from)
	if !strings.Contains(r.out, "nothing written") || !strings.Contains(r.out, "4 documents: 5 texts new") {
		t.Errorf("said %q", r.out)
	}
	if found := mustGlob(t, data); len(found) > 0 {
		t.Errorf("%v was made", found)
	}
	must(t, "import", "--publish", "--data", data, from)
	before := must(t, "audit", "verify", "--data", data).out
	write(t, from, map[string]string{"page/about/en.md": "+++\ntitle = \"About us all\"\nsource = true\n+++\n\nNew.\n"})
	if r := must(t, "import", "--check", "--publish", "--data", data, from); !strings.Contains(r.out, "1 changed") {
		t.Errorf("said %q", r.out)
	}
	if after := must(t, "audit", "verify", "--data", data).out; after != before {
		t.Errorf("the log changed: %s, %s", before, after)
	}
}

func TestAddressesStayAndNeverMeet(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, from := filepath.Join(room, "data"), filepath.Join(room, "in")
	write(t, from, map[string]string{
		"news/one/en.md": "+++\ntitle = \"Report\"\nsummary = \"s\"\n+++\n\nOne.\n",
		"news/two/en.md": "+++\ntitle = \"Report\"\nsummary = \"s\"\n+++\n\nTwo.\n",
	})
	must(t, "import", "--publish", "--data", data, from)
	write(t, from, map[string]string{"news/one/en.md": "+++\ntitle = \"The whole report\"\nsummary = \"s\"\n+++\n\nOne.\n"})
	must(t, "import", "--publish", "--data", data, from)
	must(t, "export", "--data", data, filepath.Join(room, "out"))
	out := tree(t, filepath.Join(room, "out"))
	if !strings.Contains(out["news/one/en.md"], `path = "news/report"`) || !strings.Contains(out["news/two/en.md"], `path = "news/two"`) {
		t.Errorf("exported\n%s\n%s", out["news/one/en.md"], out["news/two/en.md"])
	}
}
