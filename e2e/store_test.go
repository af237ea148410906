package e2e

import (
	"os"
	"strings"
	"testing"
	"time"

	"herald/internal/mongotest"
)

// storeVariable names where the demonstrations keep their stores: nothing for a file in
// their folder, a mongodb:// address of a server, each with a database of its own there, or
// "ferretdb" for one that is started.
const storeVariable = "HERALD_E2E_STORE"

// TestMain ends the FerretDB that was started for the tests.
func TestMain(m *testing.M) {
	if server := os.Getenv(storeVariable); strings.HasPrefix(server, "mongodb") {
		os.Setenv(mongotest.ServerURL, server)
	}
	os.Exit(mongotest.Main(m))
}

// inDatabase reports whether stores are in a database and not in the folder.
func inDatabase() bool { return os.Getenv(storeVariable) != "" }

// store gives the variables that put a demonstration's store into a new database. A
// stand-in for MongoDB looks through everything for each answer: it is given time.
func store(t *testing.T) []string {
	t.Helper()
	if !inDatabase() {
		return nil
	}
	address := mongotest.Database(t)
	sign := "?"
	if strings.Contains(address, "?") {
		sign = "&"
	}
	return []string{"HERALD_STORE=" + address + sign + "timeoutMS=120000", "HERALD_PAGES_TIMEOUT=120s"}
}

// patience is how long a demonstration may take until it answers.
func patience() time.Duration {
	if inDatabase() {
		return 15 * time.Minute
	}
	return 2 * time.Minute
}
