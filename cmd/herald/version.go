package main

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// versionCommand shows which Herald this is.
type versionCommand struct{}

// Run prints one line.
func (*versionCommand) Run(p *program) error {
	p.say("herald %s", version())
	return nil
}

// version names the module's version and the commit it was built from, as far
// as the build knows them.
func version() string {
	parts := []string{"unknown"}
	if info, ok := debug.ReadBuildInfo(); ok {
		if parts[0] = info.Main.Version; parts[0] == "" {
			parts[0] = "(devel)"
		}
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				parts = append(parts, s.Value[:min(12, len(s.Value))])
			case s.Key == "vcs.modified" && s.Value == "true":
				parts = append(parts, "modified")
			}
		}
	}
	return strings.Join(append(parts, runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH), " ")
}
