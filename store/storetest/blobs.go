package storetest

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// Blobs runs the suite that every place for the bytes of Assets must pass. open
// gives a new, empty one.
func Blobs(t *testing.T, open func(t *testing.T) media.Blobs) {
	for _, c := range []struct {
		name string
		run  func(*blobs)
	}{
		{"round trip", testBlobRoundTrip}, {"wrong hash", testBlobWrongHash}, {"no hash", testBlobNoHash},
		{"twice", testBlobTwice}, {"read from the beginning", testBlobFromTheBeginning}, {"without a name", testBlobWithoutName},
		{"race of one", testBlobRaceOfOne}, {"race of many", testBlobRaceOfMany}, {"absent", testBlobAbsent},
		{"read across the end", testBlobReadAt}, {"remove", testBlobRemove}, {"removed while open", testBlobRemovedWhileOpen},
		{"each", testBlobEach}, {"each ends at an error", testBlobEachEnds}, {"quarantine", testBlobQuarantine},
		{"nothing to quarantine", testBlobNothingToQuarantine}, {"ended context", testBlobEnded},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.run(&blobs{T: t, Blobs: open(t), random: rand.NewChaCha8([32]byte{1})})
		})
	}
}

// blobs is what is under test, with what most tests do with it.
type blobs struct {
	*testing.T
	media.Blobs
	random *rand.ChaCha8
}

// bytes gives n bytes that no other call gives.
func (b *blobs) bytes(n int) []byte {
	body := make([]byte, n)
	_, _ = b.random.Read(body)
	return body
}

// file gives an open file with body, for Put alone.
func (b *blobs) file(body []byte) *os.File {
	b.Helper()
	f, err := os.OpenFile(filepath.Join(b.TempDir(), "upload"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = f.Write(body)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = f.Close() })
	return f
}

func (b *blobs) put(body []byte) content.Hash {
	b.Helper()
	h := content.Sum(body)
	b.must(b.Put(b.Context(), h, b.file(body)), "put")
	return h
}

func (b *blobs) must(err error, doing string) {
	b.Helper()
	if err != nil {
		b.Fatalf("%s: %v", doing, err)
	}
}

func (b *blobs) wants(err error, k fault.Kind, doing string) {
	b.Helper()
	if !fault.Is(err, k) {
		b.Fatalf("%s: got error %v, want kind %v", doing, err, k)
	}
}

// holds fails unless body lies whole under its hash.
func (b *blobs) holds(body []byte) {
	b.Helper()
	got, err := b.Open(b.Context(), content.Sum(body))
	b.must(err, "open")
	defer func() { b.must(got.Close(), "close") }()
	if got.Size() != int64(len(body)) {
		b.Fatalf("size %d, want %d", got.Size(), len(body))
	}
	read, err := io.ReadAll(io.NewSectionReader(got, 0, got.Size()+1))
	b.must(err, "read")
	if !bytes.Equal(read, body) {
		b.Fatalf("%d other bytes came back", len(read))
	}
	b.must(b.Check(b.Context(), content.Sum(body)), "check")
}

// lacks fails unless nothing lies under h.
func (b *blobs) lacks(h content.Hash) {
	b.Helper()
	_, err := b.Open(b.Context(), h)
	b.wants(err, fault.NotFound, "open")
	b.wants(b.Check(b.Context(), h), fault.NotFound, "check")
}

func (b *blobs) lying() []media.Lying {
	b.Helper()
	var all []media.Lying
	b.must(b.Each(b.Context(), func(l media.Lying) error {
		all = append(all, l)
		return nil
	}), "each")
	return all
}

func testBlobRoundTrip(b *blobs) {
	var all [][]byte
	for _, size := range []int{0, 1, 5 << 20} {
		all = append(all, b.bytes(size))
		b.put(all[len(all)-1])
	}
	for _, body := range all {
		b.holds(body)
	}
}

