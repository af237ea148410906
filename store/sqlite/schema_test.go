package sqlite

import (
	"database/sql"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"herald/content"
	"herald/internal/fault"
	"herald/store/storetest"
)

// bare opens a file without bringing it to any schema.
func bare(t *testing.T, path string) *Store {
	t.Helper()
	s := &Store{path: path, projector: storetest.Projector()}
	if err := s.connect(false); err != nil {
		t.Fatal(err)
	}
	return s
}

func schemaOf(t *testing.T, s *Store) (lines []string) {
	t.Helper()
	err := s.read(t.Context(), func(x *tx) error {
		return x.each(func(r *sql.Rows) error {
			var line string
			err := r.Scan(&line)
			lines = append(lines, line)
			return err
		}, "SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY 1")
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestFreshEqualsUpgraded(t *testing.T) {
	fresh := bare(t, filepath.Join(t.TempDir(), "fresh.db"))
	defer fresh.Close()
	if err := fresh.migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= len(steps()); n++ {
		path := filepath.Join(t.TempDir(), "old.db")
		old := bare(t, path)
		if err := old.migrateTo(t.Context(), steps()[:n]); err != nil {
			t.Fatal(err)
		}
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		again := bare(t, path)
		if err := again.migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(schemaOf(t, again), schemaOf(t, fresh)) {
			t.Errorf("the schema upgraded from step %d differs from a fresh one", n)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new.db")
	s := bare(t, path)
	if err := s.migrateTo(t.Context(), append(steps(), step{"0099_future", "CREATE TABLE future (x)"})); err != nil {
		t.Fatal(err)
	}
	s.Close()
	for _, readOnly := range []bool{false, true} {
		_, err := Open(t.Context(), path, storetest.Projector(), Options{ReadOnly: readOnly})
		if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "0099_future") || !strings.Contains(err.Error(), "run that version") {
			t.Errorf("read-only %v: %v", readOnly, err)
		}
	}
}

func TestEditedStepIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "edited.db")
	s := bare(t, path)
	edited := steps()
	edited[0].sql += "-- edited"
	if err := s.migrateTo(t.Context(), edited); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(t.Context(), path, storetest.Projector(), Options{}); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), edited[0].name) {
		t.Fatal(err)
	}
}

func TestForeignFilesAreRefused(t *testing.T) {
	folder := t.TempDir()
	other := filepath.Join(folder, "other.db")
	db, err := sql.Open("sqlite", "file:"+other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE x (y)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	text := filepath.Join(folder, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("this is no database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{other, text, folder, filepath.Join(folder, "none", "a.db")} {
		if _, err := Open(t.Context(), path, storetest.Projector(), Options{}); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := Open(t.Context(), filepath.Join(folder, "absent.db"), storetest.Projector(), Options{ReadOnly: true}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("read-only, absent: %v", err)
	}
	if body, err := os.ReadFile(text); err != nil || !strings.HasPrefix(string(body), "this is no database") {
		t.Error("a foreign file was written to")
	}
}

func TestFileIsPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	open(t, path, storetest.Projector())
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", suffix, info.Mode())
		}
	}
}

// TestOtherProjectorProjectsAgain: a changed Site or Type is in every list as
// soon as the store has been opened with it, but never by a read-only open.
func TestOtherProjectorProjectsAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	commitOne(t, open(t, path, storetest.Projector()), "d1")
	other := storetest.Projector()
	other.Sites["public"].Audience = content.Staff
	q := content.Query{Audiences: []string{content.Staff}, Now: storetest.Epoch}
	for _, c := range []struct{ readOnly, want bool }{{true, false}, {false, true}, {true, true}} {
		told := 0
		s, err := Open(t.Context(), path, other, Options{ReadOnly: c.readOnly, Progress: func(int, int) { told++ }})
		if err != nil {
			t.Fatal(err)
		}
		n, err := s.Count(t.Context(), q)
		if err != nil || (n > 0) != c.want || (told > 0) != (c.want && !c.readOnly) {
			t.Errorf("%+v: %d rows, told %d times, %v", c, n, told, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// commitOne publishes one news Document at the head.
func commitOne(t testing.TB, s *Store, id content.ID) content.Change {
	t.Helper()
	at, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, texts := storetest.Change(content.NewID(), storetest.Published(id, "news", "Naujiena "+string(id), storetest.Epoch))
	c, err = s.Commit(t.Context(), at, c, texts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
