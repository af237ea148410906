package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/mongotest"
)

// nodeHost is where readers and staff reach all nodes. Browsers trust names that end so,
// also without https.
const nodeHost = "http://town.localhost"

const nodeConfig = `[[sites]]
name = "public"
origin = "` + nodeHost + `"

[[sites]]
name = "intranet"
base = "/intranet"
origin = "` + nodeHost + `"
audience = "staff"

[staff]
second_factor = "optional"

[backup]
at = "off"
`

// cluster is an installation on one database, as somebody sees it who works in it beside
// all nodes.
type cluster struct {
	*testing.T
	*house
	address string
	config  string
	// ona writes, lina checks the language, petras publishes.
	ona, lina, petras content.Actor
}

// newCluster makes one in a database of its own; more is what its configuration has beside.
func newCluster(t *testing.T, more string) *cluster {
	t.Helper()
	w := &cluster{T: t, address: mongotest.Database(t), config: nodeConfig + more}
	dir := w.folder()
	write(t, filepath.Join(dir, "in"), map[string]string{"page/hours/en.md": aPage,
		"news/fair/en.md": "+++\ntitle = \"A fair\"\nsummary = \"On Saturday.\"\n+++\n\nThe market is open from nine.\n"})
	must(t, "import", "--publish", "--data", dir, "--store", w.address, filepath.Join(dir, "in"))
	for email, role := range map[string]string{"root@town.example": "administrator", "ona@town.example": "author", "lina@town.example": "language_editor", "petras@town.example": "press_officer"} {
		withPassword(t, aPhrase, "add", email, "--name", strings.TrimSuffix(email, "@town.example"), "--role", role, "--password-stdin", "--data", dir, "--store", w.address)
	}
	w.house = w.inside()
	for email, actor := range map[string]*content.Actor{"ona@town.example": &w.ona, "lina@town.example": &w.lina, "petras@town.example": &w.petras} {
		m, err := w.store.MemberByEmail(t.Context(), email)
		w.must(err)
		*actor = m.Actor()
	}
	return w
}

func (w *cluster) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// folder makes the data folder of one more node.
func (w *cluster) folder() string {
	w.Helper()
	dir := filepath.Join(w.TempDir(), "data")
	write(w, dir, map[string]string{configFile: w.config})
	return dir
}

// inside opens the store as one more process.
func (w *cluster) inside() *house {
	w.Helper()
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: w.folder(), Store: w.address}}
	h, err := p.open(context.Background())
	w.must(err)
	w.Cleanup(func() { h.Close() })
	return h
}

// node starts one that reaches the database at an address.
func (w *cluster) node(address string) *serving {
	w.Helper()
	return serve(w, w.folder(), "--store", address)
}

// submitted gives a text that waits for lina.
func (w *cluster) submitted(title string) content.ID {
	w.Helper()
	made, err := w.desk.Create(w.Context(), w.ona, editorial.Create{Site: "public", Type: "news", Locale: "en",
		Words: content.Words{Title: title, Summary: "In short.", Body: "Text of " + title + "."}})
	w.must(err)
	_, err = w.desk.Submit(w.Context(), w.ona, editorial.Submit{Document: made.Document, Locale: "en"})
	w.must(err)
	return made.Document
}

// approved gives a text that may go out.
func (w *cluster) approved(title string) content.ID {
	w.Helper()
	id := w.submitted(title)
	found, err := w.store.Documents(w.Context(), id)
	w.must(err)
	_, err = w.desk.Approve(w.Context(), w.lina, editorial.Approve{Document: id, Locale: "en", Step: "language", Words: found[id].Translation("en").Newest().Words})
	w.must(err)
	return id
}

// browser is somebody who is answered by whichever node there is.
type browser struct {
	*cluster
	jar http.CookieJar
}

func (w *cluster) browser() *browser {
	jar, err := cookiejar.New(nil)
	w.must(err)
	return &browser{w, jar}
}

// nodeAnswer is an answer that was read.
type nodeAnswer struct {
	status int
	header http.Header
	body   string
}

