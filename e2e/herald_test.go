package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// herald is a running demonstration: the real binary on a folder of its own.
type herald struct {
	cmd    *exec.Cmd
	public string // http://localhost:PORT
	ops    string // http://127.0.0.1:PORT
	data   string // the folder that holds everything
	log    *lines
}

// lines keeps what a process says, for whoever looks for the reason of a failure.
type lines struct {
	mu  sync.Mutex
	all []string
}

func (l *lines) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, line)
}

// tail gives the last n lines.
func (l *lines) tail(n int) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.all[max(0, len(l.all)-n):], "\n")
}

// build makes the binary as it is shipped, or takes the one that HERALD_BINARY names.
func build(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("HERALD_BINARY"); path != "" {
		return path
	}
	path := filepath.Join(t.TempDir(), "herald")
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "nodynamic", "-o", path, "./cmd/herald")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build ./cmd/herald: %v\n%s", err, out)
	}
	return path
}

// start serves a new demonstration until the test ends.
func start(t *testing.T, binary string) *herald {
	t.Helper()
	return startIn(t, binary, t.TempDir())
}

// startIn serves the demonstration in a folder until the test ends.
func startIn(t *testing.T, binary, data string) *herald {
	t.Helper()
	h := &herald{log: &lines{}, data: data}
	h.cmd = exec.Command(binary, "--data", h.data, "serve", "--demo", "--addr", "127.0.0.1:0", "--ops-addr", "127.0.0.1:0")
	h.cmd.Env = append(withoutHerald(os.Environ()), "HERALD_LOG=json", "HERALD_PAGES_NO_ACCESS_LOG=true")
	h.cmd.Env = append(h.cmd.Env, store(t)...)
	stderr, err := h.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := h.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		h.read(bufio.NewScanner(stderr), ready)
	}()
	t.Cleanup(func() { h.stop(t, ended) })
	select {
	case <-ready:
	case <-ended:
		t.Fatalf("herald ended before it was ready:\n%s", h.log.tail(40))
	case <-time.After(patience()):
		t.Fatalf("herald was not ready in %v:\n%s", patience(), h.log.tail(40))
	}
	h.awaitReady(t)
	return h
}

// withoutHerald drops the settings of whoever runs the tests: a demonstration
// has its own.
func withoutHerald(environ []string) (kept []string) {
	for _, e := range environ {
		if !strings.HasPrefix(e, "HERALD_") {
			kept = append(kept, e)
		}
	}
	return kept
}

// read keeps the log and finds the addresses in the line that announces them.
func (h *herald) read(log *bufio.Scanner, ready chan<- struct{}) {
	for log.Scan() {
		h.log.add(log.Text())
		var line struct{ Msg, Public, Operations string }
		if json.Unmarshal(log.Bytes(), &line) != nil || line.Msg != "herald is ready" || h.public != "" {
			continue
		}
		_, port, _ := strings.Cut(line.Public, ":")
		h.public, h.ops = "http://localhost:"+port, "http://"+line.Operations
		close(ready)
	}
}

// awaitReady asks /readyz until it says yes.
func (h *herald) awaitReady(t *testing.T) {
	t.Helper()
	last := errors.New("nobody asked")
	for end := time.Now().Add(patience()); time.Now().Before(end); {
		answer, err := http.Get(h.ops + "/readyz")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return
			}
			err = fmt.Errorf("status %d", answer.StatusCode)
		}
		last = err
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("/readyz: %v\n%s", last, h.log.tail(40))
}

// awaitPictures waits until the sizes of all pictures are made: what a reader meets
// while the municipality has only just been filled in is not what journeys look at.
func (h *herald) awaitPictures(t *testing.T) {
	t.Helper()
	still := 0
	for range 1200 {
		answer, err := http.Get(h.ops + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(body, []byte("\nherald_files_waiting ")) {
			t.Fatal("the metrics do not tell how many files wait")
		}
		still++
		if !bytes.Contains(body, []byte("\nherald_files_waiting 0\n")) {
			still = 0
		}
		if still == 5 {
			return
		}
		time.Sleep(500 * time.Millisecond)
	}
	t.Fatalf("pictures wait for ever:\n%s", h.log.tail(40))
}

// stop ends the process as an operator would, and wants it to end well.
func (h *herald) stop(t *testing.T, ended <-chan struct{}) {
	_ = h.cmd.Process.Signal(syscall.SIGTERM)
	killed := time.AfterFunc(30*time.Second, func() { _ = h.cmd.Process.Kill() })
	defer killed.Stop()
	<-ended
	if err := h.cmd.Wait(); err != nil {
		t.Errorf("herald did not stop well: %v\n%s", err, h.log.tail(20))
	}
	if t.Failed() {
		t.Logf("last lines of herald's log:\n%s", h.log.tail(20))
	}
}

// watchSources looks at every folder of the module, so that go test never
// answers from its cache when anything has changed that it cannot see itself:
// a template, a style sheet, a journey.
func watchSources(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		name := entry.Name()
		if err != nil || !entry.IsDir() || path == ".." {
			return err
		}
		if strings.HasPrefix(name, ".") || name == "node_modules" || name == "data" {
			return filepath.SkipDir
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// deadline leaves time to say what was found before go test gives up.
func deadline(t *testing.T) (context.Context, context.CancelFunc) {
	if end, ok := t.Deadline(); ok {
		return context.WithDeadline(context.Background(), end.Add(-10*time.Second))
	}
	return context.WithCancel(context.Background())
}
