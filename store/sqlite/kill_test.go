package sqlite

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/store/storetest"
)

const killPath = "HERALD_TEST_KILL_PATH"

// TestKillChild is the process that TestKill kills: it commits for ever and
// says the id of every Change that was acknowledged.
func TestKillChild(t *testing.T) {
	path := os.Getenv(killPath)
	if path == "" {
		t.Skip("is run by TestKill only")
	}
	s, err := Open(t.Context(), path, storetest.Projector(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; ; n++ {
		b := storetest.Published(content.NewID(), "news", "Nutraukta", storetest.Epoch)
		b.Draft("en", b.Title("Interrupted"), content.Facts{Topics: []content.ID{"topic"}})
		c, texts := storetest.Change(content.NewID(), b.Publish("en", storetest.Epoch))
		if n%20 == 19 {
			for i := range texts {
				texts[i].Redacted = true
			}
		}
		for {
			at, err := s.Head(t.Context())
			if err == nil {
				_, err = s.Commit(t.Context(), at, c, texts)
			}
			if err == nil {
				break
			}
			if !fault.Is(err, fault.Conflict) {
				t.Fatal(err)
			}
		}
		fmt.Println("committed", c.ID)
	}
}

// TestKill kills writers at random instants, the very first opening among them:
// whatever was acknowledged is there afterwards, and the store is whole.
func TestKill(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 4
	}
	path := filepath.Join(t.TempDir(), "herald.db")
	acknowledged := map[content.ID]bool{}
	for round := range rounds {
		// Every other round ends by the clock, often before the file is open; the
		// others while commits are under way.
		life, commits := time.Duration(rand.IntN(120))*time.Millisecond, 0
		if round%2 == 1 {
			commits = 1 + rand.IntN(25)
		}
		for id := range killed(t, path, life, commits) {
			acknowledged[id] = true
		}
		s, err := Open(t.Context(), path, storetest.Projector(), Options{})
		if err != nil {
			t.Fatalf("round %d, killed after %s: %v", round, life, err)
		}
		kept := map[content.ID]bool{}
		changes, err := s.Changes(t.Context(), 0, 1_000_000)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			kept[c.ID] = true
		}
		for id := range acknowledged {
			if !kept[id] {
				t.Errorf("round %d: change %s was acknowledged and is gone", round, id)
			}
		}
		for _, f := range verify(t, s, false) {
			t.Errorf("round %d, killed after %s: %+v", round, life, f)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d changes acknowledged over %d kills", len(acknowledged), rounds)
	if len(acknowledged) == 0 {
		t.Error("no writer lived long enough to commit anything")
	}
}

// killed runs two writers on one file, kills both a while after they have said
// that so many Changes are committed, and gives all that they have said.
func killed(t *testing.T, path string, life time.Duration, commits int) map[content.ID]bool {
	t.Helper()
	told := make(chan content.ID)
	ended := make(chan struct{})
	var children []*exec.Cmd
	for range 2 {
		child := exec.Command(os.Args[0], "-test.run=^TestKillChild$", "-test.timeout=1m")
		child.Env = append(os.Environ(), killPath+"="+path)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		children = append(children, child)
		go func() {
			defer func() { ended <- struct{}{} }()
			for lines := bufio.NewScanner(out); lines.Scan(); {
				var id content.ID
				if n, _ := fmt.Sscanf(lines.Text(), "committed %s", &id); n == 1 && id.Valid() {
					told <- id
				}
			}
		}()
	}
	kill := func() {
		for _, c := range children {
			_ = c.Process.Kill()
		}
	}
	if commits == 0 {
		time.AfterFunc(life, kill)
	}
	all := map[content.ID]bool{}
	for running := len(children); running > 0; {
		select {
		case id := <-told:
			if all[id] = true; len(all) == commits {
				time.AfterFunc(life/8, kill)
			}
		case <-ended:
			running--
		}
	}
	for _, c := range children {
		_ = c.Wait()
	}
	return all
}
