package staff

import (
	"net/netip"
	"sync"
	"time"

	"herald/content"
	"herald/internal/fault"
)

// How often somebody may be wrong within span. Whoever is right gets their tries
// back, so that an office behind one address is not kept out by its own work.
const (
	span = time.Hour
	// networkMost and accountMost are for strangers: tries from one network, tries
	// on one account.
	networkMost = 20
	accountMost = 20
	// deviceMost is for a browser that has signed in to the account before.
	deviceMost = 20
	// pairCodes and accountCodes are for codes that are looked at before the
	// password, because tries on the account have run out; signedCodes for codes
	// after the right password, confirmMost for passwords within a session.
	pairCodes    = 10
	accountCodes = 100
	signedCodes  = 30
	confirmMost  = 10
)

// delays make the same stranger on the same account wait ever longer.
const (
	delayFree = 3
	delayMost = 15 * time.Minute
)

// limits remembers who was wrong lately. It is a memory of this process only:
// whoever can restart it needs no password.
type limits struct {
	mu       sync.Mutex
	networks table[window]
	accounts table[window]
	codes    table[window]
	links    table[window]
	pairs    table[delay]
}

// window holds the instants of the tries within span, the oldest first.
type window struct {
	at []time.Time
	// alarmed is when somebody was told that it is full.
	alarmed time.Time
}

// full reports whether there were most tries within span, and for how long yet.
func (w *window) full(now time.Time, most int) (wait time.Duration, full bool) {
	for len(w.at) > 0 && now.Sub(w.at[0]) >= span {
		w.at = w.at[1:]
	}
	if len(w.at) < most {
		return 0, false
	}
	return span - now.Sub(w.at[0]), true
}

// giveBack takes out one try made at an instant.
func (w *window) giveBack(at time.Time) {
	for i := range w.at {
		if w.at[i].Equal(at) {
			w.at = append(w.at[:i:i], w.at[i+1:]...)
			return
		}
	}
}

// delay is how often somebody was wrong in a row, and when they may go on.
type delay struct {
	wrong int
	last  time.Time
	next  time.Time
}

func (d *delay) again(now time.Time) {
	if now.Sub(d.last) >= span {
		d.wrong = 0
	}
	d.wrong++
	d.last, d.next = now, now
	if over := d.wrong - delayFree; over >= 0 {
		d.next = now.Add(min(delayMost, time.Second<<min(over, 20)))
	}
}

// table keeps what is known of keys, the most recently used ones: a flood of new
// keys pushes out those that nobody asks for.
type table[V any] struct{ young, old map[string]*V }

// tableSize bounds each of the two halves.
const tableSize = 20_000

func (t *table[V]) get(key string) *V {
	if v := t.young[key]; v != nil {
		return v
	}
	v := t.old[key]
	if v == nil {
		v = new(V)
	}
	if len(t.young) >= tableSize {
		t.old, t.young = t.young, nil
	}
	if t.young == nil {
		t.young = map[string]*V{}
	}
	t.young[key] = v
	return v
}

func (t *table[V]) drop(key string) {
	delete(t.young, key)
	delete(t.old, key)
}

// networkOf gives the network that an address counts for: IPv4 alone, IPv6 by
// the 64 bits that one customer holds.
func networkOf(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if !a.IsValid() {
		return "unknown"
	}
	if a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(64)
	if err != nil {
		return a.String()
	}
	return p.String()
}

// take counts one try against key, unless there were most already.
func (l *limits) take(t *table[window], key string, now time.Time, most int) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w := t.get(key)
	if wait, full := w.full(now, most); full {
		return wait, false
	}
	w.at = append(w.at, now)
	return 0, true
}

func (l *limits) giveBack(t *table[window], key string, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t.get(key).giveBack(at)
}

// stranger is a try of somebody who has proved nothing yet.
type stranger struct {
	network, account, pair string
	at                     time.Time
}

// admit counts a try of a stranger, or says how long they have to wait.
func (l *limits) admit(s stranger) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	network, account, pair := l.networks.get(s.network), l.accounts.get(s.account), l.pairs.get(s.pair)
	byNetwork, _ := network.full(s.at, networkMost)
	byAccount, _ := account.full(s.at, accountMost)
	if wait = max(byNetwork, byAccount, pair.next.Sub(s.at)); wait > 0 {
		return wait, false
	}
	network.at, account.at = append(network.at, s.at), append(account.at, s.at)
	pair.again(s.at)
	return 0, true
}

// clear gives a try back to somebody who was right, or was not heard.
func (l *limits) clear(s stranger, right bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.networks.get(s.network).giveBack(s.at)
	l.accounts.get(s.account).giveBack(s.at)
	if right {
		l.pairs.drop(s.pair)
		return
	}
	pair := l.pairs.get(s.pair)
	pair.wrong, pair.next = max(0, pair.wrong-1), s.at
}

// crowded reports, once in each span, that tries on an account or from a network
// have run out.
func (l *limits) crowded(s stranger) (account, network bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.accounts.get(s.account).tell(s.at, accountMost), l.networks.get(s.network).tell(s.at, networkMost)
}

// tell reports whether w is full and nobody was told within span.
func (w *window) tell(now time.Time, most int) bool {
	_, full := w.full(now, most)
	if !full || now.Sub(w.alarmed) < span {
		return false
	}
	w.alarmed = now
	return true
}

// tooMany asks somebody to wait, or to prove more than a password.
func tooMany(wait time.Duration) error {
	return fault.New(fault.TooMany, "sign_in.too_many", "minutes", minutes(wait))
}

// minutes is how many of them somebody has to wait, the last one whole.
func minutes(wait time.Duration) int {
	return max(1, int((wait+time.Minute-1)/time.Minute))
}

// keyOfAccount gives every address that is tried a key of the same length.
func keyOfAccount(email string) string { return string(content.Sum([]byte(email))) }
