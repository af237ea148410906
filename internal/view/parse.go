package view

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"text/template/parse"
)

var layoutComment = regexp.MustCompile(`^\{\{-?\s*/\*\s*layout:\s*([\w-]+)\s*\*/\s*-?\}\}`)

// defaultLayout is the layout of a page that names none.
const defaultLayout = "base"

// parse puts every page together and returns all that is wrong.
func (s *Set) parse(found files) []error {
	funcs := s.funcs()
	common, problems := parseShared(found, funcs)
	for _, file := range found.in("pages", ".html") {
		name := path.Base(path.Dir(file))
		if file != path.Join("pages", name, name+".html") {
			problems = append(problems, fmt.Errorf("%s: a page is pages/NAME/NAME.html", file))
			continue
		}
		p, err := assemble(file, string(found[file]), common, funcs)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		s.pages[name] = p
	}
	return problems
}

// parseShared reads layouts and partials. Their templates are named after the
// file, "layouts/base" and "card", while errors keep naming the file itself.
func parseShared(found files, funcs template.FuncMap) (map[string]*parse.Tree, []error) {
	trees, problems := map[string]*parse.Tree{}, []error(nil)
	for _, folder := range []string{"layouts", "partials"} {
		for _, file := range found.in(folder, ".html") {
			own, err := parseFile(file, string(found[file]), funcs)
			if err != nil {
				problems = append(problems, err)
				continue
			}
			name := stem(file)
			if folder == "layouts" {
				name = "layouts/" + name
			}
			if main := own[file]; main != nil {
				delete(own, file)
				own[name] = main
			}
			for _, defined := range slices.Sorted(maps.Keys(own)) {
				if other := trees[defined]; other != nil && folder == "partials" && !isBlock(other) {
					problems = append(problems, fmt.Errorf("%s: template %q is already in %s", file, defined, other.ParseName))
					continue
				}
				trees[defined] = own[defined]
			}
		}
	}
	return trees, problems
}

// isBlock says whether a template comes from a layout, where a later
// definition is meant to replace it.
func isBlock(tree *parse.Tree) bool { return strings.HasPrefix(tree.ParseName, "layouts/") }

// parseFile returns the templates of one file; its text outside of any
// definition, if there is any, under the name of the file.
func parseFile(file, text string, funcs template.FuncMap) (map[string]*parse.Tree, error) {
	trees, err := parse.Parse(file, text, "", "", map[string]any(funcs), builtinNames)
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "template: "))
	}
	if main := trees[file]; main != nil && parse.IsEmptyTree(main.Root) && len(trees) > 1 {
		delete(trees, file)
	}
	return trees, nil
}

// assemble makes a page of the shared templates and its own.
func assemble(file, text string, common map[string]*parse.Tree, funcs template.FuncMap) (*page, error) {
	own, err := parseFile(file, text, funcs)
	if err != nil {
		return nil, err
	}
	if own[file] != nil {
		return nil, fmt.Errorf("%s:1: a page consists of definitions, and there is text outside of them", file)
	}
	layout := defaultLayout
	if match := layoutComment.FindStringSubmatch(text); match != nil {
		layout = match[1]
	}
	p := &page{file: file, entry: "layouts/" + layout, trees: maps.Clone(common)}
	if common[p.entry] == nil {
		return nil, fmt.Errorf("%s:1: there is no layouts/%s.html, or it is broken", file, layout)
	}
	maps.Copy(p.trees, own)
	if err := p.complete(); err != nil {
		return nil, err
	}
	return p, p.compile(funcs)
}

// complete reports calls of templates that do not exist.
func (p *page) complete() error {
	var problems []error
	for _, name := range slices.Sorted(maps.Keys(p.trees)) {
		tree := p.trees[name]
		visit(tree.Root, func(n parse.Node) {
			if call, ok := n.(*parse.TemplateNode); ok && p.trees[call.Name] == nil {
				problems = append(problems, at(tree, n, fmt.Sprintf("there is no template %q (for %s)", call.Name, p.file)))
			}
		})
	}
	return errors.Join(problems...)
}

// compile makes the renderable form and has it escaped now, so that markup
// which cannot be escaped safely fails the start and not a reader.
func (p *page) compile(funcs template.FuncMap) error {
	p.ready = template.New("").Funcs(funcs).Option("missingkey=error")
	for _, name := range slices.Sorted(maps.Keys(p.trees)) {
		if _, err := p.ready.AddParseTree(name, p.trees[name].Copy()); err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
	}
	var escape *template.Error
	if err := p.ready.ExecuteTemplate(io.Discard, p.entry, nil); errors.As(err, &escape) {
		return fmt.Errorf("%s: %w", p.file, escape)
	}
	return nil
}
