// Package themes owns what a municipality changes without Go: the manifest with
// its colours, arms and type scale, and the theme that Herald ships, civic, over
// which other themes are laid file by file.
//
// It must not know documents, HTTP or words on screen: templates get those from
// the page structs of package site.
package themes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"herald/internal/view"
)

//go:embed civic
var embedded embed.FS

// Theme is a loaded theme: its templates and assets, and its manifest.
type Theme struct {
	*view.Set
	Manifest Manifest
	// Moved are the colours that could not be read on their ground and were
	// replaced by the nearest that can.
	Moved []Moved
}

// Civic gives the theme that Herald ships. It panics only if the embedded files
// are broken, which the tests of this package rule out.
var Civic = sync.OnceValue(func() *Theme {
	t, err := Load()
	if err != nil {
		panic(fmt.Errorf("themes: %w", err))
	}
	return t
})

// Load lays overlays over civic, the later ones on top, and reports everything
// that is wrong at once. An overlay may hold theme.toml and any of the folders
// layouts, partials, pages and assets.
func Load(overlays ...fs.FS) (*Theme, error) {
	base, err := fs.Sub(embedded, "civic")
	if err != nil {
		return nil, err
	}
	layers := append([]fs.FS{base}, overlays...)
	manifest, problems := readManifests(layers)
	moved := manifest.repair()
	generated, err := memory(map[string][]byte{"assets/" + sheet: manifest.css()})
	if err != nil {
		return nil, err
	}
	// The generated sheet goes below the overlays, so that one of them may
	// replace even that.
	layers = append([]fs.FS{base, generated}, overlays...)
	set, err := view.Load(view.Source{Layers: layers})
	if err := errors.Join(append(problems, err)...); err != nil {
		return nil, err
	}
	for key, file := range map[string]string{"arms": manifest.Arms, "share": manifest.Share} {
		if _, err := set.Asset(file); err != nil {
			return nil, fmt.Errorf("theme.toml: %s: %w", key, err)
		}
	}
	return &Theme{Set: set, Manifest: manifest, Moved: moved}, nil
}