// ask sends a request for path to a node: a form where there is one.
func (b *browser) ask(s *serving, path string, form url.Values) nodeAnswer {
	b.Helper()
	method, body := http.MethodGet, io.Reader(nil)
	if form != nil {
		method, body = http.MethodPost, strings.NewReader(form.Encode())
	}
	request, err := http.NewRequestWithContext(context.Background(), method, nodeHost+path, body)
	b.must(err)
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return b.send(s, request)
}

func (b *browser) send(s *serving, request *http.Request) nodeAnswer {
	b.Helper()
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, strings.TrimPrefix(s.public, "http://"))
	}
	client := &http.Client{Jar: b.jar, Timeout: time.Minute, Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	b.must(err)
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	b.must(err)
	return nodeAnswer{answer.StatusCode, answer.Header, string(raw)}
}

// get wants a page.
func (b *browser) get(s *serving, path string) nodeAnswer {
	b.Helper()
	a := b.ask(s, path, nil)
	if a.status != http.StatusOK {
		b.Fatalf("%s is answered %d: %s\n%s", path, a.status, first(a.body), lastOf(s.log.String()))
	}
	return a
}

var ourToken = regexp.MustCompile(`name="_form" value="([^"]+)"`)

// post sends a form of the desk, with the token that another node has given.
func (b *browser) post(from, to *serving, path string, form url.Values) nodeAnswer {
	b.Helper()
	if m := ourToken.FindStringSubmatch(b.ask(from, "/admin/account", nil).body); m != nil {
		form.Set("_form", m[1])
	}
	return b.ask(to, path, form)
}

func (b *browser) signIn(s *serving, email string) {
	b.Helper()
	if a := b.ask(s, "/admin/sign-in", url.Values{"email": {email}, "password": {aPhrase}}); a.status != http.StatusSeeOther {
		b.Fatalf("signing in is answered %d: %s", a.status, a.body)
	}
}

// lastOf gives the end of a log.
func lastOf(text string) string { return text[max(0, len(text)-3000):] }

// wants looks at how something was answered.
func (b *browser) wants(a nodeAnswer, status int, says string) {
	b.Helper()
	if a.status != status || !strings.Contains(a.body, says) {
		b.Errorf("answered %d, want %d and %q: %s", a.status, status, says, first(a.body))
	}
}

// eventually polls for something that has to come, however slow the machine is.
func (w *cluster) eventually(what string, holds func() bool) time.Duration {
	w.Helper()
	begin := time.Now()
	for !holds() {
		if time.Since(begin) > 2*time.Minute {
			w.Fatalf("not within two minutes: %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Since(begin)
}

// events counts those of a kind about a text, in the log.
func (w *cluster) events(id content.ID, kind content.EventKind) int {
	w.Helper()
	n := 0
	for at := content.Position(0); ; {
		changes, err := w.store.Changes(w.Context(), at, 200)
		w.must(err)
		if len(changes) == 0 {
			return n
		}
		for _, c := range changes {
			at = c.Position
			for _, e := range c.Events {
				if e.Document == id && e.Kind == kind {
					n++
				}
			}
		}
	}
}

// alike wants both nodes to answer with the same bytes.
func (b *browser) alike(a, other *serving, paths ...string) {
	b.Helper()
	for _, path := range paths {
		// A strong ETag comes with the second answer from memory.
		var one, two nodeAnswer
		for range 3 {
			one, two = b.ask(a, path, nil), b.ask(other, path, nil)
		}
		if one.status != two.status || one.body != two.body || one.header.Get("ETag") != two.header.Get("ETag") {
			b.Errorf("%s differs: %d %s and %d %s\n%s", path, one.status, one.header.Get("ETag"), two.status, two.header.Get("ETag"), difference(one.body, two.body))
		}
	}
}

// difference shows where two texts part.
func difference(a, b string) string {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	from := max(0, at-60)
	return fmt.Sprintf("%.200q\n%.200q", a[from:], b[from:])
}
