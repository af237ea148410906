package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/smtptest"
	"herald/staff/notice"
)

const mailed = `[mail]
host = "127.0.0.1"
port = %d
from = "desk@arvena.example"
tls = "none"
`

func TestMailConfiguration(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, map[string]string{configFile: "[mail]\nhost = \"mail.example.org\"\nuser = \"herald\"\npassword = \"secret words\"\nfrom = \"desk@example.org\"\n"})
	shown := must(t, "config", "--data", dir).out
	for _, want := range []string{"port = 587", `tls = "starttls"`, `password = "…"`} {
		if !strings.Contains(shown, want) {
			t.Errorf("%s is not shown:\n%s", want, shown)
		}
	}
	if strings.Contains(shown, "secret") {
		t.Error("the password is shown")
	}
	for text, wants := range map[string][]string{
		"[mail]\nfrom = \"desk@example.org\"\n": {"mail.host: is missing"},
		"[mail]\nhost = \"http://x\"\nport = 70000\nfrom = \"Desk <desk@example.org>\"\ntls = \"maybe\"\nuser = \"u\"\n": {
			"mail.host: ", "mail.port: 70000", "mail.from: ", "mail.tls: ", "mail.user: "},
		"[mail]\nhost = \"127.0.0.1\"\nuser = \"u\"\npassword = \"p\"\ntls = \"none\"\n": {"mail.from: is missing", "mail.tls: a password is not sent"},
	} {
		write(t, dir, map[string]string{configFile: text})
		r := call(t, "config", "--data", dir)
		for _, want := range wants {
			if r.code == 0 || !strings.Contains(r.err, want) {
				t.Errorf("exit %d, and not %q:\n%s", r.code, want, r.err)
			}
		}
	}
	write(t, dir, map[string]string{configFile: "[mail]\nhost = \"::1\"\nfrom = \"desk@example.org\"\n"})
	cmd := herald(t, "config", "--data", dir)
	cmd.Env = append(cmd.Env, "HERALD_MAIL_TLS=tls")
	if r := finish(t, cmd); r.code != 0 || !strings.Contains(r.out, "port = 465") {
		t.Errorf("%s%s", r.out, r.err)
	}
}

// wing is a data folder with somebody who writes and somebody who checks, as
// another process works in it.
type wing struct {
	*house
	data           string
	author, editor content.Actor
}

func newWing(t *testing.T, data string) *wing {
	t.Helper()
	withPassword(t, aPhrase, "add", "ona@arvena.example", "--name", "Ona", "--role", "author", "--password-stdin", "--data", data)
	withPassword(t, aPhrase, "add", "lina@arvena.example", "--name", "Lina", "--role", "language_editor", "--password-stdin", "--data", data)
	w := &wing{house: inside(t, data), data: data}
	for email, to := range map[string]*content.Actor{"ona@arvena.example": &w.author, "lina@arvena.example": &w.editor} {
		m, err := w.store.MemberByEmail(t.Context(), email)
		if err != nil {
			t.Fatal(err)
		}
		*to = m.Actor()
	}
	return w
}

func (w *wing) submit(t *testing.T, title string) content.ID {
	t.Helper()
	got, err := w.desk.Create(t.Context(), w.author, editorial.Create{Site: "public", Type: "news", Locale: "en",
		Words: content.Words{Title: title, Summary: "In short.", Body: "Text."}})
	if err == nil {
		_, err = w.desk.Submit(t.Context(), w.author, editorial.Submit{Document: got.Document, Locale: "en"})
	}
	if err != nil {
		t.Fatal(err)
	}
	return got.Document
}

func (w *wing) told(t *testing.T) []notice.Notice {
	t.Helper()
	all, err := w.store.Notices(context.Background(), notice.Query{Member: w.editor.ID})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// settledMail waits until no e-mail waits any more.
func (w *wing) settledMail(t *testing.T, s *serving, told int) []notice.Notice {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		all, waiting := w.told(t), 0
		for _, n := range all {
			if n.Mail == notice.MailWaiting {
				waiting++
			}
		}
		if len(all) == told && waiting == 0 {
			return all
		}
	}
	t.Fatalf("e-mails still wait: %d told of %d\n%s", len(w.told(t)), told, s.log)
	return nil
}

