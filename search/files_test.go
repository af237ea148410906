package search

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/store/storetest"
)

// shelf is Files in memory.
type shelf struct {
	mu    sync.Mutex
	names map[content.ID]string
	texts map[content.ID]string
	asked int
}

// Files implements Files.
func (s *shelf) Files(_ context.Context, ids ...content.ID) (map[content.ID]File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := map[content.ID]File{}
	for _, id := range ids {
		if name, ok := s.names[id]; ok {
			f := File{Name: name, Blob: content.Sum([]byte(id))}
			if text, ok := s.texts[id]; ok {
				f.Sum, f.Size = content.Sum([]byte(text)), int64(len(text))
			}
			all[id] = f
		}
	}
	return all, nil
}

// Text implements Files.
func (s *shelf) Text(_ context.Context, f File) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	for _, text := range s.texts {
		if content.Sum([]byte(text)) == f.Sum {
			return text, nil
		}
	}
	return "", fault.Absent("text")
}

func (s *shelf) put(id content.ID, name, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.names[id] = name; text != "" {
		s.texts[id] = text
	}
}

func (s *shelf) remove(id content.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.names, id)
	delete(s.texts, id)
}

// withFiles is a town whose files can be read.
func withFiles(t *testing.T) (*town, *shelf) {
	w, s := newTown(t), &shelf{names: map[content.ID]string{}, texts: map[content.ID]string{}}
	w.o.Files = s
	return w, s
}

// file numbers a file.
func file(n int) content.ID { return storetest.ID(900 + n) }

func link(n int) string { return fmt.Sprintf("\n\n[Failas](asset:%s)\n", file(n)) }

// files has the index take in what is known of files, as whoever reads them does.
func (w *town) read(n ...int) {
	w.tb.Helper()
	for _, n := range n {
		if err := w.index.FilesRead(context.Background(), file(n)); err != nil {
			w.tb.Fatal(err)
		}
	}
}

// removed commits that a file was taken out of everything, without telling the index.
func (w *town) removed(n int) {
	w.tb.Helper()
	ctx := context.Background()
	notes := media.Notes{Of: file(n)}.Text()
	a := &media.Asset{ID: file(n), Blob: content.Sum([]byte(file(n))), Kind: media.PDF, Notes: notes.Hash, Removed: epoch}
	c := content.Change{ID: content.NewID(), At: epoch, Texts: []content.Hash{notes.Hash}, Records: []content.Record{a.Record()},
		Events: []content.Event{{Kind: content.EventFileRemoved, At: epoch, By: "m1", Asset: a.ID}}}
	head, err := w.store.Head(ctx)
	if err != nil {
		w.tb.Fatal(err)
	}
	if _, err := w.store.Commit(ctx, head, c, []content.Text{notes}); err != nil {
		w.tb.Fatal(err)
	}
}

// TestATextIsFoundByItsFiles in any form of a word, with the file named and the
// passage from it, once the file is read.
func TestATextIsFoundByItsFiles(t *testing.T) {
	w, s := withFiles(t)
	w.open()
	s.put(file(1), "priedas-7.pdf", "")
	w.put(w.page("lt", "Biudžetas", "Čia yra dokumentas."+link(1)), w.page("lt", "Kita", "Čia nieko nėra."))
	want(t, "before it is read", w.find("lt", "šaligatvių"), "")
	want(t, "by its name", w.find("lt", "priedas-7"), "Biudžetas")
	w.sound()
	s.put(file(1), "priedas-7.pdf", strings.Repeat("Eilutė be nieko.\n", 500)+"Išlaidos: šaligatvių remontas T1-204.\nPabaiga.")
	w.read(1)
	w.sound()
	for _, q := range []string{"šaligatvių", "saligatviu", "šaligatvių remontas", "T1-204"} {
		r := w.ask(Query{Locale: "lt", Text: q})
		if len(r.Hits) != 1 || r.Hits[0].File != "priedas-7.pdf" {
			t.Fatalf("%s: %+v", q, r.Hits)
		}
		if got := marked(r.Hits[0].Passage); !strings.Contains(got, "[") || !strings.Contains(got, "Išlaidos") || len([]rune(got)) > 300 {
			t.Errorf("%s: passage %q", q, got)
		}
		want(t, "counted", r.Facets[FacetType], []content.Facet{{Value: "page", Count: 1}})
	}
	want(t, "in the text itself", w.ask(Query{Locale: "lt", Text: "dokumentas"}).Hits[0].File, "")
	want(t, "the desk", w.desk(everywhereReader, "šaligatvių").Hits[0].File, "priedas-7.pdf")
	if err := w.index.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	want(t, "rebuilt", w.find("lt", "šaligatvių"), "Biudžetas")
	w.sound()
}

