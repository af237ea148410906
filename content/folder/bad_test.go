package folder_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

var update = flag.Bool("update", false, "write the problems that come out into the cases")

// TestBad goes through testdata/bad: each case is an import and the Problems it
// must give, under "problems".
func TestBad(t *testing.T) {
	for _, file := range cases(t, "testdata/bad/*.txtar") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			in := archive(t, file)
			want := ""
			if f := in["problems"]; f != nil {
				want = string(f.Data)
			}
			delete(in, "problems")
			got := strings.Join(lines(read(fstest.MapFS(in))), "\n") + "\n"
			if got == want {
				return
			}
			if !*update {
				t.Fatalf("problems:\n%s\nwant:\n%s", got, want)
			}
			raw, _ := os.ReadFile(file)
			before, _, _ := strings.Cut(string(raw), "-- problems --\n")
			if err := os.WriteFile(file, []byte(before+"-- problems --\n"+got), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// page is an import of one file.
func page(text string) fstest.MapFS {
	return fstest.MapFS{"page/about/en.md": {Data: []byte(text)}}
}

func TestBytes(t *testing.T) {
	for name, c := range map[string]struct {
		fsys fs.FS
		want string
	}{
		"bad utf-8 in front matter": {page("+++\ntitle = \"a\xff\"\n+++\n"), "page/about/en.md:2: not valid UTF-8"},
		"bad utf-8 in body":         {page("+++\r\ntitle = \"a\"\r\n+++\r\n\r\none\r\ntwo \xc3\x28"), "page/about/en.md:6: not valid UTF-8"},
		"utf-16":                    {page("\xff\xfe+\x00"), "page/about/en.md:1: not valid UTF-8"},
		"crlf":                      {page("+++\r\ntitle = \"a\"\r\nfoo = 1\r\n+++\r\nbody\r\n"), `page/about/en.md:3: unknown key "foo"`},
		"bom":                       {page("\uFEFF+++\ntitle = \"a\"\n+++\n"), ""},
		"empty":                     {page(""), "page/about/en.md:1: missing +++: front matter begins on the first line"},
		"nul":                       {page("+++\ntitle = \"a\x00\"\n+++\n"), "page/about/en.md:2: front matter: TOML files cannot contain control characters: '0x00'"},
		"large":                     {page("+++\n+++\n" + strings.Repeat("a", 1<<20)), "page/about/en.md: larger than 1 MiB"},
		"just fits":                 {page("+++\n+++\n" + strings.Repeat("a", 1<<20-8)), ""},
		"deep list":                 {page("+++\n\ntitle = " + strings.Repeat("[", 100_000) + "\n+++\n"), "page/about/en.md:3: front matter: brackets or keys too deep"},
		"deep table":                {page("+++\ntitle = " + strings.Repeat("{a=", 100_000) + "\n+++\n"), "page/about/en.md:2: front matter: brackets or keys too deep"},
		"deep key":                  {page("+++\na" + strings.Repeat(".a", 100_000) + " = 1\n+++\n"), "page/about/en.md:2: front matter: brackets or keys too deep"},
		"link to a file": {fstest.MapFS{"page/about/en.md": {Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink}},
			"page/about/en.md: a symbolic link is not followed"},
		"link in files": {fstest.MapFS{"page/about/en.md": {Data: []byte("+++\n+++\n")},
			"page/about/files/x.png": {Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink}},
			"page/about/files/x.png: a symbolic link is not followed"},
		"socket in files": {fstest.MapFS{"page/about/en.md": {Data: []byte("+++\n+++\n")},
			"page/about/files/x.png": {Mode: fs.ModeSocket}}, "page/about/files/x.png: not a regular file"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(lines(read(c.fsys)), "\n"); got != c.want {
				t.Errorf("problems:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

// On a real file system a link that leaves the import is refused, and a name
// that would leave it on another system.
func TestLinks(t *testing.T) {
	outside, in := t.TempDir(), t.TempDir()
	for _, err := range []error{
		os.MkdirAll(filepath.Join(in, "page"), 0o755),
		os.WriteFile(filepath.Join(outside, "en.md"), []byte("+++\n+++\n"), 0o644),
		os.Symlink(outside, filepath.Join(in, "page", "secret")),
		os.Symlink(outside, filepath.Join(in, "news")),
		os.MkdirAll(filepath.Join(in, "unit", "a", "files"), 0o755),
		os.WriteFile(filepath.Join(in, "unit", "a", "en.md"), []byte("+++\n+++\n"), 0o644),
		os.WriteFile(filepath.Join(in, "unit", "a", "files", `x\y.png`), nil, 0o644),
	} {
		if err != nil {
			t.Skip(err)
		}
	}
	want := "news: a symbolic link is not followed\npage/secret: a symbolic link is not followed\n" +
		`unit/a/files/x\y.png: the name of a file is printable and has no backslash or colon`
	if got := strings.Join(lines(read(os.DirFS(in))), "\n"); got != want {
		t.Errorf("problems:\n%s\nwant:\n%s", got, want)
	}
}

func TestMissingImport(t *testing.T) {
	got := lines(read(os.DirFS(filepath.Join(t.TempDir(), "nowhere"))))
	if len(got) != 1 || got[0] != ".: cannot be read: no such file or directory" {
		t.Errorf("problems: %q", got)
	}
}

// Hostile front matter costs little: a bound far above what is honest.
func TestQuick(t *testing.T) {
	start := time.Now()
	for _, text := range []string{
		strings.Repeat("[[a]]\n", 100_000), strings.Repeat("a.b.c.d.e = 1\n", 50_000),
		strings.Repeat(`"`, 500_000), strings.Repeat("x = \"\"\"\n", 50_000),
	} {
		lines(read(page("+++\n" + text + "+++\n")))
	}
	lines(read(page("+++\n+++\n" + strings.Repeat("`a ``b [](doc:", 70_000))))
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}
