// Package arch owns the walls of the house: which package may import which,
// the one home of each library, the size of files and functions, and that
// everything exported is explained. It must never be imported: it is run by
// its own tests, over the whole module.
package arch

import (
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// Module is the import path of the module the rules are about.
const Module = "herald"

// Package is what the rules look at in one package. Imports of tests are not
// among them: a test may reach wherever it needs to.
type Package struct {
	ImportPath, Name, Dir, Doc string
	Imports, GoFiles           []string
}

// Load lists the packages of the module in dir.
func Load(dir string) ([]Package, error) {
	command := exec.Command("go", "list", "-e", "-json=ImportPath,Name,Dir,Doc,Imports,GoFiles", "./...")
	command.Dir = dir
	var stderr strings.Builder
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w: %s", err, stderr.String())
	}
	var packages []Package
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p Package
		if err := decoder.Decode(&p); err == io.EOF {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		packages = append(packages, p)
	}
}

// short is a path within the module, and whether it is one.
func short(importPath string) (string, bool) {
	if importPath == Module {
		return ".", true
	}
	return strings.CutPrefix(importPath, Module+"/")
}

// under says whether a path is a folder or lies below it.
func under(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}

func underAny(path string, folders []string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool { return under(path, folder) })
}