// TestAFileIsCalledAsItsPageCallsIt by its caption, and found by both.
func TestAFileIsCalledAsItsPageCallsIt(t *testing.T) {
	w, s := withFiles(t)
	w.open()
	s.put(file(1), "SKM_C25824.pdf", "Sąmata.")
	s.put(file(2), "antras.pdf", "Sąmata ir brėžinys.")
	b := w.document("page", "public", "lt")
	words := b.Title("Tiltas")
	words.Body = "Priedai." + link(1) + link(2)
	words.Assets = []content.AssetWords{{Asset: file(1), Caption: "Pirmas priedas"}}
	b.Draft("lt", words, content.Facts{})
	w.put(b.Publish("lt", epoch))
	for q, called := range map[string]string{"sąmata": "Pirmas priedas", "SKM_C25824": "Pirmas priedas", "sąmata brėžinys": "antras.pdf", "antras": "antras.pdf", "C25824": "Pirmas priedas"} {
		r := w.ask(Query{Locale: "lt", Text: q})
		if len(r.Hits) != 1 || r.Hits[0].File != called {
			t.Errorf("%s: want %q in %+v", q, called, r.Hits)
		}
	}
	w.sound()
}

// TestAHitInTheTextComesFirst before one in a file.
func TestAHitInTheTextComesFirst(t *testing.T) {
	w, s := withFiles(t)
	w.open()
	s.put(file(1), "x.pdf", "vandentiekis")
	w.put(w.page("lt", "Pirmas", "Žodžiai."+link(1)), w.page("lt", "Antras", "Rašoma apie vandentiekis ir kita."), w.page("lt", "Vandentiekis", "Trečias."))
	want(t, "order", w.find("lt", "vandentiekis"), "Vandentiekis|Antras|Pirmas")
}

// plant publishes nothing: it gives a text whose file holds the canary in its text and
// in its name.
func (w *town) plant(s *shelf, n int, site string) *storetest.Builder {
	s.put(file(n), "slapta-"+canary+".pdf", "bendras "+canary+" tekstas")
	b := w.document("page", site, "lt")
	w.draft(b, "lt", "Viešas pavadinimas", "tekstas"+link(n), content.Facts{})
	return b
}

// TestFilesOfWhatIsNotPublic are found by no question of the public, and by those who
// may read the text.
func TestFilesOfWhatIsNotPublic(t *testing.T) {
	w, s := withFiles(t)
	w.open()
	w.put(w.page("lt", "Vieša", "bendras žodis"))
	n := 0
	hidden := func(what string, b *storetest.Builder) {
		t.Helper()
		w.put(b)
		w.read(n)
		w.nothing(what)
		if w.desk(everywhereReader, canary).Total != n {
			t.Errorf("%s: the desk finds %d of %d", what, w.desk(everywhereReader, canary).Total, n)
		}
	}
	next := func(site string) *storetest.Builder { n++; return w.plant(s, n, site) }
	for _, state := range []content.State{content.Draft, content.Submitted, content.Returned, content.Approved, content.Missed, content.Discarded} {
		b := next("public")
		b.Document.Translation("lt").NextEdition().State = state
		hidden(string(state), b)
	}
	hidden("withdrawn", next("public").Publish("lt", epoch).End("lt", content.Withdrawn))
	hidden("unpublished", next("public").Publish("lt", epoch).End("lt", content.Unpublished))
	hidden("of staff", next("staff").Publish("lt", epoch))
	staff := w.ask(Query{Site: "staff", Locale: "lt", Access: content.NewAccess(content.Public, content.Staff), Text: canary})
	want(t, "staff find theirs", staff.Total, 1)
	embargo := next("public").Schedule("lt", epoch.Add(time.Hour))
	hidden("under embargo", embargo)
	want(t, "nobody without a grant", w.desk(actor("m-none"), canary).Total, 0)
	w.sound()
	// Then it is public, and the public finds it by its file.
	w.put(w.plant(s, 50, "public").Publish("lt", epoch))
	w.read(50)
	r := w.ask(Query{Locale: "lt", Text: canary})
	want(t, "public", r.Total, 1)
	want(t, "in its file", r.Hits[0].File, "slapta-"+canary+".pdf")
	w.sound()
}

