package folder

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"herald/content"
	"herald/i18n"
)

func quote(s string) string { return strconv.Quote(s) }

// load is the reading of one folder.
type load struct {
	r        *Reader
	d        *Document
	pages    []*page
	source   *page
	site     *content.Site
	problems []Problem
}

// read reads one folder. The Document is nil where a Problem is no warning.
func (r *Reader) read(typ, name string) (*Document, []Problem) {
	l := &load{r: r, d: &Document{Type: typ, Folder: name, typ: r.types.Get(typ)}}
	l.entries()
	l.pickSource()
	for _, p := range l.pages {
		p.readKeys()
	}
	if l.source != nil {
		l.takeFacts()
		l.checkLocales()
	}
	for _, p := range l.pages {
		l.claim(p)
		l.d.Translations = append(l.d.Translations, p.translation())
		l.d.refs = append(l.d.refs, p.refs...)
		l.problems = append(l.problems, p.problems...)
	}
	sortProblems(l.problems)
	if fatal(l.problems) {
		return nil, l.problems
	}
	return l.d, l.problems
}

func (l *load) add(file string, line int, reason string) {
	l.problems = append(l.problems, Problem{File: file, Line: line, Reason: reason})
}

// entries reads what is in the folder: locale files and files/.
func (l *load) entries() {
	dir := l.d.Ref()
	entries, err := fs.ReadDir(l.r.fsys, dir)
	if err != nil {
		l.add(dir, 0, cause(err))
		return
	}
	for _, e := range entries {
		file := dir + "/" + e.Name()
		locale, isPage := strings.CutSuffix(e.Name(), ".md")
		switch {
		case hidden(e.Name()):
		case e.Type()&fs.ModeSymlink != 0:
			l.add(file, 0, "a symbolic link is not followed")
		case e.IsDir() && e.Name() == filesFolder:
			l.listFiles(file)
		case isPage && !e.IsDir():
			l.page(file, locale)
		default:
			l.problems = append(l.problems, Problem{File: file, Warning: true,
				Reason: "neither a locale's file nor below files/: left out"})
		}
	}
	if len(l.pages) == 0 && !fatal(l.problems) {
		l.add(dir, 0, "there is no locale's file, such as en.md")
	}
	slices.SortFunc(l.pages, func(a, b *page) int { return strings.Compare(string(a.locale), string(b.locale)) })
}

func (l *load) page(file, name string) {
	locale, err := i18n.Parse(name)
	if err != nil {
		l.add(file, 0, quote(name)+" is not a known locale")
		return
	}
	p := &page{load: l, file: file, locale: locale}
	raw, reason := slurp(l.r.fsys, file, MaxFile)
	if reason != "" {
		p.add(0, reason)
	} else {
		p.split(raw)
	}
	l.pages = append(l.pages, p)
}

// slurp reads a file that may not be larger than limit, or says why it cannot.
func slurp(fsys fs.FS, file string, limit int) ([]byte, string) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, int64(limit)+1))
	switch {
	case err != nil:
		return nil, cause(err)
	case len(raw) > limit:
		return nil, "larger than " + strconv.Itoa(limit>>20) + " MiB"
	}
	return raw, ""
}

func (l *load) listFiles(dir string) {
	err := fs.WalkDir(l.r.fsys, dir, func(file string, e fs.DirEntry, err error) error {
		name := strings.TrimPrefix(file, dir+"/")
		switch {
		case err != nil:
			l.add(file, 0, cause(err))
			return nil
		case e.IsDir() && file == dir:
			return nil
		case hidden(path.Base(file)):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.Type()&fs.ModeSymlink != 0:
			l.add(file, 0, "a symbolic link is not followed")
			return nil
		case !goodFile(name):
			l.add(file, 0, "the name of a file is printable and has no backslash or colon")
			return nil
		case e.IsDir():
			return nil
		}
		info, err := e.Info()
		switch {
		case err != nil:
			l.add(file, 0, cause(err))
		case !info.Mode().IsRegular():
			l.add(file, 0, "not a regular file")
		default:
			l.d.Files = append(l.d.Files, File{Name: name, Size: info.Size()})
		}
		return nil
	})
	if err != nil {
		l.add(dir, 0, cause(err))
	}
	slices.SortFunc(l.d.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
}

// goodFile reports whether name stays below files/ on every file system.
func goodFile(name string) bool {
	return fs.ValidPath(name) && name != "." && len(name) <= 240 &&
		!strings.ContainsFunc(name, func(r rune) bool { return !strconv.IsPrint(r) || r == '\\' || r == ':' })
}

// pickSource finds the file that the others are made from.
func (l *load) pickSource() {
	if len(l.pages) == 1 {
		l.source = l.pages[0]
		return
	}
	broken := false
	for _, p := range l.pages {
		broken = broken || p.tree == nil
		if said, _ := p.tree["source"].(bool); !said {
			continue
		}
		if l.source != nil {
			p.add(p.line("source"), "two sources: "+path.Base(l.source.file)+" says so, too")
			continue
		}
		l.source = p
	}
	if l.source == nil && len(l.pages) > 1 && !broken {
		l.add(l.d.Ref(), 0, "no source: one of the files needs source = true")
	}
}

// checkLocales asks that the home Site speaks the locale of every file.
func (l *load) checkLocales() {
	if l.site == nil {
		return
	}
	for _, p := range l.pages {
		switch {
		case !l.site.Has(p.locale):
			p.add(0, "site "+l.site.Name+" does not offer the locale "+string(p.locale))
		case p.derived && p != l.source && !slices.ContainsFunc(l.site.Locales, func(from i18n.Locale) bool {
			return l.site.Derives(from) == p.locale && l.pageIn(from) != nil
		}):
			p.add(p.line("derived"), "no file here is one that "+string(p.locale)+" is derived from")
		}
	}
}

func (l *load) pageIn(locale i18n.Locale) *page {
	for _, p := range l.pages {
		if p.locale == locale {
			return p
		}
	}
	return nil
}

// claim refuses what may stand once in an import and already did.
func (l *load) claim(p *page) {
	if p == l.source {
		l.once(p, "id", string(l.d.ID), "id "+quote(string(l.d.ID)))
		if l.d.Name != "" {
			name := l.d.Site + " " + l.d.Type + " " + l.d.Name
			l.once(p, "name", name, "the name "+quote(l.d.Name))
		}
	}
	if l.d.Site != "" && p.words.Path != "" {
		at := l.d.Site + " " + string(p.locale) + " " + p.words.Path
		l.once(p, "path", at, "path "+quote(p.words.Path))
	}
}

func (l *load) once(p *page, key, value, said string) {
	if value == "" {
		return
	}
	k := key + " " + value
	if other := l.r.taken[k]; other != "" {
		p.add(p.line(key), said+" is taken by "+other)
		return
	}
	where := p.file
	if line := p.line(key); line > 0 {
		where += ":" + strconv.Itoa(line)
	}
	l.r.taken[k] = where
}
