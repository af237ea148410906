package files

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/internal/fault"
)

const childDir = "HERALD_TEST_FILES_DIR"

// child is this test binary running one test in dir, as a process of its own.
func child(test, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.v", "-test.timeout=1m")
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	return cmd
}

// TestKillChild is the process that TestKill kills: it puts blobs for ever, by
// moving and by copying in turn, and says the hash of each that was acknowledged.
func TestKillChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("is run by TestKill only")
	}
	s, err := Open(dir)
	must(t, err)
	for n := 0; ; n++ {
		body := bytes.Repeat([]byte(content.NewID()), 1+rand.IntN(20_000))
		f := file(t, filepath.Dir(dir), body)
		if n%2 == 1 {
			must(t, os.Link(f.Name(), f.Name()+".second"))
		}
		h := content.Sum(body)
		must(t, s.Put(t.Context(), h, f))
		fmt.Println("put", h)
		must(t, f.Close())
	}
}

// TestKill kills writers at random instants: what was acknowledged is there, and
// nothing lies under its name in part.
func TestKill(t *testing.T) {
	rounds := 10
	if testing.Short() {
		rounds = 3
	}
	dir := filepath.Join(t.TempDir(), "blobs")
	acknowledged := map[content.Hash]bool{}
	for range rounds {
		for _, h := range killed(t, dir, 1+rand.IntN(20)) {
			acknowledged[h] = true
		}
		s, err := Open(dir)
		must(t, err)
		there := map[content.Hash]bool{}
		for _, l := range lying(t, s) {
			if l.Hash == "" {
				t.Errorf("foreign: %+v", l)
			} else if err := s.Check(t.Context(), l.Hash); err != nil {
				t.Errorf("not whole: %v", err)
			}
			there[l.Hash] = true
		}
		for h := range acknowledged {
			if !there[h] {
				t.Errorf("%s was acknowledged and is gone", h)
			}
		}
	}
	t.Logf("%d blobs acknowledged over %d kills", len(acknowledged), rounds)
}

// killed runs a writer, kills it shortly after it has said that so many blobs
// are put, and gives all that it has said.
func killed(t *testing.T, dir string, puts int) []content.Hash {
	t.Helper()
	cmd := child("TestKillChild", dir)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	var said []content.Hash
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if h, ok := strings.CutPrefix(lines.Text(), "put "); ok && valid(content.Hash(h)) {
			said = append(said, content.Hash(h))
		}
		if len(said) == puts {
			time.AfterFunc(time.Duration(rand.IntN(3000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait()
	if len(said) < puts {
		t.Fatalf("the writer ended by itself after %d blobs", len(said))
	}
	return said
}

// TestFullDiskChild runs on a disk of 2 MB that TestFullDisk mounts.
func TestFullDiskChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("is run by TestFullDisk only")
	}
	s, err := Open(dir)
	must(t, err)
	h, _ := kept(t, s, 100_000)
	large := bytes.Repeat([]byte("film"), 1<<20)
	err = put(t, s, t.TempDir(), large)
	wants(t, err, fault.Unavailable, "put")
	if known := new(fault.Fault); !errors.As(err, &known) || known.Key != "media.refused.no_room" {
		t.Errorf("put: %v", err)
	}
	if left, err := os.ReadDir(s.at(incoming)); err != nil || len(left) > 0 {
		t.Errorf("left in incoming: %v, %v", left, err)
	}
	_, err = s.Open(t.Context(), content.Sum(large))
	wants(t, err, fault.NotFound, "open")
	must(t, s.Check(t.Context(), h))
	// There is room for a small one, and again once another is removed.
	kept(t, s, 100_000)
	first, _ := kept(t, s, 1<<20)
	err = put(t, s, t.TempDir(), bytes.Repeat([]byte("1"), 1<<20))
	wants(t, err, fault.Unavailable, "put")
	must(t, s.Remove(t.Context(), first))
	must(t, put(t, s, t.TempDir(), bytes.Repeat([]byte("1"), 1<<20)))
	// Where not even a folder can be made, nothing is there either.
	filler, err := os.Create(filepath.Join(dir, "filler"))
	must(t, err)
	for err = nil; err == nil; _, err = filler.Write(make([]byte, 4096)) {
	}
	wants(t, put(t, s, t.TempDir(), []byte("one more")), fault.Unavailable, "put")
	if all := lying(t, s); len(all) != 3 {
		t.Errorf("lying: %+v", all)
	}
}

func TestFullDisk(t *testing.T) {
	unshare, err := exec.LookPath("unshare")
	if err != nil {
		t.Skip("unshare is not installed: no disk can be made that is full")
	}
	if err := exec.Command(unshare, "-rm", "mount", "-t", "tmpfs", "none", t.TempDir()).Run(); err != nil {
		t.Skip("mounting is not allowed here: no disk can be made that is full")
	}
	dir := t.TempDir()
	cmd := child("TestFullDiskChild", dir)
	cmd.Args = append([]string{unshare, "-rm", "sh", "-c", `mount -t tmpfs -o size=2m none "$` + childDir + `" && exec "$@"`, "sh"}, cmd.Args...)
	cmd.Path = unshare
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestFullDiskChild")) {
		t.Fatalf("%v\n%s", err, out)
	}
}
