// Package e2e walks through a running Herald as its readers do: the real binary
// with the demonstration, in Chromium, with keyboard, on a phone, on paper,
// without scripts. It must know nothing of the packages it tests: it sees what a
// browser sees. The journeys are Node programs in journeys/.
package e2e

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// required is the value of HERALD_E2E that makes a missing tool a failure.
const required = "required"

// chromiums are the names under which Chromium is installed. The first is its engine
// without windows, which does the same with less.
var chromiums = []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"}

func TestJourneys(t *testing.T) {
	watchSources(t)
	node, chromium := tools(t)
	journeys, err := filepath.Glob("journeys/*.mjs")
	if err != nil || len(journeys) == 0 {
		t.Fatalf("no journeys: %v", err)
	}
	binary, town := build(t), t.TempDir()
	ctx, cancel := deadline(t)
	t.Cleanup(cancel)
	// A town is filled and its pictures are painted once, unless it is in a database.
	if !inDatabase() {
		t.Run("town", func(t *testing.T) { startIn(t, binary, town).awaitPictures(t) })
	}
	// Those that only read have a town of their own: nobody writes in it meanwhile.
	for name, ways := range map[string][][]string{"reading": reading, "writing": {writing(journeys)}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := t.TempDir()
			if err := os.CopyFS(data, os.DirFS(town)); err != nil {
				t.Fatal(err)
			}
			h := startIn(t, binary, data)
			h.awaitPictures(t)
			for n, way := range ways {
				t.Run(fmt.Sprint("way ", n+1), func(t *testing.T) {
					t.Parallel()
					for _, journey := range way {
						t.Run(journey, func(t *testing.T) { walk(ctx, t, node, chromium, h, journey) })
					}
				})
			}
		})
	}
}

// reading are the journeys that change nothing, in two ways that are gone at once: the
// first costs about as much as all others.
var reading = [][]string{{"axe"}, {"keyboard", "markup", "narrow", "paper", "plain", "quiet", "reading", "searching", "states"}}

// writing gives the journeys of some files that change something.
func writing(files []string) []string {
	var all []string
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".mjs")
		if !slices.ContainsFunc(reading, func(way []string) bool { return slices.Contains(way, name) }) {
			all = append(all, name)
		}
	}
	return all
}

// walk is one journey through h.
func walk(ctx context.Context, t *testing.T, node, chromium string, h *herald, journey string) {
	began := time.Now()
	out, err := run(ctx, node, chromium, h, "--test-reporter=spec", "--test-force-exit", filepath.Join("journeys", journey+".mjs"))
	if err != nil {
		// What failed is told once; the reporter repeats it at the end.
		told, _, _ := strings.Cut(out, "✖ failing tests:")
		t.Errorf("%s: %v\n%s", journey, err, told)
	} else if testing.Verbose() {
		t.Log(out)
	}
	t.Logf("%s took %.0f s", journey, time.Since(began).Seconds())
}

// TestScreenshots takes pictures of every kind of page of the demonstration, for
// people to look at, into the folder that HERALD_SCREENSHOTS names.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("HERALD_SCREENSHOTS")
	if folder == "" {
		t.Skip("HERALD_SCREENSHOTS names no folder")
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join("..", folder) // as seen from the root of the project
	}
	node, chromium := tools(t)
	h := start(t, build(t))
	h.awaitPictures(t)
	ctx, cancel := deadline(t)
	defer cancel()
	out, err := run(ctx, node, chromium, h, "screenshots.mjs", folder)
	if err != nil {
		t.Fatalf("screenshots.mjs: %v\n%s", err, out)
	}
	t.Log(out)
}

// run is one call of Node against h. When ctx ends, the browser ends too.
func run(ctx context.Context, node, chromium string, h *herald, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, node, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = append(os.Environ(), "BASE_URL="+h.public, "CHROMIUM="+chromium, "NO_COLOR=1")
	if inDatabase() {
		cmd.Env = append(cmd.Env, "HERALD_E2E_PATIENCE=300000") // milliseconds for each step
	}
	if testing.Short() {
		cmd.Env = append(cmd.Env, "HERALD_E2E_SHORT=1")
	}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// tools finds what the journeys need beside what nodeWith finds.
func tools(t *testing.T) (node, chromium string) {
	t.Helper()
	node = nodeWith(t, "axe-core", "html-validate", "playwright-core")
	if chromium = browser(); chromium == "" {
		missing(t, "Chromium is not installed (looked for %s, and at CHROMIUM)", strings.Join(chromiums, ", "))
	}
	return node, chromium
}

// nodeWith finds Node and the packages it is to use.
func nodeWith(t *testing.T, packages ...string) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "Node 20 or newer is not installed")
	}
	for _, name := range packages {
		if _, err := os.Stat(filepath.Join("node_modules", name, "package.json")); err != nil {
			missing(t, "run npm ci in e2e/ first: %s is not there", name)
		}
	}
	return node
}

// missing ends a test for want of a tool: it is skipped with one line that says
// which, unless HERALD_E2E=required.
func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("HERALD_E2E") == required {
		t.Fatalf("journeys: "+format, args...)
	}
	t.Skipf("journeys skipped: "+format, args...)
}

// browser gives the path of Chromium, or "".
func browser() string {
	for _, name := range append([]string{cmp.Or(os.Getenv("CHROMIUM"), chromiums[0])}, chromiums...) {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}
