package reading

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"herald/internal/fault"
	"herald/media"
)

const (
	// patience is how long one file may take by the clock.
	patience = 3 * time.Minute
	// mostSaid bounds what is taken of a child: a text in JSON has up to six bytes for
	// one, and mostTrouble what of its last words stands in an error.
	mostSaid    = 8 << 20
	mostTrouble = 300
)

// Reader has files read, one at a time, each in a process of its own.
type Reader struct {
	// Program is the call of the child, without the kind of the file and the folder
	// that it may keep things in; Env is all that it is given of an environment.
	Program, Env []string
	// Folder is where Reader may keep what can be made again.
	Folder string
	// Patience is how long one file may take; 0 is three minutes.
	Patience time.Duration

	one sync.Mutex
}

// Own gives a Reader whose child is this program, called with args.
func Own(folder string, args ...string) (*Reader, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	folder, err = filepath.Abs(folder)
	return &Reader{Program: append([]string{self}, args...), Folder: folder}, err
}

// Read reads a file of a kind. It returns a Why for a file that cannot be read, now or
// later; fault.Unavailable where nothing was found out about the file, so that it is to
// be tried again: no process could be had, no room on the disk, or somebody else ended
// the process; and the error of ctx.
func (r *Reader) Read(ctx context.Context, kind media.Kind, f media.Blob) (Text, error) {
	if !Reads(kind) {
		return Text{}, Other
	}
	if f.Size() > DefaultLimits().File {
		return Text{}, Large
	}
	r.one.Lock()
	defer r.one.Unlock()
	spooled, err := r.spool(ctx, f)
	if err != nil {
		return Text{}, fault.Wrap(fault.Unavailable, err, "making a file ready to be read")
	}
	defer spooled.Close()
	said, err := r.ask(ctx, kind, spooled)
	if err != nil {
		return Text{}, err
	}
	return understood(said)
}

// understood takes nothing for granted of what a child said.
func understood(said []byte) (Text, error) {
	var a answer
	if err := json.Unmarshal(said, &a); err != nil {
		return Text{}, Fatal
	}
	switch a.Why {
	case "":
		l := DefaultLimits()
		out := bounded(a.Text, l)
		return Text{Body: out.Body, Pages: min(max(a.Pages, 0), l.Pages), Cut: a.Cut || out.Cut}, nil
	case Encrypted, Damaged, Large, Other:
		return Text{}, a.Why
	}
	return Text{}, Fatal
}

// spool copies a file to one without a name, so that a child is given no other way to
// anything.
func (r *Reader) spool(ctx context.Context, f media.Blob) (spooled *os.File, err error) {
	if err := os.MkdirAll(r.Folder, 0o700); err != nil {
		return nil, err
	}
	spooled, err = os.CreateTemp(r.Folder, ".reading-")
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, spooled.Close())
		}
	}()
	if err := os.Remove(spooled.Name()); err != nil {
		return nil, err
	}
	if _, err := io.Copy(spooled, &patient{ctx, io.NewSectionReader(f, 0, f.Size())}); err != nil {
		return nil, err
	}
	_, err = spooled.Seek(0, io.SeekStart)
	return spooled, err
}

// patient reads until ctx ends.
type patient struct {
	ctx  context.Context
	from io.Reader
}

// Read implements io.Reader.
func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.from.Read(b)
}

// ask runs a child for one file and gives what it said.
func (r *Reader) ask(ctx context.Context, kind media.Kind, f *os.File) ([]byte, error) {
	wait := r.Patience
	if wait <= 0 {
		wait = patience
	}
	short, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	child := exec.CommandContext(short, r.Program[0], append(r.Program[1:len(r.Program):len(r.Program)], string(kind), r.cache())...)
	said, trouble := &capped{most: mostSaid, full: cancel}, &capped{most: 64 << 10}
	child.Stdin, child.Stdout, child.Stderr = f, said, trouble
	child.Env, child.Dir = append([]string{}, r.Env...), r.Folder
	// A group of its own, so that whatever it starts ends with it.
	child.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	child.Cancel = func() error { return syscall.Kill(-child.Process.Pid, syscall.SIGKILL) }
	child.WaitDelay = time.Second
	if err := child.Start(); err != nil {
		return nil, fault.Wrap(fault.Unavailable, err, "starting a process that reads a file")
	}
	err := child.Wait()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case said.over:
		return nil, Fatal
	case short.Err() != nil:
		return nil, late(child.ProcessState)
	case err == nil:
		return said.b.Bytes(), nil
	}
	return nil, ended(err, trouble.b.String())
}

// worked is how much of the processor a child must have had for its lateness to be due
// to the file.
const worked = 20 * time.Second

// late says what it means that a child was not done in time. On a machine that is busy
// with other things it was hardly let in.
func late(p *os.ProcessState) error {
	if had := p.UserTime() + p.SystemTime(); had < worked {
		return fault.Wrap(fault.Unavailable, fmt.Errorf("in all its time it had %v of the processor", had), "reading a file")
	}
	return Fatal
}

// ended says what it means that a child ended. One that was killed for memory by the
// system, or by somebody, says nothing about the file for sure: it is tried again, and
// whoever asks counts.
func ended(err error, trouble string) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return fault.Wrap(fault.Unavailable, err, "waiting for a process that reads a file")
	}
	status, _ := exit.Sys().(syscall.WaitStatus)
	trouble = strings.TrimSpace(strings.ToValidUTF8(trouble[:min(len(trouble), mostTrouble)], ""))
	if status.ExitStatus() == exitUnsaid || status.Signaled() && status.Signal() == syscall.SIGKILL {
		return fault.Wrap(fault.Unavailable, fmt.Errorf("%w: %s", err, trouble), "reading a file")
	}
	return fmt.Errorf("%w (%w: %s)", Fatal, err, trouble)
}

// engine names the folder of what a child keeps of PDFium, by Version.
func (r *Reader) engine() string { return fmt.Sprintf("engine-%d", Version) }

// cache is that folder.
func (r *Reader) cache() string { return filepath.Join(r.Folder, r.engine()) }

// Sweep removes from Folder what another Version kept and what was left when a
// process was killed.
func (r *Reader) Sweep() error {
	entries, err := os.ReadDir(r.Folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	var problems []error
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".reading-") || strings.HasPrefix(name, "engine-") && name != r.engine() {
			problems = append(problems, os.RemoveAll(filepath.Join(r.Folder, name)))
		}
	}
	return errors.Join(append(problems, err)...)
}

// capped keeps the first bytes of what is written to it, and says once that there is
// more.
type capped struct {
	b    bytes.Buffer
	most int
	over bool
	full func()
}

// Write implements io.Writer.
func (c *capped) Write(p []byte) (int, error) {
	room := c.most - c.b.Len()
	if len(p) > room && !c.over {
		if c.over = true; c.full != nil {
			c.full()
		}
	}
	c.b.Write(p[:min(len(p), max(room, 0))])
	return len(p), nil
}
