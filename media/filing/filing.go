// Package filing owns the way of a file into the house: it is looked into,
// scanned, read for what it says of itself, kept, and only then made known. It
// must not decide who may bring a file, and it knows neither HTTP nor the log:
// who calls it commits.
package filing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/media/intake"
	"herald/media/picture"
)

// Cabinet files what is brought. Its fields are set once, before use.
type Cabinet struct {
	Blobs  media.Blobs
	Limits media.Limits
	// Scan looks for malware; nil looks for none.
	Scan func(ctx context.Context, r io.Reader) error
	// Room is a folder for copies on their way in, on the disk of the Blobs. Every
	// process that files something locks it meanwhile, so that none takes what
	// another is about to make known for a leftover.
	Room string
	// Gate does what that lock does among processes on several machines that share the
	// Blobs; nil where one machine has them for itself.
	Gate media.Gate
}

// Bring copies a file from r and files it; see File.
func (c *Cabinet) Bring(ctx context.Context, name string, r io.Reader, commit func(media.Asset, media.Notes) error) (err error) {
	held, err := c.lock(syscall.LOCK_SH)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	copied, err := os.CreateTemp(c.Room, arriving)
	if err != nil {
		return noRoom(err)
	}
	defer os.Remove(copied.Name()) // unless it was moved to its place
	if _, err := io.Copy(copied, r); err != nil {
		return errors.Join(noRoom(err), copied.Close())
	}
	return c.File(ctx, name, copied, commit)
}

// arriving is the form of the names of copies.
const arriving = "arriving-*"

// noRoom tells a full disk from other failures.
func noRoom(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return &fault.Fault{Kind: fault.Unavailable, Key: "media.refused.no_room", Err: err}
	}
	return err
}

// File takes f in under the name it was brought with. commit makes it known; the
// bytes are durable by then. When commit fails they stay until Sweep. f is
// closed, and may have been moved away. What is no file of an accepted kind is a
// fault.Invalid whose key says why.
func (c *Cabinet) File(ctx context.Context, name string, f *os.File, commit func(media.Asset, media.Notes) error) (err error) {
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, filingLongest)
	defer stop()
	a, notes, err := c.look(ctx, name, f, info.Size())
	if err != nil {
		return err
	}
	held, err := c.lock(syscall.LOCK_SH)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	leave, err := c.enter(ctx, a.Blob)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, leave()) }()
	// Bytes that nobody knows yet are accounted for by a mark: a process that is
	// killed here leaves nothing that looks foreign.
	if err := os.WriteFile(c.mark(a.Blob), nil, 0o600); err != nil {
		return noRoom(err)
	}
	if err := c.Blobs.Put(ctx, a.Blob, f); err != nil {
		return errors.Join(err, c.unmark(a.Blob))
	}
	if err := commit(a, notes); err != nil {
		return err
	}
	return c.unmark(a.Blob)
}

// filingLongest bounds the filing of one file: whoever takes longer is taken for dead by
// those who look after what the dead have left.
const filingLongest = 45 * time.Minute

func free() error { return nil }

func (c *Cabinet) enter(ctx context.Context, h content.Hash) (leave func() error, err error) {
	if c.Gate == nil {
		return free, nil
	}
	return c.Gate.Enter(ctx, h)
}

func (c *Cabinet) shut(ctx context.Context, h content.Hash) (open func() error, err error) {
	if c.Gate == nil {
		return free, nil
	}
	return c.Gate.Shut(ctx, h)
}

// unmark takes a mark away, unless somebody who filed the same has.
func (c *Cabinet) unmark(h content.Hash) error {
	if err := os.Remove(c.mark(h)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// OnItsWay reports whether bytes were being filed when somebody last looked: they
// may have no Asset yet, and after a kill they never will until Sweep.
func (c *Cabinet) OnItsWay(ctx context.Context, h content.Hash) (bool, error) {
	if _, err := os.Stat(c.mark(h)); err == nil || c.Gate == nil {
		return err == nil, nil
	}
	return c.Gate.Entered(ctx, h)
}

func (c *Cabinet) mark(h content.Hash) string {
	return filepath.Join(c.Room, strings.Replace(arriving, "*", string(h), 1))
}

// look finds out all that can be known of f before it is kept.
func (c *Cabinet) look(ctx context.Context, name string, f *os.File, size int64) (media.Asset, media.Notes, error) {
	found, err := intake.Identify(ctx, f, size, c.Limits)
	if err != nil {
		return media.Asset{}, media.Notes{}, err
	}
	if c.Scan != nil {
		if err := c.Scan(ctx, io.NewSectionReader(f, 0, size)); err != nil {
			return media.Asset{}, media.Notes{}, err
		}
	}
	a := media.Asset{Size: size, Kind: found.Kind, Width: found.Width, Height: found.Height, Turn: found.Turn, Length: found.Length}
	if lies := a.Turn >= 5 && a.Turn <= 8; lies {
		a.Width, a.Height = a.Height, a.Width
	}
	if a.Blob, err = sum(ctx, io.NewSectionReader(f, 0, size)); err != nil {
		return media.Asset{}, media.Notes{}, err
	}
	var notes media.Notes
	if found.Kind.Class() == media.Picture {
		// What cannot be read is not said; the picture itself is sound.
		notes, _ = picture.ReadNotes(ctx, found.Kind, f, size)
	}
	notes.Name = tidy(name, found.Kind)
	return a, notes, ctx.Err()
}

func sum(ctx context.Context, r io.Reader) (content.Hash, error) {
	h := sha256.New()
	buffer := make([]byte, 1<<18)
	for {
		n, err := r.Read(buffer)
		h.Write(buffer[:n])
		switch {
		case errors.Is(err, io.EOF):
			return content.Hash(hex.EncodeToString(h.Sum(nil))), nil
		case err != nil:
			return "", err
		case ctx.Err() != nil:
			return "", ctx.Err()
		}
	}
}

// longestName bounds the name of a file, in runes.
const longestName = 150

// tidy makes a name that can be shown: the last part of a path, without what
// cannot be seen or turns text around.
func tidy(name string, k media.Kind) string {
	name = path.Base(strings.ReplaceAll(norm.NFC.String(strings.ToValidUTF8(name, "")), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > longestName {
		ext := []rune(path.Ext(name))
		ext = ext[:min(len(ext), 10)]
		name = string(runes[:longestName-len(ext)]) + string(ext)
	}
	if name == "" || name == "." || name == "/" || name == ".." {
		name = media.WholeFile + "." + k.Ext()
	}
	return name
}

// Hold keeps everybody from filing until it is closed; while somebody is, it is
// syscall.EWOULDBLOCK.
func (c *Cabinet) Hold() (io.Closer, error) {
	f, err := c.lock(syscall.LOCK_EX | syscall.LOCK_NB)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// lock waits for a lock on the Room, unless how says not to. Closing it gives it
// back, and so does the end of the process.
func (c *Cabinet) lock(how int) (*os.File, error) {
	if err := os.MkdirAll(c.Room, 0o700); err != nil {
		return nil, noRoom(err)
	}
	f, err := os.Open(c.Room)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
