package mongo

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/faultnet"
	"herald/internal/mongotest"
	"herald/store/storetest"
)

// through puts a Proxy before the server at an address with one host.
func through(t *testing.T, address string) (*faultnet.Proxy, string) {
	t.Helper()
	scheme, rest, _ := strings.Cut(address, "://")
	hosts, place, _ := strings.Cut(rest, "/")
	account, host := "", hosts
	if at := strings.LastIndex(hosts, "@"); at >= 0 {
		account, host = hosts[:at+1], hosts[at+1:]
	}
	if scheme != "mongodb" || strings.Contains(host, ",") || strings.Contains(place, "tls=true") {
		t.Skip("a proxy stands before one host without TLS only")
	}
	if !strings.Contains(host, ":") {
		host += ":27017"
	}
	name, query, _ := strings.Cut(place, "?")
	// Members of a replica set tell each other's addresses, which would lead past it.
	kept := []string{"directConnection=true"}
	for _, o := range strings.Split(query, "&") {
		if o != "" && !strings.HasPrefix(o, "replicaSet=") && !strings.HasPrefix(o, "directConnection=") {
			kept = append(kept, o)
		}
	}
	p := faultnet.Start(t, host)
	return p, scheme + "://" + account + p.Address() + "/" + name + "?" + strings.Join(kept, "&")
}

// weathered is a Store behind a Proxy, and another one that goes past it.
type weathered struct {
	*testing.T
	*Store
	past    *Store
	network *faultnet.Proxy
}

func inWeather(t *testing.T) *weathered {
	t.Helper()
	address := mongotest.Database(t)
	network, way := through(t, address)
	past := open(t, address, storetest.Projector())
	s, err := Open(t.Context(), way, storetest.Projector(), Options{Patience: 2 * time.Second})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return &weathered{t, s, past, network}
}

// page is a Change that publishes a new page.
func page() (content.Change, []content.Text) {
	b := storetest.New(content.NewID(), "page", "public", "lt")
	b.Draft("lt", b.Title("A page"), content.Facts{})
	return storetest.Change(content.NewID(), b.Publish("lt", storetest.Epoch))
}

// entries counts what is in the log, as the server has it.
func (w *weathered) entries() int64 {
	w.Helper()
	n, err := w.past.coll(logColl).CountDocuments(w.Context(), bson.D{})
	must(w.T, err)
	return n
}

// TestAnAnswerThatIsLost lets an entry arrive and its answer not: the Commit is said
// to be done, and is there once. And it lets it not arrive.
func TestAnAnswerThatIsLost(t *testing.T) {
	for name, c := range map[string]struct {
		weather faultnet.Weather
		arrives int64
	}{
		"cut":          {faultnet.Weather{CutAnswers: true}, 1},
		"lost":         {faultnet.Weather{LoseAnswers: true}, 1},
		"never asked":  {faultnet.Weather{LoseQuestions: true}, 0},
		"half open":    {faultnet.Weather{HalfOpen: true}, 0},
		"not let in":   {faultnet.Weather{LoseQuestions: true, Refuse: true}, 0},
		"slow as well": {faultnet.Weather{LoseAnswers: true, Delay: 20 * time.Millisecond}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := inWeather(t)
			x, texts := page()
			x, err := w.follows(t.Context(), 0, x)
			must(t, err)
			must(t, w.putTexts(t.Context(), x, texts))
			w.network.Set(c.weather)
			clear := make(chan struct{})
			go func() {
				defer close(clear)
				for w.entries() < c.arrives || w.network.Lost() == 0 {
					time.Sleep(5 * time.Millisecond)
				}
				w.network.Set(faultnet.Weather{})
			}()
			got, err := w.append(t.Context(), x)
			<-clear
			must(t, err)
			if got.ID != x.ID || w.entries() != 1 {
				t.Errorf("%+v, %d entries", got, w.entries())
			}
			// The same Store goes on.
			next, texts := page()
			_, err = w.Commit(t.Context(), 1, next, texts)
			must(t, err)
			w.agrees([]content.ID{x.ID, next.ID})
		})
	}
}

// agrees fails unless the log has just these Changes, whole, and everything follows
// from it, seen from both sides of the Proxy.
func (w *weathered) agrees(want []content.ID) {
	w.Helper()
	for side, s := range map[string]*Store{"through the network": w.Store, "past it": w.past} {
		changes, err := s.Changes(w.Context(), 0, len(want)+100)
		must(w.T, err)
		times := map[content.ID]int{}
		for i, c := range changes {
			times[c.ID]++
			if c.Position != content.Position(i+1) {
				w.Errorf("%s: entry %d has the position %d", side, i+1, c.Position)
			}
		}
		for _, id := range want {
			if times[id] != 1 {
				w.Errorf("%s: %s is there %d times", side, id, times[id])
			}
		}
		if len(changes) != len(want) {
			w.Errorf("%s: %d changes, want %d", side, len(changes), len(want))
		}
		n, err := s.Count(w.Context(), content.Query{Sites: []string{"public"}, For: "lt", Audiences: []string{content.Public}, Now: storetest.Epoch})
		must(w.T, err)
		if n != len(want) {
			w.Errorf("%s: %d pages of %d", side, n, len(want))
		}
		findings, err := s.Verify(w.Context(), false, nil)
		must(w.T, err)
		for _, f := range findings {
			w.Errorf("%s: %s %s: %s", side, f.What, f.Where, f.Why)
		}
	}
}

