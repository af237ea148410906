package mongo

import (
	"bytes"
	"context"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/faultnet"
	"herald/internal/mongotest"
	"herald/store/storetest"
)

// stream is the answer that opens a change stream, happened what comes over one, empty
// where nothing did.
func stream() bson.D {
	return fields(field("ok", 1), field("cursor", fields(field("id", int64(7)), field("ns", "herald."+metaColl), field("firstBatch", bson.A{}))))
}

func happened(positions ...int64) bson.D {
	batch := bson.A{}
	for _, p := range positions {
		batch = append(batch, fields(field("_id", fields(field("_data", "82"))), field("documentKey", fields(field("_id", p)))))
	}
	return fields(field("ok", 1), field("cursor", fields(field("id", int64(7)), field("ns", "herald."+metaColl), field("nextBatch", batch))))
}

// watches runs a Watch until it has told of the log so often, and gives what it logged.
func (m *mock) watches(times int) string {
	m.Helper()
	var lines bytes.Buffer
	m.o.Logger = slog.New(slog.NewTextHandler(&lines, nil))
	ctx, stop := context.WithTimeout(m.Context(), time.Minute)
	defer stop()
	told := 0
	m.Watch(ctx, func() {
		if told++; told == times {
			stop()
		}
	})
	if told != times {
		m.Errorf("told %d times, want %d", told, times)
	}
	return lines.String()
}

func TestAChangeStreamTellsOfCommits(t *testing.T) {
	m := mocked(t, stream(), happened(), happened(8, 9, 10), happened(11), done(0))
	if said := m.watches(3); said != "" {
		t.Errorf("said: %s", said)
	}
	opened := m.commands("aggregate", metaColl)
	if len(opened) != 1 {
		t.Fatalf("opened %d times", len(opened))
	}
	m.expects(opened[0], `{}`, "pipeline", "0", "$changeStream")
	m.expects(opened[0], `"projected"`, "pipeline", "1", "$match", "documentKey._id")
	// What it says stays where it is.
	m.expects(opened[0], `{"documentKey": {"$numberInt":"1"}}`, "pipeline", "2", "$project")
	m.expects(opened[0], `"majority"`, "readConcern", "level")
	for _, q := range m.commands("collection", metaColl) {
		m.expects(q, `{"$numberLong":"5000"}`, "maxTimeMS")
	}
	if n := len(m.commands("collection", metaColl)); n != 3 {
		t.Errorf("%d questions for more, want 3", n)
	}
}

// TestAStreamThatBrokeIsOpenedAnew looks that it begins where the log is now: the server
// may have forgotten where the old one was.
func TestAStreamThatBrokeIsOpenedAnew(t *testing.T) {
	const forgotten = 286
	m := mocked(t, stream(), happened(8), refusedWith(forgotten), done(0), refusedWith(11600), stream(), happened(9), done(0))
	said := m.watches(4)
	opened := m.commands("aggregate", metaColl)
	if len(opened) < 2 {
		t.Fatalf("opened %d times", len(opened))
	}
	m.expects(opened[len(opened)-1], `{}`, "pipeline", "0", "$changeStream")
	if strings.Count(said, "does not tell of commits") != 1 || !strings.Contains(said, "level=WARN") ||
		strings.Count(said, "tells of commits by itself again") != 1 {
		t.Errorf("said: %s", said)
	}
}

// markerAt is the answer to where the projections are.
func markerAt(at int64) bson.D {
	return found(metaColl, fields(field("_id", metaProjected), field("generation", int64(1)), field("at", at), field("print", "p")))
}

// TestServersWithoutChangeStreams looks that nobody asks them again and again for one, and
// that the marker tells instead, once for each time that it has moved.
func TestServersWithoutChangeStreams(t *testing.T) {
	for _, code := range streamless {
		t.Run(strconv.Itoa(code), func(t *testing.T) {
			t.Parallel()
			m := mocked(t, refusedWith(int32(code)), markerAt(7), markerAt(7), markerAt(8))
			if said := m.watches(2); strings.Count(said, "\n") != 1 || !strings.Contains(said, "level=INFO") {
				t.Errorf("said: %s", said)
			}
			if n := len(m.commands("aggregate", metaColl)); n != 1 {
				t.Errorf("asked %d times for a stream", n)
			}
			if n := len(m.commands("find", metaColl)); n != 3 {
				t.Errorf("asked %d times for the marker", n)
			}
		})
	}
}

// bell counts how often it was rung.
type bell struct {
	mu    sync.Mutex
	times int
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.times++
}

func (b *bell) rung() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.times
}

// watched has w's own Store watch until the test ends.
func (w *weathered) watched() *bell {
	ctx, stop := context.WithCancel(w.Context())
	b, over := &bell{}, make(chan struct{})
	go func() {
		defer close(over)
		w.Watch(ctx, b.ring)
	}()
	w.Cleanup(func() {
		stop()
		<-over
	})
	return b
}

// eventually polls for something that has to come.
func (w *weathered) eventually(what string, holds func() bool) {
	w.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			w.Fatalf("%s: not within a minute", what)
		}
	}
}

// commitsPast writes one page past the network.
func (w *weathered) commitsPast(at content.Position) {
	w.Helper()
	c, texts := page()
	_, err := w.past.Commit(w.Context(), at, c, texts)
	must(w.T, err)
}

// TestCommitsOfOthersAreTold watches over a network that fails, by a change stream where
// the server has them.
func TestCommitsOfOthersAreTold(t *testing.T) {
	w := inWeather(t)
	b := w.watched()
	w.eventually("the end of the log is told of", func() bool { return b.rung() > 0 })
	for at, weather := range []faultnet.Weather{{}, {CutAnswers: true}, {LoseAnswers: true}, {HalfOpen: true}, {Refuse: true}} {
		w.network.Set(weather)
		if weather.Refuse {
			w.network.Reset()
		}
		before := b.rung()
		w.commitsPast(content.Position(at))
		w.network.Set(faultnet.Weather{})
		w.eventually("a commit is told of", func() bool { return b.rung() > before })
	}
}

// TestFerretHasNoStream learns the answer after which Watch asks for the marker.
func TestFerretHasNoStream(t *testing.T) {
	if !mongotest.Ferret() {
		t.Skip("it is about FerretDB")
	}
	s := open(t, mongotest.Database(t), storetest.Projector())
	_, err := (&watch{s: s}).open(t.Context())
	if !hasCode(err, streamless...) {
		t.Errorf("said: %v", err)
	}
}
