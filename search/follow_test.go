package search

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/follow"
)

func TestPositionIsInTheBatch(t *testing.T) {
	w := newTown(t).open()
	for n := range 5 {
		w.put(w.page("lt", fmt.Sprintf("Miestas %d", n), ""))
	}
	killed := w.killed()
	w.close()
	w.dir = killed
	w.open()
	for _, p := range w.index.parts {
		if p.name() == "public-lt" {
			want(t, "position", p.at.Position, 5)
		}
	}
	w.follow()
	w.close()
	w.open()
	at, err := w.index.Position(context.Background())
	want(t, "after a clean closing", fmt.Sprint(at, err), "5 <nil>")
	want(t, "found", w.ask(Query{Locale: "lt", Text: "miestas"}).Total, 5)
}

func TestAppliedTwiceIsAppliedOnce(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("lt", "Miestas", ""))
	changes, err := w.store.Changes(context.Background(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := w.index.Apply(context.Background(), changes); err != nil {
			t.Fatal(err)
		}
	}
	want(t, "found", w.ask(Query{Locale: "lt", Text: "miestas"}).Total, 1)
	w.sound()
}

func TestDraftsWriteNothing(t *testing.T) {
	w := newTown(t).open()
	b := w.page("lt", "Miestas", "")
	w.put(b)
	p := w.index.find(w.index.parts, content.Public, "lt")
	before := p.stored
	for n := range 10 {
		w.draft(b, "lt", fmt.Sprintf("Juodraštis %d", n), "", content.Facts{})
		w.put(b)
	}
	want(t, "stored", p.stored, before)
	want(t, "taken in", p.at.Position, 11)
}

func TestAnotherLogIsNoticed(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("lt", "Senas", ""))
	w.put(w.page("lt", "Antras", ""))
	w.close()
	other := newTown(t)
	other.commit(other.page("lt", "Naujas", ""))
	other.dir = w.dir
	other.open()
	other.follow()
	other.ready()
	want(t, "fewer Changes", other.find("lt", "senas")+other.find("lt", "naujas"), "Naujas")
	other.sound()
	other.close()
	third := newTown(t)
	for range 3 {
		third.commit(third.page("lt", "Trečias", ""))
	}
	third.dir = w.dir
	third.open()
	third.follow()
	third.ready()
	want(t, "more Changes", third.find("lt", "naujas")+third.find("lt", "trečias"), "Trečias|Trečias|Trečias")
	third.sound()
}

func TestConfigurationRebuilds(t *testing.T) {
	w := newTown(t).open()
	b := w.document("agreement", "public", "lt")
	w.draft(b, "lt", "Sutartis", "", content.Facts{Fields: content.Fields{"number": content.One("S-1"), "renewal": content.One("tacit")}})
	w.put(b.Publish("lt", epoch))
	want(t, "counted", w.ask(Query{Locale: "lt", Text: "sutartis", Facets: []string{"renewal"}}).Facets["renewal"], "[{tacit 1}]")
	w.close()
	types, err := content.LoadTypes(os.DirFS(narrowed(t, "renewal")))
	if err != nil {
		t.Fatal(err)
	}
	w.o.Types = types
	w.open()
	want(t, "for staff only now", len(w.ask(Query{Locale: "lt", Text: "sutartis", Facets: []string{"renewal"}}).Facets["renewal"]), 0)
	want(t, "found", w.find("lt", "sutartis"), "Sutartis")
	w.close()
	delete(w.o.Sites, "staff")
	w.open()
	if all := mustGlob(t, w.dir, "staff*"); len(all) > 0 {
		t.Errorf("an index without a Site is kept: %v", all)
	}
}

// narrowed is a types folder in which a field of agreements is for staff only.
func narrowed(t *testing.T, field string) string {
	body, err := os.ReadFile(filepath.Join("..", "content", "types", "agreement.toml"))
	if err != nil {
		t.Fatal(err)
	}
	body = bytes.Replace(body, []byte("name = \""+field+"\"\n"), []byte("name = \""+field+"\"\naudience = \"staff\"\n"), 1)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "agreement.toml"), body, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestRedactedWordsLeaveTheFiles looks for the bytes themselves: a deleted word
