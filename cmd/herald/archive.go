package main

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// The members of an archive. The manifest comes first and lists all others; the
// seal comes last and holds the sum of every byte before it.
const (
	archiveFormat  = 1
	memberManifest = "manifest.json"
	memberStore    = "store/" + storeFile
	memberSeal     = "archive.sha256"
	memberFiles    = mediaFolder + "/" + blobsFolder
)

// manifest says what an archive holds.
type manifest struct {
	Format int `json:"format"`
	// Herald is the version that wrote it.
	Herald   string           `json:"herald"`
	Created  time.Time        `json:"created"`
	Position content.Position `json:"position"`
	Members  []member         `json:"members"`
	// LeftOut are files whose bytes could not be read whole.
	LeftOut []content.Hash `json:"left_out,omitempty"`
}

type member struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// archiver gathers members and then writes them. Its first failure stays.
type archiver struct {
	manifest *manifest
	sources  []origin
	err      error
}

// origin is where a member comes from. Wrong is what is said where its bytes are not
// those that were gathered.
type origin struct {
	open  func(context.Context) (io.ReadCloser, error)
	wrong error
}

var errChanged = errors.New("it changed while it was being copied: try again")

// file adds one file; one that does not exist is left out.
func (a *archiver) file(name, from string) {
	if a.err != nil {
		return
	}
	sum, size, err := sumFile(from)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if a.err = err; err != nil {
		return
	}
	a.add(member{Name: name, Size: size, SHA256: sum}, origin{func(context.Context) (io.ReadCloser, error) { return os.Open(from) }, errChanged})
}

func (a *archiver) add(m member, from origin) {
	a.manifest.Members = append(a.manifest.Members, m)
	a.sources = append(a.sources, from)
}

// folder adds every regular file of a folder; one that does not exist is left
// out.
func (a *archiver) folder(name, source string) {
	if a.err != nil {
		return
	}
	err := filepath.WalkDir(source, func(file string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		rest, err := filepath.Rel(source, file)
		if err == nil {
			a.file(path.Join(name, filepath.ToSlash(rest)), file)
		}
		return err
	})
	if !errors.Is(err, fs.ErrNotExist) {
		a.err = errors.Join(a.err, err)
	}
}

func sumFile(file string) (sum string, size int64, err error) {
	f, err := os.Open(file)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// write writes the archive to a new file and makes it durable.
func (a *archiver) write(ctx context.Context, file string) (err error) {
	if a.err != nil {
		return a.err
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := sha256.New()
	t := tar.NewWriter(io.MultiWriter(f, sum))
	list, err := json.MarshalIndent(a.manifest, "", "\t")
	if err != nil {
		return err
	}
	if err := writeMember(t, memberManifest, int64(len(list)), a.manifest.Created, bytes.NewReader(list)); err != nil {
		return err
	}
	for i, m := range a.manifest.Members {
		if err := errors.Join(ctx.Err(), a.copy(ctx, t, m, a.sources[i])); err != nil {
			return fmt.Errorf("%s: %w", m.Name, err)
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	last, err := seal(sum, a.manifest.Created)
	if err != nil {
		return err
	}
	_, err = f.Write(last)
	return errors.Join(err, f.Sync())
}

// sealLength is the seal's header, its block, and the two that end an archive.
const sealLength = 4 * 512

// seal gives the end of an archive: the member that holds the sum of all bytes
// before it.
func seal(sum hash.Hash, at time.Time) ([]byte, error) {
	var b bytes.Buffer
	t := tar.NewWriter(&b)
	said := hex.EncodeToString(sum.Sum(nil)) + "\n"
	err := writeMember(t, memberSeal, int64(len(said)), at, strings.NewReader(said))
	if err = errors.Join(err, t.Close()); err == nil && b.Len() != sealLength {
		err = fmt.Errorf("the seal has %d bytes", b.Len())
	}
	return b.Bytes(), err
}

func (a *archiver) copy(ctx context.Context, t *tar.Writer, m member, from origin) error {
	f, err := from.open(ctx)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	err = writeMember(t, m.Name, m.Size, a.manifest.Created, io.TeeReader(f, h))
	if err == nil && hex.EncodeToString(h.Sum(nil)) != m.SHA256 || errors.Is(err, errSize) || fault.Is(err, fault.Invalid) {
		return from.wrong
	}
	return err
}

var errSize = errors.New("it has another size")

func writeMember(t *tar.Writer, name string, size int64, at time.Time, from io.Reader) error {
	err := t.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: at.Truncate(time.Second)})
	if err != nil {
		return err
	}
	n, err := io.Copy(t, from)
	if err == nil && n != size || errors.Is(err, tar.ErrWriteTooLong) {
		return errSize
	}
	return err
}
