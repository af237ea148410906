package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"herald/internal/mongotest"
)

// aSecret is a password of the database in these tests.
const aSecret = "pa55w0rd-of-the-database"

// TestNoPasswordOfTheDatabaseIsShown calls every command with a server that nobody
// answers for, and looks through all that they say.
func TestNoPasswordOfTheDatabaseIsShown(t *testing.T) {
	t.Parallel()
	data, in := t.TempDir(), t.TempDir()
	address := "mongodb://town:" + aSecret + "@127.0.0.1:1/herald?timeoutMS=300"
	calls := [][]string{{"config"}, {"verify"}, {"reindex"}, {"audit", "verify"}, {"member", "list"}, {"export", filepath.Join(data, "out")},
		{"import", in}, {"import", "--check", in}, {"backup", filepath.Join(data, "b.tar")}, {"restore", "--confirm"},
		{"serve", "--demo", "--addr", "127.0.0.1:0", "--ops-addr", "127.0.0.1:0"}, {"serve", "--addr", "127.0.0.1:0", "--ops-addr", "127.0.0.1:0"}}
	for _, args := range calls {
		for _, how := range []string{"flag", "variable", "file"} {
			cmd := herald(t, append([]string{"--data", data}, args...)...)
			write(t, data, map[string]string{configFile: ""})
			switch how {
			case "flag":
				cmd.Args = append(cmd.Args, "--store", address)
			case "variable":
				cmd.Env = append(cmd.Env, "HERALD_STORE="+address)
			case "file":
				write(t, data, map[string]string{configFile: "store = \"" + address + "\"\n"})
			}
			r := finish(t, cmd)
			if strings.Contains(r.out+r.err, aSecret) {
				t.Errorf("%s, %s: the password is shown:\n%s%s", args, how, r.out, r.err)
			}
			if args[0] == "config" {
				if !strings.Contains(r.out, "mongodb://town:…@127.0.0.1:1/herald") {
					t.Errorf("config shows\n%s", r.out)
				}
				continue
			}
			if r.code == 0 || !strings.Contains(r.err, "mongodb://127.0.0.1:1/herald: the server cannot be reached within 300ms (127.0.0.1:1: connect: connection refused)") {
				t.Errorf("%s, %s: exit %d:\n%s", args, how, r.code, r.err)
			}
		}
	}
	for _, wrong := range []string{"mongodb://town:" + aSecret + "/x@h/herald", "mongodb://" + aSecret + "@x@h/herald", "mongodb:" + aSecret + "@h/herald",
		"mongo://town:" + aSecret + "@h/herald", "mongodb://town:" + aSecret + "@h/herald?tls=maybe", "mongodb://town:" + aSecret + "@/herald"} {
		r := refused(t, []string{"store: "}, "config", "--data", t.TempDir(), "--store", wrong)
		if strings.Contains(r.out+r.err, aSecret) {
			t.Errorf("%s: the password is shown: %s", wrong, r.err)
		}
	}
}

// differing is what may differ between two servers of one log: ports and what is made
// for one answer.
var differing = regexp.MustCompile(`localhost(:|%3A|%253A)\d+|nonce-[A-Za-z0-9+/=_-]+|nonce="[^"]+"`)

