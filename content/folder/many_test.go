package folder_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"herald/content/folder"
)

// An import of ten thousand Documents is read one at a time: what stays in
// memory is names, whatever the size of the texts.
func TestMany(t *testing.T) {
	if testing.Short() {
		t.Skip("writes fifty megabytes")
	}
	const n = 10_000
	body := make([]byte, 5_000)
	for i := range body {
		body[i] = 'a'
	}
	text := append([]byte("+++\ntitle = \"A\"\n+++\n"), body...)
	place := t.TempDir()
	for i := range n {
		dir := filepath.Join(place, "page", fmt.Sprintf("p%05d", i))
		if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, "en.md"), text, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	r := folder.Read(os.DirFS(place), types, sites(), folder.Options{Now: now})
	if r.Count() != n {
		t.Fatalf("counted %d", r.Count())
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	seen, last := 0, ""
	for d, problems := range r.All() {
		if d == nil || len(problems) > 0 || d.Folder <= last {
			t.Fatal(d, problems)
		}
		if seen, last = seen+1, d.Folder; seen == n {
			runtime.GC()
			runtime.ReadMemStats(&after)
		}
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); seen != n || grown > 16<<20 {
		t.Errorf("read %d, and %d bytes stay", seen, grown)
	}
}
