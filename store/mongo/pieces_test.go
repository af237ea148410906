package mongo

import (
	"bytes"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/mongotest"
	"herald/media/upload"
	"herald/store/storetest"
)

// hand is a clock that is set.
type hand struct{ at atomic.Int64 }

func (h *hand) Now() time.Time { return time.Unix(h.at.Load(), 0).UTC() }

// nodes are the files on their way in as two processes on one database see them.
type nodes struct {
	*testing.T
	clock *hand
	a, b  *upload.Shared
	store *Store
}

func newNodes(t *testing.T) *nodes {
	address := mongotest.Database(t)
	n := &nodes{T: t, clock: &hand{}}
	n.clock.at.Store(1_800_000_000)
	share := func() *upload.Shared {
		n.store = open(t, address, storetest.Projector())
		s, err := upload.Share(n.store, t.TempDir(), upload.Options{Largest: 10 << 20, Open: 2, Total: 15 << 20, Idle: time.Hour, Clock: n.clock})
		must(t, err)
		return s
	}
	n.a, n.b = share(), share()
	return n
}

func (n *nodes) begin(owner content.MemberID, size int) upload.Upload {
	n.Helper()
	u, err := n.a.Begin(n.Context(), owner, "../a file.pdf", int64(size))
	must(n.T, err)
	return u
}

// empty fails where anything of an upload is left.
func (n *nodes) empty() {
	n.Helper()
	for _, coll := range []string{uploadColl, pieceColl} {
		if left, err := n.store.coll(coll).CountDocuments(n.Context(), bson.D{}); err != nil || left != 0 {
			n.Errorf("%s: %d are left, %v", coll, left, err)
		}
	}
}

func TestAFileGoesOnAtAnotherNode(t *testing.T) {
	n := newNodes(t)
	body := someBytes(700_000)
	u := n.begin("ada", len(body))
	if u.Name != "a file.pdf" {
		t.Errorf("it is called %q", u.Name)
	}
	// Pieces of all lengths, each to the other node, and each begun a little before
	// what is there, as after a broken connection.
	at, node := 0, []*upload.Shared{n.a, n.b}
	for i := 0; at < len(body); i++ {
		from, to := max(0, at-i*100), min(len(body), at+90_000+i)
		got, err := node[i%2].Append(t.Context(), "ada", u.ID, int64(from), body[from:to])
		must(t, err)
		if got.Received != int64(to) {
			t.Fatalf("received %d, want %d", got.Received, to)
		}
		at = to
	}
	f, hash, size, err := n.b.Finish(t.Context(), "ada", u.ID)
	must(t, err)
	got, err := io.ReadAll(f)
	must(t, err)
	if !bytes.Equal(got, body) || hash != content.Sum(body) || size != int64(len(body)) {
		t.Errorf("%d bytes came together", len(got))
	}
	if _, err := os.Stat(f.Name()); !os.IsNotExist(err) {
		t.Errorf("it has a name: %v", err)
	}
	must(t, f.Close())
	must(t, n.a.Discard(t.Context(), "ada", u.ID))
	n.empty()
}

func TestPiecesThatDoNotFit(t *testing.T) {
	n := newNodes(t)
	u := n.begin("ada", 1000)
	body := someBytes(1000)
	_, err := n.a.Append(t.Context(), "ada", u.ID, 0, body[:500])
	must(t, err)
	for name, c := range map[string]struct {
		offset int64
		piece  []byte
		kind   fault.Kind
	}{
		"a gap": {600, body[600:700], fault.Conflict}, "below zero": {-1, body[:1], fault.Invalid}, "behind the end": {900, body[:101], fault.Invalid},
		"other bytes": {400, body[:200], fault.Invalid}, "too long": {0, make([]byte, upload.Piece+1), fault.Invalid},
	} {
		got, err := n.b.Append(t.Context(), "ada", u.ID, c.offset, c.piece)
		wants(t, err, c.kind, name)
		if got.Received != 500 {
			t.Errorf("%s: received %d", name, got.Received)
		}
	}
	_, _, _, err = n.b.Finish(t.Context(), "ada", u.ID)
	wants(t, err, fault.Conflict, "finish what is not complete")
	_, err = n.b.State(t.Context(), "eve", u.ID)
	wants(t, err, fault.NotFound, "another's")
	wants(t, n.b.Discard(t.Context(), "eve", u.ID), fault.NotFound, "discard another's")
	n.begin("ada", 1000)
	_, err = n.b.Begin(t.Context(), "ada", "third", 1)
	wants(t, err, fault.Invalid, "one too many")
	_, err = n.b.Begin(t.Context(), "bo", "large", 15<<20)
	wants(t, err, fault.Invalid, "too large")
	if list, err := n.b.List(t.Context(), "ada"); err != nil || len(list) != 2 || list[0].Received+list[1].Received != 500 {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestTheSamePieceAtBothNodes sends two files as one upload at once: one of the two
// comes out, never a mixture.
func TestTheSamePieceAtBothNodes(t *testing.T) {
	n := newNodes(t)
	const size, step = 60_000, 10_000
	u := n.begin("ada", size)
	files := [][]byte{bytes.Repeat([]byte("a"), size), bytes.Repeat([]byte("b"), size)}
	var all sync.WaitGroup
	for i, node := range []*upload.Shared{n.a, n.b} {
		all.Go(func() {
			for at := 0; at < size; at += step {
				_, err := node.Append(t.Context(), "ada", u.ID, int64(at), files[i][at:at+step])
				if fault.Is(err, fault.Invalid) {
					return // whoever is told that the file is another sends no more of it
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	f, _, _, err := n.a.Finish(t.Context(), "ada", u.ID)
	must(t, err)
	defer func() { _ = f.Close() }()
	got, err := io.ReadAll(f)
	must(t, err)
	if !bytes.Equal(got, files[0]) && !bytes.Equal(got, files[1]) {
		t.Errorf("mixed: %d a, %d b", bytes.Count(got, []byte("a")), bytes.Count(got, []byte("b")))
	}
}

func TestUploadsThatAreOver(t *testing.T) {
	n := newNodes(t)
	secret := someBytes(5000)
	same, other := n.begin("ada", len(secret)), n.begin("ada", len(secret))
	_, err := n.a.Append(t.Context(), "ada", same.ID, 0, secret[:3000])
	must(t, err)
	_, err = n.a.Append(t.Context(), "ada", other.ID, 0, make([]byte, 3000))
	must(t, err)
	// A file that was taken out does not arrive once more.
	must(t, n.b.Forget(t.Context(), bytes.NewReader(secret), int64(len(secret))))
	_, err = n.b.State(t.Context(), "ada", same.ID)
	wants(t, err, fault.NotFound, "what is to be forgotten")
	_, err = n.b.State(t.Context(), "ada", other.ID)
	must(t, err)
	// A piece that comes after it is nobody's.
	wants(t, n.store.AddPiece(t.Context(), same.ID, 3000, secret[3000:], n.clock.Now()), fault.NotFound, "a piece of none")
	n.clock.at.Add(3000)
	_, err = n.b.Append(t.Context(), "ada", other.ID, 3000, make([]byte, 100))
	must(t, err)
	n.clock.at.Add(3000)
	must(t, n.a.Sweep(t.Context()))
	_, err = n.b.State(t.Context(), "ada", other.ID)
	must(t, err)
	n.clock.at.Add(3700)
	must(t, n.a.Sweep(t.Context()))
	n.empty()
}
