package files

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/store/storetest"
)

func opened(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "some", "where"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestBlobsOnDisk(t *testing.T) {
	storetest.Blobs(t, func(t *testing.T) media.Blobs { return opened(t) })
}

// kept puts n bytes of its own.
func kept(t *testing.T, s *Store, n int) (content.Hash, []byte) {
	t.Helper()
	body := make([]byte, n)
	for i := range body {
		body[i] = byte(rand.Uint32())
	}
	if err := put(t, s, t.TempDir(), body); err != nil {
		t.Fatal(err)
	}
	return content.Sum(body), body
}

// put puts body from a file in folder.
func put(t *testing.T, s *Store, folder string, body []byte) error {
	t.Helper()
	f := file(t, folder, body)
	defer func() { _ = f.Close() }()
	return s.Put(t.Context(), content.Sum(body), f)
}

func file(t *testing.T, folder string, body []byte) *os.File {
	t.Helper()
	f, err := os.CreateTemp(folder, "upload")
	if err == nil {
		_, err = f.Write(body)
	}
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func wants(t *testing.T, err error, k fault.Kind, doing string) {
	t.Helper()
	if !fault.Is(err, k) {
		t.Fatalf("%s: got error %v, want kind %v", doing, err, k)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lying gives what Each names, sorted by place.
func lying(t *testing.T, s *Store) []media.Lying {
	t.Helper()
	var all []media.Lying
	must(t, s.Each(t.Context(), func(l media.Lying) error {
		all = append(all, l)
		return nil
	}))
	slices.SortFunc(all, func(a, b media.Lying) int { return bytes.Compare([]byte(a.Place), []byte(b.Place)) })
	return all
}

func TestDamageIsFoundAndMended(t *testing.T) {
	for name, damage := range map[string]func(path string, body []byte) error{
		"truncated": func(path string, body []byte) error { return os.Truncate(path, int64(len(body)/2)) },
		"emptied":   func(path string, _ []byte) error { return os.Truncate(path, 0) },
		"grown":     func(path string, body []byte) error { return os.Truncate(path, int64(len(body)+1)) },
		"changed byte": func(path string, body []byte) error {
			b := bytes.Clone(body)
			b[700] ^= 1
			return os.WriteFile(path, b, 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			h, body := kept(t, s, 1000)
			must(t, s.Check(t.Context(), h))
			must(t, damage(s.at(Place(h)), body))
			wants(t, s.Check(t.Context(), h), fault.Invalid, "check")
			if all := lying(t, s); len(all) != 1 || all[0].Hash != h {
				t.Errorf("lying: %+v", all)
			}
			must(t, put(t, s, t.TempDir(), body))
			must(t, s.Check(t.Context(), h))
		})
	}
}

func TestDamageIsMendedFromAnotherDisk(t *testing.T) {
	s := opened(t)
	h, body := kept(t, s, 1000)
	must(t, os.Truncate(s.at(Place(h)), 10))
	must(t, put(t, s, anotherDisk(t, s), body))
	must(t, s.Check(t.Context(), h))
}

// anotherDisk gives a folder from which nothing can be renamed into s.
func anotherDisk(t *testing.T, s *Store) string {
	t.Helper()
	folder, err := os.MkdirTemp("/dev/shm", "herald")
	if err != nil {
		t.Skip("there is no second file system at /dev/shm: copying from one is not tried")
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	probe := file(t, folder, nil)
	defer func() { _ = probe.Close() }()
	if err := os.Rename(probe.Name(), s.at("probe")); err == nil {
		t.Skip("/dev/shm is the same file system: copying from another is not tried")
	}
	return folder
}

func TestAFileOfAnotherDiskIsCopied(t *testing.T) {
	s := opened(t)
	folder := anotherDisk(t, s)
	body := bytes.Repeat([]byte("film"), 700_000)
	for range 2 {
		must(t, put(t, s, folder, body))
		must(t, s.Check(t.Context(), content.Sum(body)))
	}
	if left, err := os.ReadDir(s.at(incoming)); err != nil || len(left) > 0 {
		t.Errorf("left in incoming: %v, %v", left, err)
	}
}

func TestAFileOfTheSameDiskIsMoved(t *testing.T) {
	s := opened(t)
	f := file(t, t.TempDir(), []byte("moved"))
	before, err := f.Stat()
	must(t, err)
	must(t, s.Put(t.Context(), content.Sum([]byte("moved")), f))
	after, err := os.Stat(s.at(Place(content.Sum([]byte("moved")))))
	must(t, err)
	if _, err := os.Stat(f.Name()); !os.SameFile(before, after) || !os.IsNotExist(err) {
		t.Errorf("the file was not moved: %v", err)
	}
}

func TestAFileWithASecondNameIsCopied(t *testing.T) {
	s := opened(t)
	folder := t.TempDir()
	f := file(t, folder, []byte("two names"))
	second := filepath.Join(folder, "second")
	must(t, os.Link(f.Name(), second))
	h := content.Sum([]byte("two names"))
	must(t, s.Put(t.Context(), h, f))
	must(t, os.WriteFile(second, []byte("changed"), 0o600))
	must(t, s.Check(t.Context(), h))
}

func TestNobodyElseMayReadBlobs(t *testing.T) {
	s := opened(t)
	f := file(t, t.TempDir(), []byte("open to all"))
	must(t, f.Chmod(0o666))
	must(t, s.Put(t.Context(), content.Sum([]byte("open to all")), f))
	must(t, put(t, s, anotherDisk(t, s), []byte("copied")))
	blobsSeen := 0
	must(t, filepath.WalkDir(s.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if info.Mode().IsRegular() {
			blobsSeen++
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return nil
	}))
	if blobsSeen != 2 {
		t.Errorf("%d files", blobsSeen)
	}
}

func TestOpeningAgainFindsWhatWasPut(t *testing.T) {
	s := opened(t)
	h, _ := kept(t, s, 1000)
	again, err := Open(s.dir)
	must(t, err)
	must(t, again.Check(t.Context(), h))
}

func TestALeftoverOfCopyingIsNamedWhenItIsOld(t *testing.T) {
	s := opened(t)
	name := string(content.NewID())
	must(t, os.WriteFile(s.at(filepath.Join(incoming, name)), []byte("half a"), 0o600))
	if all := lying(t, s); len(all) != 0 {
		t.Fatalf("a file being written is named: %+v", all)
	}
	old := time.Now().Add(-2 * leftover)
	must(t, os.Chtimes(s.at(filepath.Join(incoming, name)), old, old))
	all := lying(t, s)
	if len(all) != 1 || all[0] != (media.Lying{Place: "incoming/" + name, Size: 6}) {
		t.Fatalf("lying: %+v", all)
	}
	must(t, s.Quarantine(t.Context(), all[0].Place))
	if all := lying(t, s); len(all) != 0 {
		t.Fatalf("still lying: %+v", all)
	}
}

// What was set aside is removed with the blob, and nothing that lies beside it.
func TestRemoveAlsoWhatWasSetAside(t *testing.T) {
	s := opened(t)
	h, body := kept(t, s, 100)
	other, _ := kept(t, s, 100)
	for _, hash := range []content.Hash{h, other} {
		must(t, s.Quarantine(t.Context(), filepath.ToSlash(Place(hash))))
	}
	must(t, put(t, s, t.TempDir(), body))
	must(t, s.Remove(t.Context(), h))
	found, err := filepath.Glob(s.at(filepath.Join(quarantine, "*", "*")))
	must(t, err)
	if len(found) != 1 || filepath.Base(found[0]) != string(other) {
		t.Errorf("set aside are %v", found)
	}
	_, err = s.Open(t.Context(), h)
	wants(t, err, fault.NotFound, "open")
}
