package upload

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"herald/internal/fault"
)

const childDir = "HERALD_TEST_UPLOAD_DIR"

// child is this test binary running one test in dir, as a process of its own.
func child(test, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.v", "-test.timeout=1m")
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	return cmd
}

const killedSize = 4 << 20

// killedBody is the file that the killed processes send, the same in each.
func killedBody() []byte {
	body := make([]byte, killedSize)
	_, _ = rand.NewChaCha8([32]byte{7}).Read(body)
	return body
}

// TestKillChild is the process that TestKill kills. It goes on with the one
// upload, says how far each acknowledged piece brought it, and waits to be killed
// before the first could have sent all of it.
func TestKillChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("is run by TestKill only")
	}
	s := opened(t, dir, bounds(newHand()))
	body := killedBody()
	all, err := s.List(t.Context(), "ada")
	must(t, err)
	if len(all) == 0 {
		all = append(all, begun(t, s, "ada", len(body)))
	}
	u := all[0]
	for sent := 0; !u.Complete(); sent++ {
		if sent == 40 {
			select {}
		}
		// Small and large pieces, each sometimes from before what is there.
		at := max(0, u.Received-int64(rand.IntN(2000)))
		u, err = s.Append(t.Context(), "ada", u.ID, at, body[at:min(at+1+int64(rand.IntN(80_000)), killedSize)])
		must(t, err)
		fmt.Println("received", u.Received)
	}
}

// TestKill kills senders at random instants: what was acknowledged is there, and
// in the end the file is the one that was sent.
func TestKill(t *testing.T) {
	dir, acknowledged, kills := t.TempDir(), int64(0), 0
	for whole := false; !whole; {
		var said int64
		// The last piece may be there although its sender was killed before it
		// could say so. The next then has nothing to send and ends well.
		if said, whole = killed(t, dir, rand.IntN(20)); !whole {
			kills++
		}
		acknowledged = max(acknowledged, said)
		all, err := opened(t, dir, bounds(newHand())).List(t.Context(), "ada")
		must(t, err)
		if len(all) > 1 || acknowledged > 0 && (len(all) == 0 || all[0].Received < acknowledged) {
			t.Fatalf("%d bytes were acknowledged, and there is %+v", acknowledged, all)
		}
		if kills > 1000 {
			t.Fatalf("the senders come no further than %d bytes", acknowledged)
		}
	}
	s := opened(t, dir, bounds(newHand()))
	all, err := s.List(t.Context(), "ada")
	must(t, err)
	finished(t, s, all[0], killedBody())
	must(t, s.Sweep(t.Context()))
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("left: %v, %v", entries, err)
	}
	t.Logf("%d ended senders", kills)
	if kills == 0 {
		t.Error("no sender was killed")
	}
}

// killed runs a sender and kills it shortly after it has said that so many
// pieces were received. It gives the last it said, and whether it ended itself.
func killed(t *testing.T, dir string, pieces int) (received int64, whole bool) {
	t.Helper()
	cmd := child("TestKillChild", dir)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	said := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if n, _ := fmt.Sscanf(lines.Text(), "received %d", &received); n == 1 {
			said++
		}
		if said == pieces {
			time.AfterFunc(time.Duration(rand.IntN(3000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
	}
	return received, cmd.Wait() == nil
}

// fill takes all room that is left on the disk of dir, but for some bytes.
func fill(t *testing.T, dir string, spare int64) string {
	t.Helper()
	f, err := os.CreateTemp(dir, "filler")
	must(t, err)
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	size, err := f.Seek(0, io.SeekCurrent)
	must(t, err)
	must(t, f.Truncate(size-spare))
	must(t, f.Close())
	return f.Name()
}

// TestFullDiskChild runs on a disk of 3 MB that TestFullDisk mounts.
func TestFullDiskChild(t *testing.T) {
	dir := os.Getenv(childDir)
	if dir == "" {
		t.Skip("is run by TestFullDisk only")
	}
	s := opened(t, filepath.Join(dir, "in"), bounds(newHand()))
	body := noise(1_500_000)
	u, small := begun(t, s, "ada", len(body)), begun(t, s, "bo", 10)
	u, err := s.Append(t.Context(), "ada", u.ID, 0, body[:700_000])
	must(t, err)

	filler := fill(t, dir, 200_000)
	got, err := s.Append(t.Context(), "ada", u.ID, 700_000, body[700_000:])
	wants(t, err, fault.Unavailable, "media.refused.no_room")
	if got.Received != 700_000 {
		t.Errorf("received %d", got.Received)
	}
	if state, err := s.State(t.Context(), "ada", u.ID); err != nil || state != u {
		t.Errorf("after a failed piece: %+v, %v", state, err)
	}
	// A smaller piece fits, and so does another upload.
	finished(t, s, send(t, s, small, []byte("0123456789"), 10), []byte("0123456789"))
	u, err = s.Append(t.Context(), "ada", u.ID, 700_000, body[700_000:800_000])
	must(t, err)

	// Without any room what is there can still be asked for, and nothing begun.
	last := fill(t, dir, 0)
	_, err = s.Begin(t.Context(), "cy", "x", 1)
	wants(t, err, fault.Unavailable, "media.refused.no_room")
	if made, err := filepath.Glob(filepath.Join(s.dir, "*.json*")); err != nil || len(made) != 2 {
		t.Errorf("in the folder: %v, %v", made, err)
	}
	finished(t, s, small, []byte("0123456789"))

	must(t, os.Remove(last))
	must(t, os.Remove(filler))
	begun(t, s, "cy", 1)
	finished(t, s, send(t, s, u, body, Piece), body)
}

func TestFullDisk(t *testing.T) {
	unshare, err := exec.LookPath("unshare")
	if err != nil {
		t.Skip("unshare is not installed: no disk can be made that is full")
	}
	if err := exec.Command(unshare, "-rm", "mount", "-t", "tmpfs", "none", t.TempDir()).Run(); err != nil {
		t.Skip("mounting is not allowed here: no disk can be made that is full")
	}
	cmd := child("TestFullDiskChild", t.TempDir())
	cmd.Args = append([]string{unshare, "-rm", "sh", "-c", `mount -t tmpfs -o size=3m none "$` + childDir + `" && exec "$@"`, "sh"}, cmd.Args...)
	cmd.Path = unshare
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestFullDiskChild")) {
		t.Fatalf("%v\n%s", err, out)
	}
}
