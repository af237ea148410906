package darkroom_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
	"herald/media/darkroom"
)

// held is a blob whose first read waits until it is let go.
type held struct {
	media.Blob
	once *sync.Once
	open <-chan struct{}
}

func (h held) ReadAt(p []byte, at int64) (int, error) {
	h.once.Do(func() { <-h.open })
	return h.Blob.ReadAt(p, at)
}

// hold lets the first read of each opening of a blob wait.
func (m *memory) hold(h content.Hash) (open chan struct{}) {
	open = make(chan struct{})
	m.wrap = func(of content.Hash, b media.Blob) media.Blob {
		if of != h {
			return b
		}
		return held{b, new(sync.Once), open}
	}
	return open
}

func TestWhatIsPreparedIsThereWhenItIsAskedFor(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		a := h.drawing(t, 1)
		pdf := h.asset(media.PDF, []byte("%PDF secret"), 0, 0)
		for range 3 {
			h.Prepare(a)
			h.Prepare(pdf)
		}
		synctest.Wait()
		wantNames(t, h.names(t, a), allOfPNG)
		wantNames(t, h.names(t, pdf), "file.pdf")
		if n := len(h.blobs.opens()); n != 2 {
			t.Errorf("%d blobs were opened", n)
		}
		_ = h.Close()
	})
}

func TestPreparingYieldsToWhoWaits(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		later, now := h.drawing(t, 1), h.drawing(t, 2)
		open := h.blobs.hold(later.Blob)
		h.Prepare(later)
		synctest.Wait()
		got := make(chan error)
		go func() {
			f, err := h.Get(context.Background(), now, size(sizes[0], media.PNG))
			if err == nil {
				err = f.Close()
			}
			got <- err
		}()
		// The one place is taken until the next read finds that it was sent away.
		synctest.Wait()
		close(open)
		if err := <-got; err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if got, want := fmt.Sprint(h.blobs.opens()), fmt.Sprint([]content.Hash{later.Blob, now.Blob, later.Blob}); got != want {
			t.Errorf("blobs were opened in the order %v, want %v", got, want)
		}
		wantNames(t, h.names(t, later), allOfPNG)
		wantNames(t, h.names(t, now), allOfPNG)
		if h.log.lines() != 0 {
			t.Error("the log holds a failure")
		}
		_ = h.Close()
	})
}

func TestWhoAsksForWhatIsBeingPreparedJoinsIn(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		a, b := h.drawing(t, 1), h.drawing(t, 2)
		open := h.blobs.hold(a.Blob)
		h.Prepare(a)
		synctest.Wait()
		var all sync.WaitGroup
		all.Go(func() { h.bytesOf(t, a, size(sizes[0], media.PNG)) })
		synctest.Wait()
		// Whom somebody waits for is not sent away.
		all.Go(func() { h.bytesOf(t, b, size(sizes[0], media.PNG)) })
		synctest.Wait()
		close(open)
		all.Wait()
		synctest.Wait()
		if n := len(h.blobs.opens()); n != 2 {
			t.Errorf("%d blobs were opened", n)
		}
		_ = h.Close()
	})
}

func TestTooManyToPrepareAreLeftToGet(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		first := h.drawing(t, 1)
		open := h.blobs.hold(first.Blob)
		h.Prepare(first)
		synctest.Wait()
		for range darkroom.Waiting {
			h.Prepare(first)
		}
		last := h.drawing(t, 2)
		h.Prepare(last)
		close(open)
		synctest.Wait()
		wantNames(t, h.names(t, last), "")
		h.bytesOf(t, last, size(sizes[0], media.PNG))
		synctest.Wait()
		_ = h.Close()
	})
}

func TestClosingEndsTheWork(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		h.cleans.before = func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}
		pdf, film := h.asset(media.PDF, []byte("%PDF"), 0, 0), h.asset(media.MP4, []byte("film"), 0, 0)
		h.Prepare(film)
		got := make(chan error, 1)
		go func() {
			_, err := h.Get(context.Background(), pdf, media.Variant{Kind: media.PDF})
			got <- err
		}()
		synctest.Wait()
		if err := h.Close(); err != nil {
			t.Error(err)
		}
		if err := <-got; !fault.Is(err, fault.Unavailable) {
			t.Errorf("who waited got %v", err)
		}
		wantNames(t, h.names(t, pdf), "")
		wantNames(t, h.names(t, film), "")
		h.Prepare(film)
		if err := h.Close(); err != nil {
			t.Errorf("closing again: %v", err)
		}
	})
}

func TestWhoLeavesDoesNotEndWhatOthersWaitFor(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		a := h.drawing(t, 1)
		open := h.blobs.hold(a.Blob)
		ctx, leave := context.WithCancel(context.Background())
		left := make(chan error, 1)
		go func() {
			_, err := h.Get(ctx, a, size(sizes[0], media.PNG))
			left <- err
		}()
		synctest.Wait()
		var all sync.WaitGroup
		all.Go(func() { h.bytesOf(t, a, size(sizes[1], media.PNG)) })
		synctest.Wait()
		leave()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("who left got %v", err)
		}
		close(open)
		all.Wait()
		if n := len(h.blobs.opens()); n != 1 {
			t.Errorf("the picture was read %d times", n)
		}
		synctest.Wait()
		_ = h.Close()
	})
}

func TestWorkForNobodyEnds(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		var ended bool
		h.cleans.before = func(ctx context.Context) error {
			<-ctx.Done()
			ended = true
			return ctx.Err()
		}
		pdf := h.asset(media.PDF, []byte("%PDF"), 0, 0)
		ctx, leave := context.WithTimeout(context.Background(), time.Second)
		defer leave()
		if _, err := h.Get(ctx, pdf, media.Variant{Kind: media.PDF}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("who left got %v", err)
		}
		synctest.Wait()
		if !ended {
			t.Error("the work goes on for nobody")
		}
		// That nobody waited says nothing about the file.
		h.cleans.before = nil
		h.bytesOf(t, pdf, media.Variant{Kind: media.PDF})
		_ = h.Close()
	})
}

func TestWorkThatTakesTooLongIsUnavailable(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		h := openIn(t, dir, &memory{})
		h.cleans.before = func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}
		pdf := h.asset(media.PDF, []byte("%PDF"), 0, 0)
		for _, after := range []time.Duration{0, darkroom.Pause, darkroom.Rest} {
			time.Sleep(after)
			if _, err := h.Get(context.Background(), pdf, media.Variant{Kind: media.PDF}); !fault.Is(err, fault.Unavailable) {
				t.Errorf("it gave %v", err)
			}
		}
		// What took too long is not tried again as soon as what found no room.
		if n := h.cleans.count(); n != 2 {
			t.Errorf("it was tried %d times", n)
		}
		_ = h.Close()
	})
}
