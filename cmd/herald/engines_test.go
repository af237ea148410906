package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"herald/content"
	"herald/internal/mongotest"
	"herald/store/mongo"
)

// inhabited is a data folder with texts, files, members, a redaction and a
// configuration of its own.
func inhabited(t *testing.T, words string) string {
	t.Helper()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, data, map[string]string{configFile: "ops_addr = \"127.0.0.1:9191\"\n"})
	write(t, filepath.Join(room, "first"), map[string]string{
		"news/viena/lt.md": "+++\ntitle = \"Apie " + words + "\"\nsummary = \"Trumpai\"\nsource = true\n+++\n\nGavo " + words + ".\n",
	})
	write(t, filepath.Join(room, "in"), illustrated(t))
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "first"))
	redactIn(t, data, words)
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	opened(t, data)
	return data
}

// sameTown wants two stores to have the same log, to its last hash, the same members and
// the same texts and files.
func sameTown(t *testing.T, a, b []string) {
	t.Helper()
	for _, question := range [][]string{{"audit", "verify"}, {"member", "list", "--json"}} {
		if one, other := must(t, append(question, a...)...).out, must(t, append(question, b...)...).out; one != other || one == "" {
			t.Errorf("%v: %s, and there %s", question, one, other)
		}
	}
	room := t.TempDir()
	one, other := filepath.Join(room, "one"), filepath.Join(room, "other")
	must(t, append([]string{"export", one}, a...)...)
	must(t, append([]string{"export", other}, b...)...)
	sameTree(t, one, other)
	if blobs := tree(t, one); len(blobs["news/bridge/files/map.jpg"]) == 0 {
		t.Error("no file was exported: this test looked at nothing")
	}
	must(t, append([]string{"verify"}, b...)...)
}

// TestABackupGoesFromSQLiteToMongoDBAndBack: there it is served, written to and backed up
// meanwhile, and what comes back is what it was.
func TestABackupGoesFromSQLiteToMongoDBAndBack(t *testing.T) {
	t.Parallel()
	address := mongotest.Database(t)
	const secret = "Paslaptinga Pavarde"
	room := t.TempDir()
	path := func(name string) string { return filepath.Join(room, name) }
	first := []string{"--data", inhabited(t, secret)}
	there := []string{"--data", path("there"), "--store", address}
	must(t, append([]string{"backup", path("a.tar")}, first...)...)
	r := must(t, append([]string{"restore", path("a.tar")}, there...)...)
	if !strings.Contains(r.out, "Its store is mongodb://") || strings.Contains(r.out+r.err, "Left behind") {
		t.Errorf("said %q, %q", r.out, r.err)
	}
	sameTown(t, first, there)
	for _, name := range []string{storeFile, memberFiles} {
		if found := mustGlob(t, filepath.Join(path("there"), filepath.FromSlash(name))); len(found) > 0 {
			t.Errorf("%v lies in the data folder, where nobody looks for it", found)
		}
	}
	refused(t, []string{"there is a store already", "another database"}, "restore", path("a.tar"), "--data", path("elsewhere"), "--store", address)

	must(t, append([]string{"backup", path("b.tar")}, there...)...)
	if r := must(t, "restore", path("b.tar"), "--data", path("back")); strings.Contains(r.out, "Its store is") {
		t.Errorf("said %q", r.out)
	}
	sameTown(t, first, []string{"--data", path("back")})

	s := serve(t, path("there"), "--store", address)
	if status, body := get(t, s.public+"/en/news/the-bridge"); status != 200 || !strings.Contains(body, "The new bridge") {
		t.Errorf("the page answers %d", status)
	}
	if _, body := get(t, s.ops+"/readyz"); !strings.Contains(body, "it stands still") {
		t.Errorf("before it is confirmed readyz says %s", body)
	}
	must(t, append([]string{"restore", "--confirm"}, there...)...)
	goesOn := func() bool {
		status, body := get(t, s.ops+"/readyz")
		return status == 200 && !strings.Contains(body, "it stands still")
	}
	for end := time.Now().Add(time.Minute); !goesOn(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the clock stands still although the restore is confirmed")
		}
	}
	backUpBesideWriter(t, there, path("c.tar"))
	s.stop(t)
	must(t, "restore", path("c.tar"), "--data", path("later"))
	must(t, "verify", "--data", path("later"))
	samePrefix(t, path("there"), address, path("later"))
	if n := findIn(t, path("later"), secret); n > 0 {
		t.Errorf("the words that were taken out stand %d times in what came back", n)
	}
}

// backUpBesideWriter writes texts without a pause while a backup is made.
func backUpBesideWriter(t *testing.T, store []string, file string) {
	t.Helper()
	h := insideAt(t, store)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	wrote, ended := make(chan int, 1000), make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			c := content.Change{ID: content.NewID(), At: time.Now().UTC().Truncate(time.Millisecond)}
			words := content.Words{Title: "Text " + string(c.ID)}.Encode()
			c.Texts = []content.Hash{words.Hash}
			head, err := h.store.Head(ctx)
			if err == nil {
				_, err = h.store.Commit(ctx, head, c, []content.Text{words})
			}
			if err != nil {
				ended <- err
				return
			}
			wrote <- n
		}
	}()
	<-wrote // it has begun
	before := len(wrote)
	must(t, append([]string{"backup", file}, store...)...)
	if len(wrote) <= before {
		t.Error("nothing was written while the backup was made")
	}
	stop()
	if err := <-ended; ctx.Err() == nil {
		t.Errorf("the writer: %v", err)
	}
}

