// Package view owns the loading of templates and assets: themes laid over each
// other, pages put together from layout and partials, fingerprinted files, and
// a check of every template against the page struct it is given.
//
// It must not know HTTP, the domain or a language: texts come from a method of
// the page struct, never from a function of the template, so that one parsed
// template serves every request.
package view

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"slices"
	"sync"
	"text/template/parse"

	"herald/internal/fault"
)

// Source says what to load. The folders of every layer are:
//
//	layouts/NAME.html             whole documents; "base" unless a page names another
//	partials/NAME.html            reusable parts, called {{template "NAME" .}}
//	pages/PAGE/PAGE.html          definitions that fill the layout, with PAGE.css beside it
//	assets/...                    style sheets, scripts, fonts and pictures
//
// A page names its layout in a comment on its first line: {{/* layout: print */}}.
type Source struct {
	// Layers are the file systems, the base first; a file of a later one
	// replaces the file with the same path of an earlier one.
	Layers []fs.FS
	// Prefix is where assets are served; empty means "/assets/".
	Prefix string
}

// Set is a loaded theme, safe for concurrent use.
type Set struct {
	pages  map[string]*page
	assets map[string]Asset  // by path of the address
	names  map[string]string // from name of the file to path of the address
}

// page is one page in two forms: ready to render, and as parsed for the check,
// because escaping rewrites the trees it uses.
type page struct {
	file  string
	entry string
	ready *template.Template
	trees map[string]*parse.Tree
}

// Load reads everything and reports every broken template at once, each with
// its file, line and reason.
func Load(source Source) (*Set, error) {
	if source.Prefix == "" {
		source.Prefix = "/assets/"
	}
	files, err := gather(source.Layers)
	if err != nil {
		return nil, err
	}
	s := &Set{pages: map[string]*page{}}
	var problems []error
	s.assets, s.names, problems = fingerprint(files, source.Prefix)
	problems = append(problems, s.parse(files)...)
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return s, nil
}

// Pages lists the names of all pages in order.
func (s *Set) Pages() []string {
	names := make([]string, 0, len(s.pages))
	for name := range s.pages {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Has reports whether there is a page of that name.
func (s *Set) Has(page string) bool { return s.pages[page] != nil }

// First is the first of the names that is a page, so that a theme may have a
// template of its own for a kind of page; it is empty when none is.
func (s *Set) First(names ...string) string {
	for _, name := range names {
		if s.Has(name) {
			return name
		}
	}
	return ""
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// largestPooled keeps one enormous page from staying in memory for ever.
const largestPooled = 1 << 20

// Render writes a page. Nothing is written when the template fails: a reader
// gets the whole page or an error, never half of one.
func (s *Set) Render(w io.Writer, page string, data any) error {
	p := s.pages[page]
	if p == nil {
		return fault.Wrap(fault.Internal, errors.New("no such page"), "render %q", page)
	}
	buffer := buffers.Get().(*bytes.Buffer)
	buffer.Reset()
	defer func() {
		if buffer.Cap() <= largestPooled {
			buffers.Put(buffer)
		}
	}()
	if err := p.ready.ExecuteTemplate(buffer, p.entry, data); err != nil {
		return fmt.Errorf("render %q: %w", page, err)
	}
	_, err := w.Write(buffer.Bytes())
	return err
}
