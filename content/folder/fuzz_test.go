package folder_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"herald/content/folder"
)

// FuzzFrontMatter reads any bytes as a file of the Type with the most kinds of
// fields. Reading never panics; what has no Problem comes back equal.
func FuzzFrontMatter(f *testing.F) {
	for _, pattern := range []string{"testdata/bad/*.txtar", "testdata/good/*.txtar"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			for part := range strings.SplitSeq(string(raw), " --\n") {
				text, _, _ := strings.Cut(part, "\n-- ")
				f.Add([]byte(text + "\n"))
			}
		}
	}
	f.Add([]byte("+++\nfields.number = \"\"\"\"\"x\\\n  \"\"\"\"\"\n[[fields.partners]]\nname='''a'''\n+++\n[x](<files/a b>)"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, typ := range []string{"act", "agreement", "event", "press_release"} {
			in := fstest.MapFS{typ + "/x/en.md": {Data: raw}, typ + "/x/files/a b": {}}
			for d, problems := range read(in).All() {
				for _, p := range problems {
					if p.Line > strings.Count(string(raw), "\n")+1 {
						t.Fatalf("no such line: %v", p)
					}
				}
				if d != nil {
					again(t, in, d)
				}
			}
		}
	})
}

func again(t *testing.T, in fstest.MapFS, d *folder.Document) {
	t.Helper()
	out := write(t, in, d)
	docs := all(t, fstest.MapFS(out))
	if len(docs) != 1 {
		t.Fatalf("lost in writing:\n%s", dump(out))
	}
	if got, want := clean(*docs[0]), clean(*d); !reflect.DeepEqual(got, want) {
		t.Fatalf("differs\ngot  %s\nwant %s\n%s", asJSON(got), asJSON(want), dump(out))
	}
}
