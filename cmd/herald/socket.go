package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"herald/content"
	"herald/search"
)

// socketFile is where commands ask the server for what only it can do: it holds
// the search index.
const socketFile = "herald.sock"

// socketLongest is what a socket's path may measure on every system.
const socketLongest = 100

// socket is the server's side.
type socket struct {
	listener net.Listener
	index    *search.Index
	// mu lets one task be done at a time.
	mu sync.Mutex
}

// openSocket listens at DIR/herald.sock. One left behind by a killed server is
// replaced: the lock is held, so nobody listens there.
func openSocket(dir string, index *search.Index) (*socket, error) {
	path := socketPath(dir)
	if len(path) > socketLongest {
		return nil, fmt.Errorf("%s: the path of the socket is longer than %d bytes: use a shorter data folder", path, socketLongest)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	// Nobody else may connect, not even before Chmod would come.
	before := syscall.Umask(0o177)
	ln, err := net.Listen("unix", path)
	syscall.Umask(before)
	if err != nil {
		return nil, fmt.Errorf("socket %s: %w", path, err)
	}
	return &socket{listener: ln, index: index}, nil
}

// socketPath gives the shorter way to the socket.
func socketPath(dir string) string {
	path := filepath.Join(dir, socketFile)
	if whole, err := filepath.Abs(path); err == nil && len(whole) < len(path) {
		return whole
	}
	return path
}

// Close stops listening and removes the file.
func (s *socket) Close() error { return ignoreClosed(s.listener.Close()) }

// serve answers commands until ctx ends.
func (s *socket) serve(ctx context.Context) {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /reindex", s.task(func(ctx context.Context, progress content.Progress) ([]content.Finding, error) {
		return nil, s.index.Rebuild(ctx, progress)
	}))
	mux.HandleFunc("POST /verify", s.task(func(ctx context.Context, _ content.Progress) ([]content.Finding, error) {
		if err := settled(ctx, s.index); err != nil {
			return nil, err
		}
		return s.index.Verify(ctx)
	}))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	_ = server.Serve(s.listener) // it ends when ctx does
}

// message is one line of an answer.
type message struct {
	Done     int               `json:"done,omitempty"`
	Total    int               `json:"total,omitempty"`
	Findings []content.Finding `json:"findings,omitempty"`
	Error    string            `json:"error,omitempty"`
	// End says that the task is over.
	End bool `json:"end,omitempty"`
}

type task func(ctx context.Context, progress content.Progress) ([]content.Finding, error)

// task runs one task at a time and writes how it goes, line by line.
func (s *socket) task(do task) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		var writing sync.Mutex
		write := func(m message) {
			writing.Lock()
			defer writing.Unlock()
			_ = json.NewEncoder(w).Encode(m) // whoever asked has gone if this fails
			_ = http.NewResponseController(w).Flush()
		}
		findings, err := do(r.Context(), func(done, total int) { write(message{Done: done, Total: total}) })
		last := message{Findings: findings, End: true}
		if err != nil {
			last.Error = err.Error()
		}
		write(last)
	}
}

// askServer has a running server do a task. It returns errNoServer where none
// answers.
func askServer(ctx context.Context, dir, name string, progress content.Progress) ([]content.Finding, error) {
	client := &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socketPath(dir))
	}}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://herald/"+name, nil)
	if err != nil {
		return nil, err
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoServer, err)
	}
	defer answer.Body.Close()
	scanner := bufio.NewScanner(answer.Body)
	scanner.Buffer(nil, 64<<20)
	for scanner.Scan() {
		var m message
		if err := json.Unmarshal(scanner.Bytes(), &m); err != nil {
			return nil, fmt.Errorf("the server's answer cannot be read: %w", err)
		}
		switch {
		case m.End && m.Error != "":
			return nil, errors.New(m.Error)
		case m.End:
			return m.Findings, nil
		default:
			progress(m.Done, m.Total)
		}
	}
	return nil, errors.New("the server stopped before it was done")
}

var errNoServer = errors.New("the server does not answer at " + socketFile)

// onIndex does a task on the search index: by the server where one runs, else
// by this process, which then holds the lock.
func (h *house) onIndex(ctx context.Context, name string, progress content.Progress, do func(*search.Index) ([]content.Finding, error)) (findings []content.Finding, err error) {
	held, err := takeLock(h.dir)
	var other *lockedError
	if errors.As(err, &other) {
		return askServer(ctx, h.dir, name, progress)
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, held.release()) }()
	index, err := h.openIndex()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	return do(index)
}