// storm changes the weather at random until its stop is called, which leaves it good.
func (w *weathered) storm(random *rand.Rand) (stop func()) {
	over := make(chan struct{})
	var waits sync.WaitGroup
	pause := func(most int) bool {
		select {
		case <-over:
			return false
		case <-time.After(time.Duration(random.IntN(most)) * time.Millisecond):
			return true
		}
	}
	waits.Go(func() {
		for pause(150) {
			w.network.Set([]faultnet.Weather{
				{CutAnswers: true}, {CutAnswers: true}, {LoseAnswers: true}, {LoseQuestions: true}, {HalfOpen: true},
				{Refuse: true}, {Delay: 30 * time.Millisecond}, {Refuse: true, CutAnswers: true},
			}[random.IntN(8)])
			pause(400)
			if random.IntN(2) == 0 {
				w.network.Reset()
			}
			w.network.Set(faultnet.Weather{})
		}
	})
	return func() {
		close(over)
		waits.Wait()
		w.network.Set(faultnet.Weather{})
	}
}

// insists does something again until it works, and gives how often it did not. What a
// network does to it is Unavailable, or a Conflict with what it has done itself.
func (w *weathered) insists(doing string, do func() error) int {
	w.Helper()
	for failures := 0; ; failures++ {
		err := do()
		if err == nil {
			return failures
		}
		if !fault.Is(err, fault.Unavailable) && (failures == 0 || !fault.Is(err, fault.Conflict)) {
			w.Fatalf("%s: %v", doing, err)
		}
		if failures == 500 {
			w.Fatalf("%s, after %d failures: %v", doing, failures, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// commits commits a page as its caller would: again under the same id until it hears
// that it is done.
func (w *weathered) commits() (content.ID, int) {
	w.Helper()
	c, texts := page()
	return c.ID, w.insists("commit", func() error {
		at, err := w.Head(w.Context())
		if err != nil {
			return err
		}
		got, err := w.Commit(w.Context(), at, c, texts)
		if err == nil && got.ID != c.ID {
			err = errors.New("another change was given back")
		}
		return err
	})
}

func TestCommitsInBadWeather(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for time-outs")
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	w := inWeather(t)
	stop := w.storm(random)
	var all []content.ID
	failures := 0
	for range 20 {
		id, n := w.commits()
		all, failures = append(all, id), failures+n
	}
	stop()
	lost := w.network.Lost()
	// Nothing has to be opened again.
	id, n := w.commits()
	t.Logf("%d commits, %d failures that were said, %d pieces lost; %d failures after the storm", len(all), failures, lost, n)
	w.agrees(append(all, id))
	if lost == 0 {
		t.Error("there was no storm")
	}
}

func TestBlobsInBadWeather(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for time-outs")
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	w := inWeather(t)
	must(t, w.past.index(t.Context(), blobIndexes))
	stop := w.storm(rand.New(rand.NewPCG(seed, 2)))
	bodies := map[content.Hash][]byte{}
	failures := 0
	for range 5 {
		body := someBytes(chunkSize + rand.IntN(chunkSize))
		h := content.Sum(body)
		bodies[h] = body
		failures += w.insists("put", func() error {
			_, err := putBytes(t, w.Blobs(), body)
			return err
		})
		failures += w.insists("check", func() error { return w.Blobs().Check(t.Context(), h) })
	}
	stop()
	t.Logf("%d blobs, %d failures that were said, %d pieces lost", len(bodies), failures, w.network.Lost())
	for _, l := range lying(t, w.past.Blobs()) {
		if bodies[l.Hash] == nil {
			t.Errorf("lying: %+v", l)
			continue
		}
		must(t, w.past.Blobs().Check(t.Context(), l.Hash))
		delete(bodies, l.Hash)
	}
	if len(bodies) > 0 {
		t.Errorf("%d blobs are lost", len(bodies))
	}
}

// TestServersThatDoNotAnswer opens a store where nobody answers.
func TestServersThatDoNotAnswer(t *testing.T) {
	address := mongotest.Database(t)
	for name, weather := range map[string]faultnet.Weather{
		"refuses": {Refuse: true}, "half open": {HalfOpen: true}, "loses answers": {LoseAnswers: true},
	} {
		t.Run(name, func(t *testing.T) {
			network, way := through(t, address)
			network.Set(weather)
			_, err := Open(t.Context(), way, storetest.Projector(), Options{Patience: 300 * time.Millisecond})
			wants(t, err, fault.Unavailable, "open")
			if !strings.Contains(err.Error(), "the server cannot be reached") {
				t.Errorf("said: %v", err)
			}
		})
	}
}

func TestAWrongPassword(t *testing.T) {
	address := mongotest.Database(t)
	if !mongotest.Ferret() && !strings.Contains(address, "@") {
		t.Skip("the server asks nobody for a password")
	}
	scheme, rest, _ := strings.Cut(address, "://")
	if at := strings.LastIndex(rest, "@"); at >= 0 {
		rest = rest[at+1:]
	}
	_, err := Open(t.Context(), fmt.Sprintf("%s://nobody:wrong@%s", scheme, rest), storetest.Projector(), Options{Patience: 5 * time.Second})
	wants(t, err, fault.Unavailable, "open")
	if !strings.Contains(err.Error(), "the server refuses the name or the password") {
		t.Errorf("said: %v", err)
	}
}
