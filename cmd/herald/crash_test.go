package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

// The environment of the process that is killed.
const (
	writersData = "TEST_WRITERS_DATA"
	writersAcks = "TEST_WRITERS_ACKS"
	writersSeed = "TEST_WRITERS_SEED"
)

// crashSeed repeats a failed run; 0 chooses one.
var crashSeed = os.Getenv("TEST_CRASH_SEED")

// TestKilledAtAnyInstant kills a real server 20 times while four clients write.
// After each restart every acknowledged Change is there, none is half there, and
// the projections equal the log.
func TestKilledAtAnyInstant(t *testing.T) {
	t.Parallel()
	seed, err := strconv.ParseUint(crashSeed, 10, 64)
	if err != nil {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("TEST_CRASH_SEED=%d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	rounds := 20
	if testing.Short() {
		rounds = 3
	}
	data, acks := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "acks")
	for round := range rounds {
		cmd := herald(t)
		cmd.Env = append(cleanEnv(), asHerald+"=writers", writersData+"="+data, writersAcks+"="+acks, fmt.Sprintf("%s=%d", writersSeed, seed+uint64(round)))
		said := &logged{}
		cmd.Stdout, cmd.Stderr = said, said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Some instants fall into the start, most into the writing, however long a
		// busy machine takes to come there.
		if round%4 != 0 {
			awaitAck(t, acks, said)
		}
		time.Sleep(time.Duration(random.IntN(800)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
			t.Fatalf("round %d: the process ended by itself:\n%s", round, said)
		}
		examine(t, round, data, acks)
	}
	s := serve(t, data)
	s.stop(t)
	n := len(acknowledged(t, acks))
	t.Logf("%d changes were acknowledged", n)
	if n == 0 {
		t.Error("no client was ever told anything: this test looked at nothing")
	}
}

// examine compares a store after a crash with what its clients were told.
func examine(t *testing.T, round int, data, acks string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(data, storeFile)); err != nil {
		return // it was killed before it had made anything
	}
	r := call(t, "verify", "--json", "--data", data)
	var v verdict
	if err := json.Unmarshal([]byte(r.out), &v); err != nil || !v.OK || r.code != 0 {
		t.Fatalf("round %d: verify: exit %d %v\n%s%s", round, r.code, err, r.out, r.err)
	}
	h := inside(t, data)
	defer h.Close()
	for _, a := range acknowledged(t, acks) {
		got, err := h.store.Changes(context.Background(), a.position-1, 1)
		if err != nil || len(got) != 1 {
			t.Fatalf("round %d: acknowledged change %d is lost: %v", round, a.position, err)
		}
		if _, hash := got[0].Entry(); got[0].ID != a.id || hash != a.hash {
			t.Fatalf("round %d: change %d is %s %s and was acknowledged as %s %s", round, a.position, got[0].ID, hash, a.id, a.hash)
		}
	}
}

// awaitAck waits until one more client has been told something.
func awaitAck(t *testing.T, acks string, said *logged) {
	t.Helper()
	before := len(acknowledged(t, acks))
	for range 6000 {
		if len(acknowledged(t, acks)) > before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("nobody was told anything in a minute:\n%s", said)
}

// ack is one line of what clients were told.
type ack struct {
	position content.Position
	id       content.ID
	hash     content.Hash
}

func acknowledged(t *testing.T, file string) (all []ack) {
	t.Helper()
	f, err := os.Open(file)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var a ack
		// The last line of a round may be torn: that ack was on its way.
		if n, err := fmt.Sscan(lines.Text(), &a.position, &a.id, &a.hash); n == 3 && err == nil && len(a.hash) == 64 {
			all = append(all, a)
		}
	}
	return all
}

// writers is the process that is killed: the real server with four clients who
// write without a pause.
func writers() {
	ctx := context.Background()
	seed, _ := strconv.ParseUint(os.Getenv(writersSeed), 10, 64)
	p := &program{out: os.Stdout, err: os.Stderr, env: os.Environ(), cli: cli{Data: os.Getenv(writersData)}}
	s, err := (&serveCommand{Addr: "127.0.0.1:0", OpsAddr: "127.0.0.1:0"}).open(ctx, p)
	if err != nil {
		panic(err)
	}
	acks, err := os.OpenFile(os.Getenv(writersAcks), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	// A line that a kill tore must not swallow the next one.
	fmt.Fprintln(acks)
	told := s.house.desk.Committed
	s.house.desk.Committed = func(c content.Change) {
		told(c)
		_, hash := c.Entry()
		if _, err := fmt.Fprintln(acks, c.Position, c.ID, hash); err != nil {
			panic(err)
		}
		if err := acks.Sync(); err != nil {
			panic(err)
		}
	}
	for n := range 4 {
		go (&client{house: s.house, desk: s.house.desk, random: rand.New(rand.NewPCG(seed, uint64(n)))}).write(ctx)
	}
	if err := s.Run(ctx); err != nil {
		panic(err)
	}
}

// client writes, saves, imports and takes in files.
type client struct {
	house  *house
	desk   *editorial.Desk
	random *rand.Rand
	drafts []editorial.Result
}

var press = content.Actor{ID: "press", Grants: []content.Grant{{Role: content.RolePressOfficer}}}

func (c *client) write(ctx context.Context) {
	for {
		if err := c.step(ctx); err != nil {
			panic(err)
		}
	}
}

func (c *client) step(ctx context.Context) error {
	switch n := c.random.IntN(10); {
	case n < 3 || len(c.drafts) == 0:
		made, err := c.desk.Create(ctx, press, editorial.Create{Site: "public", Type: "page", Locale: "en", Words: c.words()})
		c.drafts = append(c.drafts, made)
		return err
	case n < 5:
		// A long table, and now and then one that is there already.
		rows := strings.Repeat(strconv.Itoa(c.random.IntN(50))+";a;b\n", 2+c.random.IntN(40_000))
		_, err := c.house.takeIn(ctx, content.Actor{ID: content.System("test")}, "", "table.csv", strings.NewReader(rows))
		return err
	case n < 7:
		d := &c.drafts[c.random.IntN(len(c.drafts))]
		saved, err := c.desk.Save(ctx, press, editorial.Save{Document: d.Document, Locale: "en", Base: d.Version, Words: c.words()})
		*d = saved
		return err
	default:
		var all []editorial.Import
		for range 1 + c.random.IntN(5) {
			id := content.NewID()
			all = append(all, editorial.Import{ID: id, Site: "public", Type: "news", Source: "en", Facts: content.Facts{Name: string(id)},
				Translations: []editorial.ImportedText{{Locale: "en", Words: c.words()}, {Locale: "sr", Words: c.words()}}})
		}
		outcomes, err := c.desk.Import(ctx, content.System("test"), all, n < 9)
		for _, o := range outcomes {
			if err == nil {
				err = o.Err
			}
		}
		return err
	}
}

func (c *client) words() content.Words {
	id := string(content.NewID())
	return content.Words{Title: "Text " + id, Summary: "A summary.", Path: "texts/" + id, Body: strings.Repeat("A sentence about "+id+".\n\n", 1+c.random.IntN(80))}
}
