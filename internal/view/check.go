package view

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
)

// Check proves that a page can be rendered with data of the type of sample:
// every field and method that its templates name exists, takes what it is
// given and can be ranged over where it is. All branches are looked at, also
// those that a test page would not take. Values of interface type are taken on
// trust. The error joins one Problem for each mistake.
func (s *Set) Check(page string, sample any) error {
	p := s.pages[page]
	if p == nil {
		return fmt.Errorf("there is no page %q", page)
	}
	c := &checker{page: p, done: map[string]bool{}, reported: map[string]bool{}}
	c.template(p.entry, of(reflect.TypeOf(sample)))
	return errors.Join(c.problems...)
}

// checker walks the templates of one page with the shapes of their data.
type checker struct {
	page     *page
	tree     *parse.Tree // the template being walked
	vars     []variable
	depth    int
	done     map[string]bool // template and shape: a menu may call itself
	reported map[string]bool
	problems []error
}

// deepest bounds templates that call themselves with ever larger args.
const deepest = 40

// variable is one template variable in scope; assigned ones may change shape.
type variable struct {
	name  string
	shape shape
}

// report notes a problem once, however many callers the template has.
func (c *checker) report(n parse.Node, format string, args ...any) shape {
	problem := at(c.tree, n, fmt.Sprintf(format, args...))
	if key := problem.Error(); !c.reported[key] {
		c.reported[key] = true
		c.problems = append(c.problems, problem)
	}
	return shape{}
}

// template checks a template for data of one shape.
func (c *checker) template(name string, data shape) {
	key := name + "\x00" + data.String()
	tree := c.page.trees[name]
	if c.done[key] || tree == nil || c.depth >= deepest {
		return
	}
	c.done[key] = true
	c.depth++
	defer func() { c.depth-- }()
	outerTree, outerVars := c.tree, c.vars
	c.tree, c.vars = tree, []variable{{"$", data}}
	c.list(data, tree.Root)
	c.tree, c.vars = outerTree, outerVars
}

func (c *checker) list(dot shape, list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		c.node(dot, n)
	}
}

func (c *checker) node(dot shape, n parse.Node) {
	switch n := n.(type) {
	case *parse.ActionNode:
		c.pipeline(dot, n.Pipe)
	case *parse.IfNode:
		c.scoped(func() {
			c.pipeline(dot, n.Pipe)
			c.branches(dot, dot, n.List, n.ElseList)
		})
	case *parse.WithNode:
		c.scoped(func() { c.branches(c.pipeline(dot, n.Pipe), dot, n.List, n.ElseList) })
	case *parse.RangeNode:
		c.scoped(func() { c.rangeOver(dot, n) })
	case *parse.TemplateNode:
		data := shape{}
		if n.Pipe != nil {
			data = c.pipeline(dot, n.Pipe)
		}
		c.template(n.Name, data)
	}
}

// branches checks both sides of a condition, each with its own variables.
func (c *checker) branches(then, otherwise shape, list, elseList *parse.ListNode) {
	c.scoped(func() { c.list(then, list) })
	c.scoped(func() { c.list(otherwise, elseList) })
}

// rangeOver gives the variables of a range clause the shapes of its elements.
func (c *checker) rangeOver(dot shape, n *parse.RangeNode) {
	decl := n.Pipe.Decl
	over := c.value(dot, n.Pipe)
	key, value, ok := over.elements()
	if !ok {
		c.report(n.Pipe, "cannot range over %s of type %s", n.Pipe, over)
	}
	if pairs := over.rt != nil && over.rt.Kind() == reflect.Func && over.rt.CanSeq2(); pairs && len(decl) < 2 {
		value = key // with one variable or none, a sequence of pairs gives its first halves
	}
	shapes := []shape{value}
	if len(decl) > 1 {
		shapes = []shape{key, value}
	}
	for i, v := range decl {
		if n.Pipe.IsAssign {
			c.assign(v.Ident[0], shapes[i])
		} else {
			c.vars = append(c.vars, variable{v.Ident[0], shapes[i]})
		}
	}
	c.branches(value, dot, n.List, n.ElseList)
}

func (c *checker) scoped(walk func()) {
	mark := len(c.vars)
	walk()
	c.vars = c.vars[:mark]
}

// assign gives a variable what both its old and new value are.
func (c *checker) assign(name string, value shape) {
	for i := len(c.vars) - 1; i >= 0; i-- {
		if c.vars[i].name == name {
			c.vars[i].shape = merged([]shape{c.vars[i].shape, value})
			return
		}
	}
}

func (c *checker) lookup(name string) shape {
	for i := len(c.vars) - 1; i >= 0; i-- {
		if c.vars[i].name == name {
			return c.vars[i].shape
		}
	}
	return shape{}
}

// TextKeys lists the constant first arguments of a method in all templates,
// such as the catalogue keys given to T, each with the places that use it.
func (s *Set) TextKeys(method string) map[string][]Problem {
	keys, seen := map[string][]Problem{}, map[*parse.Tree]bool{}
	for _, p := range s.pages {
		for _, tree := range p.trees {
			if seen[tree] {
				continue
			}
			seen[tree] = true
			visit(tree.Root, func(n parse.Node) {
				command, ok := n.(*parse.CommandNode)
				if !ok || len(command.Args) < 2 || !calls(command.Args[0], method) {
					return
				}
				if key, ok := command.Args[1].(*parse.StringNode); ok {
					keys[key.Text] = append(keys[key.Text], *at(tree, n, key.Text))
				}
			})
		}
	}
	return keys
}

func calls(n parse.Node, method string) bool {
	text := n.String()
	return strings.HasSuffix(text, "."+method)
}
