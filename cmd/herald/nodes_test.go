package main

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
	"herald/internal/smtptest"
)

// pair is two nodes on one database, and a reader who is answered by both.
type pair struct {
	*cluster
	a, b   *serving
	post   *smtptest.Server
	reader *browser
}

// TestTwoNodes has two servers on one database, started at once, and looks that nobody
// can tell which of them answers.
func TestTwoNodes(t *testing.T) {
	t.Parallel()
	post := (&smtptest.Server{}).Start(t, nil)
	w := newCluster(t, "\n"+fmt.Sprintf(mailed, post.Port()))
	p := &pair{cluster: w, post: post, reader: w.browser()}
	var starts sync.WaitGroup
	for _, s := range []**serving{&p.a, &p.b} {
		dir := w.folder()
		starts.Go(func() { *s = serve(t, dir, "--store", w.address) })
	}
	starts.Wait()
	if t.Failed() {
		return
	}
	p.publishes()
	p.signsIn()
	p.writes()
	p.inPieces()
	p.numbers()
	p.schedules()
	p.ends()
	must(t, "verify", "--data", w.folder(), "--store", w.address)
}

// found reports whether search at a node finds a word in one text.
func (p *pair) found(s *serving, word string) func() bool {
	return func() bool {
		return strings.Contains(p.reader.ask(s, "/en/search/data.json?q="+word, nil).body, `"total":1`)
	}
}

func (p *pair) listed(s *serving, title string) func() bool {
	return func() bool { return strings.Contains(p.reader.ask(s, "/en/news/", nil).body, title) }
}

// publishes looks at the same pages of both nodes, before and after something became
// public.
func (p *pair) publishes() {
	same := []string{"/", "/en/", "/en/opening-hours", "/en/news/", "/en/news/feed.rss", "/en/news/feed.atom", "/en/news/feed.json", "/en/news/data.csv",
		"/sitemap.xml", "/robots.txt", "/en/site-map", "/en/search?q=market", "/en/search/data.json?q=market", "/lt/", "/en/nothing"}
	for _, s := range []*serving{p.a, p.b} {
		p.eventually("search has taken in what there is", p.found(s, "market"))
	}
	p.reader.alike(p.a, p.b, same...)
	id := p.approved("Ferry timetable")
	_, err := p.desk.Publish(p.Context(), p.petras, id, "en")
	p.must(err)
	for name, s := range map[string]*serving{"a": p.a, "b": p.b} {
		listed := p.eventually("it is listed", p.listed(s, "Ferry timetable"))
		searched := p.eventually("it is found", p.found(s, "timetable"))
		p.Logf("%s lists what another process published after %v, and finds it %v later", name, listed, searched)
	}
	p.reader.alike(p.a, p.b, same...)
}

// signsIn comes in at one node and goes on at the other: forms are made at one and sent
// to the other.
func (p *pair) signsIn() {
	ona := p.browser()
	ona.signIn(p.a, "ona@town.example")
	ona.get(p.b, "/admin/account")
	made, err := p.desk.Create(p.Context(), p.ona, editorial.Create{Site: "public", Type: "news", Locale: "en", Words: content.Words{Title: "Before", Summary: "S.", Body: "B."}})
	p.must(err)
	edit := "/admin/documents/" + string(made.Document) + "/en/edit"
	form := func(title string) url.Values {
		return url.Values{"title": {title}, "summary": {"S."}, "body": {"B."}, "version": {string(made.Version)}}
	}
	ona.wants(ona.post(p.a, p.b, edit, form("After")), http.StatusSeeOther, "")
	// What was saved is there when the next page comes from the other node.
	ona.wants(ona.ask(p.a, edit, nil), http.StatusOK, `"After"`)
	ona.wants(ona.post(p.a, p.b, edit, form("Again")), http.StatusConflict, "After")
	ona.wants(ona.post(p.b, p.a, "/admin/sign-out", url.Values{}), http.StatusSeeOther, "")
	out := ona.ask(p.b, "/admin/account", nil)
	ona.wants(out, http.StatusSeeOther, "")
	if to := out.header.Get("Location"); !strings.Contains(to, "/admin/sign-in") {
		p.Errorf("after signing out at the other node the way leads to %s", to)
	}
}