// TestMailsOfKilledServers kills a real server again and again while it tells and
// sends. In the end the desk has everything, each e-mail reached the mail server
// once at most, and what is said to have been sent was.
func TestMailsOfKilledServers(t *testing.T) {
	t.Parallel()
	seed, err := strconv.ParseUint(crashSeed, 10, 64)
	if err != nil {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("TEST_CRASH_SEED=%d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	var began atomic.Int64
	post := (&smtptest.Server{Slow: 100 * time.Millisecond, Reply: func(command, _ string, _ int) string {
		if command == "DATA" {
			began.Add(1)
		}
		return ""
	}}).Start(t, nil)
	data := filepath.Join(t.TempDir(), "data")
	w := newWing(t, data)
	write(t, data, map[string]string{configFile: fmt.Sprintf(mailed, post.Port())})
	serve(t, data).stop(t) // from here on is told
	texts, rounds := 0, 5
	if testing.Short() {
		rounds = 3
	}
	for range rounds {
		s := serve(t, data)
		var before int64
		for range 4 {
			before = began.Load()
			w.submit(t, fmt.Sprint("Text ", texts))
			texts++
		}
		// It dies while it sends, mostly: a message takes a tenth of a second.
		for tries := 0; began.Load() == before && tries < 2000; tries++ {
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Duration(random.IntN(150)) * time.Millisecond)
		s.kill(t)
	}
	s := serve(t, data)
	all := w.settledMail(t, s, texts)
	s.stop(t)
	handed := map[string]int{}
	for _, k := range post.All() {
		handed[k.ID(t)]++
	}
	for id, n := range handed {
		if n > 1 {
			t.Errorf("%s was handed over %d times", id, n)
		}
	}
	count := map[notice.Mail]int{}
	for _, n := range all {
		count[n.Mail]++
		if !n.Open() {
			t.Errorf("a notice is gone from the desk: %+v", n)
		}
		if n.Mail == notice.MailSent && handed["<"+n.Letter+"@localhost>"] != 1 {
			t.Errorf("%s is said to have been sent", n.Letter)
		}
	}
	unsure, err := w.store.LettersIn(t.Context(), notice.LetterUnsure, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d texts, %d e-mails, %d of them unsure and named in a later one; notices by what became of them: %v", texts, len(handed), len(unsure), count)
	if len(handed) == 0 || count[notice.MailSent]+count[notice.MailUnsure] != texts {
		t.Errorf("of %d texts: %v", texts, count)
	}
}

// A restored folder neither sends what the old one may have sent nor tells what was
// told, and sends nothing at all before it is confirmed.
func TestARestoredFolderSendsNothingOld(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().(*net.TCPAddr).Port
	closed.Close()
	room := t.TempDir()
	data, back, file := filepath.Join(room, "data"), filepath.Join(room, "back"), filepath.Join(room, "b.tar")
	w := newWing(t, data)
	write(t, data, map[string]string{configFile: fmt.Sprintf(mailed, nobody)})
	s := serve(t, data)
	w.submit(t, "Old")
	awaitTold(t, w, 1)
	must(t, "backup", "--data", data, file)
	s.stop(t)
	must(t, "restore", "--data", back, file)
	post := new(smtptest.Server).Start(t, nil)
	write(t, back, map[string]string{configFile: fmt.Sprintf(mailed, post.Port())})
	restored := &wing{house: inside(t, back), data: back, author: w.author, editor: w.editor}
	s = serve(t, back)
	fresh := restored.submit(t, "Fresh")
	awaitTold(t, restored, 2)
	if n := len(post.All()); n != 0 {
		t.Errorf("%d e-mails before it was confirmed", n)
	}
	must(t, "restore", "--confirm", "--data", back)
	for end := time.Now().Add(time.Minute); len(post.All()) == 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("nothing was sent after it was confirmed:\n%s", s.log)
		}
	}
	s.stop(t)
	got := post.All()
	if len(got) != 1 || !strings.Contains(string(got[0].Raw), string(fresh)) {
		t.Errorf("%d e-mails, the first:\n%s", len(got), got[0].Raw)
	}
}

func awaitTold(t *testing.T, w *wing, n int) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); len(w.told(t)) != n; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			told, _ := json.Marshal(w.told(t))
			t.Fatalf("told: %s", told)
		}
	}
}
