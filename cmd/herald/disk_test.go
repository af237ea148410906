package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// onDisk runs a shell script in which $HERALD is the binary and $DATA a small
// disk of its own, mounted for the script alone. It skips where that is not
// allowed.
func onDisk(t *testing.T, size, script string) result {
	t.Helper()
	unshare, err := exec.LookPath("unshare")
	if err != nil {
		t.Skip("unshare is not installed: no disk can be made that is full or read-only")
	}
	if err := exec.Command(unshare, "-rm", "mount", "-t", "tmpfs", "none", t.TempDir()).Run(); err != nil {
		t.Skip("mounting is not allowed here: no disk can be made that is full or read-only")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	room := t.TempDir()
	cmd := exec.Command(unshare, "-rm", "sh", "-c", `mount -t tmpfs -o size=`+size+` none "$DATA" && `+script)
	cmd.Dir = room
	write(t, room, map[string]string{"small/page/hours/en.md": aPage, "data/.keep": ""})
	for n := range 40 {
		name := "large/news/item-" + string(rune('a'+n%26)) + strings.Repeat("x", n/26) + "/en.md"
		write(t, room, map[string]string{name: "+++\ntitle = \"Large " + name + "\"\nsummary = \"s\"\n+++\n\n" + strings.Repeat("Words fill a disk. ", 6000)})
	}
	cmd.Env = append(cleanEnv(), asHerald+"=herald", "SELF="+self, "DATA="+filepath.Join(room, "data"))
	return finish(t, cmd)
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	r := onDisk(t, "2m", `
"$SELF" import --publish --data "$DATA" small || exit 9
"$SELF" import --publish --data "$DATA" large && exit 8
"$SELF" audit verify --data "$DATA" || exit 7
"$SELF" export --data "$DATA" out || exit 6
test -f out/page/hours/en.md || exit 5
cat /dev/zero > "$DATA/filler" 2> /dev/null
"$SELF" backup --data "$DATA" "$DATA/backup.tar" && exit 4
test ! -e "$DATA/backup.tar" || exit 3
rm "$DATA/filler"
"$SELF" verify --data "$DATA" || exit 2
`)
	if r.code != 0 || !strings.Contains(r.err, "full") {
		t.Fatalf("exit %d:\n%s%s", r.code, r.out, r.err)
	}
	oneLineEach(t, r.err)
}

// TestFullDiskRefusesTheFileAndNothingElse takes in a file for which there is no
// room, and then a text.
func TestFullDiskRefusesTheFileAndNothingElse(t *testing.T) {
	t.Parallel()
	r := onDisk(t, "3m", `
"$SELF" import --publish --data "$DATA" small || exit 9
mkdir -p big/publication/data/files
{ echo "a;b"; yes "1;2" | head -c 4000000; } > big/publication/data/files/table.csv
printf '+++\ntitle = "Data"\nsummary = "s"\n\n[fields]\ndate = "2026"\nkind = "report"\nfiles = ["table.csv"]\n+++\n' > big/publication/data/en.md
"$SELF" import --publish --data "$DATA" big && exit 8
find "$DATA/media" -type f | grep . && exit 7
"$SELF" verify --data "$DATA" || exit 6
mkdir -p more/page/later && cp small/page/hours/en.md more/page/later/en.md
"$SELF" import --publish --data "$DATA" more || exit 5
`)
	if r.code != 0 || !strings.Contains(r.err, "room") {
		t.Fatalf("exit %d:\n%s%s", r.code, r.out, r.err)
	}
	oneLineEach(t, r.err)
}

func TestReadOnlyDisk(t *testing.T) {
	t.Parallel()
	r := onDisk(t, "20m", `
"$SELF" import --publish --data "$DATA" small || exit 9
mount -o remount,ro none "$DATA"
"$SELF" import --publish --data "$DATA" large && exit 8
"$SELF" serve --data "$DATA" --addr 127.0.0.1:0 --ops-addr 127.0.0.1:0 && exit 7
"$SELF" backup --data "$DATA" "$DATA/backup.tar" && exit 6
mount -o remount,rw none "$DATA"
"$SELF" verify --data "$DATA" || exit 5
`)
	if r.code != 0 || strings.Count(r.err, "read-only file system") != 3 {
		t.Fatalf("exit %d:\n%s%s", r.code, r.out, r.err)
	}
	oneLineEach(t, r.err)
}

// progress is a line that commands write where they take long.
var progress = regexp.MustCompile(`^[a-z ]+: \d+ of \d+\n`)

// oneLineEach wants nothing on stderr but whole lines of commands.
func oneLineEach(t *testing.T, said string) {
	t.Helper()
	t.Log(said)
	for line := range strings.Lines(said) {
		if !strings.HasPrefix(line, "herald: ") && !strings.Contains(line, "warning") && !progress.MatchString(line) {
			t.Errorf("not a line of herald's: %q", line)
		}
	}
}
