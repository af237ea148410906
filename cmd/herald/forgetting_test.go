package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

// TestAFileIsTakenOutOfEveryByte takes a picture out beside a running server, and
// looks for its bytes, for what was made of them and for what came in like them in
// everything below the data folder, and then in a backup from before that is
// restored.
func TestAFileIsTakenOutOfEveryByte(t *testing.T) {
	t.Parallel()
	const secret = "secret camera"
	room := t.TempDir()
	data, old := filepath.Join(room, "data"), filepath.Join(room, "old.tar")
	write(t, filepath.Join(room, "in"), illustrated(t))
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	must(t, "backup", "--data", data, old)
	if err := os.MkdirAll(filepath.Join(data, backupDir), 0o700); err != nil {
		t.Fatal(err)
	}
	must(t, "backup", "--data", data, filepath.Join(data, backupDir, "herald-2026-11-01.tar"))
	opened(t, data)
	arriving(t, data, photo(t, 1, secret))
	s := serve(t, data)
	status, page := get(t, s.public+"/en/news/the-bridge")
	picture := regexp.MustCompile(`/media/[0-9a-z]{12}/[^"\s]+/bridge-1\.jpg`).FindString(page)
	if status != 200 || picture == "" {
		t.Fatalf("the page answers %d and shows no picture:\n%s", status, page)
	}
	if status, _ := get(t, s.public+picture); status != 200 {
		t.Fatalf("the picture answers %d", status)
	}
	id := content.ID(strings.Split(picture, "/")[2])
	blob := takeFileOut(t, data, id)
	lying := func() (all []string) {
		for _, name := range []string{string(blob), secret} {
			all = append(all, holding(t, data, name)...)
		}
		return all
	}
	for end := time.Now().Add(time.Minute); len(lying()) > 0 && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
	}
	if left := lying(); len(left) > 0 {
		t.Errorf("still lying in %v", left)
	}
	if status, _ := get(t, s.public+picture); status != 404 {
		t.Errorf("the picture answers %d", status)
	}
	for _, path := range []string{"/en/news/the-bridge", "/en/news/the-river"} {
		if _, page := get(t, s.public+path); strings.Contains(page, string(id)) || strings.Contains(page, "A bridge over a river") || !strings.Contains(page, "personal data") {
			t.Errorf("%s still tells of the file, or not that it was removed:\n%s", path, page)
		}
	}
	s.stop(t)
	must(t, "verify", "--data", data)
	// A server that starts has nothing left to do, and does not renew backups.
	before := mustGlob(t, filepath.Join(data, backupDir, "herald-*.tar"))
	again := serve(t, data)
	again.stop(t)
	if after := mustGlob(t, filepath.Join(data, backupDir, "herald-*.tar")); strings.Join(before, " ") != strings.Join(after, " ") {
		t.Errorf("the backups were %v and are %v", before, after)
	}

	back := filepath.Join(room, "back")
	must(t, "restore", "--data", back, "--redactions", filepath.Join(data, redactionsFile), old)
	if left := holding(t, back, secret); len(left) > 0 {
		t.Errorf("after a restore still lying in %v", left)
	}
	must(t, "verify", "--data", back)
}

// arriving leaves a file of which half has come.
func arriving(t *testing.T, data, bytes string) {
	t.Helper()
	h := inside(t, data)
	uploads, err := openUploads(h, machineClock{})
	if err != nil {
		t.Fatal(err)
	}
	u, err := uploads.Begin(t.Context(), "ona", "again.jpg", int64(len(bytes)))
	if err == nil {
		_, err = uploads.Append(t.Context(), "ona", u.ID, 0, []byte(bytes[:len(bytes)/2]))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// takeFileOut takes a file out by two people, in another process than the server's,
// and gives the hash of its bytes.
func takeFileOut(t *testing.T, data string, id content.ID) content.Hash {
	t.Helper()
	ctx := context.Background()
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: data}}
	h, err := p.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	officer := func(id content.MemberID) content.Actor {
		return content.Actor{ID: id, Grants: []content.Grant{{Role: content.RolePressOfficer}}}
	}
	assets, err := h.store.Assets(ctx, id)
	if err != nil || assets[id] == nil {
		t.Fatalf("asset %s: %v", id, err)
	}
	showing, err := h.store.Showing(ctx, id)
	if err != nil || len(showing) != 2 {
		t.Fatalf("shown by %v (%v)", showing, err)
	}
	ask := editorial.Redacting{Document: showing[0], Ground: "GDPR, article 17", Files: []content.ID{id}}
	if _, err := h.desk.AskRedaction(ctx, officer("rasa"), ask); err != nil {
		t.Fatal(err)
	}
	docs, err := h.store.Documents(ctx, showing[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.desk.Redact(ctx, officer("petra"), showing[0], docs[showing[0]].OpenRedaction().Key()); err != nil {
		t.Fatal(err)
	}
	return assets[id].Blob
}

// holding lists the files below dir whose name or bytes have needle, but for the log
// itself, which names what was taken out by its hash.
func holding(t *testing.T, dir, needle string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || strings.HasPrefix(e.Name(), storeFile) {
			return nil // files come and go
		}
		if strings.Contains(e.Name(), needle) {
			all = append(all, path)
			return nil
		}
		if body, err := os.ReadFile(path); err == nil && e.Type().IsRegular() && strings.Contains(string(body), needle) && filepath.Ext(path) != ".tar" {
			all = append(all, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, night := range mustGlob(t, filepath.Join(dir, backupDir, "*.tar")) {
		if body, err := os.ReadFile(night); err == nil && strings.Contains(string(body), "secret camera") {
			all = append(all, night)
		}
	}
	return all
}
