package folder

import (
	"regexp"
	"slices"
	"strings"

	"herald/content"
)

// pending is a reference by name, still to be resolved.
type pending struct {
	ref  string
	file string
	line int
}

var nameRef = regexp.MustCompile(`^[a-z][a-z0-9_]*/[a-z0-9][a-z0-9._-]*$`)

// document reads the value of a key that names one Document: the id, or
// "type/name" until Resolve.
func (p *page) document(v val) content.ID {
	s, ok := v.line()
	if !ok || s == "" {
		return ""
	}
	if id := content.ID(strings.TrimPrefix(s, "doc:")); id.Valid() {
		return id
	}
	if !p.name(v.where(), s) {
		v.bad("%s takes %s, not %s", v.name(), wanted[content.KindRef], quote(s))
		return ""
	}
	return content.ID(s)
}

// name takes down a reference by name; false says that s is none.
func (p *page) name(line int, s string) bool {
	if !nameRef.MatchString(s) {
		return false
	}
	p.refs = append(p.refs, pending{ref: s, file: p.file, line: line})
	return true
}

// ref reads one value of a ref field.
func (v val) ref(f content.Field, s string) string {
	if _, err := content.ParseRef(s); err == nil {
		return s
	}
	if content.ID(s).Valid() {
		return "doc:" + s
	}
	s = strings.TrimPrefix(s, "doc:")
	if !v.p.name(v.where(), s) {
		v.wrong(f)
		return ""
	}
	typ, _, _ := strings.Cut(s, "/")
	if len(f.To) > 0 && !slices.Contains(f.To, typ) {
		v.bad("field %q names a document of type %s, not %s", f.Name, strings.Join(f.To, " or "), typ)
		return ""
	}
	return s
}

// asset reads the name of a file of the folder, or the id of an Asset.
func (v val) asset(s string) string {
	if !v.p.load.d.hasFile(s) && !content.ID(s).Valid() {
		v.bad("there is no file %q below files/", s)
		return ""
	}
	return s
}

// proseRefs takes down the links in a field's prose.
func (v val) proseRefs(s string) { v.p.linksIn(s, func(int) int { return v.where() }) }

// bodyRefs takes down the links in the body.
func (p *page) bodyRefs() {
	p.linksIn(p.body, func(at int) int { return p.bodyLine + strings.Count(p.body[:at], "\n") })
}

func (p *page) linksIn(text string, line func(at int) int) {
	eachLink(text, func(at int, scheme, target string) {
		switch {
		case scheme == "doc:":
			ref, _, _ := strings.Cut(target, "#")
			if strings.Contains(ref, "/") && !p.name(line(at), ref) {
				p.add(line(at), "doc:"+ref+" names no document: want doc:ID or doc:type/name")
			}
		case scheme == "files/":
			if name := fileOf(target); !p.load.d.hasFile(name) {
				p.add(line(at), "there is no file "+quote(name)+" below files/")
			}
		}
	})
}

// Pending gives every "type/name" that d refers to, sorted.
func (d *Document) Pending() []string {
	var all []string
	for _, r := range d.refs {
		all = append(all, r.ref)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Resolve puts ids in the place of every reference by name, in fields, facts
// and texts. Where find does not know one, d stays as it is and the Problems
// say which.
func (d *Document) Resolve(find func(ref string) (content.ID, bool)) []Problem {
	known := map[string]content.ID{}
	var problems []Problem
	for _, r := range d.refs {
		if _, done := known[r.ref]; done {
			continue
		}
		if id, ok := find(r.ref); ok && id.Valid() {
			known[r.ref] = id
		}
	}
	for _, r := range d.refs {
		if known[r.ref] == "" {
			problems = append(problems, Problem{File: r.file, Line: r.line, Reason: "no document " + quote(r.ref)})
		}
	}
	if len(problems) > 0 {
		sortProblems(problems)
		return problems
	}
	d.rewrite(rewriter{
		document: func(s string) string {
			if id := known[s]; id != "" {
				return string(id)
			}
			return s
		},
		item: func(k content.Kind, s string) string {
			if id := known[s]; k == content.KindRef && id != "" {
				return content.Ref{Document: id}.String()
			}
			return s
		},
		link: func(scheme, target string) string {
			ref, fragment, _ := strings.Cut(target, "#")
			if id := known[ref]; scheme == "doc:" && id != "" {
				return "doc:" + string(id) + after("#", fragment)
			}
			return scheme + target
		},
	})
	d.refs = nil
	return nil
}

func after(mark, s string) string {
	if s == "" {
		return ""
	}
	return mark + s
}
