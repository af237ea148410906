package sqlite

import (
	"os"
	"path/filepath"
	"testing"

	"herald/content"
	"herald/internal/fault"
	"herald/store/storetest"
)

func TestBackup(t *testing.T) {
	folder := t.TempDir()
	s := open(t, filepath.Join(folder, "a.db"), storetest.Projector())
	for i := range 20 {
		commitOne(t, s, storetest.ID(i))
	}
	// The server goes on writing while the copy is made.
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 20 {
			c, texts := storetest.Change(content.NewID(), storetest.Published(storetest.ID(100+i), "news", "Toliau", storetest.Epoch))
			if _, err := s.Commit(t.Context(), content.Position(20+i), c, texts); err != nil {
				t.Error(err)
			}
		}
	}()
	file := filepath.Join(folder, "copy", "herald.db")
	if err := s.Backup(t.Context(), file); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("into a folder that is not there: %v", err)
	}
	if err := os.Mkdir(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	<-done
	if err := s.Backup(t.Context(), file); !fault.Is(err, fault.Invalid) {
		t.Fatalf("over a file that is there: %v", err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v %v", info, err)
	}
	if rest, err := os.ReadDir(filepath.Dir(file)); err != nil || len(rest) != 1 {
		t.Fatalf("left beside the backup: %v %v", rest, err)
	}
	restored := open(t, file, storetest.Projector())
	if found := verify(t, restored, false); len(found) > 0 {
		t.Fatalf("the copy does not verify: %+v", found)
	}
	head, err := restored.Head(t.Context())
	if err != nil || head < 20 {
		t.Fatalf("the copy is at %d, %v", head, err)
	}
	want, err := s.Changes(t.Context(), 0, int(head))
	if err != nil {
		t.Fatal(err)
	}
	have, err := restored.Changes(t.Context(), 0, 100)
	if err != nil || len(have) != len(want) {
		t.Fatalf("%d changes, want %d, %v", len(have), len(want), err)
	}
	commitOne(t, restored, "dnew")
}