// TestAStaffFieldsFileStaysOffPublicSites, on a text that is public itself.
func TestAStaffFieldsFileStaysOffPublicSites(t *testing.T) {
	w, s := withFiles(t)
	types, err := content.LoadTypes(os.DirFS(narrowed(t, "original")))
	if err != nil {
		t.Fatal(err)
	}
	w.o.Types = types
	w.open()
	s.put(file(1), canary+".pdf", "bendras "+canary)
	for _, site := range []string{"public", "staff"} {
		b := w.document("agreement", site, "lt")
		w.draft(b, "lt", "Sutartis", "Tekstas", content.Facts{Fields: content.Fields{"original": content.One(string(file(1)))}})
		w.put(b.Publish("lt", epoch))
	}
	w.read(1)
	w.nothing("a field of staff")
	staff := w.ask(Query{Site: "staff", Locale: "lt", Access: content.NewAccess(content.Public, content.Staff), Text: canary})
	want(t, "staff", staff.Total, 1)
	want(t, "the desk", w.desk(everywhereReader, canary).Total, 2)
	w.sound()
}

// TestAFileThatATextDoesNotShowAnyMore is not found by it, though its former Edition
// can be read; nor is one that was taken out of everything.
func TestAFileThatATextDoesNotShowAnyMore(t *testing.T) {
	w, s := withFiles(t)
	w.open()
	b := w.plant(s, 1, "public").Publish("lt", epoch)
	w.put(b)
	want(t, "while it shows it", w.ask(Query{Locale: "lt", Text: canary}).Total, 1)
	w.draft(b, "lt", "Viešas pavadinimas", "tekstas be failo", content.Facts{})
	w.commit(b.Publish("lt", epoch))
	w.nothing("ahead of the index")
	w.follow()
	w.read(1)
	w.nothing("a newer edition")
	want(t, "the desk", w.desk(everywhereReader, canary).Total, 0)
	w.put(w.plant(s, 2, "public").Publish("lt", epoch))
	want(t, "another", w.ask(Query{Locale: "lt", Text: canary}).Total, 1)
	if !w.holds("slapta-" + canary) {
		t.Fatal("the test looks in the wrong place")
	}
	s.remove(file(2))
	w.removed(2)
	w.nothing("taken out, ahead of the index")
	w.follow()
	w.ready()
	w.nothing("taken out")
	w.sound()
	for end := time.Now().Add(20 * time.Second); w.holds("slapta-" + canary); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the files of the index still hold the words of a file that was taken out")
		}
	}
}

// TestALossOfTextsIsNoDamage: a process that was killed between the reading of a file
// and the telling of it, and one whose extracts were deleted, leave indexes that go on.
func TestALossOfTextsIsNoDamage(t *testing.T) {
	w, s := withFiles(t)
	w.open()
	s.put(file(1), "a.pdf", "senas tekstas")
	w.put(w.page("lt", "Miestas", "Žodžiai."+link(1)))
	want(t, "found", w.find("lt", "senas"), "Miestas")
	killed := w.killed()
	w.close()
	s.put(file(1), "a.pdf", "naujas tekstas")
	w.dir = killed
	w.open()
	want(t, "new", w.find("lt", "naujas"), "Miestas")
	want(t, "old", w.find("lt", "senas"), "")
	w.sound()
	if all := mustGlob(t, killed, "*quarantine*"); len(all) > 0 {
		t.Errorf("set aside: %v", all)
	}
	s.remove(file(1))
	w.sound()
	want(t, "deleted", w.find("lt", "naujas"), "")
}

// TestManyLongFilesAreTakenInAFewAtATime, and one text has no more of them than it may.
func TestManyLongFilesAreTakenInAFewAtATime(t *testing.T) {
	w, s := withFiles(t)
	long := strings.Repeat("ilgas tekstas be galo ", 1<<20/22)
	var all []*storetest.Builder
	for n := range 12 {
		s.put(file(n), fmt.Sprintf("f%d.pdf", n), fmt.Sprintf("žodis%d ", n)+long)
	}
	body := "Visi."
	for n := range 6 {
		body += link(n)
	}
	all = append(all, w.page("lt", "Visi", body))
	for n := 6; n < 12; n++ {
		all = append(all, w.page("lt", fmt.Sprintf("Po vieną %d", n), "Vienas."+link(n)))
	}
	w.commit(all...)
	w.open()
	want(t, "the third of one text", w.find("lt", "žodis2"), "Visi")
	want(t, "beyond what one text may have", w.find("lt", "žodis5"), "")
	want(t, "its name all the same", w.find("lt", "f5"), "Visi")
	want(t, "one each", w.find("lt", "žodis11"), "Po vieną 11")
	w.sound()
}
