package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	zap "github.com/blevesearch/zapx/v17"

	"herald/content"
)

// generation is one Bleve index on disk. A rebuild makes the next one beside it.
type generation struct {
	bleve bleve.Index
	dir   string
	// taken is the Position up to which the log is in it, at least.
	taken atomic.Uint64
	// columns are what its texts are counted and sorted by.
	columns columns
}

// state is what a generation remembers of itself, written in the same batch as
// the texts it speaks of.
type state struct {
	Print    string           `json:"print"`
	Position content.Position `json:"position"`
	// Change is the id of the Change at Position, by which a log restored from
	// a backup is told from the one that was followed.
	Change content.ID `json:"change,omitempty"`
	// Complete is false until the first building is over.
	Complete bool `json:"complete"`
	// Forget says that words were redacted that the files may still hold.
	Forget bool `json:"forget,omitempty"`
}

var stateKey = []byte("herald")

// errDamaged says that an index cannot be used any more and must be rebuilt.
var errDamaged = errors.New("the index is damaged")

// errInUse says that another process has an index open.
var errInUse = errors.New("another process uses the index")

// opening tells an index in use from a damaged one. Bleve gives the error of the
// file lock in words only.
func opening(err error) error {
	if err == nil {
		return nil
	}
	if strings.HasSuffix(err.Error(), "timeout") {
		return fmt.Errorf("%w: %w", errInUse, err)
	}
	return fmt.Errorf("%w: %w", errDamaged, err)
}

// patience is how long a closing or an empty batch may take, and patienceEach how
// much longer one may for each text in it, many times what that takes: a machine that
// is busy must not condemn an index. Bleve waits for a background task that may have
// died of a damaged file.
const (
	patience     = 30 * time.Second
	patienceEach = 50 * time.Millisecond
)

// callbacks is the name under which Bleve finds ours.
const callbacks = "herald"

// failed are the folders of generations whose background tasks failed.
var failed sync.Map

func init() {
	scorch.RegistryAsyncErrorCallbacks[callbacks] = func(err error, path string) {
		failed.LoadOrStore(filepath.Dir(path), err)
	}
	scorch.RegistryEventCallbacks[callbacks] = unfaulted
}

// unfaulted is called by the tasks that merge and persist. A file that is cut
// short while it is mapped into memory would take the process down with them;
// so it becomes a panic, which they catch and report.
func unfaulted(e scorch.Event) bool {
	if e.Kind == scorch.EventKindPreMergeCheck || e.Kind == scorch.EventKindPurgerCheck {
		debug.SetPanicOnFault(true)
	}
	return true
}

func settings() map[string]any {
	return map[string]any{"forceSegmentType": segmentType, "forceSegmentVersion": int(zap.Version), "bolt_timeout": "2s", "asyncErrorCallbackName": callbacks, "eventCallbackName": callbacks}
}

func create(dir string, fields mapping.IndexMapping) (*generation, error) {
	if err := os.MkdirAll(filepath.Dir(dir), 0o750); err != nil {
		return nil, err
	}
	failed.Delete(dir)
	g := &generation{dir: dir}
	err := guard(func() (err error) {
		g.bleve, err = bleve.NewUsing(dir, fields, scorch.Name, scorch.Name, settings())
		return err
	})
	return g, err
}

// open opens what a process left behind. Files are compared with what they were
// when it closed; where it died, with the checksums within them.
func open(dir string) (g *generation, trusted bool, err error) {
	failed.Delete(dir)
	trusted, err = takeInventory(dir)
	if err != nil {
		return nil, false, err
	}
	if !trusted {
		if err := checkSegments(dir); err != nil {
			return nil, false, err
		}
	}
	g = &generation{dir: dir}
	err = guard(func() (err error) {
		g.bleve, err = bleve.OpenUsing(dir, settings())
		return err
	})
	if err != nil {
		return nil, false, opening(err)
	}
	return g, trusted, nil
}

// state reads what the generation remembers.
func (g *generation) state() (s state, err error) {
	var raw []byte
	err = guard(func() (err error) {
		raw, err = g.bleve.GetInternal(stateKey)
		return err
	})
	if err != nil {
		return s, err
	}
	if raw == nil {
		return s, fmt.Errorf("%w: no state", errDamaged)
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, fmt.Errorf("%w: state: %w", errDamaged, err)
	}
	return s, nil
}

// write indexes and deletes entries and remembers s, all or nothing and durable
// on return.
func (g *generation) write(puts map[string]map[string]any, deletes []string, s state) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	most := patience + time.Duration(len(puts))*patienceEach
	done := make(chan error, 1)
	go func() {
		done <- guard(func() error {
			b := g.bleve.NewBatch()
			for id, fields := range puts {
				d := document.NewDocument(id)
				if err := g.bleve.Mapping().MapDocument(d, fields); err != nil {
					return err
				}
				lean(d)
				if err := b.IndexAdvanced(d); err != nil {
					return err
				}
			}
			for _, id := range deletes {
				b.Delete(id)
			}
			b.SetInternal(stateKey, raw)
			return g.bleve.Batch(b)
		})
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(most):
		return fmt.Errorf("%w: no answer for %v", errDamaged, most)
	}
}

// close closes the index. It does not wait for ever for a task that died.
func (g *generation) close() (clean bool) {
	done := make(chan error, 1)
	go func() { done <- guard(g.bleve.Close) }()
	select {
	case err := <-done:
		_, broken := failed.LoadAndDelete(g.dir)
		return err == nil && !broken
	case <-time.After(patience):
		return false
	}
}

// healthy reports what is wrong with a generation that is open, as far as it
// can be seen from outside.
func (g *generation) healthy() error {
	if err, ok := failed.Load(g.dir); ok {
		return fmt.Errorf("%w: %w", errDamaged, err.(error))
	}
	for _, name := range []string{"index_meta.json", filepath.Join("store", "root.bolt")} {
		if _, err := os.Stat(filepath.Join(g.dir, name)); err != nil {
			return fmt.Errorf("%w: %w", errDamaged, err)
		}
	}
	return nil
}

// guard turns a panic within Bleve, or a fault in a file that it has mapped into
// memory, into errDamaged.
func guard(do func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errDamaged, r)
		}
	}()
	return do()
}
