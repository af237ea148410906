package darkroom_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/media/darkroom"
)

func TestWhatIsForgottenIsGone(t *testing.T) {
	h := open(t)
	a, b := h.drawing(t, 1), h.drawing(t, 2)
	h.all(t, a)
	h.all(t, b)
	ctx := context.Background()
	if err := h.blobs.Remove(ctx, a.Blob); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := h.Forget(ctx, a.Blob); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(h.path(a, "")); !os.IsNotExist(err) {
		t.Errorf("the folder is there: %v", err)
	}
	if _, err := h.Get(ctx, a, size(sizes[0], media.PNG)); !fault.Is(err, fault.NotFound) {
		t.Errorf("it gave %v", err)
	}
	wantNames(t, h.names(t, b), allOfPNG)
	if err := h.Forget(ctx, "../.."); !fault.Is(err, fault.NotFound) {
		t.Errorf("what is no blob gave %v", err)
	}
	if err := h.Forget(ctx, content.Sum([]byte("never seen"))); err != nil {
		t.Errorf("what was never made gave %v", err)
	}
}

func TestForgettingEndsWhatIsBeingMade(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		writing := false
		h.cleans.before = func(ctx context.Context) error {
			writing = true
			<-ctx.Done()
			return ctx.Err()
		}
		pdf := h.asset(media.PDF, []byte("%PDF"), 0, 0)
		got := make(chan error, 1)
		go func() {
			_, err := h.Get(context.Background(), pdf, media.Variant{Kind: media.PDF})
			got <- err
		}()
		synctest.Wait()
		if !writing {
			t.Fatal("nothing is being made")
		}
		if err := h.blobs.Remove(context.Background(), pdf.Blob); err != nil {
			t.Fatal(err)
		}
		if err := h.Forget(context.Background(), pdf.Blob); err != nil {
			t.Fatal(err)
		}
		if err := <-got; !fault.Is(err, fault.NotFound) {
			t.Errorf("who waited got %v", err)
		}
		wantNames(t, h.names(t, pdf), "")
		_ = h.Close()
	})
}

func TestForgettingWaitsNoLongerThanItMay(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		stuck := make(chan struct{})
		h.cleans.before = func(ctx context.Context) error { <-stuck; return ctx.Err() }
		pdf := h.asset(media.PDF, []byte("%PDF"), 0, 0)
		h.Prepare(pdf)
		synctest.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := h.Forget(ctx, pdf.Blob); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("it gave %v", err)
		}
		close(stuck)
		if err := h.Forget(context.Background(), pdf.Blob); err != nil {
			t.Error(err)
		}
		_ = h.Close()
	})
}

func TestSweepingLeavesWhatIsKnown(t *testing.T) {
	h := open(t)
	known, unknown := h.drawing(t, 1), h.drawing(t, 2)
	h.all(t, known)
	h.all(t, unknown)
	old := time.Now().Add(-darkroom.Leftover - time.Minute)
	for name, at := range map[string]time.Time{".making-old": old, ".making-new": time.Now()} {
		if err := os.WriteFile(h.path(known, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(h.path(known, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	foreign := filepath.Join(h.dir, string(unknown.Blob[:2]), "notes")
	for _, path := range []string{foreign, filepath.Join(h.dir, "README")} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	keep := func(b content.Hash) bool { return b == known.Blob }
	if err := h.Sweep(context.Background(), keep); err != nil {
		t.Fatal(err)
	}
	wantNames(t, h.names(t, known), ".making-new "+allOfPNG)
	wantNames(t, h.names(t, unknown), "")
	for _, path := range []string{foreign, filepath.Join(h.dir, "README")} {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("what is not ours: %v", err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := h.Sweep(ctx, keep); !errors.Is(err, context.Canceled) {
		t.Errorf("a sweep that was stopped gave %v", err)
	}
}

// Whatever is done at once, who asks gets the right bytes or a fault that says
// why, and nothing half made stays.
func TestAllAtOnce(t *testing.T) {
	h := open(t)
	var assets []*media.Asset
	want := map[content.Hash]string{}
	for i := range 4 {
		a := h.drawing(t, uint8(i))
		h.all(t, a)
		want[a.Blob] = string(h.bytesOf(t, a, size(sizes[1], media.PNG)))
		assets = append(assets, a)
	}
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			random := rand.New(rand.NewPCG(uint64(worker), 3))
			for range 60 {
				a := assets[random.IntN(len(assets))]
				ctx, cancel := context.WithTimeout(context.Background(), time.Duration(random.IntN(200))*time.Millisecond)
				switch random.IntN(6) {
				case 0:
					h.Prepare(a)
				case 1:
					_ = h.Forget(ctx, a.Blob)
				case 2:
					_ = h.Sweep(ctx, func(content.Hash) bool { return random.IntN(3) > 0 })
				default:
					look(ctx, t, h, a, want[a.Blob])
				}
				cancel()
			}
		})
	}
	all.Wait()
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	for _, a := range assets {
		for _, name := range h.names(t, a) {
			if name[0] == '.' {
				t.Errorf("%s was left", name)
			}
		}
	}
}

func look(ctx context.Context, t *testing.T, h *house, a *media.Asset, want string) {
	f, err := h.Get(ctx, a, size(sizes[1], media.PNG))
	if err != nil {
		if ctx.Err() == nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Unavailable) {
			t.Errorf("it gave %v", err)
		}
		return
	}
	defer f.Close()
	got := make([]byte, f.Size())
	if _, err := f.ReadAt(got, 0); err != nil || string(got) != want {
		t.Errorf("%d bytes, %v; want %d", len(got), err, len(want))
	}
}