// schedules has both nodes let out what is due: it goes out once, and each e-mail too.
func (p *pair) schedules() {
	id := p.approved("Fireworks")
	_, err := p.desk.Schedule(p.Context(), p.petras, id, "en", time.Now().Add(3*time.Second), "UTC")
	p.must(err)
	p.eventually("it is released", func() bool { return p.events(id, content.EventReleased) > 0 })
	for _, s := range []*serving{p.a, p.b} {
		p.eventually("it is listed", p.listed(s, "Fireworks"))
		p.eventually("the node has followed", func() bool { return abreast(p.T, s) })
	}
	if n := p.events(id, content.EventReleased); n != 1 {
		p.Errorf("released %d times", n)
	}
	p.eventually("lina is told by e-mail", func() bool { return len(p.post.All()) > 0 })
	p.sentOnce()
}

func (p *pair) sentOnce() {
	p.Helper()
	sent := map[string]int{}
	for _, k := range p.post.All() {
		sent[k.ID(p.T)]++
	}
	for id, n := range sent {
		if n != 1 {
			p.Errorf("%s was sent %d times", id, n)
		}
	}
}

// ends stops one node: the other one sends what is to be told, whoever did before.
func (p *pair) ends() {
	before := len(p.post.All())
	p.a.stop(p.T)
	p.submitted("After the end")
	p.eventually("the other node sends", func() bool { return len(p.post.All()) > before })
	p.sentOnce()
	p.b.stop(p.T)
}

// abreast reports whether a node has followed the whole log.
func abreast(t *testing.T, s *serving) bool {
	t.Helper()
	_, page := get(t, s.ops+"/metrics")
	for _, follower := range []string{"search", "pages", "notices"} {
		if !strings.Contains(page, `herald_follower_lag_changes{follower="`+follower+`"} 0`) {
			return false
		}
	}
	return true
}

// inPieces sends a file whose every piece goes to the other node.
func (p *pair) inPieces() {
	a, b := p.a, p.b
	ona := p.browser()
	ona.signIn(a, "ona@town.example")
	body := "name;count\n" + strings.Repeat("a;1\n", 400)
	begun := ona.post(b, a, "/admin/media/pieces", url.Values{"name": {"list.csv"}, "size": {strconv.Itoa(len(body))}})
	_, rest, _ := strings.Cut(begun.body, `"id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	piece := "/admin/media/pieces/" + id
	for i, s := range []*serving{b, a, b} {
		from, to := i*len(body)/3, (i+1)*len(body)/3
		if got := ona.piece(s, piece, from, body[from:to]); got.status != http.StatusOK || !strings.Contains(got.body, fmt.Sprintf(`"received":%d`, to)) {
			p.Fatalf("piece %d is answered %d: %s", i, got.status, got.body)
		}
	}
	done := ona.post(b, a, piece+"/finish", url.Values{})
	_, rest, _ = strings.Cut(done.body, `"go":"`)
	page, _, _ := strings.Cut(rest, `"`)
	if done.status != http.StatusOK || !strings.Contains(ona.get(b, page).body, "list.csv") {
		p.Errorf("the end is answered %d: %s", done.status, done.body)
	}
}

// piece sends one piece of a file.
func (b *browser) piece(s *serving, path string, offset int, part string) nodeAnswer {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	token := ourToken.FindStringSubmatch(b.get(s, "/admin/account").body)[1]
	b.must(form.WriteField("_form", token))
	b.must(form.WriteField("offset", strconv.Itoa(offset)))
	file, err := form.CreateFormFile("piece", "blob")
	b.must(err)
	_, err = file.Write([]byte(part))
	b.must(err)
	b.must(form.Close())
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, nodeHost+path, &body)
	b.must(err)
	request.Header.Set("Content-Type", form.FormDataContentType())
	return b.send(s, request)
}