// stays in an index until it is merged away.
func TestRedactedWordsLeaveTheFiles(t *testing.T) {
	w := newTown(t).open()
	const secret = "slaptazodisxyz"
	b := w.page("lt", "Miestas", "tekstas "+secret)
	w.put(b, w.page("lt", "Kitas", ""))
	if !w.holds(secret) {
		t.Fatal("the test looks in the wrong place")
	}
	words := b.Title("Miestas")
	words.Body = "tekstas [pašalinta]"
	text := words.Encode()
	text.Hash, text.Redacted = b.Document.Translation("lt").LiveEdition().Words, true
	change := content.Change{ID: content.NewID(), At: epoch, Records: []content.Record{b.Document.Record()},
		Events: []content.Event{{Kind: content.EventRedacted, At: epoch, By: "system:test", Document: b.Document.ID}}, Texts: []content.Hash{text.Hash}}
	if _, err := w.store.Commit(context.Background(), 1, change, []content.Text{text}); err != nil {
		t.Fatal(err)
	}
	want(t, "ahead of the index", w.find("lt", secret), "")
	w.follow()
	want(t, "followed", w.find("lt", secret), "")
	want(t, "still found", w.find("lt", "miestas"), "Miestas")
	for end := time.Now().Add(10 * time.Second); w.holds(secret); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the files still hold the word")
		}
	}
	w.ready()
	w.sound()
}

// holds reports whether any file of the index has text in it.
func (w *town) holds(text string) bool {
	for _, pattern := range []string{"*/*/store/*", "*/store/*"} {
		all, _ := filepath.Glob(filepath.Join(w.dir, pattern))
		for _, path := range all {
			if body, err := os.ReadFile(path); err == nil && bytes.Contains(body, []byte(text)) {
				return true
			}
		}
	}
	return false
}

func TestVerifyFindsDifferences(t *testing.T) {
	w := newTown(t).open()
	a, b := w.page("lt", "Vienas", ""), w.page("lt", "Antras", "")
	w.put(a, b)
	w.sound()
	p := w.index.find(w.index.parts, content.Public, "lt")
	g := p.live.Load()
	id := string(a.Document.ID) + "/lt"
	if err := g.write(map[string]map[string]any{"d00000000999/lt": {fieldTitle: "x"}, string(b.Document.ID) + "/lt": {fieldTitle: "y"}}, []string{id}, p.at); err != nil {
		t.Fatal(err)
	}
	findings, err := w.index.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range findings {
		all = append(all, f.Why)
	}
	want(t, "findings", strings.Join(all, "; "), "it is readable and not indexed; it is indexed with other words; it is indexed and not readable")
	if err := w.index.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	w.sound()
}

// TestServesWhileEverythingMoves asks without a pause while Documents come and
// go and the index is rebuilt under them.
func TestServesWhileEverythingMoves(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("lt", "Pastovus", "visada"))
	signal, lag := &follow.Signal{}, &follow.Lag{}
	ctx, cancel := context.WithCancel(context.Background())
	var tasks sync.WaitGroup
	tasks.Go(func() {
		_ = follow.Run(ctx, w.store, w.index, follow.Options{Signal: signal, Lag: lag, Logger: w.o.Logger})
	})
	for range 3 {
		tasks.Go(func() {
			for ctx.Err() == nil {
				r, err := w.index.Search(ctx, Query{Site: "public", Locale: "lt", Access: content.NewAccess(content.Public), Text: "visada"})
				if fault.Is(err, fault.Unavailable) {
					continue // too late, on a machine with too much to do
				}
				if ctx.Err() == nil && (err != nil || len(r.Hits) == 0 && !r.CatchingUp) {
					t.Errorf("found %d, %v", len(r.Hits), err)
				}
			}
		})
	}
	tasks.Go(func() {
		for ctx.Err() == nil {
			if err := w.index.Rebuild(ctx, nil); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		}
	})
	for n := range 60 {
		b := w.page("lt", fmt.Sprintf("Diena %d", n), "diena")
		w.commit(b)
		signal.Notify()
		if n%2 == 0 {
			w.commit(b.End("lt", content.Withdrawn))
			signal.Notify()
		}
	}
	head, _ := w.store.Head(ctx)
	for end := time.Now().Add(20 * time.Second); lag.Applied() < head; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never caught up")
		}
	}
	cancel()
	tasks.Wait()
	w.follow()
	want(t, "days", w.ask(Query{Locale: "lt", Text: "diena", Limit: 100}).Total, 30)
	w.sound()
}
