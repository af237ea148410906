package mongo

import (
	"log/slog"
	"os"
	"testing"

	"herald/internal/mongotest"
)

// TestMain ends the FerretDB that tests have started. That it is no replica set is said
// once for each store, and known.
func TestMain(m *testing.M) {
	slog.SetLogLoggerLevel(slog.LevelError)
	os.Exit(mongotest.Main(m))
}