// numbers lets two processes give the same numbers at once: each is given once.
func (w *cluster) numbers() {
	desks := []*editorial.Desk{w.desk, w.inside().desk}
	for n := range 3 {
		number := fmt.Sprintf("T-%d", n)
		var given, refused int
		var mu sync.Mutex
		var all sync.WaitGroup
		for _, d := range desks {
			all.Go(func() {
				out, err := d.Import(w.Context(), content.System("test"), []editorial.Import{{ID: content.NewID(), Site: "public", Type: "act", Source: "en",
					Facts:        content.Facts{Fields: content.Fields{"number": content.One(number), "date": content.One("2026-11-20"), "kind": content.One("decision")}},
					Translations: []editorial.ImportedText{{Locale: "en", Words: content.Words{Title: "Act", Body: "Text."}}}}}, true)
				if err == nil {
					err = out[0].Err
				}
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					given++
				case fault.Is(err, fault.Invalid):
					refused++
				default:
					w.Errorf("number %s: %v", number, err)
				}
			})
		}
		all.Wait()
		claim := content.UniqueClaim("public", "act", "number", number)
		snap, err := w.store.Load(w.Context(), content.Ask{Claims: []content.Claim{claim}})
		w.must(err)
		if given != 1 || refused != 1 || len(snap.Claimed[claim]) != 1 {
			w.Errorf("number %s: given %d times, refused %d times, had by %d", number, given, refused, len(snap.Claimed[claim]))
		}
	}
}

// TestANodeThatOthersHaveSuperseded starts one with other Sites, after a command with them
// was refused, which must not keep nodes from writing.
func TestANodeThatOthersHaveSuperseded(t *testing.T) {
	t.Parallel()
	w := newCluster(t, "")
	old := w.node(w.address)
	ona := w.browser()
	ona.signIn(old, "ona@town.example")
	w.config = strings.Replace(w.config, "audience = \"staff\"\n", "audience = \"staff\"\nzone = \"Europe/Vilnius\"\n", 1)
	for _, command := range [][]string{{"import", w.TempDir()}, {"verify", "--repair"}, {"member", "disable", "ona@town.example"}} {
		refused(t, []string{"use the configuration and the version of its nodes; only herald serve and herald reindex go over to those"},
			append(command, "--data", w.folder(), "--store", w.address)...)
	}
	made, err := w.desk.Create(t.Context(), w.ona, editorial.Create{Site: "public", Type: "news", Locale: "en", Words: content.Words{Title: "Draft", Summary: "S.", Body: "B."}})
	w.must(err)
	fresh := w.node(w.address)
	w.eventually("the old one knows", func() bool {
		status, body := get(t, old.ops+"/readyz")
		return status == http.StatusServiceUnavailable && strings.Contains(body, "restart this one")
	})
	ona.get(old, "/en/opening-hours")
	edit := "/admin/documents/" + string(made.Document) + "/en/edit"
	form := url.Values{"title": {"Typed at the old node"}, "summary": {"S."}, "body": {"B."}, "version": {string(made.Version)}}
	if got := ona.post(old, old, edit, form); got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, english().T("fault.superseded")) || !strings.Contains(got.body, "Typed at the old node") {
		t.Errorf("saving at the old node is answered %d: %s", got.status, got.body)
	}
	if got := ona.post(old, fresh, edit, form); got.status != http.StatusSeeOther {
		t.Errorf("the same at the other one: %d %s", got.status, got.body)
	}
	if status, body := get(t, fresh.ops+"/readyz"); status != http.StatusOK {
		t.Errorf("the other one: %s", body)
	}
	fresh.stop(t)
	old.stop(t)
	// What the store tells stands in the same log, in the same form.
	if said := `"level":"ERROR","msg":"nothing is written from here any more","store":`; !strings.Contains(old.log.String(), said) {
		t.Errorf("its log does not say %s: %s", said, lastOf(old.log.String()))
	}
}
