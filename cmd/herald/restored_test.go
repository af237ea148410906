package main

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

// TestAnOldBackupDoesNotBringRedactedWordsBack backs up, redacts, and restores
// the backup with the list that was written since.
func TestAnOldBackupDoesNotBringRedactedWordsBack(t *testing.T) {
	t.Parallel()
	const name = "Paslaptinga Pavarde"
	room := t.TempDir()
	data, old, late := filepath.Join(room, "data"), filepath.Join(room, "old.tar"), filepath.Join(room, "late.tar")
	write(t, filepath.Join(room, "in"), map[string]string{
		"news/viena/lt.md": "+++\ntitle = \"Apie " + name + "\"\nsummary = \"Trumpai\"\nsource = true\n+++\n\nGavo " + name + ".\n",
	})
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	must(t, "backup", "--data", data, old)
	redactIn(t, data, name)
	if n := findIn(t, data, name); n != 0 {
		t.Fatalf("the words stand %d times in the folder after the redaction", n)
	}
	must(t, "backup", "--data", data, late)

	whole := filepath.Join(room, "whole")
	must(t, "restore", "--data", whole, old)
	if findIn(t, whole, name) == 0 {
		t.Fatal("the old backup does not hold the words: the test is blind")
	}
	h := inside(t, data)
	list, err := h.redactions(context.Background())
	if err != nil || len(list) == 0 {
		t.Fatalf("%d redactions (%v)", len(list), err)
	}
	listed := filepath.Join(room, redactionsFile)
	if err := writeRedactions(listed, list); err != nil {
		t.Fatal(err)
	}
	if body, _ := os.ReadFile(listed); strings.Contains(string(body), name) {
		t.Error("the list holds the words")
	}
	for _, c := range []struct {
		how  string
		args []string
	}{{"named", []string{"--redactions", listed, old}}, {"in the folder", []string{old}}, {"in a later backup", []string{late}}} {
		back := filepath.Join(room, strings.ReplaceAll(c.how, " ", "-"))
		if c.how == "in the folder" {
			if err := os.MkdirAll(back, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := writeRedactions(filepath.Join(back, redactionsFile), list); err != nil {
				t.Fatal(err)
			}
		}
		must(t, append([]string{"restore", "--data", back}, c.args...)...)
		if n := findIn(t, back, name); n != 0 {
			t.Errorf("list %s: the words stand %d times in the restored folder", c.how, n)
		}
		must(t, "verify", "--data", back)
	}
	refused(t, []string{"absent.jsonl"}, "restore", "--redactions", filepath.Join(room, "absent.jsonl"), "--data", filepath.Join(room, "x"), old)
}

// redactIn takes a passage out of every Document of a folder, by two people.
func redactIn(t *testing.T, data, passage string) {
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
	changes, err := h.store.Changes(ctx, 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range changes[0].Records {
		ask := editorial.Redacting{Document: r.ID, Ground: "GDPR, article 17", Passages: []string{passage}}
		if _, err := h.desk.AskRedaction(ctx, officer("rasa"), ask); err != nil {
			t.Fatal(err)
		}
		docs, err := h.store.Documents(ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.desk.Redact(ctx, officer("petra"), r.ID, docs[r.ID].OpenRedaction().Key()); err != nil {
			t.Fatal(err)
		}
	}
}

// findIn counts needle in all files of a folder. Files may come and go.
func findIn(t *testing.T, dir, needle string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return nil
		}
		if body, err := os.ReadFile(path); err == nil {
			n += strings.Count(string(body), needle)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestARunningServerForgetsItsNightlyBackups redacts beside a running server and
// looks for the words in everything below the data folder.
func TestARunningServerForgetsItsNightlyBackups(t *testing.T) {
	t.Parallel()
	const name = "Paslaptinga Pavarde"
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), map[string]string{
		"news/viena/lt.md": "+++\ntitle = \"Apie " + name + "\"\nsummary = \"Trumpai\"\nsource = true\n+++\n\nGavo " + name + ".\n",
	})
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	if err := os.MkdirAll(filepath.Join(data, backupDir), 0o700); err != nil {
		t.Fatal(err)
	}
	must(t, "backup", "--data", data, filepath.Join(data, backupDir, "herald-2026-11-01.tar"))
	opened(t, data)
	s := serve(t, data)
	if status, body := get(t, s.public+"/lt/naujienos/apie-paslaptinga-pavarde"); status != 200 || !strings.Contains(body, name) {
		t.Fatalf("the page answers %d", status)
	}
	redactIn(t, data, name)
	left := 1
	for end := time.Now().Add(time.Minute); left > 0 && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		left = findIn(t, data, name)
	}
	if left > 0 {
		t.Errorf("the words stand %d times below the data folder", left)
	}
	if nights := mustGlob(t, filepath.Join(data, backupDir, "herald-*.tar")); len(nights) != 1 || strings.Contains(nights[0], "2026-11-01") {
		t.Errorf("the nightly backups are %v", nights)
	}
	s.stop(t)
}

// TestARestoredFolderHoldsWhatIsDueUntilConfirmed restores a backup that holds
// an item whose time has come since, and serves it before and after confirming.
func TestARestoredFolderHoldsWhatIsDueUntilConfirmed(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, file, back := filepath.Join(room, "data"), filepath.Join(room, "b.tar"), filepath.Join(room, "back")
	write(t, filepath.Join(room, "in"), connected)
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	opened(t, data)
	due := time.Now().Add(8 * time.Second)
	scheduleIn(t, data, due)
	must(t, "backup", "--data", data, file)
	must(t, "restore", "--data", back, file)
	time.Sleep(time.Until(due) + 200*time.Millisecond)

	s := serve(t, back)
	if status, _ := get(t, s.public+"/lt/naujienos/embargas"); status != 404 {
		t.Errorf("before it is confirmed the page answers %d", status)
	}
	if _, body := get(t, s.ops+"/readyz"); !strings.Contains(body, "it stands still") {
		t.Errorf("readyz says %s", body)
	}
	must(t, "restore", "--confirm", "--data", back)
	status := 0
	for end := time.Now().Add(2 * time.Minute); status != 200 && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		status, _ = get(t, s.public+"/lt/naujienos/embargas")
	}
	if status != 200 {
		t.Errorf("after it is confirmed the page answers %d", status)
	}
	refused(t, []string{"nothing waits"}, "restore", "--confirm", "--data", back)
	s.stop(t)
}

