package search

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// damagedTown has a few Documents in two languages and an index in several
// segments, with deletions.
func damagedTown(t *testing.T) *town {
	w := newTown(t)
	// Fewer Sites, fewer files: the damage falls on the four indexes in use.
	w.o.Sites["public"].Locales = w.o.Sites["public"].Locales[:2]
	delete(w.o.Sites, "staff")
	w.open()
	for i := range 12 {
		b := w.text(w.document("page", "public", "lt"), "lt", fmt.Sprintf("Miestas %d", i), strings.Repeat("ąžuolas šaltinis ", 30))
		w.put(w.text(b, "en", fmt.Sprintf("Town %d", i), "an oak"))
		if i%4 == 0 {
			w.put(b.End("en", content.Withdrawn))
		}
	}
	return w
}

// files lists the files of dir.
func files(t *testing.T, dir string) []string {
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// killed copies the index in use to another folder, as if its process had been
// killed at this moment. It tries until no file came or went meanwhile.
func (w *town) killed() string {
	w.tb.Helper()
	for range 200 {
		dir := filepath.Join(w.tb.TempDir(), "killed")
		before, err1 := listFiles(w.dir)
		err2 := os.CopyFS(dir, os.DirFS(w.dir))
		after, err3 := listFiles(w.dir)
		if errors.Join(err1, err2, err3) == nil && maps.Equal(before, after) {
			return dir
		}
		time.Sleep(5 * time.Millisecond)
	}
	w.tb.Fatal("the index is never at rest")
	return ""
}

// damage does one of many things to the files of dir.
func damage(t *testing.T, dir string, r *rand.Rand) string {
	all := files(t, dir)
	path := all[r.IntN(len(all))]
	name, _ := filepath.Rel(dir, path)
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	what, kind := "", r.IntN(6)
	if len(body) == 0 {
		kind = 3 + 2*r.IntN(2) // nothing in it can be changed
	}
	switch kind {
	case 0:
		cut := r.IntN(len(body) + 1)
		what, body = fmt.Sprintf("%s cut to %d", name, cut), body[:cut]
	case 1:
		at := r.IntN(len(body))
		body[at] ^= 1 << r.IntN(8)
		what = fmt.Sprintf("%s: a bit of byte %d", name, at)
	case 2:
		at, n := r.IntN(len(body)), 1+r.IntN(512)
		clear(body[at:min(at+n, len(body))])
		what = fmt.Sprintf("%s: zeros from %d for %d", name, at, n)
	case 3:
		body = append(body, make([]byte, 100)...)
		what = name + " grown"
	case 4:
		for i := range body {
			body[i] = byte(r.Uint32())
		}
		what = name + " is noise"
	case 5:
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		return name + " removed"
	}
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return what
}

// whole proves that the index has healed: it agrees with the store, and finds.
func (w *town) whole(what string) {
	w.tb.Helper()
	w.follow()
	w.ready()
	w.sound()
	if r := w.ask(Query{Locale: "lt", Text: "azuolas"}); r.Total != 12 || len(r.Hits) != 12 {
		w.tb.Errorf("%s: found %d", what, r.Total)
	}
	if r := w.ask(Query{Locale: "en", Text: "oak"}); r.Total != 9 {
		w.tb.Errorf("%s: found %d in English", what, r.Total)
	}
	for _, text := range []string{"azuolas", "oak"} {
		// What was withdrawn is at the desk still.
		if r := w.desk(everywhereReader, text); r.Total != 12 {
			w.tb.Errorf("%s: the desk finds %q %d times", what, text, r.Total)
		}
	}
	if w.tb.Failed() {
		w.tb.Fatal(what)
	}
}

// TestHealsFromDamage damages an index that was closed cleanly and one whose
// process was killed, in a hundred ways.
func TestHealsFromDamage(t *testing.T) {
	w := damagedTown(t)
	killed := w.killed()
	w.close()
	closed := w.dir
	for n := range 100 {
		r := rand.New(rand.NewPCG(uint64(n), 1))
		from := []string{closed, killed}[n%2]
		w.dir = filepath.Join(t.TempDir(), "search")
		if err := os.CopyFS(w.dir, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		what := ""
		for range 1 + r.IntN(2) {
			what += damage(t, w.dir, r) + "; "
		}
		w.open()
		w.whole(fmt.Sprintf("variant %d: %s", n, what))
		w.close()
	}
}

func TestCleanClosingIsTrusted(t *testing.T) {
	w := damagedTown(t)
	w.close()
	x, err := Open(w.dir, nil, w.o) // a Source that must not be asked
	if err != nil {
		t.Fatal(err)
	}
	if x.CatchingUp() {
		t.Error("an index that was closed cleanly is built again")
	}
	x.Close()
	if all := mustGlob(t, w.dir, "*", "*"); len(all) != 4 || filepath.Base(all[0]) != "00000001" {
		t.Errorf("generations %v", all)
	}
	w.open()
	w.whole("reopened")
}

func TestKilledIsCheckedAndKept(t *testing.T) {
	w := damagedTown(t)
	killed := w.killed()
	w.close()
	w.dir = killed
	w.open()
	w.whole("killed")
	if all := mustGlob(t, killed, "*quarantine*"); len(all) > 0 {
		t.Errorf("a sound index was set aside: %v", all)
	}
	if all := mustGlob(t, killed, "public-lt", "*"); len(all) != 1 || filepath.Base(all[0]) != "00000001" {
		t.Errorf("generations %v", all)
	}
}

func TestFolderDeletedWhileOpen(t *testing.T) {
	w := damagedTown(t)
	for range 3 {
		w.removeFolder()
		for end := time.Now().Add(10 * time.Second); len(mustGlob(t, w.dir, "public-*", "*", "index_meta.json")) < 2; time.Sleep(time.Millisecond) {
			w.ask(Query{Locale: "lt", Text: "azuolas"})
			if time.Now().After(end) {
				t.Fatal("the folder was not made again")
			}
		}
		w.whole("deleted while open")
	}
	w.put(w.page("lt", "Naujas", "šaltinis"))
	want(t, "new", w.find("lt", "naujas"), "Naujas")
}

func TestFolderDeletedWhileWriting(t *testing.T) {
	w := damagedTown(t)
	w.o.Check = time.Hour
	w.close()
	w.open()
	w.removeFolder()
	w.put(w.page("lt", "Naujas", "kitas"))
	w.ready()
	want(t, "new", w.find("lt", "naujas"), "Naujas")
	w.sound()
}

// removeFolder removes the folder of an index in use, which may put a file into
// it meanwhile.
func (w *town) removeFolder() {
	w.tb.Helper()
	var err error
	for range 100 {
		if err = os.RemoveAll(w.dir); err == nil {
			return
		}
	}
	w.tb.Fatal(err)
}

func mustGlob(t *testing.T, elements ...string) []string {
	all, err := filepath.Glob(filepath.Join(elements...))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestFileCutWhileOpen(t *testing.T) {
	w := damagedTown(t)
	for _, path := range files(t, w.dir) {
		if strings.HasSuffix(path, ".zap") {
			if err := os.Truncate(path, 10); err != nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatal(err)
			}
		}
	}
	w.ask(Query{Locale: "lt", Text: "azuolas"})
	w.ask(Query{Locale: "en", Text: "oak"})
	w.desk(everywhereReader, "azuolas")
	w.whole("cut while open")
}

// broken is a Source that fails at times.
type broken struct {
	Source
	mu   sync.Mutex
	left int
}

func (b *broken) Rows(ctx context.Context, q content.Query) ([]content.Row, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.left--; b.left == 0 {
		return nil, errors.New("store unreachable")
	}
	return b.Source.Rows(ctx, q)
}

func (b *broken) after(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left = n
}

func TestRestartInTheMiddleOfABatch(t *testing.T) {
	w := damagedTown(t)
	src := &broken{Source: w.store}
	w.close()
	for n := 1; n <= 6; n++ {
		var err error
		if w.index, err = Open(w.dir, src, w.o); err != nil {
			t.Fatal(err)
		}
		w.ready()
		b := w.text(w.document("page", "public", "lt"), "lt", fmt.Sprintf("Nauja diena %d", n), "rytas")
		w.commit(w.text(b, "en", fmt.Sprintf("New day %d", n), "morning"))
		src.after(n%3 + 1)
		at, err := w.index.Position(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		changes, err := w.store.Changes(context.Background(), at, 100)
		if err != nil {
			t.Fatal(err)
		}
		// One index of two may have it, as after a crash between them.
		_ = w.index.Apply(context.Background(), changes)
		src.after(0)
		w.close()
	}
	w.open()
	w.whole("restarted")
	want(t, "days", w.ask(Query{Locale: "lt", Text: "rytas"}).Total, 6)
	want(t, "days in English", w.ask(Query{Locale: "en", Text: "morning"}).Total, 6)
}

func TestAnotherProcessIsLeftAlone(t *testing.T) {
	w := damagedTown(t)
	if _, err := Open(w.dir, w.store, w.o); !fault.Is(err, fault.Unavailable) {
		t.Errorf("opened twice: %v", err)
	}
	if all := mustGlob(t, w.dir, "*quarantine*"); len(all) > 0 {
		t.Errorf("an index in use was set aside: %v", all)
	}
	w.whole("opened twice")
}
