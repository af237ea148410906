package reading

import (
	"context"
	"errors"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"herald/internal/fault"
	"herald/media"
)

// shorter leaves this process one second of the processor.
func shorter() error {
	return syscall.Setrlimit(syscall.RLIMIT_CPU, &syscall.Rlimit{Cur: 1, Max: 60})
}

// TestAChildCostsItsFileOnly lets children do what hostile files would make them do:
// each ends, the reader says that the file cannot be read, and this process neither
// grows nor waits.
func TestAChildCostsItsFileOnly(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, role := range []string{"floods", "swells", "spins", "writes", "panics", "babbles"} {
		r := reader(t, role)
		_, err := r.Read(t.Context(), media.CSV, blobOf([]byte("a;b\n")))
		if !errors.Is(err, Fatal) {
			t.Errorf("a child that %s: %v, want %v", role, err, Fatal)
		}
	}
	runtime.ReadMemStats(&after)
	if grown := after.Sys - min(before.Sys, after.Sys); grown > 256<<20 {
		t.Errorf("this process grew by %d MiB", grown>>20)
	}
}

// TestWhatAChildSaysIsBounded cuts and tidies also what a child says that was taken
// over by its file.
func TestWhatAChildSaysIsBounded(t *testing.T) {
	text, err := understood([]byte(`{"text":"` + strings.Repeat(`long \u0000\u202e `, 1<<18) + `","pages":1073741824}`))
	if err != nil || int64(len(text.Body)) > DefaultLimits().Text || !text.Cut || text.Pages > DefaultLimits().Pages {
		t.Errorf("%d bytes, %d pages, cut %v, %v", len(text.Body), text.Pages, text.Cut, err)
	}
	if strings.ContainsAny(text.Body, "\x00\u202e") {
		t.Error("it holds what nobody sees")
	}
	for said, want := range map[string]Why{`{"why":"encrypted"}`: Encrypted, `{"why":"what the file says"}`: Fatal, `[]`: Fatal, ``: Fatal} {
		if _, err := understood([]byte(said)); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", said, err, want)
		}
	}
}

// TestAChildHasNoEnvironment plants a secret in this process.
func TestAChildHasNoEnvironment(t *testing.T) {
	t.Setenv("HERALD_MAIL_PASSWORD", "secretword")
	text, err := reader(t, "environment").Read(t.Context(), media.CSV, blobOf([]byte("a;b\n")))
	if err != nil || text.Body != asChild+"=environment" {
		t.Errorf("it sees %q, %v", text.Body, err)
	}
}

// TestWhatSaysNothingAboutTheFile is tried again: a kill from outside, a program that
// is not there, a context that ends, a child that in all its time was given nothing of
// the processor.
func TestWhatSaysNothingAboutTheFile(t *testing.T) {
	r := reader(t, "hangs")
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	if _, err := r.Read(ctx, media.CSV, blobOf([]byte("a"))); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	r.Patience = 300 * time.Millisecond
	if _, err := r.Read(t.Context(), media.CSV, blobOf([]byte("a"))); !fault.Is(err, fault.Unavailable) {
		t.Errorf("kept waiting: %v", err)
	}
	r.Program = []string{"/nowhere/herald"}
	if _, err := r.Read(t.Context(), media.CSV, blobOf([]byte("a"))); !fault.Is(err, fault.Unavailable) {
		t.Errorf("no program: %v", err)
	}
	r.Program, r.Env = []string{"/bin/sh", "-c", "kill -9 $$"}, nil
	if _, err := r.Read(t.Context(), media.CSV, blobOf([]byte("a"))); !fault.Is(err, fault.Unavailable) {
		t.Errorf("killed: %v", err)
	}
}

// TestNothingIsLeftBehind wants no file in the folder after children of all kinds, and
// the group of a child to end with it.
func TestNothingIsLeftBehind(t *testing.T) {
	r := reader(t, "")
	r.Folder = t.TempDir()
	r.Program, r.Env, r.Patience = []string{"/bin/sh", "-c", "sleep 3600 & echo $! >&2; echo $! > pid; wait"}, nil, 500*time.Millisecond
	if _, err := r.Read(t.Context(), media.CSV, blobOf([]byte("a"))); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("%v", err)
	}
	raw, err := os.ReadFile(r.Folder + "/pid")
	if err != nil {
		t.Fatal(err)
	}
	pid := strings.TrimSpace(string(raw))
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		state, err := os.ReadFile("/proc/" + pid + "/stat")
		if err != nil || strings.Contains(string(state), ") Z ") {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("what the child started runs on: %s", state)
		}
	}
	entries, err := os.ReadDir(r.Folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("left: %v, %v", entries, err)
	}
}

// TestSweep removes what is of another version or was left half done, alone.
func TestSweep(t *testing.T) {
	r := &Reader{Folder: t.TempDir()}
	for _, name := range []string{"engine-0", r.engine(), "ab"} {
		if err := os.MkdirAll(r.Folder+"/"+name+"/x", 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(r.Folder+"/.reading-1", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := r.Sweep(); err != nil {
		t.Fatal(err)
	}
	entries, _ := os.ReadDir(r.Folder)
	if len(entries) != 2 || entries[0].Name() != "ab" || entries[1].Name() != r.engine() {
		t.Errorf("left: %v", entries)
	}
}
