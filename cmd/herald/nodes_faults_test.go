package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/faultnet"
	"herald/internal/mongotest"
)

// TestTheDatabaseIsAway takes the database away from a running server, by a network that
// refuses and by one that falls silent: what is kept is shown, what is not says when to
// come again, what was typed is not lost, and all of it heals by itself.
func TestTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	w := newCluster(t, "\n[pages]\ntimeout = \"2s\"\n")
	network, way := mongotest.Through(t, w.address)
	s := w.node(way)
	reader, ona := w.browser(), w.browser()
	ona.signIn(s, "ona@town.example")
	made, err := w.desk.Create(t.Context(), w.ona, editorial.Create{Site: "public", Type: "news", Locale: "en", Words: content.Words{Title: "Draft", Summary: "S.", Body: "B."}})
	w.must(err)
	edit := "/admin/documents/" + string(made.Document) + "/en/edit"
	version := made.Version
	token := ourToken.FindStringSubmatch(ona.get(s, edit).body)[1]
	for n, c := range []struct {
		name    string
		weather faultnet.Weather
		locale  i18n.Locale
	}{{"refuses", faultnet.Weather{Refuse: true}, "lt"}, {"falls silent", faultnet.Weather{HalfOpen: true}, "ka"}} {
		w.eventually("the page is kept", func() bool { return reader.ask(s, "/en/opening-hours", nil).status == http.StatusOK })
		kept := reader.get(s, "/en/opening-hours").body
		network.Set(c.weather)
		if c.weather.Refuse {
			network.Reset()
		}
		if got := reader.get(s, "/en/opening-hours").body; got != kept {
			t.Errorf("%s: a kept page is another", c.name)
		}
		got := reader.ask(s, "/"+string(c.locale)+"/", nil)
		reader.wants(got, http.StatusServiceUnavailable, i18n.Default().Printer(c.locale).T("error.503.title"))
		if got.header.Get("Retry-After") == "" {
			t.Errorf("%s: it does not say when to come again", c.name)
		}
		if status, body := get(t, s.ops+"/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(body, `"name":"store","ready":false,"error":`) {
			t.Errorf("%s: /readyz: %d %s", c.name, status, body)
		}
		if status, _ := get(t, s.ops+"/healthz"); status != http.StatusOK {
			t.Errorf("%s: /healthz: %d", c.name, status)
		}
		title := fmt.Sprintf("Typed in bad weather %d", n)
		form := url.Values{"title": {title}, "summary": {"S."}, "body": {"First.\r\n\r\nSecond."}, "version": {string(version)}, "_form": {token}}
		typed := ona.ask(s, edit, form)
		ona.wants(typed, http.StatusServiceUnavailable, english().T("desk.problem.kept"))
		ona.wants(typed, http.StatusServiceUnavailable, title)
		ona.wants(typed, http.StatusServiceUnavailable, english().T("fault.store_away"))

		network.Set(faultnet.Weather{})
		w.eventually("it is ready again", func() bool {
			status, _ := get(t, s.ops+"/readyz")
			return status == http.StatusOK
		})
		w.eventually("pages are made again", func() bool { return reader.ask(s, "/"+string(c.locale)+"/", nil).status == http.StatusOK })
		ona.wants(ona.ask(s, edit, form), http.StatusSeeOther, "")
		found, err := w.store.Documents(t.Context(), made.Document)
		w.must(err)
		version = found[made.Document].Translation("en").Version()
		published := fmt.Sprintf("After the weather %d", n)
		_, err = w.desk.Publish(t.Context(), w.petras, w.approved(published), "en")
		w.must(err)
		w.eventually("the log is followed again", func() bool { return strings.Contains(reader.ask(s, "/en/news/", nil).body, published) })
	}
	s.stop(t)
	if n := w.saves(made.Document); n != 3 {
		t.Errorf("the draft was written %d times, want once and twice more", n)
	}
}

// saves counts how often the words of a text were written, in the log.
func (w *cluster) saves(id content.ID) int {
	return w.events(id, content.EventCreated) + w.events(id, content.EventSaved)
}

// TestAKilledNodeLosesNothing kills one of two nodes at which four clients each write
// without a pause: every Change that was acknowledged is in the log, once.
func TestAKilledNodeLosesNothing(t *testing.T) {
	t.Parallel()
	w := newCluster(t, "")
	var writing []*writer
	for n := range 2 {
		writing = append(writing, w.writes(uint64(n)))
	}
	for _, x := range writing {
		awaitAck(t, x.acks, x.said)
	}
	time.Sleep(time.Duration(3000+rand.IntN(1500)) * time.Millisecond)
	writing[0].kill(t)
	// The other one goes on.
	awaitAck(t, writing[1].acks, writing[1].said)
	writing[1].kill(t)
	must(t, "verify", "--data", w.folder(), "--store", w.address)
	times, hashes := map[content.ID]int{}, map[content.ID]content.Hash{}
	for at := content.Position(0); ; {
		changes, err := w.store.Changes(context.Background(), at, 200)
		w.must(err)
		if len(changes) == 0 {
			break
		}
		for _, c := range changes {
			at = c.Position
			times[c.ID]++
			_, hashes[c.ID] = c.Entry()
		}
	}
	n := 0
	for _, x := range writing {
		for _, a := range acknowledged(t, x.acks) {
			if n++; times[a.id] != 1 || hashes[a.id] != a.hash {
				t.Errorf("acknowledged change %d %s is there %d times, as %s", a.position, a.id, times[a.id], hashes[a.id])
			}
		}
	}
	t.Logf("%d changes were acknowledged by two nodes, %d are in the log", n, len(times))
}

// writer is a node at which clients write, in a process of its own.
type writer struct {
	*serving
	acks string
	said *logged
}

func (w *cluster) writes(seed uint64) *writer {
	w.Helper()
	x := &writer{acks: filepath.Join(w.TempDir(), "acks"), said: &logged{}}
	cmd := herald(w)
	cmd.Env = append(cleanEnv(), asHerald+"=writers", writersData+"="+w.folder(), writersAcks+"="+x.acks, fmt.Sprintf("%s=%d", writersSeed, seed), "HERALD_STORE="+w.address)
	cmd.Stdout, cmd.Stderr = x.said, x.said
	w.must(cmd.Start())
	x.serving = &serving{Cmd: cmd, log: x.said, ended: make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		close(x.ended)
	}()
	w.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-x.ended
	})
	return x
}
