package mongo

import (
	"os"
	"path/filepath"
	"testing"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/mongotest"
	"herald/store/storetest"
)

// TestABackupComesBack: the same log, entry for entry, and the same rows; a file that
// is cut off and a database that holds something are refused.
func TestABackupComesBack(t *testing.T) {
	s := open(t, mongotest.Database(t), storetest.Projector())
	for i := range 3 {
		c, texts := storetest.Change(content.NewID(), storetest.Published(storetest.ID(i), "news", "Žinia", storetest.Epoch))
		_, err := s.Commit(t.Context(), content.Position(i), c, texts)
		must(t, err)
	}
	must(t, s.AddShare(t.Context(), content.Share{ID: storetest.ID(9), Token: content.Sum([]byte("x")), Document: storetest.ID(1), Locale: "lt"}))
	file := filepath.Join(t.TempDir(), "backup")
	must(t, s.Backup(t.Context(), file))
	wants(t, s.Backup(t.Context(), file), fault.Invalid, "a backup over another")
	wants(t, s.Restore(t.Context(), file, nil), fault.Conflict, "restore over a log")

	whole, err := os.ReadFile(file)
	must(t, err)
	cut := filepath.Join(t.TempDir(), "cut")
	must(t, os.WriteFile(cut, whole[:len(whole)-7], 0o600))
	wants(t, open(t, mongotest.Database(t), storetest.Projector()).Restore(t.Context(), cut, nil), fault.Invalid, "restore of half a file")

	back := open(t, mongotest.Database(t), storetest.Projector())
	must(t, back.Restore(t.Context(), file, nil))
	was, err := s.Changes(t.Context(), 0, 10)
	must(t, err)
	is, err := back.Changes(t.Context(), 0, 10)
	must(t, err)
	if len(is) != 3 {
		t.Fatalf("%d changes came back", len(is))
	}
	for i := range was {
		_, before := was[i].Entry()
		if _, after := is[i].Entry(); after != before {
			t.Errorf("change %d has another hash", i+1)
		}
	}
	if all, err := back.SharesOf(t.Context(), storetest.ID(1), "lt"); err != nil || len(all) != 1 {
		t.Errorf("links: %v, %v", all, err)
	}
	if findings, err := back.Verify(t.Context(), false, nil); err != nil || len(findings) > 0 {
		t.Errorf("verify: %v, %v", findings, err)
	}
}
