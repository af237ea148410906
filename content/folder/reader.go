package folder

import (
	"errors"
	"io/fs"
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"

	"herald/content"
)

const (
	// MaxFile is the size of a locale file or redirects.csv in bytes; a body
	// has room five times over.
	MaxFile = 1 << 20
	// maxName bounds a folder's name, so that it fits every file system.
	maxName = 120

	filesFolder   = "files"
	redirectsFile = "redirects.csv"
)

// folderForm is what a folder may be called: what is safe in every file system
// and readable in a reference.
var folderForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)

func goodFolder(name string) bool {
	return len(name) <= maxName && folderForm.MatchString(name) && !strings.HasSuffix(name, ".")
}

// Options say what the files themselves do not.
type Options struct {
	// Site is home to the folders that name none. Empty means the only Site, or
	// the only public one.
	Site string
	// Now is the instant after which a public time lies in the future and is
	// refused; the zero time refuses none.
	Now time.Time
}

// Reader reads the folders of one import, one at a time. Of the others it
// holds names, ids and paths only.
type Reader struct {
	fsys  fs.FS
	types *content.Types
	sites content.Sites
	o     Options

	roots []root
	count int
	taken map[string]string
}

// root is one entry of the import's top.
type root struct {
	name     string
	folders  []string
	problems []Problem
}

// Read lists the folders in fsys. Files are read by All.
func Read(fsys fs.FS, types *content.Types, sites content.Sites, o Options) *Reader {
	r := &Reader{fsys: fsys, types: types, sites: sites, o: o}
	if r.o.Site == "" {
		r.o.Site = onlySite(sites)
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		r.roots = append(r.roots, root{problems: []Problem{{File: ".", Reason: cause(err)}}})
	}
	for _, e := range entries {
		if !hidden(e.Name()) && e.Name() != redirectsFile {
			r.roots = append(r.roots, r.list(e))
		}
	}
	for _, top := range r.roots {
		slices.Sort(top.folders)
		r.count += len(top.folders)
	}
	return r
}

// Count gives how many folders All will go through.
func (r *Reader) Count() int { return r.count }

// Has reports whether the import has a folder called ref, "type/name". It is
// true for a folder that All finds broken, too.
func (r *Reader) Has(ref string) bool {
	typ, name, _ := strings.Cut(ref, "/")
	for _, top := range r.roots {
		if top.name == typ {
			_, found := slices.BinarySearch(top.folders, name)
			return found
		}
	}
	return false
}

// All gives every Document, or its Problems, in the order of types and names.
// A Document with a Problem is nil; only warnings come together with one. What
// belongs to no folder is given as Problems alone.
func (r *Reader) All() iter.Seq2[*Document, []Problem] {
	return func(yield func(*Document, []Problem) bool) {
		r.taken = map[string]string{}
		for _, top := range r.roots {
			if len(top.problems) > 0 && !yield(nil, top.problems) {
				return
			}
			for _, name := range top.folders {
				d, problems := r.read(top.name, name)
				if !yield(d, problems) {
					return
				}
			}
		}
	}
}

// list takes down the folders of one Type.
func (r *Reader) list(e fs.DirEntry) root {
	top := root{name: e.Name()}
	problem := func(file, reason string, warning bool) {
		top.problems = append(top.problems, Problem{File: file, Reason: reason, Warning: warning})
	}
	switch {
	case e.Type()&fs.ModeSymlink != 0:
		problem(e.Name(), "a symbolic link is not followed", false)
		return top
	case !e.IsDir():
		problem(e.Name(), "not a folder of a type: left out", true)
		return top
	case r.types.Get(e.Name()) == nil:
		problem(e.Name(), "unknown type "+quote(e.Name())+": nothing in it is read", false)
		return top
	}
	entries, err := fs.ReadDir(r.fsys, e.Name())
	if err != nil {
		problem(e.Name(), cause(err), false)
	}
	for _, f := range entries {
		file := e.Name() + "/" + f.Name()
		switch {
		case hidden(f.Name()):
		case f.Type()&fs.ModeSymlink != 0:
			problem(file, "a symbolic link is not followed", false)
		case !f.IsDir():
			problem(file, "not a folder of a document: left out", true)
		case !goodFolder(f.Name()):
			problem(file, "a folder's name is of a-z, 0-9, ., _ and -, at most 120 characters", false)
		default:
			top.folders = append(top.folders, f.Name())
		}
	}
	return top
}

// onlySite gives the Site that a folder without a site key can only mean.
func onlySite(sites content.Sites) string {
	only := func(wanted func(*content.Site) bool) string {
		found := ""
		for name, s := range sites {
			if wanted(s) {
				if found != "" {
					return ""
				}
				found = name
			}
		}
		return found
	}
	if name := only(func(*content.Site) bool { return true }); name != "" {
		return name
	}
	return only(func(s *content.Site) bool { return s.Audience == content.Public })
}

// hidden files are those of editors and operating systems.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || name == "Thumbs.db" || name == "desktop.ini"
}

// cause gives what a file system says, without the path that stands before it.
func cause(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return "cannot be read: " + p.Err.Error()
	}
	return "cannot be read: " + err.Error()
}
