package editorial_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
	"herald/store/sqlite"
)

// onDisk is a rig whose log is a real store in a folder.
func onDisk(t *testing.T) (*rig, content.Store, string) {
	t.Helper()
	r := newRig(t)
	dir := t.TempDir()
	store, err := sqlite.Open(context.Background(), filepath.Join(dir, "herald.db"), r.log.project, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	r.desk.Log = store
	r.desk.Removed = func(l i18n.Locale, at time.Time) string { return "[" + string(l) + " " + at.Format("2006-01-02") + "]" }
	return r, store, dir
}

// TestARedactedPassageIsInNoByteOfTheFolder plants a name in every text that a
// Document can have, takes it out by two people, and looks for it on the disk.
func TestARedactedPassageIsInNoByteOfTheFolder(t *testing.T) {
	r, store, dir := onDisk(t)
	ctx := t.Context()
	const name = "Kazimieras Paslaptis"
	w := content.Words{Title: "Apdovanotas " + name, Summary: name + " gavo padėką.", Body: "Padėka: **" + name + "**."}
	res, err := r.desk.Create(ctx, ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: w})
	if err != nil {
		t.Fatal(err)
	}
	id := res.Document
	load := func() *content.Document {
		snap, err := store.Load(ctx, content.Ask{Documents: []content.ID{id}})
		if err != nil {
			t.Fatal(err)
		}
		return snap.Documents[id]
	}
	r.must(r.desk.Comment(ctx, ana, id, "lt", content.Remark{Text: "Ar " + name + " sutinka?", Passage: name}))
	w.Body += " Antras sakinys."
	r.must(r.desk.Save(ctx, ana, editorial.Save{Document: id, Locale: "lt", Base: res.Version, Words: w}))
	r.must(r.desk.Submit(ctx, ana, editorial.Submit{Document: id, Locale: "lt"}))
	e := load().Translation("lt").NextEdition()
	r.must(r.desk.RecordPaper(ctx, petra, editorial.RecordPaper{Document: id, Locale: "lt", Step: "language", Name: name, Day: "2026-11-20", Sheet: "7 " + name,
		Code: content.SheetCode("language", e.Words, e.Facts)}))
	r.must(r.desk.Publish(ctx, rasa, id, "lt"))
	r.must(r.desk.Translate(ctx, ana, id, "en", content.Words{Title: name + " honoured"}))
	r.must(r.desk.Ask(ctx, ana, id, "en", content.Remark{Text: "Who is " + name + "?", Passage: name}))
	r.must(r.desk.Answer(ctx, rasa, id, load().Questions[0].ID, name+" is a teacher."))
	if n := occurrences(t, dir, name); n == 0 {
		t.Fatal("the words are not on the disk before: the search is blind")
	}

	_, err = r.desk.AskRedaction(ctx, rasa, editorial.Redacting{Document: id, Ground: "Because " + name + " asked", Passages: []string{name}})
	r.refused(err, fault.Invalid, "issue.redaction.repeats")
	r.must(r.desk.AskRedaction(ctx, rasa, editorial.Redacting{Document: id, Ground: "GDPR, article 17", Passages: []string{name}}))
	if got, err := r.desk.Passages(ctx, petra, id); err != nil || len(got) != 1 || got[0] != name {
		t.Fatalf("the second person reads %v (%v)", got, err)
	}
	key := load().OpenRedaction().Key()
	_, err = r.desk.Redact(ctx, rasa, id, key)
	r.refused(err, fault.Forbidden, "denied.four_eyes.asked")
	r.must(r.desk.Redact(ctx, petra, id, key))

	for _, words := range []string{name, "kazimieras-paslaptis"} {
		if n := occurrences(t, dir, words); n != 0 {
			t.Errorf("%q stands %d times in the folder after the redaction", words, n)
		}
	}
	findings, err := store.Verify(ctx, false, nil)
	if err != nil || len(findings) != 0 {
		t.Errorf("verify says %v (%v)", findings, err)
	}
	e = load().Translation("lt").LiveEdition()
	if e.Seal() == nil {
		t.Error("the seal no longer verifies")
	}
	site := r.desk.Sites["public"]
	got, err := content.NewLibrary(store, content.Sites{"public": site}, "public", r.desk.Types, r.clock).For("public").Get(ctx, id, "lt")
	if err != nil || got.Words.Title != "Apdovanotas [lt 2026-11-20]" || got.Redacted.IsZero() {
		t.Errorf("readers see %q, redacted %v (%v)", got.Words.Title, got.Redacted, err)
	}
	// Whoever types the old words again gets what the redaction left.
	_, err = r.desk.Save(ctx, ana, editorial.Save{Document: id, Locale: "lt", Base: load().Translation("lt").Version(), Words: w})
	if err != nil {
		t.Fatal(err)
	}
	if n := occurrences(t, dir, "gavo padėką. "+name); n != 0 {
		t.Error("a save brought the words back")
	}
}

// occurrences counts needle in every byte of every file below dir, as UTF-8 and
// as JSON escapes it.
func occurrences(t *testing.T, dir, needle string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		n += bytes.Count(body, []byte(needle)) + bytes.Count(bytes.ToLower(body), []byte(strings.ToLower(needle)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
