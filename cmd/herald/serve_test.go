package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestImportServeGet(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, from := filepath.Join(room, "data"), filepath.Join(room, "in")
	write(t, from, map[string]string{"page/hours/en.md": aPage})
	must(t, "import", "--publish", "--data", data, from)
	s := serve(t, data, "--demo")
	status, body := get(t, s.public+"/en/opening-hours")
	if status != 200 || !strings.Contains(body, "The office is open from eight.") {
		t.Errorf("%d\n%s", status, body)
	}
	if !strings.Contains(body, `<link rel="canonical" href="http://localhost:`+portOf(s.public)+`/en/opening-hours">`) {
		t.Errorf("the canonical address is not that of the real port:\n%s", body)
	}
	if status, _ := get(t, s.public+"/en/nothing"); status != 404 {
		t.Errorf("an unknown page is answered %d", status)
	}
	if status, body := get(t, s.public+"/intranet/en/"); status != 303 || strings.Contains(body, "office") {
		t.Errorf("the intranet is answered %d to a stranger", status)
	}
	if status, body := get(t, s.public+"/admin/sign-in"); status != 200 || !strings.Contains(body, "Sign in") {
		t.Errorf("the door is answered %d", status)
	}
	if status, _ := get(t, s.public+"/healthz"); status != 404 {
		t.Errorf("/healthz on the public address is answered %d", status)
	}
	s.stop(t)
}

func portOf(url string) string {
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(url, "http://"))
	return port
}

func TestWhatCommandsChangeIsServedWithoutARestart(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, from := filepath.Join(room, "data"), filepath.Join(room, "in")
	must(t, "import", "--data", data, t.TempDir())
	s := serve(t, data, "--demo")
	write(t, from, map[string]string{"page/hours/en.md": aPage})
	must(t, "import", "--publish", "--data", data, from)
	begin := time.Now()
	for {
		status, _ := get(t, s.public+"/en/opening-hours")
		_, found := get(t, s.public+"/en/search/data.json?q=eight")
		if status == 200 && strings.Contains(found, `"total":1`) {
			break
		}
		if time.Since(begin) > 2*time.Minute {
			t.Fatalf("the page is answered %d and search finds %s", status, found)
		}
		time.Sleep(10 * time.Millisecond)
	}
	if _, page := get(t, s.public+"/en/search?q=eight"); !strings.Contains(page, "<mark>eight</mark>") {
		t.Errorf("the matched word is not marked:\n%s", page)
	}
	s.stop(t)
}

func TestOperations(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := serve(t, data)
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": `"ready":true`, "/metrics": "herald_log_head 0"} {
		if status, body := get(t, s.ops+path); status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	get(t, s.public+"/en/")
	_, body := get(t, s.ops+"/metrics")
	for _, want := range []string{`herald_http_requests_total{status=`, "herald_http_request_seconds_count 1", `herald_follower_lag_changes{follower="search"} 0`,
		"herald_due_overdue 0", "herald_clock_held 0"} {
		if !strings.Contains(body, want) {
			t.Errorf("/metrics lacks %s:\n%s", want, body)
		}
	}
	s.stop(t)
}

func TestSecondServeAndRestoreAreRefused(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := serve(t, data)
	pid := fmt.Sprint(s.Process.Pid)
	refused(t, []string{"in use by another herald", pid}, "serve", "--data", data, "--addr", "127.0.0.1:0", "--ops-addr", "127.0.0.1:0")
	backup := filepath.Join(t.TempDir(), "b.tar")
	must(t, "backup", "--data", data, backup)
	refused(t, []string{"in use by another herald", pid}, "restore", "--data", data, backup)
	info, err := os.Stat(filepath.Join(data, socketFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket: %v, %v", info, err)
	}
	s.kill(t)
	again := serve(t, data)
	again.stop(t)
	for _, left := range []string{lockFile, socketFile} {
		if _, err := os.Stat(filepath.Join(data, left)); err == nil {
			t.Errorf("%s is left behind", left)
		}
	}
}

func TestCommandsBesideTheServer(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), connected)
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	s := serve(t, data)
	must(t, "reindex", "--data", data)
	var v verdict
	if err := json.Unmarshal([]byte(must(t, "verify", "--json", "--data", data).out), &v); err != nil || !v.OK || v.Position == 0 {
		t.Errorf("verify: %+v, %v", v, err)
	}
	must(t, "audit", "verify", "--data", data)
	must(t, "export", "--data", data, filepath.Join(room, "out"))
	must(t, "backup", "--data", data, filepath.Join(room, "b.tar"))
	other := filepath.Join(room, "other.toml")
	write(t, room, map[string]string{"other.toml": "[[sites]]\nname = \"public\"\nlocales = [\"en\"]\n"})
	refused(t, []string{"other types or sites", "--config"}, "verify", "--data", data, "--config", other)
	s.stop(t)
}

func TestHTTPS(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	cert, key, pool := certificate(t, room)
	data := filepath.Join(room, "data")
	must(t, "import", "--data", data, t.TempDir())
	s := serve(t, data, "--demo", "--tls-cert", cert, "--tls-key", key)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: "localhost"}}}
	answer, err := client.Get("https://localhost:" + portOf(s.public) + "/en/")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 || !strings.Contains(string(body), `href="https://localhost:`+portOf(s.public)+`/en/"`) {
		t.Errorf("%d, %v\n%.500s", answer.StatusCode, err, body)
	}
	if answer.Header.Get("Strict-Transport-Security") == "" {
		t.Error("no Strict-Transport-Security")
	}
	s.stop(t)
}

