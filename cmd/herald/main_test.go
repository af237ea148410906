package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"herald/internal/mongotest"
)

// asHerald makes the test binary behave as herald, so that tests start, signal
// and kill a real process.
const asHerald = "TEST_BINARY_AS"

func TestMain(m *testing.M) {
	// A process that reads a file is called without an environment.
	if len(os.Args) > 1 && os.Args[1] == "read-file" {
		main()
	}
	switch os.Getenv(asHerald) {
	case "herald":
		main()
	case "writers":
		writers()
	default:
		os.Exit(mongotest.Main(m))
	}
}

// herald is a call of the binary.
func herald(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(cleanEnv(), asHerald+"=herald")
	return cmd
}

// cleanEnv is the environment without what would configure Herald.
func cleanEnv() []string {
	var env []string
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, prefix) && !strings.HasPrefix(pair, asHerald) {
			env = append(env, pair)
		}
	}
	return env
}

// result is how a call ended.
type result struct {
	code     int
	out, err string
}

func call(t testing.TB, args ...string) result {
	t.Helper()
	return finish(t, herald(t, args...))
}

func finish(t testing.TB, cmd *exec.Cmd) result {
	t.Helper()
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), problems.String()}
}

// must calls herald and wants it to succeed.
func must(t testing.TB, args ...string) result {
	t.Helper()
	r := call(t, args...)
	if r.code != 0 {
		t.Fatalf("herald %s: exit %d\n%s%s", strings.Join(args, " "), r.code, r.out, r.err)
	}
	return r
}

// refused calls herald and wants one clear line that has every word.
func refused(t testing.TB, words []string, args ...string) result {
	t.Helper()
	r := call(t, args...)
	if r.code == 0 {
		t.Fatalf("herald %s succeeded:\n%s", strings.Join(args, " "), r.out)
	}
	said := strings.TrimSpace(r.err)
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("herald %s: %q does not say %q", strings.Join(args, " "), said, w)
		}
	}
	if strings.Contains(said, "\n") || !strings.HasPrefix(said, "herald: ") || strings.Contains(said, "goroutine ") {
		t.Errorf("herald %s: not one clear line:\n%s", strings.Join(args, " "), said)
	}
	return r
}

// serving is a server in a process of its own.
type serving struct {
	*exec.Cmd
	log    *logged
	public string
	ops    string
	ended  chan struct{}
}

// logged keeps what a process writes.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write implements io.Writer.
func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String gives everything written so far.
func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

var readyLine = regexp.MustCompile(`"msg":"herald is ready".*"public":"([^"]+)","operations":"([^"]+)"`)

// serve starts a server on free ports and waits until it is ready.
func serve(t testing.TB, dir string, more ...string) *serving {
	t.Helper()
	args := append([]string{"serve", "--data", dir, "--addr", "127.0.0.1:0", "--ops-addr", "127.0.0.1:0"}, more...)
	return start(t, herald(t, args...))
}

func start(t testing.TB, cmd *exec.Cmd) *serving {
	t.Helper()
	s := &serving{Cmd: cmd, log: &logged{}, ended: make(chan struct{})}
	s.Stdout, s.Stderr = s.log, s.log
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = s.Wait() // how it ended is read from its state
		close(s.ended)
	}()
	t.Cleanup(func() {
		_ = s.Process.Kill()
		<-s.ended
	})
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if m := readyLine.FindStringSubmatch(s.log.String()); m != nil {
			s.public, s.ops = "http://"+m[1], "http://"+m[2]
			return s
		}
		select {
		case <-s.ended:
			t.Fatalf("the server ended:\n%s", s.log)
		default:
		}
	}
	t.Fatalf("the server never became ready:\n%s", s.log)
	return nil
}

// stop asks the server to end and wants it to do so without a complaint.
func (s *serving) stop(t testing.TB) {
	t.Helper()
	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.ended:
	case <-time.After(2 * time.Minute):
		t.Fatalf("the server did not stop:\n%s", s.log)
	}
	if code := s.ProcessState.ExitCode(); code != 0 {
		t.Fatalf("the server ended with %d:\n%s", code, s.log)
	}
}

// kill ends the server as a power cut would.
func (s *serving) kill(t testing.TB) {
	t.Helper()
	if err := s.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-s.ended
}

// get asks for a page as a browser that knows the Site by the name localhost.
func get(t testing.TB, url string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Timeout: 2 * time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(raw)
}

// write makes files below dir; names are paths with slashes.
func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// tree gives every file below dir with its bytes.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sameTree reports every file that two folders do not share byte for byte.
func sameTree(t testing.TB, a, b string) {
	t.Helper()
	left, right := tree(t, a), tree(t, b)
	for name, text := range left {
		if other, ok := right[name]; !ok {
			t.Errorf("%s is in %s only", name, a)
		} else if other != text {
			t.Errorf("%s differs:\n%s\n---\n%s", name, first(text), first(other))
		}
	}
	for name := range right {
		if _, ok := left[name]; !ok {
			t.Errorf("%s is in %s only", name, b)
		}
	}
}

func first(text string) string { return fmt.Sprintf("%.600s", text) }

const aPage = `+++
title = "Opening hours"
id = "00000000000a"
+++

The office is open from eight.
`
