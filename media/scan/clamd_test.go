package scan

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/internal/fault"
)

// eicar is the string that every scanner finds, in two halves so that none
// finds this file.
func eicar() string {
	return `X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-` + `STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`
}

// realClamd starts clamd with a database of one signature and gives its address.
func realClamd(t *testing.T) string {
	t.Helper()
	daemon, err := exec.LookPath("clamd")
	if err != nil {
		t.Skip("clamd is not installed: the protocol is tried against an imitation only")
	}
	dir, err := os.MkdirTemp("", "clamd")
	must(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	must(t, os.Mkdir(filepath.Join(dir, "db"), 0o700))
	signature := fmt.Sprintf("%x:%d:Herald.Test.Eicar\n", md5.Sum([]byte(eicar())), len(eicar()))
	must(t, os.WriteFile(filepath.Join(dir, "db", "test.hdb"), []byte(signature), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "clamd.conf"), []byte(strings.ReplaceAll(`LocalSocket DIR/socket
DatabaseDirectory DIR/db
TemporaryDirectory DIR
Foreground yes
StreamMaxLength 1M
MaxFileSize 500K
AlertExceedsMax yes
`, "DIR", dir)), 0o600))
	cmd := exec.Command(daemon, "--config-file="+filepath.Join(dir, "clamd.conf"))
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	must(t, cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
	address := "unix:" + filepath.Join(dir, "socket")
	for range 600 {
		if scanner(t, address, patience).Scan(t.Context(), strings.NewReader("ready?")) == nil {
			return address
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("clamd ended: %v\n%s", err, &said)
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Fatal("clamd does not answer")
	return ""
}

func TestARealDaemonJudges(t *testing.T) {
	s := scanner(t, realClamd(t), patience)
	must(t, s.Scan(t.Context(), strings.NewReader("minutes of the council")))
	must(t, s.Scan(t.Context(), strings.NewReader("")))
	must(t, s.Scan(t.Context(), bytes.NewReader(make([]byte, 300_000))))
	err := s.Scan(t.Context(), strings.NewReader(eicar()))
	wants(t, err, fault.Invalid, "media.refused.malware", "name", "Herald.Test.Eicar.UNOFFICIAL")
	// Longer than what is scanned, and longer than what is even taken in.
	for _, size := range []int{700_000, 1<<20 + 1, 8 << 20} {
		err := s.Scan(t.Context(), bytes.NewReader(make([]byte, size)))
		wants(t, err, fault.Invalid, "media.refused.scan_too_large")
	}
	must(t, s.Scan(t.Context(), strings.NewReader("still there")))
}
