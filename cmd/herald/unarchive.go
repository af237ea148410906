package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// manifestLongest bounds what is read of a manifest.
const manifestLongest = 64 << 20

// unarchiver unpacks an archive below a folder that nobody uses yet, and refuses
// one that is not byte for byte what was written.
type unarchiver struct {
	root *os.Root
	tar  *tar.Reader
}

// unarchive unpacks file below root and gives its manifest. An error names the
// member that is damaged.
func unarchive(file string, root *os.Root) (m manifest, err error) {
	f, err := os.Open(file)
	if err != nil {
		return m, unwrapPath(err)
	}
	defer f.Close()
	u := &unarchiver{root: root, tar: tar.NewReader(f)}
	if m, err = u.manifest(); err != nil {
		return m, damaged(memberManifest, err)
	}
	for _, want := range m.Members {
		if err := u.member(want); err != nil {
			return m, damaged(want.Name, err)
		}
	}
	if err := sealed(file, m); err != nil {
		return m, damaged(memberSeal, err)
	}
	return m, nil
}

func damaged(name string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = errors.New("the file ends too early")
	}
	return fmt.Errorf("it is damaged at %s: %w", name, err)
}

// next goes to the member that must come now.
func (u *unarchiver) next(name string) (*tar.Header, error) {
	h, err := u.tar.Next()
	switch {
	case err != nil:
		return nil, err
	case h.Name != name:
		return nil, fmt.Errorf("%q stands in its place", h.Name)
	case h.Typeflag != tar.TypeReg:
		return nil, errors.New("it is not a file")
	}
	return h, nil
}

func (u *unarchiver) manifest() (m manifest, err error) {
	if _, err := u.next(memberManifest); err != nil {
		if errors.Is(err, tar.ErrHeader) {
			err = errors.New("this is not a backup")
		}
		return m, err
	}
	raw, err := io.ReadAll(io.LimitReader(u.tar, manifestLongest))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, err
	}
	if m.Format != archiveFormat {
		return m, fmt.Errorf("its form is number %d and this program knows %d: use the version that wrote it, %s", m.Format, archiveFormat, m.Herald)
	}
	return m, nil
}

// member unpacks one file. A name that leads out of the folder is refused.
func (u *unarchiver) member(want member) (err error) {
	if !filepath.IsLocal(filepath.FromSlash(want.Name)) || strings.Contains(want.Name, `\`) {
		return errors.New("its name leads out of the folder")
	}
	h, err := u.next(want.Name)
	if err != nil {
		return err
	}
	if h.Size != want.Size {
		return fmt.Errorf("it has %d bytes, not %d", h.Size, want.Size)
	}
	if err := u.root.MkdirAll(filepath.Dir(want.Name), 0o700); err != nil {
		return err
	}
	f, err := u.root.OpenFile(want.Name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(f, sum), u.tar); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != want.SHA256 {
		return errors.New("its bytes are not those that were written")
	}
	return f.Sync()
}

// sealed compares the sum of everything but the seal with what the seal says.
// It finds damage where no member is: in padding and in the names of members.
func sealed(file string, m manifest) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.CopyN(sum, f, info.Size()-sealLength); err != nil {
		return err
	}
	said, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	want, err := seal(sum, m.Created)
	if err == nil && !bytes.Equal(said, want) {
		err = errors.New("the bytes before it, or its own, are not those that were written")
	}
	return err
}
