package sqlite

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"herald/content"
	"herald/store/storetest"
)

// holds lists the files of a folder with a word in them. Another process reads
// them: closing a file of SQLite's in this one would drop its locks.
func holds(t *testing.T, folder, word string) []string {
	t.Helper()
	out, err := exec.Command("grep", "-rlaF", word, folder).Output()
	if err != nil && len(out) > 0 {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

// secret commits a Document whose words, facet value, path and notes hold a
// secret, among others and after several saves, and gives its texts.
func secret(t *testing.T, s *Store, word string) (*storetest.Builder, []content.Text) {
	t.Helper()
	var given []content.Text
	b := storetest.New("d0", "agreement", "public", "lt")
	for i := range 30 {
		commitOne(t, s, storetest.ID(i))
		b.Draft("lt", content.Words{Title: word, Path: "sutartis", Body: strings.Repeat(word+" ", 1+100*i)},
			content.Facts{Fields: content.Fields{"number": content.One(word), "kind": content.One(word)}})
		c, texts := storetest.Change(content.NewID(), b.Publish("lt", storetest.Epoch))
		at, err := s.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Commit(t.Context(), at, c, texts); err != nil {
			t.Fatal(err)
		}
		given = append(given, texts...)
	}
	return b, given
}

// blanks gives each text that holds word without it.
func blanks(texts []content.Text, word string) []content.Text {
	var all []content.Text
	for _, x := range texts {
		if body := strings.ReplaceAll(string(x.Body), word, "pašalinta"); body != string(x.Body) {
			all = append(all, content.Text{Hash: x.Hash, Body: []byte(body), Redacted: true})
		}
	}
	return all
}

func TestRedactedWordsLeaveNoByte(t *testing.T) {
	const word = "SLAPTAVARDENIS"
	folder := t.TempDir()
	s := open(t, filepath.Join(folder, "herald.db"), storetest.Projector())
	b, texts := secret(t, s, word)
	if len(holds(t, folder, word)) == 0 {
		t.Fatal("the search finds nothing even before the redaction")
	}
	at, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	c, _ := storetest.Change(content.NewID(), b)
	if _, err := s.Commit(t.Context(), at, c, blanks(texts, word)); err != nil {
		t.Fatal(err)
	}
	if files := holds(t, folder, word); len(files) > 0 {
		t.Errorf("the words are still in %v", files)
	}
	// A sort key is a word in another spelling.
	key := string(b.Document.Source.CollationKey(word)[:16])
	for _, name := range []string{"herald.db", "herald.db-wal"} {
		if body, err := os.ReadFile(filepath.Join(folder, name)); err == nil && strings.Contains(string(body), key) {
			t.Errorf("the sort key is still in %s", name)
		}
	}
	if found := verify(t, s, false); len(found) > 0 {
		t.Errorf("after a redaction: %+v", found)
	}
}

// TestWipeIsNotForgotten: a reader that holds an old page delays the wiping;
// the retry, or the next opening, does it.
func TestWipeIsNotForgotten(t *testing.T) {
	const word = "SLAPTAVARDENIS"
	folder := t.TempDir()
	path := filepath.Join(folder, "herald.db")
	s, err := Open(t.Context(), path, storetest.Projector(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, texts := secret(t, s, word)
	reader, err := s.readers.db.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := reader.QueryRow("SELECT count(*) FROM log").Scan(&n); err != nil {
		t.Fatal(err)
	}
	c, _ := storetest.Change(content.NewID(), b)
	ctx, stop := context.WithTimeout(t.Context(), 2e9)
	defer stop()
	if _, err := s.Commit(ctx, content.Position(n), c, blanks(texts, word)); err == nil {
		t.Fatal("a redaction was acknowledged while its words are still in the file")
	}
	if at, err := s.Head(t.Context()); err != nil || at != content.Position(n+1) {
		t.Fatalf("the redaction itself is not in the log: head %d, %v", at, err)
	}
	if err := reader.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path, storetest.Projector())
	if files := holds(t, folder, word); len(files) > 0 {
		t.Errorf("after opening again the words are still in %v", files)
	}
	again, err := s.Commit(t.Context(), content.Position(n), c, blanks(texts, word))
	if err != nil || again.Position != content.Position(n+1) {
		t.Errorf("retry: %v at %d", err, again.Position)
	}
}
