package view_test

import (
	"strings"
	"testing"

	"herald/internal/view"
)

// script gives what is served for the script of that name, and its address.
func script(t *testing.T, set *view.Set, name string) (text, address string) {
	t.Helper()
	address, err := set.Asset(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(set.Assets()[address].Bytes), address
}

func TestScriptsImportEachOtherByFingerprint(t *testing.T) {
	leaf := "export const one = 1;\nconst not = 'import \"./x.js\"';\n"
	set := load(t, theme("assets/leaf.js", leaf, "assets/parts/branch.js", "export { one } from '../leaf.js';\n",
		"assets/app.js", "import { one } from \"./leaf.js\";\nimport {\n  one as two,\n} from \"./parts/branch.js\";\nimport \"./leaf.js\";\nexport const all = \"./leaf.js\";\n"))
	got, leafAddress := script(t, set, "leaf.js")
	if got != leaf {
		t.Errorf("a script without imports is served as %q", got)
	}
	branch, branchAddress := script(t, set, "parts/branch.js")
	if branch != "export { one } from '"+leafAddress+"';\n" {
		t.Errorf("branch.js is served as %q", branch)
	}
	app, _ := script(t, set, "app.js")
	want := "import { one } from \"" + leafAddress + "\";\nimport {\n  one as two,\n} from \"" + branchAddress + "\";\nimport \"" + leafAddress + "\";\nexport const all = \"./leaf.js\";\n"
	if app != want {
		t.Errorf("got  %s\nwant %s", app, want)
	}
}

func TestScriptGetsAnotherAddressWithWhatItImports(t *testing.T) {
	address := func(leaf string) string {
		_, address := script(t, load(t, theme("assets/z.js", leaf, "assets/b.js", "export * from \"./z.js\";", "assets/a.js", "import \"./b.js\";")), "a.js")
		return address
	}
	if one, again := address("1"), address("1"); one != again || one == address("2") {
		t.Error("a browser would keep a script that imports what is no longer there")
	}
}

func TestScriptsLoadNothingFromElsewhere(t *testing.T) {
	for source, want := range map[string]string{
		"\nimport x from \"https://cdn.example/x.js\";": "assets/a.js:2: \"https://cdn.example/x.js\" is not imported",
		"import x from \"lib\";":                        "is not imported",
		"import \"./gone.js\";":                         "there is no script \"./gone.js\"",
		"import \"./note.txt\";":                        "there is no script",
		"import \"../../x.js\";":                        "there is no script",
		"import \"./b/c.js\";":                          "imports this script itself",
	} {
		got := loadError(t, theme("assets/a.js", source, "assets/b/c.js", "import \"../a.js\";", "assets/note.txt", ""))
		if !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", source, got, want)
		}
	}
}
