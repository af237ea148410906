package storetest

import (
	"bytes"
	"context"
	"errors"
	"io"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

func testBlobAbsent(b *blobs) {
	h := b.put(b.bytes(10))
	b.lacks(content.Sum([]byte("never put")))
	// One that differs in its last digit only, and so lies next to it.
	next := h[:63] + "0"
	if next == h {
		next = h[:63] + "1"
	}
	b.lacks(next)
}

func testBlobReadAt(b *blobs) {
	body := b.bytes(600_000)
	got, err := b.Open(b.Context(), b.put(body))
	b.must(err, "open")
	defer func() { b.must(got.Close(), "close") }()
	for _, c := range []struct{ at, length, want int }{
		{0, 10, 10}, {0, len(body), len(body)}, {300_000, 300_000, 300_000}, {599_990, 10, 10}, {599_990, 11, 10},
		{599_990, 500_000, 10}, {261_000, 2000, 2000}, {600_000, 1, 0}, {700_000, 10, 0},
	} {
		p := make([]byte, c.length)
		n, err := got.ReadAt(p, int64(c.at))
		if n != c.want || n < c.length && err != io.EOF || n == c.length && err != nil && err != io.EOF {
			b.Errorf("read %d at %d: %d, %v", c.length, c.at, n, err)
		}
		if n > 0 && !bytes.Equal(p[:n], body[c.at:c.at+n]) {
			b.Errorf("read %d at %d: other bytes", c.length, c.at)
		}
	}
	if _, err := got.ReadAt(make([]byte, 1), -1); err == nil || err == io.EOF {
		b.Errorf("read before the beginning: %v", err)
	}
	together(8, func(i int) {
		p := make([]byte, 50_000)
		if n, err := got.ReadAt(p, int64(i)*50_000); n != len(p) || !bytes.Equal(p, body[i*50_000:(i+1)*50_000]) {
			b.Errorf("reading at once: %d, %v", n, err)
		}
	})
}

func testBlobRemove(b *blobs) {
	body, stays := b.bytes(1000), b.bytes(1000)
	h := b.put(body)
	b.put(stays)
	b.must(b.Remove(b.Context(), h), "remove")
	b.lacks(h)
	b.must(b.Remove(b.Context(), h), "remove again")
	b.must(b.Remove(b.Context(), content.Sum([]byte("never put"))), "remove what never was")
	b.holds(stays)
	b.put(body)
	b.holds(body)
}

// testBlobRemovedWhileOpen allows either that reading goes on or that it fails,
// but never other bytes.
func testBlobRemovedWhileOpen(b *blobs) {
	body := b.bytes(600_000)
	h := b.put(body)
	got, err := b.Open(b.Context(), h)
	b.must(err, "open")
	b.must(b.Remove(b.Context(), h), "remove")
	b.put(b.bytes(600_000))
	p := make([]byte, len(body))
	if n, _ := got.ReadAt(p, 0); !bytes.Equal(p[:n], body[:n]) {
		b.Error("other bytes were read")
	}
	b.must(got.Close(), "close")
}

func testBlobEach(b *blobs) {
	if all := b.lying(); len(all) > 0 {
		b.Fatalf("an empty store has %+v", all)
	}
	want := map[content.Hash]int64{}
	for i := range 30 {
		body := b.bytes(i * 10)
		want[b.put(body)] = int64(len(body))
	}
	places := map[string]bool{}
	for _, l := range b.lying() {
		size, ok := want[l.Hash]
		if !ok || size != l.Size || l.Place == "" || places[l.Place] {
			b.Errorf("lying: %+v", l)
		}
		delete(want, l.Hash)
		places[l.Place] = true
	}
	if len(want) > 0 {
		b.Errorf("not named: %v", want)
	}
}

func testBlobEachEnds(b *blobs) {
	for range 5 {
		b.put(b.bytes(10))
	}
	enough, calls := errors.New("enough"), 0
	err := b.Each(b.Context(), func(l media.Lying) error {
		if calls++; calls == 2 {
			return enough
		}
		return b.Remove(b.Context(), l.Hash)
	})
	if !errors.Is(err, enough) || calls != 2 {
		b.Fatalf("%d calls, %v", calls, err)
	}
	if left := b.lying(); len(left) != 4 {
		b.Fatalf("lying: %+v", left)
	}
}

func testBlobQuarantine(b *blobs) {
	body := b.bytes(1000)
	h := b.put(body)
	// The second time something lies in quarantine already.
	for range 2 {
		all := b.lying()
		if len(all) != 1 {
			b.Fatalf("lying: %+v", all)
		}
		b.must(b.Quarantine(b.Context(), all[0].Place), "quarantine")
		b.lacks(h)
		if left := b.lying(); len(left) > 0 {
			b.Fatalf("still lying: %+v", left)
		}
		b.put(body)
		b.holds(body)
	}
}

func testBlobNothingToQuarantine(b *blobs) {
	b.put(b.bytes(10))
	place := b.lying()[0].Place
	b.must(b.Remove(b.Context(), b.lying()[0].Hash), "remove")
	b.wants(b.Quarantine(b.Context(), place), fault.NotFound, "quarantine")
}

func testBlobEnded(b *blobs) {
	body := b.bytes(1000)
	h := b.put(body)
	place := b.lying()[0].Place
	ctx, end := context.WithCancel(b.Context())
	end()
	other := b.bytes(1000)
	_, opened := b.Open(ctx, h)
	for doing, err := range map[string]error{
		"put": b.Put(ctx, content.Sum(other), b.file(other)), "open": opened, "remove": b.Remove(ctx, h), "check": b.Check(ctx, h),
		"each": b.Each(ctx, func(media.Lying) error { return nil }), "quarantine": b.Quarantine(ctx, place),
	} {
		if !errors.Is(err, context.Canceled) {
			b.Errorf("%s: %v", doing, err)
		}
	}
	b.holds(body)
	b.lacks(content.Sum(other))
}
