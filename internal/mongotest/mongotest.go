// Package mongotest owns a MongoDB server for tests: the one that an environment
// variable names, or a FerretDB that it builds from store/mongo/ferret and starts. It
// gives each test a database of its own. It must never be imported by anything but
// tests.
package mongotest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"herald/content"
)

// ServerURL is the variable that names a server for the tests: mongodb://HOSTS[/][?OPTIONS].
// Where it is empty, they start FerretDB.
const ServerURL = "HERALD_TEST_MONGO_URL"

// FerretURL is the variable that names a database of PostgreSQL, postgres://…, in which
// FerretDB is to keep what it is given, instead of SQLite. It looks through less there.
const FerretURL = "HERALD_TEST_FERRET_POSTGRES"

// Ferret reports whether the server of the tests is FerretDB, which cannot do all that
// MongoDB can.
func Ferret() bool { return os.Getenv(ServerURL) == "" }

// Database gives the address of a new database, which is dropped when t ends. It skips
// t, and says why, where there is no server and none can be built.
func Database(t testing.TB) string {
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
	if server := os.Getenv(ServerURL); server != "" {
		return server, nil
	}
	return startFerret()
})

// Main runs the tests of a package and ends the FerretDB that they have started. It
// gives the code to exit with.
func Main(m *testing.M) int {
	code := m.Run()
	if err := endFerret(); err != nil {
		fmt.Fprintln(os.Stderr, "end of FerretDB:", err)
		return 1
	}
	return code
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
