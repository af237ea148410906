package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/media"
)

// annexed is a folder with a page that shows a PDF, a paper and a table, and one whose
// PDF cannot be read.
func annexed(t *testing.T) map[string]string {
	t.Helper()
	sample := func(name string) string {
		raw, err := os.ReadFile(filepath.Join("..", "..", "media", "reading", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	head := func(id, title string) string {
		return "+++\ntitle = \"" + title + "\"\nid = \"" + id + "\"\n+++\n\n"
	}
	return map[string]string{
		"page/plan/lt.md":              head("00000000000a", "Planas") + "Žr. [priedą](files/priedas.pdf), [kitą](files/kitas.odt), [lentelę](files/lent.csv).\n",
		"page/plan/files/priedas.pdf":  sample("lt.writer.pdf"),
		"page/plan/files/kitas.odt":    sample("ka.odt"),
		"page/plan/files/lent.csv":     "vieta;kaina\nslaptazodis;12\n",
		"page/other/files/ta-pati.csv": "vieta;kaina\nslaptazodis;12\n",
		"page/other/lt.md":             head("00000000000b", "Kitas") + "Nieko, tik [lentelė](files/ta-pati.csv).\n",
	}
}

// finds waits until a question of the public has so many answers.
func (s *serving) finds(t *testing.T, locale, text string, want string) {
	t.Helper()
	address := s.public + "/" + locale + "/search/data.json?q=" + text
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		_, found := get(t, address)
		if strings.Contains(found, `"total":`+want) {
			return
		}
		if time.Since(begin) > 2*time.Minute {
			t.Fatalf("%s: want %s of %s\n%s", address, want, found, s.log)
		}
	}
}

// TestAttachmentsAreFound serves a town whose pages show files, and asks for what the
// files say: after an import, after what was read was deleted, after a kill, and not
// after a file was taken out.
func TestAttachmentsAreFound(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), annexed(t))
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	opened(t, data)
	texts := filepath.Join(data, mediaFolder, extractsFolder)
	s := serve(t, data)
	for word, n := range map[string]string{"šiukšlių": "1", "siuksliu": "1", "ოცდაათი": "1", "priedas": "1", "slaptazodis": "2"} {
		s.finds(t, "lt", word, n)
	}
	must(t, "verify", "--data", data)
	s.kill(t)
	must(t, "verify", "--data", data)

	// What was read can be deleted; reindex reads it again.
	if err := os.RemoveAll(texts); err != nil {
		t.Fatal(err)
	}
	must(t, "reindex", "--data", data)
	must(t, "verify", "--data", data)
	kept := holding(t, texts, "slaptazodis")
	if len(kept) != 1 {
		t.Fatalf("read again: %v", kept)
	}
	s = serve(t, data)
	s.finds(t, "lt", "slaptazodis", "2")
	blob := takeFileOut(t, data, assetOf(t, data, kept[0]))
	s.finds(t, "lt", "slaptazodis", "0")
	for end := time.Now().Add(time.Minute); len(holding(t, data, string(blob)))+len(holding(t, texts, "slaptazodis")) > 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still lying: %v", holding(t, data, string(blob)))
		}
	}
	s.finds(t, "lt", "šiukšlių", "1")
	s.stop(t)
	must(t, "verify", "--data", data)
}

// TestTornExtractsAreFoundByVerify and taken away where it may repair.
func TestTornExtractsAreFoundByVerify(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), annexed(t))
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	must(t, "reindex", "--data", data)
	path := holding(t, filepath.Join(data, mediaFolder, extractsFolder), "slaptazodis")[0]
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(raw), "slaptazodis", "SLAPTAZODIS", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	r := call(t, "verify", "--data", data)
	if r.code != 1 || !strings.Contains(r.out, "what was read in its file is not whole") {
		t.Errorf("%d: %s%s", r.code, r.out, r.err)
	}
	must(t, "verify", "--repair", "--data", data)
	must(t, "reindex", "--data", data)
	must(t, "verify", "--data", data)
}

// TestReadingIsSwitchedOff leaves nothing of what was read, and finds no text by its
// files.
func TestReadingIsSwitchedOff(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), annexed(t))
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	must(t, "reindex", "--data", data)
	write(t, data, map[string]string{"herald.toml": "[media]\nno_texts = true\n"})
	must(t, "reindex", "--data", data)
	if _, err := os.Stat(filepath.Join(data, mediaFolder, extractsFolder)); !os.IsNotExist(err) {
		t.Errorf("the folder of what was read: %v", err)
	}
	must(t, "verify", "--data", data)
	opened(t, data)
	s := serve(t, data)
	s.finds(t, "lt", "Nieko", "1")
	s.finds(t, "lt", "slaptazodis", "0")
	s.stop(t)
}

// assetOf gives the Asset whose extract lies at path.
func assetOf(t *testing.T, data, path string) (id content.ID) {
	t.Helper()
	h := inside(t, data)
	err := h.eachAsset(t.Context(), func(a *media.Asset) error {
		if string(a.Blob) == filepath.Base(path) {
			id = a.ID
		}
		return nil
	})
	if err != nil || id == "" {
		t.Fatalf("whose is %s? %v", path, err)
	}
	return id
}
