package main

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/counting"
	"herald/content/editorial"
	"herald/content/tuning"
	"herald/i18n"
)

// TestWhatReadersAskIsCountedAndNothingElse asks a served town: what was asked is in
// the store when it has stopped, over two runs, and what looks personal is in no file.
func TestWhatReadersAskIsCountedAndNothingElse(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, from := filepath.Join(room, "data"), filepath.Join(room, "in")
	write(t, from, map[string]string{"page/hours/en.md": aPage})
	must(t, "import", "--publish", "--data", data, from)
	personal := []string{"ana.petraite@example.org", "38001011234", "+370 612 34567", "LT12 1000 0111 0100 1000", "ana petraitė 12.05.1980"}
	for run := range 2 {
		s := serve(t, data, "--demo")
		caughtUp(t, s)
		for _, text := range append(slices.Clone(personal), "Šunų   REGISTRACIJA", "šunų registracija", "ana petraitė") {
			if status, page := get(t, s.public+"/lt/search?q="+url.QueryEscape(text)); status != 200 {
				t.Fatalf("%s: %d %s", text, status, page)
			}
		}
		// Turning over and narrowing is the same question.
		get(t, s.public+"/lt/search?q="+url.QueryEscape("šunų registracija")+"&page=2")
		if run == 0 {
			flood(t, s)
		}
		s.stop(t)
		for _, text := range personal {
			if strings.Contains(s.log.String(), text) {
				t.Errorf("%q is in the log of the server", text)
			}
		}
	}
	absentFrom(t, data, personal...)
	h := inside(t, data)
	now := counting.MonthOf(h.clock.Now())
	found, err := h.store.Asked(t.Context(), counting.Query{Site: "public", Locale: "lt", From: now - 1, Until: now, Without: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].Text != "šunų registracija" || found[0].Times != 4 || found[0].Without != 4 {
		t.Errorf("%+v", found)
	}
	if err := h.store.SweepAsked(t.Context(), now+1); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	absentFrom(t, data, "ana petraitė", "flood 7 ")
}

// caughtUp waits until every index answers for all it has.
func caughtUp(t *testing.T, s *serving) {
	t.Helper()
	behind := i18n.Default().Printer("lt").T("search.catching_up")
	for end := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if _, page := get(t, s.public+"/lt/search?q=a"); !strings.Contains(page, behind) {
			return
		}
		if time.Now().After(end) {
			t.Fatal("the search never caught up")
		}
	}
}

// flood asks many different questions.
func flood(t *testing.T, s *serving) {
	t.Helper()
	for n := range 50 {
		if status, _ := get(t, s.public+"/lt/search?q="+url.QueryEscape(fmt.Sprintf("flood %d %s", n, strings.Repeat("x", n)))); status != 200 {
			t.Fatalf("question %d: %d", n, status)
		}
	}
}

// absentFrom demands that no file of an installation holds any of some texts, in
// whatever case.
func absentFrom(t *testing.T, data string, texts ...string) {
	t.Helper()
	err := filepath.WalkDir(data, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		held, err := os.ReadFile(path)
		for _, text := range texts {
			if bytes.Contains(bytes.ToLower(held), []byte(strings.ToLower(text))) {
				t.Errorf("%q is in %s", text, path)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsSaidOfTheSearchHoldsAtOnce says at another process what means the same
// and what stands first: readers have both with their next question, and after a
// restart.
func TestWhatIsSaidOfTheSearchHoldsAtOnce(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, from := filepath.Join(room, "data"), filepath.Join(room, "in")
	head := func(id, title string) string { return "+++\ntitle = \"" + title + "\"\nid = \"" + id + "\"\n+++\n\n" }
	write(t, from, map[string]string{
		"page/refuse/en.md": head("00000000000b", "Refuse collection") + "We come on Monday.\n",
		"page/pool/en.md":   head("00000000000c", "The pool") + "It opens at eight.\n",
	})
	must(t, "import", "--publish", "--data", data, from)
	s := serve(t, data, "--demo")
	caughtUp(t, s)
	total := func(question string) string {
		_, found := get(t, s.public+"/en/search/data.json?q="+url.QueryEscape(question))
		return found
	}
	if got := total("rubbish"); !strings.Contains(got, `"total":0`) {
		t.Fatal(got)
	}
	h := inside(t, data)
	actor := content.Actor{ID: content.System("test"), Grants: []content.Grant{{Role: content.RolePressOfficer}}}
	of := editorial.Searches{Site: "public", Locale: "en"}
	if _, err := h.desk.KeepSynonyms(t.Context(), actor, of, "", []string{"refuse", "rubbish"}); err != nil {
		t.Fatal(err)
	}
	pin := tuning.Pin{Question: "bathing season", Documents: []content.ID{"00000000000c"}}
	if _, err := h.desk.PinResult(t.Context(), actor, of, pin); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got := total("rubbish"); !strings.Contains(got, "Refuse collection") {
			t.Errorf("synonyms: %s", got)
		}
		if _, page := get(t, s.public+"/en/search?q=Season+bathing"); !strings.Contains(page, "The pool") {
			t.Errorf("pinned:\n%s", page)
		}
		s.stop(t)
		s = serve(t, data, "--demo")
		caughtUp(t, s)
	}
	s.stop(t)
}
