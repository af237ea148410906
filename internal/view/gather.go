package view

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// folders are the only ones looked at, so that a theme may keep notes and
// sources beside them.
var folders = []string{"layouts", "partials", "pages", "assets"}

// files are the contents of all layers by path, later layers winning.
type files map[string][]byte

func gather(layers []fs.FS) (files, error) {
	found := files{}
	for n, layer := range layers {
		for _, folder := range folders {
			if err := found.add(layer, folder); err != nil {
				return nil, fmt.Errorf("layer %d: %w", n+1, err)
			}
		}
	}
	return found, nil
}

func (f files) add(layer fs.FS, folder string) error {
	err := fs.WalkDir(layer, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if hidden(entry.Name()) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		f[name], err = fs.ReadFile(layer, name)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil // an overlay need not have every folder
	}
	return err
}

// hidden names what editors and file managers leave behind.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~")
}

// in lists the paths under a folder that end in ext, in order of name.
func (f files) in(folder, ext string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(f)), func(name string) bool {
		return !strings.HasPrefix(name, folder+"/") || ext != "" && path.Ext(name) != ext
	})
}

// stem is the name of a file below its folder without extension.
func stem(name string) string {
	_, rest, _ := strings.Cut(name, "/")
	return strings.TrimSuffix(rest, path.Ext(rest))
}
