package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/content"
)

// TestDemonstration starts the demonstration twice in one folder and looks for
// what visitors are to find.
func TestDemonstration(t *testing.T) {
	data := filepath.Join(t.TempDir(), "demo")
	s := serve(t, data, "--demo")
	for path, want := range map[string]string{
		"/en/":      "Arvena",
		"/sr-Latn/": `lang="sr-Latn"`,
		"/ka/":      `lang="ka"`,
	} {
		for _, host := range []string{"localhost", "127.0.0.1"} {
			if status, body := get(t, "http://"+host+":"+portOf(s.public)+path); status != 200 || !strings.Contains(body, want) {
				t.Errorf("%s%s: %d without %q", host, path, status, want)
			}
		}
	}
	// The index is built in the background.
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if _, page := get(t, s.public+"/en/search?q=bus"); strings.Contains(page, "<mark>") {
			break
		}
		if time.Now().After(end) {
			t.Fatal("search finds nothing")
		}
	}
	if _, page := get(t, s.public+"/en/"); strings.Contains(page, "From the previous site") {
		t.Error("the sample is marked as imported")
	}
	before := must(t, "audit", "verify", "--data", data).out
	s.stop(t)
	s = serve(t, data, "--demo")
	s.stop(t)
	if after := must(t, "audit", "verify", "--data", data).out; after != before {
		t.Errorf("the second start changed something: %s, %s", before, after)
	}
	must(t, "verify", "--data", data)
	everyState(t, data)
	raw, err := os.ReadFile(filepath.Join(data, configFile))
	if err != nil || !strings.Contains(string(raw), `base = "/intranet"`) {
		t.Errorf("%v\n%s", err, raw)
	}
	must(t, "config", "--data", data)
	must(t, "export", "--data", data, filepath.Join(data, "..", "out"))
}

// everyState wants an Edition in each state that the sample promises.
func everyState(t *testing.T, data string) {
	h := inside(t, data)
	ids, err := (&exporter{house: h}).ids(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	documents, err := h.store.Documents(context.Background(), ids...)
	if err != nil {
		t.Fatal(err)
	}
	states := map[content.State]int{}
	for _, d := range documents {
		for _, tr := range d.Translations {
			states[tr.Newest().State]++
			if e := tr.LiveEdition(); e != nil && e.Imported() {
				t.Errorf("%s in %s is unsealed", d.ID, tr.Locale)
			}
		}
	}
	for _, want := range []content.State{content.Draft, content.Submitted, content.Returned, content.Approved, content.Scheduled, content.Missed,
		content.Published, content.Withdrawn, content.Unpublished} {
		if states[want] == 0 {
			t.Errorf("nothing is %s: %v", want, states)
		}
	}
}

// TestDemoLeavesAFolderInUseAlone finds a configuration and a store of somebody's
// own and adds nothing.
func TestDemoLeavesAFolderInUseAlone(t *testing.T) {
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), map[string]string{"page/hours/en.md": aPage})
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	s := serve(t, data, "--demo")
	if status, _ := get(t, s.public+"/en/opening-hours"); status != 200 {
		t.Errorf("%d", status)
	}
	s.stop(t)
	if _, err := os.Stat(filepath.Join(data, configFile)); err == nil {
		t.Error("a configuration was written beside a store")
	}
	if r := must(t, "audit", "verify", "--data", data); !strings.Contains(r.out, "Position 1.") {
		t.Errorf("said %s", r.out)
	}
}
