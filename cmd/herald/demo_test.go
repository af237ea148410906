package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/sample"
	"herald/i18n"
)

// TestDemonstration starts the demonstration twice in one folder and looks for
// what visitors are to find.
func TestDemonstration(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "demo")
	s := serve(t, data, "--demo")
	for path, want := range map[string]string{
		"/en/":      "Arvena",
		"/sr-Latn/": `lang="sr-Latn"`,
		"/ka/":      `lang="ka"`,
		// The agency has a Site of its own, with its own duties in the footer.
		"/energy/lt/":                     "Arvenos energetikos agentūra",
		"/energy/ka/":                     `href="/energy/ka/gantskhadeba-khelmisatsvdomobis-shesakheb"`,
		"/energy/lt/privatumo-pranesimas": "Upės g. 3",
		"/lt/pranesimai-spaudai/":         "/energy/lt/pranesimai-spaudai/triju-mokyklu-stoguose-jau-veikia-saules-elektrines",
	} {
		for _, host := range []string{"localhost", "127.0.0.1"} {
			if status, body := get(t, "http://"+host+":"+portOf(s.public)+path); status != 200 || !strings.Contains(body, want) {
				t.Errorf("%s%s: %d without %q", host, path, status, want)
			}
		}
	}
	// The index is built in the background.
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
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
	standings(t, s.public)
	s.stop(t)
	signIns(t, data, s.log.String())
	before := must(t, "audit", "verify", "--data", data).out
	s = serve(t, data, "--demo")
	s.stop(t)
	if after := must(t, "audit", "verify", "--data", data).out; after != before {
		t.Errorf("the second start changed something: %s, %s", before, after)
	}
	must(t, "verify", "--data", data)
	everyState(t, data)
	raw, err := os.ReadFile(filepath.Join(data, configFile))
	for _, want := range []string{`base = "/intranet"`, `base = "/energy"`, `lists = ["agency"]`, `lists = ["public", "agency"]`} {
		if err != nil || !strings.Contains(string(raw), want) {
			t.Errorf("no %s: %v\n%s", want, err, raw)
		}
	}
	must(t, "config", "--data", data)
	must(t, "export", "--data", data, filepath.Join(data, "..", "out"))
}

// standings looks, as a reader would, for what can become of a text.
func standings(t *testing.T, public string) {
	said := func(l i18n.Locale, key string, args ...any) string { return i18n.Default().Printer(l).T(key, args...) }
	for path, want := range map[string]string{
		"/sr/obavestenja/kameni-most-zatvoren-za-saobracaj":                                     said("sr", "stale.page"),
		"/sq/komunikata-per-media/nga-dhjetori-30-minutat-e-para-te-parkimit-jane-falas":        said("sq", "stale.page"),
		"/en/press-releases/from-december-the-first-30-minutes-of-parking-are-free":             said("en", "change.correction"),
		"/ka/presrelizebi/sami-munitsipaliteti-mdinareebs-ertad-daakvirdeba":                    "/editions/2",
		"/lt/teises-aktai/del-savivaldybes-duomenu-skelbimo":                                    said("lt", "status.act.amended"),
		"/en/acts/decision-on-trade-on-market-square":                                           said("en", "status.act.repealed"),
		"/sr/akta/resenje-o-saobracaju-na-keju-tokom-letnjih-noci":                              said("sr", "status.act.annulled"),
		"/lt/susitarimai/kulturinio-bendradarbiavimo-sutartis-su-bregmira":                      said("lt", "status.agreement.ended"),
		"/en/agreements/cooperation-agreement-with-brenava":                                     said("en", "status.agreement.renewed"),
		"/lt/naujienos/muziejus-vel-atidarytas":                                                 "2024 m. birželio 3 d.",
		"/energy/sq/komunikata-per-media/300-000-euro-per-izolimin-e-banesave-vitin-e-ardhshem": "banner-follows",
		"/bg/obyavi/tsentarat-za-obsluzhvane-na-zhitelite-vremenno-raboti-v-bibliotekata":       "banner-owed",
	} {
		if status, page := get(t, public+path); status != 200 || !strings.Contains(page, want) {
			t.Errorf("%s: %d, without %q", path, status, want)
		}
	}
	for path, want := range map[string]string{
		"/en/news/parking-permits-can-be-renewed-by-telephone": "/en/services/residents-parking-permit",
		"/en/news/summer-bus-timetable":                        "",
	} {
		status, to := goes(t, public+path)
		if (want != "") != (status/100 == 3) || !strings.HasSuffix(to, want) || want == "" && status != 410 {
			t.Errorf("%s: %d to %q", path, status, to)
		}
	}
}

