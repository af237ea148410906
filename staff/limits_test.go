package staff

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

func TestNetworks(t *testing.T) {
	for address, want := range map[string]string{"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::": "2001:db8:1:2::/64", "2001:db8:1:3::1": "2001:db8:1:3::/64", "fe80::1%eth0": "fe80::/64", "": "unknown"} {
		a, _ := netip.ParseAddr(address)
		if got := networkOf(a); got != want {
			t.Errorf("%s is of %s, want %s", address, got, want)
		}
	}
}

// In no hour are there more than the most, wherever it begins.
func TestAWindowSlides(t *testing.T) {
	var l limits
	var taken []time.Time
	at := time.Unix(0, 0)
	for range 2000 {
		if wait, ok := l.take(&l.accounts, "x", at, 20); ok {
			taken = append(taken, at)
		} else if wait <= 0 || wait > span {
			t.Fatalf("wait %v", wait)
		}
		at = at.Add(7 * time.Second)
	}
	for i := 20; i < len(taken); i++ {
		if d := taken[i].Sub(taken[i-20]); d < span {
			t.Fatalf("21 within %v", d)
		}
	}
	if len(taken) < 60 {
		t.Errorf("only %d in %v", len(taken), at.Sub(time.Unix(0, 0)))
	}
}

func TestTheSameStrangerWaitsEverLonger(t *testing.T) {
	var d delay
	now := time.Unix(0, 0)
	var waits []time.Duration
	for range 16 {
		d.again(now)
		waits = append(waits, d.next.Sub(now))
		now = d.next
	}
	want := []time.Duration{0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900}
	for i, w := range want {
		if waits[i] != w*time.Second {
			t.Errorf("after %d wrong ones %v, want %v", i+1, waits[i], w*time.Second)
		}
	}
	d.again(now.Add(span))
	if d.wrong != 1 {
		t.Errorf("an hour later they are still wrong %d times", d.wrong)
	}
}

// A flood of new keys takes no more room, and does not push out what is in use.
func TestTheMemoryIsBounded(t *testing.T) {
	var tb table[window]
	tb.get("victim").at = []time.Time{time.Unix(1, 0)}
	for n := range 5 * tableSize {
		tb.get(fmt.Sprint(n))
		if n%(tableSize/2) == 0 && len(tb.get("victim").at) != 1 {
			t.Fatalf("after %d others the victim is forgotten", n)
		}
	}
	if n := len(tb.young) + len(tb.old); n > 2*tableSize {
		t.Errorf("%d keys are kept", n)
	}
}