// certificate makes one for localhost.
func certificate(t *testing.T, dir string) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	write(t, dir, map[string]string{"cert.pem": string(public), "key.pem": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))})
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(public)
	return filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), pool
}

func TestPortsInUse(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	addr, data := taken.Addr().String(), t.TempDir()
	refused(t, []string{addr, "is in use", "--addr"}, "serve", "--data", data, "--addr", addr, "--ops-addr", "127.0.0.1:0")
	refused(t, []string{addr, "is in use", "--ops-addr"}, "serve", "--demo", "--data", data, "--addr", "127.0.0.1:0", "--ops-addr", addr)
	if _, err := os.Stat(filepath.Join(data, lockFile)); err == nil {
		t.Error("a server that did not start left its lock")
	}
}

// TestRunningRequestsAreAnswered stops a server while a request is on its way.
func TestRunningRequestsAreAnswered(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	must(t, "import", "--data", data, t.TempDir())
	s := serve(t, data, "--demo")
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.public, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /en/ HTTP/1.1\r\nHost: localhost\r\n"); err != nil {
		t.Fatal(err)
	}
	var stopping sync.WaitGroup
	stopping.Go(func() {
		time.Sleep(300 * time.Millisecond)
		if _, err := io.WriteString(conn, "\r\n"); err != nil {
			t.Error(err)
		}
	})
	time.Sleep(50 * time.Millisecond)
	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	stopping.Wait()
	answer, err := io.ReadAll(conn)
	if !strings.HasPrefix(string(answer), "HTTP/1.1 200") {
		t.Errorf("%v: %.200s", err, answer)
	}
	<-s.ended
	if code := s.ProcessState.ExitCode(); code != 0 {
		t.Errorf("ended with %d:\n%s", code, s.log)
	}
}

func TestDamagedSearchIndexMendsItself(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), map[string]string{"page/hours/en.md": aPage})
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	must(t, "verify", "--data", data)
	for name := range tree(t, filepath.Join(data, searchDir)) {
		if strings.HasSuffix(name, "root.bolt") {
			if err := os.Truncate(filepath.Join(data, searchDir, name), 100); err != nil {
				t.Fatal(err)
			}
		}
	}
	s := serve(t, data, "--demo")
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if _, found := get(t, s.public+"/en/search/data.json?q=eight"); strings.Contains(found, `"total":1`) {
			break
		}
		if time.Now().After(end) {
			t.Fatal("search never mended itself")
		}
	}
	s.stop(t)
	must(t, "verify", "--data", data)
}

func TestVerifyRepairsProjections(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), map[string]string{"page/hours/en.md": aPage})
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	behind(t, data, "DELETE FROM claims")
	r := call(t, "verify", "--data", data)
	if r.code != exitFailed || !strings.Contains(r.out, "projection: document 00000000000a") {
		t.Fatalf("exit %d: %s", r.code, r.out)
	}
	var v verdict
	if err := json.Unmarshal([]byte(call(t, "verify", "--json", "--data", data).out), &v); err != nil || v.OK || len(v.Findings) == 0 {
		t.Errorf("%+v, %v", v, err)
	}
	if r := must(t, "verify", "--repair", "--data", data); !strings.Contains(r.out, "(repaired)") {
		t.Errorf("said %s", r.out)
	}
	must(t, "verify", "--data", data)
}

// TestAuditFindsWhatWasDoneToTheLog does to copies of one store what somebody
// with the file and an SQLite shell could do.
func TestAuditFindsWhatWasDoneToTheLog(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	for n := range 3 {
		write(t, filepath.Join(room, "in"), map[string]string{"page/hours/en.md": aPage + strings.Repeat("More.\n", n)})
		must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	}
	must(t, "audit", "verify", "--data", data)
	for name, deed := range map[string]string{
		"changed":    "UPDATE log SET entry = CAST(replace(CAST(entry AS TEXT), 'imported', 'Imported') AS BLOB) WHERE position = 2",
		"taken out":  "DELETE FROM log WHERE position = 2",
		"cut off":    "DELETE FROM log WHERE position = 3",
		"all gone":   "DELETE FROM log",
		"words":      "UPDATE texts SET body = CAST(replace(CAST(body AS TEXT), 'eight', 'seven') AS BLOB)",
		"no words":   "DELETE FROM texts WHERE CAST(body AS TEXT) LIKE '%eight%'",
		"other page": "UPDATE records SET body = CAST(replace(CAST(body AS TEXT), '\"live\":3', '\"live\":1') AS BLOB)",
	} {
		t.Run(name, func(t *testing.T) {
			copied := t.TempDir()
			write(t, copied, map[string]string{storeFile: tree(t, data)[storeFile]})
			behind(t, copied, deed)
			r := call(t, "audit", "verify", "--data", copied)
			if r.code != exitFailed || r.out == "" {
				t.Errorf("exit %d: %s%s", r.code, r.out, r.err)
			}
		})
	}
}

// behind does something to the store behind Herald's back.
func behind(t *testing.T, data, deed string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(data, storeFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	done, err := db.Exec(deed)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("%s: %d rows, %v", deed, n, err)
	}
}

// inside opens a store within the test.
func inside(t testing.TB, data string) *house {
	t.Helper()
	p := &program{out: io.Discard, err: io.Discard, cli: cli{Data: data}}
	h, err := p.open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}
