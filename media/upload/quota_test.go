package upload

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
)

func TestWhatIsTooLargeIsRefusedAtOnce(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	_, err := s.Begin(t.Context(), "ada", "x", 8<<20+1)
	wants(t, err, fault.Invalid, "media.refused.too_large")
	_, err = s.Begin(t.Context(), "ada", "x", -1)
	wants(t, err, fault.Invalid, "")
	empty(t, s.dir)
	begun(t, s, "ada", 8<<20)
}

func TestAnOwnerMayHaveSoManyUploads(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	var last Upload
	for range 3 {
		last = begun(t, s, "ada", 10)
	}
	_, err := s.Begin(t.Context(), "ada", "x", 10)
	wants(t, err, fault.Invalid, "media.refused.too_many_uploads")
	begun(t, s, "bo", 10)
	must(t, s.Discard(t.Context(), "ada", last.ID))
	begun(t, s, "ada", 10)
}

func TestAllUploadsTogetherAreBounded(t *testing.T) {
	dir := t.TempDir()
	s := opened(t, dir, bounds(newHand()))
	first := begun(t, s, "ada", 8<<20)
	begun(t, s, "bo", 8<<20)
	_, err := s.Begin(t.Context(), "cy", "x", 4<<20+1)
	wants(t, err, fault.Unavailable, "media.refused.no_room")
	begun(t, s, "cy", 4<<20)
	// A restart forgets none of them.
	s = opened(t, dir, bounds(newHand()))
	_, err = s.Begin(t.Context(), "cy", "x", 1)
	wants(t, err, fault.Unavailable, "media.refused.no_room")
	must(t, s.Discard(t.Context(), "ada", first.ID))
	begun(t, s, "cy", 8<<20)
}

func TestQuotasHoldWhenManyBeginAtOnce(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	var own, all atomic.Int32
	var wait sync.WaitGroup
	for range 30 {
		wait.Go(func() {
			if _, err := s.Begin(t.Context(), "ada", "x", 10); err == nil {
				own.Add(1)
			}
		})
		wait.Go(func() {
			if _, err := s.Begin(t.Context(), content.MemberID(content.NewID()), "x", 4<<20); err == nil {
				all.Add(1)
			}
		})
	}
	wait.Wait()
	// Of five large ones four or five fit, as the small ones came first or not.
	if own.Load() > 3 || all.Load() > 5 || all.Load() < 4 {
		t.Errorf("ada began %d, %d large ones were begun", own.Load(), all.Load())
	}
}

func TestManyOwnersSendAtOnce(t *testing.T) {
	o := bounds(newHand())
	o.Total = 1 << 30
	s := opened(t, t.TempDir(), o)
	var wait sync.WaitGroup
	for n := range 20 {
		wait.Go(func() {
			owner := content.MemberID(fmt.Sprint("member", n))
			for range 3 {
				body := noise(200_000 + n)
				u, err := s.Begin(t.Context(), owner, "x", int64(len(body)))
				for at := 0; at < len(body) && err == nil; at += 60_000 {
					u, err = s.Append(t.Context(), owner, u.ID, int64(at), body[at:min(at+60_000, len(body))])
				}
				if err != nil {
					t.Error(err)
					return
				}
				f, hash, _, err := s.Finish(t.Context(), owner, u.ID)
				if err != nil || hash != content.Sum(body) {
					t.Errorf("%s: %v", hash, err)
					return
				}
				_ = f.Close()
			}
		})
	}
	wait.Wait()
	for n := range 20 {
		owner := content.MemberID(fmt.Sprint("member", n))
		all, err := s.List(t.Context(), owner)
		if err != nil || len(all) != 3 {
			t.Fatalf("%s has %v, %v", owner, all, err)
		}
		for _, u := range all {
			must(t, s.Discard(t.Context(), owner, u.ID))
		}
	}
	empty(t, s.dir)
}

