package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// photo makes a JPEG that no other n gives, with a comment as cameras leave it.
func photo(t testing.TB, n int, comment string) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for x := range 64 {
		for y := range 48 {
			img.Set(x, y, color.RGBA{byte(x * 4), byte(y * 5), byte(n * 37), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	raw := b.String()
	return raw[:2] + "\xff\xfe" + string([]byte{0, byte(len(comment) + 2)}) + comment + raw[2:]
}

// illustrated is a folder whose texts show files in every way.
func illustrated(t testing.TB) map[string]string {
	return map[string]string{
		"news/bridge/en.md": "+++\ntitle = \"The bridge\"\nsummary = \"It is open.\"\nsource = true\n\n[fields]\npicture = \"Bridge 1.jpg\"\n\n" +
			"[[asset]]\nfile = \"Bridge 1.jpg\"\nalt = \"A bridge over a river\"\ncaption = \"The new bridge\"\ncredit = \"Ona\"\n\n" +
			"[[asset]]\nfile = \"map.jpg\"\ndecorative = true\n+++\n\nSee ![](files/map.jpg) and [the table](files/table.csv).\n",
		"news/bridge/lt.md":              "+++\ntitle = \"Tiltas\"\nsummary = \"Jis atidarytas.\"\n\n[[asset]]\nfile = \"Bridge 1.jpg\"\nalt = \"Tiltas per upę\"\n+++\n\nTekstas.\n",
		"news/bridge/files/Bridge 1.jpg": photo(t, 1, "secret camera"),
		"news/bridge/files/map.jpg":      photo(t, 2, "other"),
		"news/bridge/files/table.csv":    "a;b\n1;2\n",
		"news/river/en.md": "+++\ntitle = \"The river\"\nsummary = \"It flows.\"\n\n[fields]\npicture = \"same.jpg\"\n\n" +
			"[[asset]]\nfile = \"same.jpg\"\nalt = \"A river\"\n+++\n\nText.\n",
		"news/river/files/same.jpg": photo(t, 1, "secret camera"),
	}
}

func TestFilesTravelThereAndBack(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	dir := func(name string) string { return filepath.Join(room, name) }
	write(t, dir("in"), illustrated(t))
	r := must(t, "import", "--publish", "--data", dir("a"), dir("in"))
	if !strings.Contains(r.out, "3 files taken in") {
		t.Errorf("said %q, %q", r.out, r.err)
	}
	if strings.Contains(r.err, "bridge/en.md") {
		t.Errorf("warned %q", r.err)
	}
	again := must(t, "import", "--publish", "--data", dir("a"), dir("in"))
	if !strings.Contains(again.out, "0 texts new, 0 changed, 0 published") || strings.Contains(again.out, "taken in") {
		t.Errorf("the second time said %q", again.out)
	}
	must(t, "export", "--data", dir("a"), dir("out"))
	out := tree(t, dir("out"))
	for _, name := range []string{"news/bridge/files/Bridge 1.jpg", "news/bridge/files/map.jpg", "news/bridge/files/table.csv"} {
		if out[name] != illustrated(t)[name] {
			t.Errorf("%s came back as %d bytes", name, len(out[name]))
		}
	}
	if page := out["news/bridge/en.md"]; !strings.Contains(page, `picture = "Bridge 1.jpg"`) || !strings.Contains(page, "(files/table.csv)") ||
		!strings.Contains(page, "decorative = true") || strings.Count(page, "\nid = ") < 3 {
		t.Errorf("exported as\n%s", page)
	}
	// What was exported gives the same again elsewhere, ids and all.
	must(t, "import", "--publish", "--data", dir("b"), dir("out"))
	must(t, "export", "--data", dir("b"), dir("out2"))
	sameTree(t, dir("out"), dir("out2"))
	must(t, "verify", "--data", dir("b"))
}

func TestAFileThatIsRefusedLeavesItsDocumentOut(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	in, data := filepath.Join(room, "in"), filepath.Join(room, "data")
	files := illustrated(t)
	files["news/bridge/files/map.jpg"] = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
	write(t, in, files)
	for _, flag := range []string{"--check", "--publish"} {
		r := call(t, "import", flag, "--data", data, in)
		if r.code != 1 || !strings.Contains(r.err, "news/bridge/files/map.jpg: ") || !strings.Contains(r.out, "1 document: 1 text new") {
			t.Errorf("%s: exit %d, %q, %q", flag, r.code, r.out, r.err)
		}
	}
	must(t, "verify", "--data", data)
}

// verified calls verify and gives what it found.
func verified(t *testing.T, data string, flags ...string) verdict {
	t.Helper()
	r := call(t, append([]string{"verify", "--json", "--data", data}, flags...)...)
	var v verdict
	if err := json.Unmarshal([]byte(r.out), &v); err != nil {
		t.Fatalf("%v: %q, %q", err, r.out, r.err)
	}
	return v
}

func TestVerifyFindsWhatHasBecomeOfFiles(t *testing.T) {
	t.Parallel()
	room := t.TempDir()
	data := filepath.Join(room, "data")
	write(t, filepath.Join(room, "in"), illustrated(t))
	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	blobs := mustGlob(t, filepath.Join(data, mediaFolder, blobsFolder, "*", "*", "*"))
	if len(blobs) != 3 {
		t.Fatalf("%d files lie there", len(blobs))
	}
	if v := verified(t, data); !v.OK {
		t.Fatalf("found %+v", v.Findings)
	}
	backup := filepath.Join(room, "backup.tar")
	must(t, "backup", "--data", data, backup)

	if err := os.Remove(blobs[0]); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(blobs[1], 20); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(data, mediaFolder, blobsFolder, "notes.txt")
	orphan := filepath.Join(filepath.Dir(blobs[2]), strings.Repeat("0", 64))
	for _, file := range []string{foreign, orphan} {
		if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	v := verified(t, data)
	if said := findingsOf(v); v.OK || said["media"] != 2 || said["foreign"] != 2 {
		t.Errorf("found %+v", v.Findings)
	}
	v = verified(t, data, "--repair")
	if said := findingsOf(v); v.OK || said["media"] != 2 || said["foreign"] != 2 {
		t.Errorf("with --repair found %+v", v.Findings)
	}
	if set := mustGlob(t, filepath.Join(data, mediaFolder, "quarantine", "*", "*")); len(set) != 3 {
		t.Errorf("set aside %v", set)
	}
	if v = verified(t, data); findingsOf(v)["media"] != 2 || len(v.Findings) != 2 {
		t.Errorf("after the repair found %+v", v.Findings)
	}

	must(t, "import", "--publish", "--data", data, filepath.Join(room, "in"))
	if v = verified(t, data); !v.OK {
		t.Errorf("after the files were imported again found %+v", v.Findings)
	}

	restored := filepath.Join(room, "restored")
	must(t, "restore", "--data", restored, backup)
	if v := verified(t, restored); !v.OK {
		t.Errorf("restored, found %+v", v.Findings)
	}
}

func findingsOf(v verdict) map[string]int {
	said := map[string]int{}
	for _, f := range v.Findings {
		said[f.What]++
	}
	return said
}
