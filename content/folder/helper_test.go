package folder_test

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"herald/content"
	"herald/content/folder"
	"herald/i18n"
)

var types = content.ShippedTypes()

var now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func sites() content.Sites {
	return content.Sites{
		"town":     {Name: "town", Locales: i18n.Shipped(), Audience: content.Public},
		"intranet": {Name: "intranet", Locales: []i18n.Locale{"en", "lt"}, Audience: content.Staff},
	}
}

// memory is a Sink that keeps what is written.
type memory fstest.MapFS

type entry struct {
	bytes.Buffer
	into memory
	name string
}

func (m memory) Create(name string) (io.WriteCloser, error) { return &entry{into: m, name: name}, nil }

func (e *entry) Close() error {
	e.into[e.name] = &fstest.MapFile{Data: e.Bytes()}
	return nil
}

// same fails the test where two imports differ, and says in which file.
func same(t *testing.T, a, b memory) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if b[name] == nil {
			t.Errorf("%s is lost", name)
		} else if !bytes.Equal(a[name].Data, b[name].Data) {
			t.Errorf("%s differs:\n--- first\n%s\n--- second\n%s", name, a[name].Data, b[name].Data)
		}
	}
	for name := range b {
		if a[name] == nil {
			t.Errorf("%s is new", name)
		}
	}
}

func read(fsys fs.FS) *folder.Reader {
	return folder.Read(fsys, types, sites(), folder.Options{Now: now})
}

// lines gives every Problem of an import, a warning marked as one.
func lines(r *folder.Reader) []string {
	var all []string
	note := func(problems []folder.Problem) {
		for _, p := range problems {
			s := p.Error()
			if p.Warning {
				s = "warning " + s
			}
			all = append(all, s)
		}
	}
	for _, problems := range r.All() {
		note(problems)
	}
	_, problems := r.Redirects()
	note(problems)
	return all
}

// all reads an import that must be without Problems.
func all(t *testing.T, fsys fs.FS) []*folder.Document {
	t.Helper()
	var docs []*folder.Document
	for d, problems := range read(fsys).All() {
		for _, p := range problems {
			t.Errorf("problem: %v", p)
		}
		if d != nil {
			docs = append(docs, d)
		}
	}
	return docs
}

func write(t *testing.T, fsys fs.FS, docs ...*folder.Document) memory {
	t.Helper()
	out := memory{}
	w := folder.NewWriter(out, types)
	w.Site = "town"
	for _, d := range docs {
		open := func(name string) (io.ReadCloser, error) { return d.Open(fsys, name) }
		if err := w.Write(*d, open); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// archive reads a case: "-- name --" lines divide files.
func archive(t *testing.T, file string) memory {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out, name := memory{}, ""
	for line := range strings.SplitAfterSeq(string(raw), "\n") {
		if inner, ok := strings.CutPrefix(strings.TrimSuffix(line, " --\n"), "-- "); ok && strings.HasSuffix(line, " --\n") {
			name = inner
			out[name] = &fstest.MapFile{}
		} else if name != "" {
			out[name].Data = append(out[name].Data, line...)
		}
	}
	return out
}

func cases(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases at %s: %v", pattern, err)
	}
	return files
}
