package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestScripts runs every testdata/script/*.txt: commands, then files after lines
// of the form "-- name --". The commands are
//
//	herald ARGS      runs the real binary and wants it to succeed; "! herald" to fail
//	stdin TEXT       is what the next call reads
//	stdout 'REGEXP'  and stderr 'REGEXP' look at what the last call wrote
//	lines N          wants N lines on stderr
//	exists NAME      and "! exists NAME" look for a file
//	mkdir NAME       makes a folder; rm NAME removes anything
//	same A B         compares two folders byte for byte
//
// Every call runs in the script's own folder. After a call that was to fail,
// stderr must hold no trace of a panic.
func TestScripts(t *testing.T) {
	for _, file := range mustGlob(t, "testdata/script/*.txt") {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			commands, files := parseScript(string(raw))
			s := &script{T: t, dir: t.TempDir()}
			write(t, s.dir, files)
			for n, line := range strings.Split(commands, "\n") {
				s.line = n + 1
				s.do(line)
			}
		})
	}
}

var fileLine = regexp.MustCompile(`(?m)^-- (\S+) --\n`)

func parseScript(text string) (commands string, files map[string]string) {
	marks := fileLine.FindAllStringSubmatchIndex(text, -1)
	files = map[string]string{}
	commands = text
	for i, m := range marks {
		end := len(text)
		if i == 0 {
			commands = text[:m[0]]
		}
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		files[text[m[2]:m[3]]] = text[m[1]:end]
	}
	return commands, files
}

type script struct {
	*testing.T
	dir   string
	line  int
	stdin string
	last  result
}

func (s *script) fail(format string, args ...any) {
	s.Helper()
	s.Errorf("line %d: "+format, append([]any{s.line}, args...)...)
}

func (s *script) do(line string) {
	s.Helper()
	line = strings.TrimSpace(line)
	if line == "" || strings.HasPrefix(line, "#") {
		return
	}
	rest, not := strings.CutPrefix(line, "! ")
	verb, arg, _ := strings.Cut(rest, " ")
	switch verb {
	case "herald":
		s.herald(strings.Fields(arg), not)
	case "stdin":
		s.stdin = arg + "\n"
	case "stdout", "stderr":
		got := s.last.out
		if verb == "stderr" {
			got = s.last.err
		}
		if regexp.MustCompile(`(?m)`+strings.Trim(arg, "'")).MatchString(got) == not {
			s.fail("%s:\n%s", line, got)
		}
	case "lines":
		if got := strings.Count(s.last.err, "\n"); arg != strconv.Itoa(got) {
			s.fail("%d lines on stderr, not %s:\n%s", got, arg, s.last.err)
		}
	case "exists":
		if _, err := os.Stat(filepath.Join(s.dir, arg)); (err == nil) == not {
			s.fail("%s: %v", line, err)
		}
	case "mkdir":
		write(s, s.dir, map[string]string{arg + "/.keep": ""})
		os.Remove(filepath.Join(s.dir, arg, ".keep"))
	case "rm":
		os.RemoveAll(filepath.Join(s.dir, arg))
	case "same":
		a, b, _ := strings.Cut(arg, " ")
		sameTree(s, filepath.Join(s.dir, a), filepath.Join(s.dir, b))
	default:
		s.Fatalf("line %d: unknown command %q", s.line, verb)
	}
}

func (s *script) herald(args []string, fails bool) {
	s.Helper()
	cmd := herald(s, args...)
	cmd.Dir, cmd.Stdin = s.dir, strings.NewReader(s.stdin)
	s.stdin = ""
	s.last = finish(s, cmd)
	if (s.last.code != 0) != fails {
		s.fail("herald %s: exit %d\n%s%s", strings.Join(args, " "), s.last.code, s.last.out, s.last.err)
	}
	if bytes.Contains([]byte(s.last.err), []byte("goroutine ")) {
		s.fail("herald %s panicked:\n%s", strings.Join(args, " "), s.last.err)
	}
}
