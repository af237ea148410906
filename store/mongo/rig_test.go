package mongo

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// serverURL names a server for the tests: mongodb://HOSTS[/][?OPTIONS]. Where it is
// empty, they start FerretDB.
const serverURL = "HERALD_TEST_MONGO_URL"

// ferret reports whether the server of the tests is FerretDB, which cannot do all that
// MongoDB can.
func ferret() bool { return os.Getenv(serverURL) == "" }

// rig gives the address of a new database, which is dropped when t ends. It skips t,
// and says why, where there is no server and none can be built.
func rig(t testing.TB) string {
	t.Helper()
	server, err := theServer()
	if err != nil {
		if os.Getenv("HERALD_E2E") == "required" && !errors.Is(err, errNotFetched) {
			t.Fatal(err)
		}
		t.Skipf("no server to test against: %v", err)
	}
	name := databaseName(t.Name())
	t.Cleanup(func() { drop(t, server, name) })
	return inDatabase(server, name)
}

// theServer gives the address of the one server of this test binary.
var theServer = sync.OnceValues(func() (string, error) {
	if server := os.Getenv(serverURL); server != "" {
		return server, nil
	}
	return startFerret()
})

// errNotFetched says that the modules of FerretDB are not here and cannot be had: no
// fault of what is tested.
var errNotFetched = errors.New("the modules of FerretDB could not be fetched")

// ferretHome is the folder that TestMain takes away once ferretEnds has ended the server.
var (
	ferretHome string
	ferretEnds func() error
)

// TestMain ends the FerretDB that tests have started. That it is no replica set is said
// once for each store, and known.
func TestMain(m *testing.M) {
	slog.SetLogLoggerLevel(slog.LevelError)
	code := m.Run()
	if ferretEnds != nil {
		if err := errors.Join(ferretEnds(), os.RemoveAll(ferretHome)); err != nil {
			fmt.Fprintln(os.Stderr, "end of FerretDB:", err)
			code = 1
		}
	}
	os.Exit(code)
}

// startFerret builds FerretDB, which takes minutes the first time and is kept in Go's
// build cache, and gives its address.
func startFerret() (string, error) {
	home, err := os.MkdirTemp("", "herald-ferret")
	if err != nil {
		return "", err
	}
	address, err := ferretIn(home)
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(home))
	}
	ferretHome = home
	return address, nil
}

func ferretIn(home string) (string, error) {
	if out, err := inFerret("mod", "download"); err != nil {
		return "", fmt.Errorf("%w: %w\n%s", errNotFetched, err, out)
	}
	binary, data := filepath.Join(home, "ferret"), filepath.Join(home, "data")
	if out, err := inFerret("build", "-mod=readonly", "-o", binary, "."); err != nil {
		return "", fmt.Errorf("FerretDB was not built: %w\n%s", err, out)
	}
	if err := os.Mkdir(data, 0o700); err != nil {
		return "", err
	}
	cmd := exec.Command(binary, data)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return "", err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() {
		return "", fmt.Errorf("FerretDB did not start: %w", errors.Join(lines.Err(), cmd.Wait()))
	}
	ferretEnds = func() error { return errors.Join(stdin.Close(), cmd.Wait()) }
	return lines.Text(), nil
}

// inFerret runs the go command in the module that builds FerretDB.
func inFerret(args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = "ferret"
	return cmd.CombinedOutput()
}

var unfit = regexp.MustCompile(`[^A-Za-z0-9]+`)

// databaseName is a name that no other test has, today or at once.
func databaseName(test string) string {
	const most = 24
	short := unfit.ReplaceAllString(test, "_")
	short = short[max(0, len(short)-most):]
	return "herald_" + short + "_" + string(content.NewID())
}

// inDatabase puts a database into the address of a server. Whoever signs in does so
// where they did before.
func inDatabase(server, name string) string {
	scheme, rest, _ := strings.Cut(server, "://")
	rest, query, _ := strings.Cut(rest, "?")
	hosts, before, _ := strings.Cut(rest, "/")
	if strings.Contains(hosts, "@") && !strings.Contains(query, "authSource=") {
		if before == "" {
			before = "admin"
		}
		query = strings.TrimPrefix(query+"&authSource="+before, "&")
	}
	address := scheme + "://" + hosts + "/" + name
	if query != "" {
		address += "?" + query
	}
	return address
}

func TestAddressOfADatabase(t *testing.T) {
	for server, want := range map[string]string{
		"mongodb://127.0.0.1:27017":                       "mongodb://127.0.0.1:27017/x",
		"mongodb://127.0.0.1:27017/":                      "mongodb://127.0.0.1:27017/x",
		"mongodb://a:1,b:2,c:3/?replicaSet=rs0":           "mongodb://a:1,b:2,c:3/x?replicaSet=rs0",
		"mongodb://me:pass@a:1/town":                      "mongodb://me:pass@a:1/x?authSource=town",
		"mongodb://me:pass@a:1/?tls=true":                 "mongodb://me:pass@a:1/x?tls=true&authSource=admin",
		"mongodb://me:pass@a:1/town?authSource=elsewhere": "mongodb://me:pass@a:1/x?authSource=elsewhere",
	} {
		if got := inDatabase(server, "x"); got != want {
			t.Errorf("%s: got %s, want %s", server, got, want)
		}
	}
}

func drop(t testing.TB, server, name string) {
	ctx, stop := context.WithTimeout(context.Background(), 30*time.Second)
	defer stop()
	client, err := mongo.Connect(options.Client().ApplyURI(server))
	if err != nil {
		t.Errorf("drop %s: %v", name, err)
		return
	}
	if err := errors.Join(client.Database(name).Drop(ctx), client.Disconnect(ctx)); err != nil {
		t.Errorf("drop %s: %v", name, err)
	}
}