// goes asks for an address and follows nothing.
func goes(t *testing.T, url string) (status int, to string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode, answer.Header.Get("Location")
}

// everyState wants an Edition in each state that there is, and each way in which
// one can have become public.
func everyState(t *testing.T, data string) {
	h := inside(t, data)
	seen := map[string]int{}
	for _, d := range demoDocuments(t, h) {
		for _, tr := range d.Translations {
			if tr.Follows != nil {
				seen["follows"]++
			}
			for _, e := range tr.Editions {
				seen[string(e.State)]++
				for name, so := range map[string]bool{"correction": e.Correction, "owed": len(e.Owed) > 0, "minor": e.Published != nil && !e.Major,
					"facts only": e.Published != nil && e.Published.FactsOnly, "imported": e.Imported(), "third": e.Number == 3, "source": d.Source == tr.Locale && e.Number > 1} {
					if so {
						seen[name]++
					}
				}
			}
		}
	}
	want := []string{"follows", "correction", "owed", "minor", "facts only", "third", "source"}
	for _, s := range content.States() {
		want = append(want, string(s))
	}
	for _, name := range want {
		if seen[name] == 0 {
			t.Errorf("nothing is %s: %v", name, seen)
		}
	}
	if seen["imported"] != 2 {
		t.Errorf("%d texts are unsealed, want those of one document", seen["imported"])
	}
}

// demoDocuments gives every Document of a store.
func demoDocuments(t *testing.T, h *house) map[content.ID]*content.Document {
	t.Helper()
	ids, err := (&exporter{house: h}).ids(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	documents, err := h.store.Documents(context.Background(), ids...)
	if err != nil {
		t.Fatal(err)
	}
	if len(documents) < 95 {
		t.Errorf("%d documents", len(documents))
	}
	return documents
}

// TestDemoOnAnyDay fills in the sample years later, on a day before the clocks
// change: what is to come is still to come, at its time of day, and the log tells
// no day twice or backwards for a Document.
func TestDemoOnAnyDay(t *testing.T) {
	t.Parallel()
	start := time.Date(2031, time.March, 28, 10, 0, 0, 0, time.UTC)
	h := demoAt(t, start)
	reader := content.NewLibrary(h.store, h.sites, sample.Public, h.types, &setClock{at: start}).For(content.NewAccess(content.Public))
	list, err := reader.List(context.Background(), content.Filter{Locale: "lt", Types: []string{"event"}, From: "2031-03-28"})
	if err != nil || len(list.Items) < 5 {
		t.Fatalf("%d events are to come (%v)", len(list.Items), err)
	}
	for _, r := range list.Items {
		at, err := time.Parse(time.RFC3339, r.Facts.Fields.Text("start"))
		if local := at.In(h.sites[sample.Public].Zone); err != nil || local.Hour() < 9 || local.Hour() > 19 {
			t.Errorf("%s is at %v", r.Words.Title, local)
		}
	}
	last := map[content.ID]time.Time{}
	changes, err := h.store.Changes(context.Background(), 0, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		for _, e := range c.Events {
			if e.At.Before(last[e.Document]) || e.At.After(start) {
				t.Errorf("%s of %s %s at %v, after %v", e.Kind, e.Document, e.Locale, e.At, last[e.Document])
			}
			last[e.Document] = e.At
		}
	}
}

// demoAt fills in the sample as if the demonstration were started at an instant.
func demoAt(t *testing.T, start time.Time) *house {
	t.Helper()
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: t.TempDir()}}
	h, err := p.rules(Config{Sites: demoSites(Config{}.filled().Sites)}.filled())
	if err != nil {
		t.Fatal(err)
	}
	at := &setClock{}
	h.clock = at
	if err := errors.Join(h.openStore(context.Background(), opening{}), h.openFiles()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	f := &filling{house: h, clock: at, start: start, log: newSheaf(h.store), tell: func(int, int) {}}
	h.desk = h.newDesk(f.log, h.store)
	if err := f.run(context.Background()); err != nil {
		t.Fatal(err)
	}
	return h
}

// TestDemoLeavesAFolderInUseAlone finds a configuration and a store of somebody's
// own and adds nothing.
func TestDemoLeavesAFolderInUseAlone(t *testing.T) {
	t.Parallel()
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
