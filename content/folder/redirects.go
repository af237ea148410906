package folder

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"herald/content"
)

// Redirect is one line of redirects.csv: what an address of a previous site
// answers now. Exactly one of Document and Gone is set.
type Redirect struct {
	// Old is the path on the previous site, with its query.
	Old string
	// Document is "doc:ID" or "type/name"; File, if any, one of its files.
	Document, File string
	Gone           bool
	Line           int
}

const gone = "gone"

// redirectColumns are the header of redirects.csv.
var redirectColumns = []string{"old", "to"}

// To gives the second column: "gone", "doc:ID", "type/name", or one of the
// latter two with "/files/NAME" after it.
func (r Redirect) To() string {
	switch {
	case r.Gone:
		return gone
	case r.File != "":
		return r.Document + "/" + filesFolder + "/" + r.File
	}
	return r.Document
}

// Redirects reads redirects.csv of the import, in its order. Without the file
// there are none. A line with a Problem is left out, the rest goes on.
func (r *Reader) Redirects() ([]Redirect, []Problem) {
	if _, err := fs.Stat(r.fsys, redirectsFile); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	raw, reason := slurp(r.fsys, redirectsFile, maxRedirects)
	if reason == "" && badUTF8(raw) > 0 {
		return nil, []Problem{{File: redirectsFile, Line: badUTF8(raw), Reason: "not valid UTF-8"}}
	}
	if reason != "" {
		return nil, []Problem{{File: redirectsFile, Reason: reason}}
	}
	c := redirecting{r: r, seen: map[string]int{}}
	c.read(bytes.TrimPrefix(raw, []byte("\uFEFF")))
	return c.list, c.problems
}

// maxRedirects is the size of redirects.csv: some two hundred thousand lines.
const maxRedirects = 16 << 20

type redirecting struct {
	r        *Reader
	seen     map[string]int
	list     []Redirect
	problems []Problem
}

func (c *redirecting) add(line int, format string, args ...any) {
	c.problems = append(c.problems, Problem{File: redirectsFile, Line: line, Reason: fmt.Sprintf(format, args...)})
}

func (c *redirecting) read(raw []byte) {
	in := csv.NewReader(bytes.NewReader(raw))
	in.FieldsPerRecord = -1
	header := true
	for {
		record, err := in.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			if header {
				c.add(1, "the first line is the header old,to")
			}
			return
		case errors.As(err, &broken):
			c.add(broken.StartLine, "%s", broken.Err.Error())
			continue
		case err != nil:
			c.add(0, "%s", cause(err))
			return
		}
		line, _ := in.FieldPos(0)
		if header {
			if header = false; len(record) != 2 || record[0] != redirectColumns[0] || record[1] != redirectColumns[1] {
				c.add(line, "the first line is the header old,to")
				return
			}
			continue
		}
		c.record(line, record)
	}
}

func (c *redirecting) record(line int, record []string) {
	if len(record) != 2 {
		c.add(line, "%d columns, not 2", len(record))
		return
	}
	r := Redirect{Old: strings.TrimSpace(record[0]), Line: line}
	if reason := checkOld(r.Old); reason != "" {
		c.add(line, "%s", reason)
		return
	}
	if first := c.seen[r.Old]; first > 0 {
		c.add(line, "%s stands on line %d, too", quote(r.Old), first)
		return
	}
	c.seen[r.Old] = line
	if reason := c.target(&r, strings.TrimSpace(record[1])); reason != "" {
		c.add(line, "%s", reason)
		return
	}
	c.list = append(c.list, r)
}

// target reads the second column.
func (c *redirecting) target(r *Redirect, to string) string {
	if to == gone {
		r.Gone = true
		return ""
	}
	r.Document, r.File = to, ""
	if doc, file, ok := strings.Cut(to, "/"+filesFolder+"/"); ok {
		r.Document, r.File = doc, file
		if !goodFile(file) {
			return fmt.Sprintf("%q is not the name of a file", file)
		}
	}
	if id, ok := strings.CutPrefix(r.Document, "doc:"); ok && content.ID(id).Valid() {
		return ""
	}
	if !nameRef.MatchString(r.Document) {
		return fmt.Sprintf(`%q is not "gone", "doc:ID", "type/name" or "type/name/files/NAME"`, to)
	}
	typ, _, _ := strings.Cut(r.Document, "/")
	if c.r.types.Get(typ) == nil {
		return fmt.Sprintf("unknown type %q", typ)
	}
	if r.File != "" && c.r.Has(r.Document) {
		if _, err := fs.Stat(c.r.fsys, to); err != nil {
			return fmt.Sprintf("there is no file %q", to)
		}
	}
	return ""
}