func TestTheSamePiecesSentAtOnceMakeOneFile(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	body := noise(1_000_000)
	u := begun(t, s, "ada", len(body))
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			for at := 0; at < len(body); at += 100_000 {
				if _, err := s.Append(t.Context(), "ada", u.ID, int64(at), body[at:at+100_000]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	finished(t, s, u, body)
}

func TestTwoFilesSentAsOneAreNeverMixed(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	bodies := [][]byte{bytes.Repeat([]byte("a"), 500_000), bytes.Repeat([]byte("b"), 500_000)}
	u := begun(t, s, "ada", 500_000)
	var wait sync.WaitGroup
	for _, body := range bodies {
		wait.Go(func() {
			for at := 0; at < len(body); at += 50_000 {
				_, err := s.Append(t.Context(), "ada", u.ID, int64(at), body[at:at+50_000])
				if err != nil {
					return
				}
			}
		})
	}
	wait.Wait()
	f, hash, _, err := s.Finish(t.Context(), "ada", u.ID)
	must(t, err)
	must(t, f.Close())
	if hash != content.Sum(bodies[0]) && hash != content.Sum(bodies[1]) {
		t.Error("the file is neither of the two")
	}
}

func TestWhatNobodyContinuesIsSwept(t *testing.T) {
	clock := newHand()
	s := opened(t, t.TempDir(), bounds(clock))
	left, continued, repeated := begun(t, s, "ada", 100), begun(t, s, "ada", 100), begun(t, s, "ada", 100)
	for _, u := range []Upload{left, continued, repeated} {
		_, err := s.Append(t.Context(), "ada", u.ID, 0, bytes.Repeat([]byte("x"), 10))
		must(t, err)
	}
	clock.pass(23 * time.Hour)
	_, err := s.Append(t.Context(), "ada", continued.ID, 10, []byte("more"))
	must(t, err)
	_, err = s.Append(t.Context(), "ada", repeated.ID, 0, []byte("xx"))
	must(t, err)
	_, err = s.State(t.Context(), "ada", left.ID)
	must(t, err)
	clock.pass(time.Hour - time.Millisecond)
	must(t, s.Sweep(t.Context()))
	if all, err := s.List(t.Context(), "ada"); err != nil || len(all) != 3 {
		t.Fatalf("swept too early: %v, %v", all, err)
	}
	clock.pass(time.Millisecond)
	must(t, s.Sweep(t.Context()))
	all, err := s.List(t.Context(), "ada")
	if err != nil || len(all) != 2 || all[0].ID == left.ID || all[1].ID == left.ID {
		t.Fatalf("left: %v, %v", all, err)
	}
	// What is idle does not hold up whoever begins another, even unswept.
	begun(t, s, "ada", 1)
	clock.pass(24 * time.Hour)
	begun(t, s, "ada", 1)
	if all, err := s.List(t.Context(), "ada"); err != nil || len(all) != 1 {
		t.Fatalf("left: %v, %v", all, err)
	}
}

func TestWhatAKilledProcessLeftIsSwept(t *testing.T) {
	s := opened(t, t.TempDir(), bounds(newHand()))
	u := begun(t, s, "ada", 100)
	half, bare := string(content.NewID()), string(content.NewID())
	for _, name := range []string{half + ".json.new", bare + ".part", "README", "notes.json"} {
		must(t, os.WriteFile(filepath.Join(s.dir, name), []byte("{"), 0o600))
	}
	must(t, s.Sweep(t.Context()))
	entries, err := os.ReadDir(s.dir)
	must(t, err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if len(names) != 3 {
		t.Errorf("left: %q", names)
	}
	_, err = s.State(t.Context(), "ada", u.ID)
	must(t, err)
}

func TestATornNoteHidesNoOtherUpload(t *testing.T) {
	clock := newHand()
	s := opened(t, t.TempDir(), bounds(clock))
	u := begun(t, s, "ada", 100)
	for _, text := range []string{"", "{", "null", `{"id":"` + string(u.ID) + `","owner":"ada","size":5}`, `{"owner":"ada"}`} {
		torn := content.NewID()
		must(t, os.WriteFile(s.note(torn), []byte(text), 0o600))
		_, err := s.State(t.Context(), "ada", torn)
		wants(t, err, fault.NotFound, "")
	}
	if all, err := s.List(t.Context(), "ada"); err != nil || len(all) != 1 || all[0] != u {
		t.Fatalf("%v, %v", all, err)
	}
	// The files were written by the machine's clock, which the test's may be behind.
	clock.pass(100 * 365 * 24 * time.Hour)
	must(t, s.Sweep(t.Context()))
	empty(t, s.dir)
}