// insideAt opens a store in this process.
func insideAt(t *testing.T, store []string) *house {
	t.Helper()
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: store[1], Store: store[3]}}
	h, err := p.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// samePrefix wants the log of a restored folder to be the beginning of that of the store
// that went on.
func samePrefix(t *testing.T, dir, address, restored string) {
	t.Helper()
	whole, back := insideAt(t, []string{"--data", dir, "--store", address}), inside(t, restored)
	head, err := back.store.Head(t.Context())
	if err != nil || head < 5 {
		t.Fatalf("the restored log ends at %d, %v", head, err)
	}
	want, err := whole.store.Changes(t.Context(), head-1, 1)
	if err != nil {
		t.Fatal(err)
	}
	got, err := back.store.Changes(t.Context(), head-1, 1)
	if err != nil {
		t.Fatal(err)
	}
	_, a := want[0].Entry()
	if _, b := got[0].Entry(); a != b {
		t.Errorf("change %d is another in the restored log", head)
	}
}

// TestARestoreIntoMongoDBThatIsKilled leaves a database that no command opens, and that the
// same restore fills. What is damaged is refused before anything is written.
func TestARestoreIntoMongoDBThatIsKilled(t *testing.T) {
	t.Parallel()
	address := mongotest.Database(t)
	room := t.TempDir()
	path := func(name string) string { return filepath.Join(room, name) }
	data := inhabited(t, "Paslaptinga Pavarde")
	must(t, "backup", "--data", data, path("b.tar"))
	there := []string{"--data", path("there"), "--store", address}

	whole, err := os.ReadFile(path("b.tar"))
	if err != nil {
		t.Fatal(err)
	}
	whole[len(whole)/2] ^= 1
	if err := os.WriteFile(path("bad.tar"), whole, 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, []string{"bad.tar", "damaged at"}, append([]string{"restore", path("bad.tar")}, there...)...)
	refused(t, []string{"there is no store"}, append([]string{"verify"}, there...)...)

	cmd := herald(t, append([]string{"restore", path("b.tar")}, there...)...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(2 * time.Minute); !halfFilled(t, address); {
		if time.Now().After(end) {
			t.Fatal("the restore was never seen at work")
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() {
		t.Fatal("the restore was over before it could be killed: this test looked at nothing")
	}
	for _, command := range [][]string{{"serve", "--addr", "127.0.0.1:0", "--ops-addr", "127.0.0.1:0"}, {"verify"}, {"backup", path("none.tar")}} {
		refused(t, []string{"only a part of a backup", "the same herald restore"}, append(command, there...)...)
	}
	must(t, append([]string{"restore", path("b.tar")}, there...)...)
	sameTown(t, []string{"--data", data}, there)
}

// TestADatabaseRemembersRedactions: a backup from before one does not bring the words back
// into a database that has kept the list, although nothing else is left in it.
func TestADatabaseRemembersRedactions(t *testing.T) {
	t.Parallel()
	address := mongotest.Database(t)
	const secret = "Paslaptinga Pavarde"
	room := t.TempDir()
	path := func(name string) string { return filepath.Join(room, name) }
	write(t, path("in"), map[string]string{
		"news/viena/lt.md": "+++\ntitle = \"Apie " + secret + "\"\nsummary = \"Trumpai\"\nsource = true\n+++\n\nGavo " + secret + ".\n",
	})
	must(t, "import", "--publish", "--data", path("data"), path("in"))
	must(t, "backup", "--data", path("data"), path("old.tar"))
	redactIn(t, path("data"), secret)
	h := inside(t, path("data"))
	list, err := h.redactions(t.Context())
	if err != nil || len(list) == 0 {
		t.Fatalf("%d redactions, %v", len(list), err)
	}
	lost := errors.New("everything else is lost")
	_, err = mongo.Fill(t.Context(), address, h.projector(), mongo.Options{}, "a test", func(ctx context.Context, s *mongo.Store) error {
		return errors.Join(sharedNotes{s, folderNotes{path("data")}}.keep(ctx, list), lost)
	})
	if !errors.Is(err, lost) {
		t.Fatal(err)
	}
	there := []string{"--data", path("there"), "--store", address}
	r := must(t, append([]string{"restore", path("old.tar")}, there...)...)
	if !strings.Contains(r.out, "Redacted again") {
		t.Errorf("said %q", r.out)
	}
	must(t, append([]string{"export", path("out")}, there...)...)
	if n := findIn(t, path("out"), secret); n > 0 || len(tree(t, path("out"))) == 0 {
		t.Errorf("the words stand %d times in what was exported", n)
	}
	kept, err := insideAt(t, there).notes.redactions(t.Context())
	if err != nil || !holdsAll(kept, list) {
		t.Errorf("the database keeps %d lines, %v", len(kept), err)
	}
}

// halfFilled reports whether somebody is filling a database, or was.
func halfFilled(t *testing.T, address string) bool {
	t.Helper()
	s, err := mongo.Open(t.Context(), address, content.Projector{}, mongo.Options{ReadOnly: true})
	if err == nil {
		return s.Close() != nil
	}
	var half *mongo.HalfFilledError
	return errors.As(err, &half)
}