func testBlobWrongHash(b *blobs) {
	body, other := b.bytes(100_000), b.bytes(100_000)
	b.wants(b.Put(b.Context(), content.Sum(other), b.file(body)), fault.Invalid, "put other bytes")
	b.wants(b.Put(b.Context(), content.Sum(body), b.file(body[:99_999])), fault.Invalid, "put a part")
	b.lacks(content.Sum(other))
	b.lacks(content.Sum(body))
	if left := b.lying(); len(left) > 0 {
		b.Fatalf("left behind: %+v", left)
	}
	// What was kept before is not touched by a wrong file under its name.
	b.put(other)
	b.wants(b.Put(b.Context(), content.Sum(other), b.file(body)), fault.Invalid, "put over another")
	b.holds(other)
}

// awkwardHashes are no hashes; some would be places elsewhere on a disk.
var awkwardHashes = []content.Hash{"", "a", "../../../etc/passwd", "/etc/passwd", "00",
	"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n",
	"e3/0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}

func testBlobNoHash(b *blobs) {
	for _, h := range awkwardHashes {
		b.wants(b.Put(b.Context(), h, b.file(nil)), fault.Invalid, "put")
		b.lacks(h)
		b.must(b.Remove(b.Context(), h), "remove")
	}
	if left := b.lying(); len(left) > 0 {
		b.Fatalf("left behind: %+v", left)
	}
}

func testBlobTwice(b *blobs) {
	body := b.bytes(70_000)
	b.put(body)
	b.put(body)
	b.holds(body)
	if all := b.lying(); len(all) != 1 {
		b.Fatalf("lying: %+v", all)
	}
}

// testBlobFromTheBeginning puts a file that was read to its end before.
func testBlobFromTheBeginning(b *blobs) {
	body := b.bytes(70_000)
	f := b.file(body)
	_, err := f.Seek(0, io.SeekEnd)
	b.must(err, "seek")
	b.must(b.Put(b.Context(), content.Sum(body), f), "put")
	b.holds(body)
}

// testBlobWithoutName puts files that nothing could move: one whose name is
// gone, and one whose name is another file's now.
func testBlobWithoutName(b *blobs) {
	gone, replaced := b.bytes(70_000), b.bytes(70_000)
	f, g := b.file(gone), b.file(replaced)
	b.must(os.Remove(f.Name()), "remove")
	b.must(os.Rename(g.Name(), g.Name()+".moved"), "rename")
	b.must(os.WriteFile(g.Name(), []byte("another"), 0o600), "write")
	b.must(b.Put(b.Context(), content.Sum(gone), f), "put")
	b.must(b.Put(b.Context(), content.Sum(replaced), g), "put")
	b.holds(gone)
	b.holds(replaced)
	if left, err := os.ReadFile(g.Name()); err != nil || string(left) != "another" {
		b.Fatalf("the other file was taken: %q, %v", left, err)
	}
}

// together runs do n times at once.
func together(n int, do func(i int)) {
	start := make(chan struct{})
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			<-start
			do(i)
		})
	}
	close(start)
	wait.Wait()
}

func testBlobRaceOfOne(b *blobs) {
	for range 5 {
		body := b.bytes(300_000)
		files := make([]*os.File, 8)
		for i := range files {
			files[i] = b.file(body)
		}
		together(len(files), func(i int) {
			if err := b.Put(b.Context(), content.Sum(body), files[i]); err != nil {
				b.Errorf("put: %v", err)
			}
			if err := b.Check(b.Context(), content.Sum(body)); err != nil {
				b.Errorf("check: %v", err)
			}
		})
		b.holds(body)
	}
	if all := b.lying(); len(all) != 5 {
		b.Fatalf("lying: %+v", all)
	}
}

func testBlobRaceOfMany(b *blobs) {
	bodies, files := make([][]byte, 40), make([]*os.File, 40)
	for i := range bodies {
		bodies[i] = b.bytes(3000 + i)
		files[i] = b.file(bodies[i])
	}
	together(len(bodies), func(i int) {
		if err := b.Put(b.Context(), content.Sum(bodies[i]), files[i]); err != nil {
			b.Errorf("put: %v", err)
		}
	})
	for _, body := range bodies {
		b.holds(body)
	}
}
