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

// takeLock takes DIR/serve.lock, or returns a *lockedError.
func takeLock(dir string) (*lock, error) {
	path := filepath.Join(dir, lockFile)
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, fmt.Errorf("data folder %s: %s: %w", dir, lockFile, unwrapPath(err))
		}
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			defer f.Close()
			return nil, &lockedError{dir: dir, pid: readPID(f)}
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
		return l, l.sign()
	}
}

// sign writes the process id for whoever is refused.
func (l *lock) sign() error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

func readPID(r io.Reader) int {
	raw, _ := io.ReadAll(io.LimitReader(r, 32))
	pid, _ := strconv.Atoi(strings.TrimSpace(string(raw)))
	return pid
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
