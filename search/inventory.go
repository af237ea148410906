package search

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// inventoryName is the file in which a clean closing lists every other file of
// a generation with its checksum. It is gone while the generation is in use.
const inventoryName = "inventory.json"

// inventory is a checksum by file name.
type inventory map[string]uint32

// listFiles computes the inventory of dir.
func listFiles(dir string) (inventory, error) {
	all := inventory{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == inventoryName {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		all[name], _, err = checksum(path, 0)
		return err
	})
	return all, err
}

// writeInventory leaves the inventory of a generation that was closed cleanly.
func writeInventory(dir string) error {
	all, err := listFiles(dir)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	// A torn inventory is worse than none: it would condemn a sound index.
	temporary := filepath.Join(dir, inventoryName+".new")
	if err := os.WriteFile(temporary, raw, 0o600); err != nil {
		return err
	}
	return os.Rename(temporary, filepath.Join(dir, inventoryName))
}

// takeInventory compares dir with the inventory in it and takes that away. It
// is trusted when both agree, damaged when they do not, and neither when there
// is no inventory because the process that used it was killed.
func takeInventory(dir string) (trusted bool, err error) {
	path := filepath.Join(dir, inventoryName)
	raw, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var before inventory
	if err := json.Unmarshal(raw, &before); err != nil {
		return false, fmt.Errorf("%w: inventory: %w", errDamaged, err)
	}
	now, err := listFiles(dir)
	if err != nil {
		return false, err
	}
	if !maps.Equal(before, now) {
		return false, fmt.Errorf("%w: files differ from when it was closed", errDamaged)
	}
	return true, os.Remove(path)
}

// checkSegments reads every segment file that the newest snapshot names and
// compares it with the checksum at its end. Bleve itself never does, and would
// serve or merge what is damaged.
func checkSegments(dir string) error {
	return guard(func() error {
		config := settings()
		config["read_only"] = true
		index, err := bleve.OpenUsing(dir, config)
		if err != nil {
			return opening(err)
		}
		defer index.Close()
		paths, err := segmentPaths(index)
		if err != nil {
			return err
		}
		for _, path := range paths {
			if err := checkSegment(path); err != nil {
				return fmt.Errorf("%w: %w", errDamaged, err)
			}
		}
		return nil
	})
}

func segmentPaths(index bleve.Index) ([]string, error) {
	inner, err := index.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := inner.Reader()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("%w: not an index of ours", errDamaged)
	}
	var paths []string
	for _, s := range snapshot.Segments() {
		if file, ok := s.Segment().(interface{ Path() string }); ok {
			paths = append(paths, file.Path())
		}
	}
	return paths, nil
}

// checkSegment compares a segment file with the checksum in its last four bytes.
func checkSegment(path string) error {
	const tail = 4
	sum, end, err := checksum(path, tail)
	if err != nil {
		return err
	}
	if want := binary.BigEndian.Uint32(end); sum != want {
		return fmt.Errorf("%s: checksum %08x, want %08x", filepath.Base(path), sum, want)
	}
	return nil
}

// checksum gives the checksum of a file without its last tail bytes, and those.
func checksum(path string, tail int64) (sum uint32, end []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, nil, err
	}
	if info.Size() < tail {
		return 0, nil, fmt.Errorf("%s is too short", filepath.Base(path))
	}
	h := crc32.NewIEEE()
	if _, err := io.CopyN(h, f, info.Size()-tail); err != nil {
		return 0, nil, err
	}
	end, err = io.ReadAll(f)
	return h.Sum32(), end, err
}