// TestPagesAreTheSameOnBothEngines serves one log out of a file and out of a database,
// where it has come by backup and restore, and compares what readers get, byte by byte.
// Then it goes on in the database.
func TestPagesAreTheSameOnBothEngines(t *testing.T) {
	t.Parallel()
	address := patiently(mongotest.Database(t))
	room := t.TempDir()
	lite, data, in := filepath.Join(room, "lite"), filepath.Join(room, "data"), filepath.Join(room, "in")
	write(t, in, connected)
	write(t, in, map[string]string{"page/hours/en.md": aPage,
		"press_release/bridge/en.md": "+++\ntitle = \"The bridge is open\"\nsummary = \"From Monday.\"\npublished = 2026-03-02T08:00:00Z\n+++\n\nThe bridge over the river is open again.\n"})
	must(t, "import", "--publish", "--data", lite, in)
	must(t, "backup", "--data", lite, filepath.Join(room, "b.tar"))
	must(t, "restore", "--data", data, "--store", address, filepath.Join(room, "b.tar"))
	refused(t, []string{"there is a store already"}, "restore", "--data", filepath.Join(room, "again"), "--store", address, filepath.Join(room, "b.tar"))

	// A restored store stands still wherever it is opened, until that is confirmed.
	patient := []string{"--store", address}
	other := filepath.Join(room, "other")
	must(t, append([]string{"restore", "--confirm", "--data", other}, patient...)...)
	refused(t, []string{"nothing waits"}, append([]string{"restore", "--confirm", "--data", data}, patient...)...)

	file, db := serve(t, lite, "--demo"), serve(t, data, append(patient, "--demo")...)
	for _, path := range []string{"/en/", "/lt/", "/en/opening-hours", "/en/about-us", "/en/about-us/office", "/en/press-releases/the-bridge-is-open", "/en/press-releases",
		"/en/feed.atom", "/sitemap.xml", "/en/nothing", "/old/office.php?id=7", "/energy/en/", "/robots.txt"} {
		_, want := get(t, file.public+path)
		status, got := get(t, db.public+path)
		if status == 503 {
			t.Errorf("%s is answered 503", path)
		}
		if a, b := differing.ReplaceAllString(want, ""), differing.ReplaceAllString(got, ""); a != b {
			t.Errorf("%s differs:\n%s\n---\n%s", path, a, b)
		}
	}
	searched := "/en/search/data.json?q=bridge"
	await(t, "search in the database finds what that in the file does", func() bool {
		_, want := get(t, file.public+searched)
		_, got := get(t, db.public+searched)
		return differing.ReplaceAllString(want, "") == differing.ReplaceAllString(got, "") && strings.Contains(got, "bridge")
	})
	for path, want := range map[string]string{"/readyz": `"ready":true`, "/metrics": "herald_log_head"} {
		if status, body := get(t, db.ops+path); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d\n%s", path, status, body)
		}
	}
	if said := db.log.String(); !strings.Contains(said, "not a member of a replica set") && mongotest.Ferret() {
		t.Errorf("nobody says that the server is alone:\n%s", said)
	}

	// Another process goes on: text and picture are there without a restart.
	picture := photo(t, 1, "a camera")
	write(t, in, map[string]string{"news/fair/files/map.jpg": picture, "news/fair/en.md": "+++\ntitle = \"A fair\"\nsummary = \"On Saturday.\"\n" +
		"[[asset]]\nfile = \"map.jpg\"\ndecorative = true\n+++\n\nThe market is open.\n\n![](files/map.jpg)\n"})
	must(t, append([]string{"import", "--publish", "--data", data, in}, patient...)...)
	await(t, "what a command has published is served", func() bool {
		status, body := get(t, db.public+"/en/news/a-fair")
		return status == 200 && strings.Contains(body, "The market is open.")
	})
	_, page := get(t, db.public+"/en/news/a-fair")
	shown := regexp.MustCompile(`src="(/media/[^"]+)"`).FindStringSubmatch(page)
	if shown == nil {
		t.Fatalf("the picture is not shown:\n%s", page)
	}
	await(t, "the picture is served", func() bool {
		status, body := get(t, db.public+shown[1])
		return status == 200 && len(body) > 0
	})
	out := filepath.Join(room, "out")
	must(t, append([]string{"export", "--data", data, out}, patient...)...)
	if body := tree(t, out)["news/fair/files/map.jpg"]; body != picture {
		t.Errorf("the picture comes back with %d bytes", len(body))
	}
	for _, args := range [][]string{{"verify"}, {"audit", "verify"}, {"member", "add", "ona@example.org", "--name", "Ona"}, {"member", "list"}, {"import", "--check", in}, {"verify", "--json"}} {
		must(t, append(append(args, "--data", data), patient...)...)
	}
	db.stop(t)
	file.stop(t)
}

// patiently lets a slow server take its time.
func patiently(address string) string {
	sign := "?"
	if strings.Contains(address, "?") {
		sign = "&"
	}
	return address + sign + "timeoutMS=60000"
}

// await polls until something is so.
func await(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); !is(); {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
		time.Sleep(100 * time.Millisecond)
	}
}
