package picture_test

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"herald/internal/fault"
	"herald/media"
	"herald/media/picture"
)

// gate is a blob whose first read waits until it is opened; how many wait there
// is counted.
type gate struct {
	media.Blob
	inside *atomic.Int32
	open   chan struct{}
	once   sync.Once
}

func (g *gate) ReadAt(p []byte, at int64) (int, error) {
	g.once.Do(func() {
		g.inside.Add(1)
		<-g.open
		g.inside.Add(-1)
	})
	return g.Blob.ReadAt(p, at)
}

func ignore(media.Variant, []byte) error { return nil }

func TestNoMoreThanSoManyAreDecodedAtOnce(t *testing.T) {
	body := encode(t, media.PNG, quarters(60, 40))
	a := asset(media.PNG, body, 60, 40)
	synctest.Test(t, func(t *testing.T) {
		const most, painters = 2, 7
		s := picture.New(picture.Options{Decodes: most})
		var inside, painted atomic.Int32
		gates := make([]*gate, painters)
		for i := range gates {
			gates[i] = &gate{Blob: blobOf(body), inside: &inside, open: make(chan struct{})}
			go func() {
				if err := s.Paint(context.Background(), a, gates[i], variants(a, small), ignore); err != nil {
					t.Error(err)
				}
				painted.Add(1)
			}()
		}
		// As soon as nobody can go on, exactly so many have begun.
		for i, g := range gates {
			synctest.Wait()
			if want := int32(min(most, painters-i)); inside.Load() > most || i == 0 && inside.Load() != want {
				t.Errorf("%d are decoded at once, want %d", inside.Load(), want)
			}
			close(g.open)
		}
		synctest.Wait()
		if painted.Load() != painters {
			t.Errorf("%d of %d were painted", painted.Load(), painters)
		}
	})
}

func TestWaitingForAPlaceEndsWithTheRequest(t *testing.T) {
	body := encode(t, media.PNG, quarters(60, 40))
	a := asset(media.PNG, body, 60, 40)
	synctest.Test(t, func(t *testing.T) {
		s := picture.New(picture.Options{})
		g := &gate{Blob: blobOf(body), inside: new(atomic.Int32), open: make(chan struct{})}
		done := make(chan error)
		go func() { done <- s.Paint(context.Background(), a, g, variants(a, small), ignore) }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if _, err := tryPaint(ctx, s, a, body, variants(a, small)...); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting gave %v", err)
		}
		close(g.open)
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// leaving cancels the request after some reads.
type leaving struct {
	media.Blob
	after int
	leave func()
}

func (l *leaving) ReadAt(p []byte, at int64) (int, error) {
	if l.after--; l.after == 0 {
		l.leave()
	}
	return l.Blob.ReadAt(p, at)
}

func TestDecodingStopsWithTheRequest(t *testing.T) {
	for _, k := range []media.Kind{media.JPEG, media.PNG, media.GIF, media.WebP} {
		body := encode(t, k, noise(900, 600))
		a := asset(k, body, 900, 600)
		ctx, cancel := context.WithCancel(context.Background())
		// One read for the dimensions, one more for the picture.
		src := &leaving{blobOf(body), 2, cancel}
		err := picture.New(picture.Options{}).Paint(ctx, a, src, variants(a, small), ignore)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want the end of the request and nothing about the picture", k, err)
		}
	}
}

// failing is a disk that fails.
type failing struct{ media.Blob }

func (failing) ReadAt([]byte, int64) (int, error) { return 0, io.ErrClosedPipe }

func TestAFailingDiskSaysNothingAboutThePicture(t *testing.T) {
	body := encode(t, media.PNG, quarters(60, 40))
	a := asset(media.PNG, body, 60, 40)
	err := picture.New(picture.Options{}).Paint(context.Background(), a, failing{blobOf(body)}, variants(a, small), nil)
	if !fault.Is(err, fault.Unavailable) || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("it gave %v", err)
	}
}

func TestWhatTheKeeperSaysEndsTheWork(t *testing.T) {
	body := encode(t, media.PNG, quarters(60, 40))
	a := asset(media.PNG, body, 60, 40)
	full, n := errors.New("full"), 0
	s := picture.New(picture.Options{})
	err := s.Paint(context.Background(), a, blobOf(body), variants(a, small, card), func(media.Variant, []byte) error { n++; return full })
	if !errors.Is(err, full) || n != 1 {
		t.Errorf("after %d files: %v", n, err)
	}
	err = s.Paint(context.Background(), a, blobOf(body), variants(a, small), func(media.Variant, []byte) error { panic("keeper") })
	if err == nil || fault.Is(err, fault.Invalid) {
		t.Errorf("a panic of the keeper gave %v", err)
	}
	// The place is free again.
	paint(t, a, body, variants(a, small)...)
}
