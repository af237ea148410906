package folder

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"herald/content"
)

// Sink is where an export goes. Create makes the file called name, a path with
// slashes, and the folders above it.
type Sink interface {
	Create(name string) (io.WriteCloser, error)
}

// Dir gives a Sink that writes below root and can reach nothing outside it.
func Dir(root *os.Root) Sink { return dir{root} }

type dir struct{ root *os.Root }

func (d dir) Create(name string) (io.WriteCloser, error) {
	if err := d.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return nil, err
	}
	return d.root.Create(name)
}

// Writer writes folders. Equal Documents in equal order give equal bytes.
type Writer struct {
	// Site need not be named by its folders; the Reader's Options say the same.
	Site  string
	sink  Sink
	types *content.Types
	used  map[string]bool
}

// NewWriter gives a Writer into sink, which should be empty: files that are
// there already are replaced, never removed.
func NewWriter(sink Sink, types *content.Types) *Writer {
	return &Writer{sink: sink, types: types, used: map[string]bool{}}
}

// Write writes the folder of d. Files are read with open, which may be nil
// where d has none. The folder is called d.Folder, else as the Document; where
// another Document of this export has that name, the Site is put behind it.
func (w *Writer) Write(d Document, open func(file string) (io.ReadCloser, error)) error {
	t := w.types.Get(d.Type)
	if t == nil {
		return fmt.Errorf("folder: unknown type %q", d.Type)
	}
	if len(d.Translations) == 0 {
		return fmt.Errorf("folder: %s %s has no translation", d.Type, d.Name)
	}
	d.Name = cmp.Or(d.Name, d.Facts.Name)
	d.typ, d.Folder = t, w.folder(d)
	for _, tr := range d.Translations {
		if err := w.file(d.Ref()+"/"+string(tr.Locale)+".md", bytes.NewReader(w.page(&d, tr))); err != nil {
			return err
		}
	}
	for _, f := range d.Files {
		if err := w.copy(&d, f.Name, open); err != nil {
			return fmt.Errorf("folder: %s: file %q: %w", d.Ref(), f.Name, err)
		}
	}
	return nil
}

// folder finds a name that no other folder of the export has.
func (w *Writer) folder(d Document) string {
	base := d.Folder
	if base == "" {
		base = d.Name
	}
	if !goodFolder(base) {
		if base = string(d.ID); base == "" {
			base = "unnamed"
		}
	}
	name := base
	for n := 1; w.used[d.Type+"/"+name]; n++ {
		switch site := base + "." + d.Site; {
		case n == 1 && goodFolder(site):
			name = site
		default:
			name = base + "." + strconv.Itoa(n)
		}
	}
	w.used[d.Type+"/"+name] = true
	return name
}

func (w *Writer) copy(d *Document, name string, open func(file string) (io.ReadCloser, error)) error {
	if !goodFile(name) {
		return errors.New("not the name of a file")
	}
	if open == nil {
		return errors.New("nothing to read it with")
	}
	in, err := open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	return w.file(d.Ref()+"/"+filesFolder+"/"+name, in)
}

func (w *Writer) file(name string, from io.Reader) error {
	out, err := w.sink.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, from)
	return errors.Join(err, out.Close())
}

// Redirects writes redirects.csv, sorted by the old address; nothing if there
// are none.
func (w *Writer) Redirects(list []Redirect) error {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Redirect) int { return strings.Compare(a.Old, b.Old) })
	var out bytes.Buffer
	c := csv.NewWriter(&out)
	err := c.Write(redirectColumns)
	for _, r := range list {
		err = errors.Join(err, c.Write([]string{r.Old, r.To()}))
	}
	c.Flush()
	if err = errors.Join(err, c.Error()); err != nil {
		return err
	}
	return w.file(redirectsFile, &out)
}
