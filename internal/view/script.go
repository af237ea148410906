package view

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// moduleImport finds the static imports of a module: each begins its line.
var moduleImport = regexp.MustCompile(`(?m)^(?:import\s*|(?:import|export)\b[^'"();=]*\bfrom\s*)["']([^'"\n]+)["']`)

// script names a script after the scripts that it imports, whose addresses it
// holds: when one of them changes, so does its own address.
func (n *naming) script(file string) {
	name := strings.TrimPrefix(file, "assets/")
	if n.names[name] != "" {
		return
	}
	n.open[name] = true
	defer delete(n.open, name)
	source := string(n.found[file])
	var out strings.Builder
	done := 0
	for _, at := range moduleImport.FindAllStringSubmatchIndex(source, -1) {
		address, err := n.imported(name, source[at[2]:at[3]])
		if err != nil {
			n.problems = append(n.problems, fmt.Errorf("%s:%d: %w", file, lineOf(source, at[2]), err))
			continue
		}
		out.WriteString(source[done:at[2]] + address)
		done = at[3]
	}
	out.WriteString(source[done:])
	n.add(name, []byte(out.String()))
}

// imported is the address of what the script called name imports as target.
func (n *naming) imported(name, target string) (string, error) {
	if !strings.HasPrefix(target, "./") && !strings.HasPrefix(target, "../") {
		return "", fmt.Errorf("%q is not imported: scripts load nothing from elsewhere, and name their neighbours as \"./name.js\"", target)
	}
	other := path.Join(path.Dir(name), target)
	file := "assets/" + other
	if _, ok := n.found[file]; !ok || path.Ext(other) != ".js" {
		return "", fmt.Errorf("there is no script %q", target)
	}
	if n.open[other] {
		return "", fmt.Errorf("%q imports this script itself", target)
	}
	n.script(file)
	return n.names[other], nil
}
