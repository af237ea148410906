package folder

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// Document is one folder.
type Document struct {
	Site, Type string
	// Folder is the name of the folder below its Type. Name is the Document's
	// own name, the same unless the front matter says otherwise.
	Folder, Name string
	// ID is empty where the folder gives none.
	ID content.ID
	// Source is the locale that the other Translations are made from.
	Source i18n.Locale
	// Facts are those of the source's file. Organization, Parent and Topics
	// hold "type/name" as long as Resolve has not been called.
	Facts content.Facts
	// Translations are sorted by locale, Files by name.
	Translations []Translation
	Files        []File

	typ  *content.Type
	refs []pending
}

// Translation is one file of a folder.
type Translation struct {
	Locale i18n.Locale
	Words  content.Words
	// Published is the public time, or zero.
	Published time.Time
	// Derived says that the words were made by rule from another locale.
	Derived bool
	// File is the file's path in the import.
	File string
}

// File is one file below files/ of a folder.
type File struct {
	// Name is the path below files/, with slashes.
	Name string
	Size int64
}

// Ref gives the "type/name" by which other folders of the import name d.
func (d *Document) Ref() string { return d.Type + "/" + d.Folder }

// Translation gives the Translation in locale, or nil.
func (d *Document) Translation(locale i18n.Locale) *Translation {
	i := slices.IndexFunc(d.Translations, func(t Translation) bool { return t.Locale == locale })
	if i < 0 {
		return nil
	}
	return &d.Translations[i]
}

// Open opens the file called name in the import that d was read from.
func (d *Document) Open(fsys fs.FS, name string) (fs.File, error) {
	if !d.hasFile(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fsys.Open(d.Ref() + "/" + filesFolder + "/" + name)
}

func (d *Document) hasFile(name string) bool {
	return slices.ContainsFunc(d.Files, func(f File) bool { return f.Name == name })
}

// Problem is why a folder, or a line of redirects.csv, cannot be taken over.
type Problem struct {
	// File is the path in the import; Line is 0 where no line is concerned.
	File   string
	Line   int
	Reason string
	// Warning says that the Document is taken over all the same.
	Warning bool
}

// Error gives the Problem as one line: "act/t1/lt.md:3: unknown key \"foo\"".
func (p Problem) Error() string {
	reason := strings.Join(strings.Fields(p.Reason), " ")
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, reason)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, reason)
}

func fatal(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return !p.Warning })
}

func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
}