// scheduleIn makes a text that becomes public at an instant.
func scheduleIn(t *testing.T, data string, at time.Time) {
	t.Helper()
	ctx := context.Background()
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: data}}
	h, err := p.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	who := func(id content.MemberID, role content.Role) content.Actor {
		return content.Actor{ID: id, Grants: []content.Grant{{Role: role}}}
	}
	ana, lina, rasa := who("ana", content.RoleAuthor), who("lina", content.RoleLanguageEditor), who("rasa", content.RolePressOfficer)
	res, err := h.desk.Create(ctx, ana, editorial.Create{Site: "public", Type: "news", Locale: "lt",
		Words: content.Words{Title: "Embargas", Summary: "Trumpai.", Body: "Tekstas."}})
	if err != nil {
		t.Fatal(err)
	}
	docs, err := h.store.Documents(ctx, res.Document)
	if err != nil {
		t.Fatal(err)
	}
	words := docs[res.Document].Translation("lt").NextEdition().Words
	for _, step := range []func() (editorial.Result, error){
		func() (editorial.Result, error) {
			return h.desk.Submit(ctx, ana, editorial.Submit{Document: res.Document, Locale: "lt"})
		},
		func() (editorial.Result, error) {
			return h.desk.Approve(ctx, lina, editorial.Approve{Document: res.Document, Locale: "lt", Step: "language", Words: words})
		},
		func() (editorial.Result, error) {
			return h.desk.Schedule(ctx, rasa, res.Document, "lt", at, "Europe/Vilnius")
		},
	} {
		if _, err := step(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestKilledBeforeItsTimeAnItemIsThereOnTheFirstRequest kills the server just
// before an item is due, starts it after, and demands the item at once, released
// by one Event.
func TestKilledBeforeItsTimeAnItemIsThereOnTheFirstRequest(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	in := filepath.Join(t.TempDir(), "in")
	write(t, in, connected)
	must(t, "import", "--publish", "--data", data, in)
	opened(t, data)
	due := time.Now().Add(10 * time.Second)
	scheduleIn(t, data, due)
	s := serve(t, data)
	s.kill(t)
	time.Sleep(time.Until(due) + 300*time.Millisecond)
	for range 2 {
		s = serve(t, data)
		if status, _ := get(t, s.public+"/lt/naujienos/embargas"); status != 200 {
			t.Errorf("the first request after the start answers %d", status)
		}
		// Two ticks: the first releases, the second must find nothing.
		time.Sleep(2200 * time.Millisecond)
		s.kill(t)
	}
	h := inside(t, data)
	changes, err := h.store.Changes(context.Background(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	released := 0
	for _, c := range changes {
		for _, e := range c.Events {
			if e.Kind == content.EventReleased {
				released++
			}
		}
	}
	if released != 1 {
		t.Errorf("%d released events, want 1", released)
	}
}
