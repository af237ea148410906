package e2e

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestFeeds has feeds, calendars and data read by parsers that others wrote. No
// browser takes part, so it is run wherever there is Node.
func TestFeeds(t *testing.T) {
	watchSources(t)
	node := nodeWith(t, feedParsers...)
	binary := build(t)
	h := start(t, binary)
	h.fill(t, binary)
	ctx, cancel := deadline(t)
	defer cancel()
	out, err := run(ctx, node, "", h, "--test-reporter=spec", "--test-force-exit", "feeds.mjs")
	if err != nil {
		told, _, _ := strings.Cut(out, "✖ failing tests:")
		t.Errorf("feeds.mjs: %v\n%s", err, told)
	} else if testing.Verbose() {
		t.Log(out)
	}
}

// feedParsers are the packages that feeds.mjs needs.
var feedParsers = []string{"@rowanmanning/feed-parser", "ajv", "ajv-formats", "feedsmith", "ical.js", "parse5", "saxes"}

// The demonstration has no list longer than a page. This many texts more make
// three pages, and come to be public on so few days that most share an instant
// with others.
const (
	more     = 65
	moreDays = 4
)

// said is one word in the script of each locale; sr-Latn is made from sr.
var said = map[string]string{"lt": "Žinutė", "en": "Item", "sl": "Novička", "sq": "Çështje", "sr": "Вест", "ka": "ამბავი", "bg": "Вест"}

// fill imports texts of three kinds of list: by the public time, by days to
// come, and a register. It waits until readers see them.
func (h *herald) fill(t *testing.T, binary string) {
	t.Helper()
	folder := t.TempDir()
	soon := time.Now().UTC().AddDate(0, 1, 0).Truncate(24 * time.Hour)
	for n := range more {
		write(t, folder, "news", n, "")
		write(t, folder, "event", n, fmt.Sprintf("start = %s\nstanding = %q\n", soon.AddDate(0, 0, n/5).Format(time.RFC3339), []string{"planned", "postponed", "cancelled"}[n%3]))
		write(t, folder, "act", n, fmt.Sprintf("number = \"E-%d\"\nkind = \"order\"\ndate = 2025-02-%02d\n", n, 1+n/8))
	}
	cmd := exec.Command(binary, "--data", h.data, "import", folder, "--publish")
	cmd.Env = withoutHerald(os.Environ())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("herald import: %v\n%s", err, out)
	}
	for _, list := range []string{"naujienos", "renginiai", "teises-aktai"} {
		h.await(t, "/lt/"+list+"/data.json", title("lt", more-1))
	}
}

// title has what a form can stumble over.
func title(locale string, n int) string {
	return fmt.Sprintf("%s %d: 1 < 2 & 3; „a, b“", said[locale], n)
}

// write makes one Document in every locale; every seventh has one alone.
func write(t *testing.T, folder, typ string, n int, fields string) {
	t.Helper()
	dir := filepath.Join(folder, typ, fmt.Sprintf("followed-%s-%d", typ, n))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	published := time.Date(2025, time.March, 1+n%moreDays, 8, 0, 0, 0, time.UTC)
	for locale, word := range said {
		if n%7 == 0 && locale != "lt" {
			continue
		}
		var b strings.Builder
		fmt.Fprintf(&b, "+++\ntitle = %q\nsummary = \"%s <b> & ]]>\"\n", title(locale, n), word)
		if locale == "lt" {
			fmt.Fprintf(&b, "source = true\norganization = \"organization/administration\"\ntopics = [\"topic/culture\", \"topic/transport\"]\n")
		}
		fmt.Fprintf(&b, "published = %s\n\n[fields]\n", published.Format(time.RFC3339))
		if locale == "lt" {
			b.WriteString(fields)
		}
		if typ == "event" {
			fmt.Fprintf(&b, "place = \"%s; a, b\\\\c\"\n", word)
		}
		fmt.Fprintf(&b, "+++\n\n%s & <i> [1](doc:event/river-festival), [2](/%s/), [3](https://example.org/?a=1&b=2), [4](mailto:a@example.org), [5](#part).\n\n## Part\n\n| # %s | 1 |\n|---|---|\n| a | b |\n\n%s %d.\n", word, locale, word, word, n)
		if err := os.WriteFile(filepath.Join(dir, locale+".md"), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// await asks for an address until its answer holds text.
func (h *herald) await(t *testing.T, address, text string) {
	t.Helper()
	var last string
	for range 300 {
		answer, err := http.Get(h.public + address)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if last = string(body); strings.Contains(last, jsonText(text)) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s does not hold %q: %.300s", address, text, last)
}

// jsonText is text as it stands in JSON that may be put into HTML.
func jsonText(text string) string {
	return strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`).Replace(text)
}
