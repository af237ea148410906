package main

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// furnished is a data folder with Documents, a configuration, a Type and a theme
// of its own.
func furnished(t testing.TB) string {
	t.Helper()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, data, map[string]string{
		configFile:               "ops_addr = \"127.0.0.1:9191\"\n\n[[sites]]\nname = \"public\"\ntheme = \"town\"\n",
		"types/tender.toml":      "name = \"tender\"\nsteps = [\"language\"]\nbody = \"optional\"\n",
		"themes/town/theme.toml": "name = \"town\"\ntitle = \"Town\"\n",
	})
	write(t, filepath.Join(room, "in"), connected)
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	return data
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	data, room := furnished(t), t.TempDir()
	file, back := filepath.Join(room, "b.tar"), filepath.Join(room, "back")
	must(t, "backup", "--data", data, file)
	refused(t, []string{file, "such a file already"}, "backup", "--data", data, file)
	r := must(t, "restore", "--data", back, file)
	if !strings.Contains(r.out, "position 1") {
		t.Errorf("said %s", r.out)
	}
	for _, name := range []string{configFile, "types/tender.toml", "themes/town/theme.toml"} {
		if tree(t, data)[name] != tree(t, back)[name] {
			t.Errorf("%s is not as it was", name)
		}
	}
	if a, b := must(t, "audit", "verify", "--data", data).out, must(t, "audit", "verify", "--data", back).out; a != b {
		t.Errorf("the logs end differently: %s, %s", a, b)
	}
	must(t, "export", "--data", data, filepath.Join(room, "a"))
	must(t, "export", "--data", back, filepath.Join(room, "b"))
	sameTree(t, filepath.Join(room, "a"), filepath.Join(room, "b"))
	refused(t, []string{back, "not empty"}, "restore", "--data", back, file)
	if left := mustGlob(t, filepath.Join(room, ".herald-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDamagedBackupsAreRefused(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	file := filepath.Join(room, "b.tar")
	must(t, "backup", "--data", furnished(t), file)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flipped := func(at int) []byte {
		b := bytes.Clone(whole)
		b[at] ^= 1
		return b
	}
	store := bytes.Index(whole, []byte("SQLite format 3"))
	seal := len(whole) - sealLength
	for name, c := range map[string]struct {
		bytes []byte
		names string
	}{
		"empty":              {nil, memberManifest},
		"another file":       {bytes.Repeat([]byte("no archive "), 500), memberManifest},
		"manifest":           {flipped(600), memberManifest},
		"store":              {flipped(store + 5000), memberStore},
		"header":             {flipped(store - 400), memberStore},
		"half of the store":  {whole[:store+9000], memberStore},
		"configuration":      {bytes.Replace(bytes.Clone(whole), []byte("9191"), []byte("9192"), 1), configFile},
		"padding":            {flipped(bytes.Index(whole, []byte(`name = "tender"`)) + 400), memberSeal},
		"sum":                {flipped(seal + 520), memberSeal},
		"one byte too short": {whole[:len(whole)-1], memberSeal},
		"no end":             {whole[:seal+1024], memberSeal},
		"no seal":            {whole[:seal], memberSeal},
		"more after the end": {append(bytes.Clone(whole), 0), memberSeal},
	} {
		t.Run(name, func(t *testing.T) {
			bad, back := filepath.Join(t.TempDir(), "bad.tar"), filepath.Join(t.TempDir(), "back")
			if err := os.WriteFile(bad, c.bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			refused(t, []string{bad, "damaged at " + c.names}, "restore", "--data", back, bad)
			if _, err := os.Stat(back); err == nil {
				t.Error("something was left in the data folder")
			}
		})
	}
	refused(t, []string{"no such file"}, "restore", "--data", filepath.Join(room, "x"), filepath.Join(room, "missing"))
}

// TestADamagedFileDoesNotKeepTheRestOutOfABackup: it is left out, and told.
func TestADamagedFileDoesNotKeepTheRestOutOfABackup(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data, file, back := filepath.Join(room, "data"), filepath.Join(room, "b.tar"), filepath.Join(room, "back")
	write(t, filepath.Join(room, "in"), illustrated(t))
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	blobs := mustGlob(t, filepath.Join(data, memberFiles, "*", "*", "*"))
	if len(blobs) != 3 {
		t.Fatalf("%d files", len(blobs))
	}
	for i, change := range []func(string) error{
		func(path string) error { return os.WriteFile(path, []byte("something else"), 0o600) },
		func(path string) error { return os.Truncate(path, 5) },
	} {
		if err := os.Chmod(blobs[i], 0o600); err != nil {
			t.Fatal(err)
		}
		if err := change(blobs[i]); err != nil {
			t.Fatal(err)
		}
	}
	r := must(t, "backup", "--data", data, file)
	if !strings.Contains(r.err, "number=2") {
		t.Errorf("said %q", r.err)
	}
	must(t, "restore", "--data", back, file)
	left := mustGlob(t, filepath.Join(back, memberFiles, "*", "*", "*"))
	if len(left) != 1 || filepath.Base(left[0]) != filepath.Base(blobs[2]) {
		t.Errorf("came back: %v", left)
	}
	if v := verified(t, back); v.OK || len(v.Findings) != 2 {
		t.Errorf("verify: %+v", v)
	}
}

// TestPathsOutOfTheFolderAreRefused restores archives made by somebody evil.
func TestPathsOutOfTheFolderAreRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"../evil", "/tmp/evil", "types/../../evil", `..\evil`} {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		m := manifest{Format: archiveFormat, Created: time.Now(), Members: []member{{Name: name, Size: 4, SHA256: strings.Repeat("0", 64)}}}
		list, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		for member, text := range map[string]string{memberManifest: string(list)} {
			if err := writeMember(w, member, int64(len(text)), m.Created, strings.NewReader(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := writeMember(w, name, 4, m.Created, strings.NewReader("evil")); err != nil {
			t.Fatal(err)
		}
		w.Close()
		room := t.TempDir()
		write(t, room, map[string]string{"evil.tar": b.String()})
		refused(t, []string{"leads out of the folder"}, "restore", "--data", filepath.Join(room, "data"), filepath.Join(room, "evil.tar"))
		if found := mustGlob(t, filepath.Join(room, "evil")); len(found) > 0 {
			t.Errorf("%s was written", found)
		}
	}
}

func TestManifestTellsWhatIsInside(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "b.tar")
	must(t, "backup", "--data", furnished(t), file)
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := tar.NewReader(f)
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	if m.Position != 1 || m.Created.IsZero() || m.Herald == "" || len(m.Members) != 4 {
		t.Errorf("%+v", m)
	}
	for _, one := range m.Members {
		if strings.HasPrefix(one.Name, searchDir) {
			t.Errorf("%s can be built again and is in the backup", one.Name)
		}
	}
}

func TestNights(t *testing.T) {
	vilnius, err := time.LoadLocation("Europe/Vilnius")
	if err != nil {
		t.Fatal(err)
	}
	three := time.Date(0, 1, 1, 3, 0, 0, 0, time.UTC)
	for now, want := range map[string]string{
		"2026-11-20T23:00:00Z": "2026-11-21T01:00:00Z",
		"2026-11-21T01:00:00Z": "2026-11-22T01:00:00Z",
		// At three in this night clocks are put forward to four.
		"2026-03-28T23:00:00Z": "2026-03-29T01:00:00Z",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got := nextNight(at, three, vilnius).UTC().Format(time.RFC3339); got != want {
			t.Errorf("after %s comes %s, not %s", now, got, want)
		}
	}
}

func TestSevenNightsAreKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files := map[string]string{"mine.tar": "", "herald-2026-01-01.tar.old": ""}
	for day := 1; day <= 9; day++ {
		files[time.Date(2026, 5, day, 0, 0, 0, 0, time.UTC).Format("herald-2006-01-02.tar")] = ""
	}
	write(t, dir, files)
	if err := prune(dir); err != nil {
		t.Fatal(err)
	}
	left := tree(t, dir)
	_, first := left["herald-2026-05-02.tar"]
	if _, third := left["herald-2026-05-03.tar"]; len(left) != 9 || first || !third {
		t.Errorf("left: %v", left)
	}
}
