package folder_test

import (
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"herald/content"
	"herald/content/folder"
)

// twice writes, reads and writes again, and gives the first bytes.
func twice(t *testing.T, fsys fs.FS) memory {
	t.Helper()
	first := write(t, fsys, all(t, fsys)...)
	second := write(t, fstest.MapFS(first), all(t, fstest.MapFS(first))...)
	same(t, first, second)
	return first
}

// TestReal reads texts of real administrations, where they are at hand.
func TestReal(t *testing.T) {
	const real = "../../../shared/real"
	if _, err := os.Stat(real); err != nil {
		t.Skip("the real texts are not here: skipped")
	}
	fsys := os.DirFS(real)
	docs := all(t, fsys)
	if len(docs) == 0 {
		t.Fatal("no document")
	}
	out := twice(t, fsys)
	for _, d := range docs {
		for _, tr := range d.Translations {
			raw, err := fs.ReadFile(fsys, tr.File)
			if err != nil {
				t.Fatal(err)
			}
			_, body, _ := strings.Cut(strings.TrimPrefix(string(raw), "+++\n"), "\n+++\n")
			if _, kept, _ := strings.Cut(string(out[tr.File].Data), "\n+++\n"); normal(kept) != normal(body) {
				t.Errorf("%s: the body is not kept", tr.File)
			}
		}
	}
}

func normal(body string) string {
	return string(content.Words{Body: body}.Encode().Body)
}

// TestGood goes through testdata/good: each case is an import, which writing
// must bring to the files under "want/", where those are given, and keep so.
func TestGood(t *testing.T) {
	for _, file := range cases(t, "testdata/good/*.txtar") {
		t.Run(file, func(t *testing.T) {
			in, want := memory{}, memory{}
			for name, f := range archive(t, file) {
				if inner, ok := strings.CutPrefix(name, "want/"); ok {
					want[inner] = f
				} else {
					in[name] = f
				}
			}
			if len(want) == 0 {
				want = in
			}
			same(t, want, twice(t, fstest.MapFS(in)))
		})
	}
}

// What a Document holds is what was written, for Documents of every Type with
// values of every kind.
func TestGenerated(t *testing.T) {
	kinds := map[content.Kind]bool{}
	for seed := range uint64(200) {
		for _, typ := range types.All() {
			g := newGenerator(seed, typ)
			want := g.document()
			for k := range g.kinds {
				kinds[k] = true
			}
			out := memory{}
			w := folder.NewWriter(out, types)
			if err := w.Write(want, g.open); err != nil {
				t.Fatal(err)
			}
			docs := all(t, fstest.MapFS(out))
			if len(docs) != 1 {
				t.Fatalf("seed %d, type %s: %d documents\n%s", seed, typ.Name, len(docs), dump(out))
			}
			if got := clean(*docs[0]); !reflect.DeepEqual(got, clean(want)) {
				t.Fatalf("seed %d, type %s: differs\ngot  %s\nwant %s\n%s", seed, typ.Name, asJSON(got), asJSON(clean(want)), dump(out))
			}
			again := memory{}
			if err := folder.NewWriter(again, types).Write(*docs[0], g.open); err != nil {
				t.Fatal(err)
			}
			same(t, out, again)
		}
	}
	for _, k := range content.Kinds() {
		if !kinds[k] {
			t.Errorf("no value of kind %s was tried", k)
		}
	}
}

// clean leaves what a caller sees, normalised as texts are kept.
func clean(d folder.Document) folder.Document {
	out := folder.Document{Site: d.Site, Type: d.Type, Folder: d.Folder, Name: d.Name, ID: d.ID, Source: d.Source, Files: d.Files}
	out.Facts, _ = content.DecodeFacts(d.Facts.Encode().Body)
	for _, tr := range d.Translations {
		tr.File = ""
		tr.Words, _ = content.DecodeWords(tr.Words.Encode().Body)
		out.Translations = append(out.Translations, tr)
	}
	return out
}

func asJSON(v any) string {
	body, _ := json.Marshal(v)
	return string(body)
}

func dump(m memory) string {
	var out strings.Builder
	for name, f := range m {
		out.WriteString("-- " + name + " --\n" + string(f.Data))
	}
	return out.String()
}

// Two Sites may each have a page of one name; both come back as they were.
func TestOneNameTwoSites(t *testing.T) {
	out := memory{}
	w := folder.NewWriter(out, types)
	w.Site = "town"
	for _, site := range []string{"town", "intranet", "intranet"} {
		d := folder.Document{Site: site, Type: "page", Name: "about", Source: "en",
			Translations: []folder.Translation{{Locale: "en"}}}
		if err := w.Write(d, nil); err != nil {
			t.Fatal(err)
		}
	}
	delete(out, "page/about.2/en.md")
	var got []string
	for _, d := range all(t, fstest.MapFS(out)) {
		got = append(got, d.Folder+" "+d.Site+" "+d.Name+" "+d.Facts.Name)
	}
	want := []string{"about town about about", "about.intranet intranet about about"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDir(t *testing.T) {
	place := t.TempDir()
	root, err := os.OpenRoot(place)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	d := folder.Document{Type: "page", Name: "about", Site: "town", Source: "en",
		Translations: []folder.Translation{{Locale: "en"}}, Files: []folder.File{{Name: "a/b.txt", Size: 1}}}
	w := folder.NewWriter(folder.Dir(root), types)
	open := func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("x")), nil }
	if err := w.Write(d, open); err != nil {
		t.Fatal(err)
	}
	docs := all(t, os.DirFS(place))
	if len(docs) != 1 || len(docs[0].Files) != 1 || docs[0].Files[0] != d.Files[0] {
		t.Errorf("read back: %+v", docs)
	}
}

func TestWriteRefuses(t *testing.T) {
	page := []folder.Translation{{Locale: "en"}}
	for name, d := range map[string]folder.Document{
		"unknown type":   {Type: "../moon", Name: "a", Translations: page},
		"no translation": {Type: "page", Name: "a"},
		"traversal":      {Type: "page", Name: "a", Translations: page, Files: []folder.File{{Name: "../x"}}},
		"nothing to read with": {Type: "page", Name: "b", Translations: page,
			Files: []folder.File{{Name: "x"}}},
	} {
		if err := folder.NewWriter(memory{}, types).Write(d, nil); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}

func TestRedirects(t *testing.T) {
	list := []folder.Redirect{
		{Old: "/b?x=1,2", Gone: true},
		{Old: "/a", Document: "page/a"},
		{Old: "/c", Document: "doc:0123456789ab", File: `x "y".pdf`},
	}
	out := memory{}
	if err := folder.NewWriter(out, types).Redirects(list); err != nil {
		t.Fatal(err)
	}
	want := "old,to\n/a,page/a\n\"/b?x=1,2\",gone\n/c,\"doc:0123456789ab/files/x \"\"y\"\".pdf\"\n"
	if got := string(out["redirects.csv"].Data); got != want {
		t.Errorf("written:\n%s\nwant:\n%s", got, want)
	}
	got, problems := read(fstest.MapFS(out)).Redirects()
	back := []folder.Redirect{list[1], list[0], list[2]}
	for i := range back {
		back[i].Line = i + 2
	}
	if len(problems) > 0 || !reflect.DeepEqual(got, back) {
		t.Errorf("read back %+v, %v", got, problems)
	}
}
