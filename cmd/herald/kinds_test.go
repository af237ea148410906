package main

import (
	"path/filepath"
	"testing"
)

func TestAFieldKeepsItsKindWhileItHasValues(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	typ := func(kind string) map[string]string {
		return map[string]string{"types/tender.toml": "name = \"tender\"\nsteps = [\"language\"]\nlisted = true\nbody = \"optional\"\n" +
			"[slugs]\nlt = \"konkursai\"\n[[fields]]\nname = \"year\"\nkind = \"" + kind + "\"\n[[fields]]\nname = \"empty\"\nkind = \"" + kind + "\"\n"}
	}
	write(t, data, typ("number"))
	write(t, filepath.Join(room, "in"), map[string]string{
		"tender/kelias/lt.md": "+++\ntitle = \"Kelias\"\nsource = true\n[fields]\nyear = 2026\n+++\n\nTekstas.\n"})
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	serve(t, data).stop(t)
	write(t, data, typ("day"))
	refused(t, []string{"field tender.year", "was number and is day", "1 document"}, "serve", "--data", data, "--addr", "127.0.0.1:0", "--ops-addr", "127.0.0.1:0")
	write(t, data, typ("number"))
	serve(t, data).stop(t)
	write(t, data, map[string]string{"types/tender.toml": "name = \"tender\"\nsteps = [\"language\"]\nlisted = true\nbody = \"optional\"\n" +
		"[slugs]\nlt = \"konkursai\"\n[[fields]]\nname = \"year\"\nkind = \"number\"\n[[fields]]\nname = \"empty\"\nkind = \"text\"\n"})
	serve(t, data).stop(t)
}
