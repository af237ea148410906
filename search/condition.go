package search

import (
	"path/filepath"
	"strings"
	"time"
)

// asideForm is how the name of a folder in quarantine tells when it came there.
const asideForm = "20060102T150405.000000000"

// Aside gives when each damaged index that still lies in quarantine was set aside.
func (x *Index) Aside() []time.Time {
	var all []time.Time
	names, _ := filepath.Glob(filepath.Join(x.dir, "*.quarantine-*"))
	for _, name := range names {
		_, stamp, _ := strings.Cut(filepath.Base(name), ".quarantine-")
		if at, err := time.Parse(asideForm, stamp); err == nil {
			all = append(all, at)
		}
	}
	return all
}
