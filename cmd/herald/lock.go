package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const lockFile = "serve.lock"

// lock is held by whoever may change what lies beside the store: the server, or
// a command that takes its place. The kernel lets go of it when a process dies.
type lock struct{ file *os.File }

// lockedError says which process holds the lock.
type lockedError struct {
	dir string
	pid int
}

// Error names the process, so that somebody can find it.
func (e *lockedError) Error() string {
	if e.pid == 0 {
		return fmt.Sprintf("data folder %s is in use by another herald", e.dir)
	}
	return fmt.Sprintf("data folder %s is in use by another herald, process %d", e.dir, e.pid)
}

// A command that only looks who holds the lock shares it for an instant; that
// must not keep a server from starting.
const (
	lockTries = 5
	lockPause = 20 * time.Millisecond
)

// takeLock takes DIR/serve.lock, or returns a *lockedError.
func takeLock(dir string) (*lock, error) {
	path := filepath.Join(dir, lockFile)
	for try := 1; ; try++ {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, fmt.Errorf("data folder %s: %s: %w", dir, lockFile, unwrapPath(err))
		}
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) && try < lockTries {
			f.Close()
			time.Sleep(lockPause)
			continue
		}
		if errors.Is(err, syscall.EWOULDBLOCK) {
			defer f.Close()
			pid, _ := readSigned(f)
			return nil, &lockedError{dir: dir, pid: pid}
		}
		if err != nil {
			f.Close()
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if !sameFile(f, path) {
			f.Close() // its holder removed it in between: it locks nothing any more
			continue
		}
		l := &lock{file: f}
		return l, l.sign("")
	}
}

// sign writes the process id for whoever is refused, and the fingerprint of
// what the store is projected by for whoever works beside the server.
func (l *lock) sign(fingerprint string) error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt(fmt.Appendf(nil, "%d\n%s\n", os.Getpid(), fingerprint), 0)
	return err
}

func readSigned(r io.Reader) (pid int, fingerprint string) {
	raw, _ := io.ReadAll(io.LimitReader(r, 256))
	first, rest, _ := strings.Cut(string(raw), "\n")
	pid, _ = strconv.Atoi(first)
	return pid, strings.TrimSpace(rest)
}

// heldElsewhere tells whether another process holds the lock, and how it signed.
func heldElsewhere(dir string) (fingerprint string, held bool) {
	f, err := os.Open(filepath.Join(dir, lockFile))
	if err != nil {
		return "", false
	}
	defer f.Close()
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	_, fingerprint = readSigned(f)
	return fingerprint, errors.Is(err, syscall.EWOULDBLOCK)
}

func sameFile(f *os.File, path string) bool {
	mine, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Stat(path)
	return err == nil && os.SameFile(mine, named)
}

// release removes the file while the lock is still held, then lets go.
func (l *lock) release() error {
	if l == nil {
		return nil
	}
	return errors.Join(os.Remove(l.file.Name()), l.file.Close())
}
