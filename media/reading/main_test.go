package reading

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/media"
)

// asChild makes the test binary the process that reads one file, or one that behaves
// as no good child does.
const asChild = "READING_TEST_AS"

func TestMain(m *testing.M) {
	switch os.Getenv(asChild) {
	case "":
		os.Exit(run(m))
	case "child":
		if err := Child(media.Kind(os.Args[1]), os.Args[2], os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "hangs":
		time.Sleep(time.Hour)
	case "floods":
		for line := []byte(strings.Repeat("x", 1<<16)); ; {
			if _, err := os.Stdout.Write(line); err != nil {
				os.Exit(0)
			}
		}
	case "swells":
		swell()
	case "spins":
		spin()
	case "writes":
		scribble()
	case "panics":
		panic("for a test")
	case "babbles":
		fmt.Print("no JSON")
	case "environment":
		_ = json.NewEncoder(os.Stdout).Encode(answer{Text: strings.Join(os.Environ(), "\n")})
	}
}

// folder is what all tests keep of PDFium: it is translated once.
var folder string

func run(m *testing.M) int {
	var err error
	if folder, err = os.MkdirTemp("", "herald-reading-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	return m.Run()
}

// limited sets the limits as Child does, or ends with what Child ends with.
func limited() {
	if err := confine(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// swell wants more memory than there is.
func swell() {
	limited()
	for all := []byte{1}; ; {
		all = bytes.Repeat(all, 2)
		if len(all) == 0 {
			return
		}
	}
}

// spin wants more of the processor than there is; the limit is made short.
func spin() {
	limited()
	if err := shorter(); err != nil {
		os.Exit(1)
	}
	for sum := content.Hash("a"); ; {
		sum = content.Sum([]byte(sum))
		if sum == "" {
			return
		}
	}
}

// scribble writes a file that is longer than one may be.
func scribble() {
	limited()
	f, err := os.CreateTemp(os.Args[2][:strings.LastIndexByte(os.Args[2], '/')], ".scribble-")
	if err != nil {
		os.Exit(1)
	}
	defer os.Remove(f.Name())
	for block := make([]byte, 1<<20); ; {
		if _, err := f.Write(block); err != nil {
			panic(err)
		}
	}
}

// reader gives a Reader whose child is this test, in one of its roles.
func reader(t testing.TB, role string) *Reader {
	t.Helper()
	r, err := Own(folder)
	if err != nil {
		t.Fatal(err)
	}
	r.Env = []string{asChild + "=" + role}
	return r
}

// blob is a file in memory.
type blob struct{ *bytes.Reader }

// Close implements io.Closer.
func (blob) Close() error { return nil }

func blobOf(raw []byte) media.Blob { return blob{bytes.NewReader(raw)} }

func blobAt(t testing.TB, name string) media.Blob {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return blobOf(raw)
}
