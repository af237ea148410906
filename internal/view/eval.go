package view

import (
	"reflect"
	"text/template/parse"
)

// pipeline gives the shape of a pipeline and declares its variables.
func (c *checker) pipeline(dot shape, pipe *parse.PipeNode) shape {
	if pipe == nil {
		return shape{}
	}
	value := c.value(dot, pipe)
	for _, v := range pipe.Decl {
		if pipe.IsAssign {
			c.assign(v.Ident[0], value)
		} else {
			c.vars = append(c.vars, variable{v.Ident[0], value})
		}
	}
	return value
}

// value gives the shape of a pipeline alone.
func (c *checker) value(dot shape, pipe *parse.PipeNode) shape {
	var final *shape
	for _, command := range pipe.Cmds {
		value := c.command(dot, command, final)
		final = &value
	}
	return *final
}

// command gives the shape of one command; final is what the pipe passes to it.
func (c *checker) command(dot shape, command *parse.CommandNode, final *shape) shape {
	first, rest := command.Args[0], command.Args[1:]
	switch n := first.(type) {
	case *parse.FieldNode:
		return c.chain(dot, n, dot, n.Ident, rest, final)
	case *parse.ChainNode:
		return c.chain(dot, n, c.argument(dot, n.Node), n.Field, rest, final)
	case *parse.VariableNode:
		start := c.lookup(n.Ident[0])
		if len(n.Ident) > 1 {
			return c.chain(dot, n, start, n.Ident[1:], rest, final)
		}
		c.noArguments(n, rest, final)
		return start
	case *parse.IdentifierNode:
		return c.function(dot, n, rest, final)
	}
	c.noArguments(first, rest, final)
	value := c.argument(dot, first)
	value.constant = false // only as an operand does a literal take the type asked for
	return value
}

func (c *checker) noArguments(n parse.Node, rest []parse.Node, final *shape) {
	if len(rest) > 0 || final != nil {
		c.report(n, "%s takes no arguments", n)
	}
}

// argument gives the shape of one operand.
func (c *checker) argument(dot shape, n parse.Node) shape {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.PipeNode:
		return c.pipeline(dot, n)
	case *parse.BoolNode:
		return shape{rt: boolShape.rt, constant: true}
	case *parse.StringNode:
		return shape{rt: stringShape.rt, constant: true}
	case *parse.NumberNode:
		if n.IsInt {
			return shape{rt: intShape.rt, constant: true}
		}
		return shape{rt: reflect.TypeFor[float64](), constant: true}
	case *parse.FieldNode, *parse.ChainNode, *parse.VariableNode, *parse.IdentifierNode:
		return c.command(dot, &parse.CommandNode{Args: []parse.Node{n}}, nil)
	}
	return shape{}
}

// chain follows .A.B.C from a start; only the last may take arguments.
func (c *checker) chain(dot shape, n parse.Node, start shape, names []string, rest []parse.Node, final *shape) shape {
	last := len(names) - 1
	for _, name := range names[:last] {
		start = c.field(dot, n, start, name, nil, nil)
	}
	return c.field(dot, n, start, names[last], rest, final)
}

// field gives the shape of receiver.name, called with arguments if it is a method.
func (c *checker) field(dot shape, n parse.Node, receiver shape, name string, rest []parse.Node, final *shape) shape {
	if receiver.unknown() {
		c.evaluate(dot, rest)
		return shape{}
	}
	if receiver.fields != nil {
		value, ok := receiver.fields[name]
		if !ok {
			return c.report(n, "%s: there is no %s in %s", n, name, receiver)
		}
		c.noFieldArguments(n, name, rest, final)
		return value
	}
	base := receiver.indirect()
	if method, ok := methodOf(base, name); ok {
		return c.call(dot, n, name, method, rest, final)
	}
	switch base.rt.Kind() {
	case reflect.Struct:
		field, ok := base.rt.FieldByName(name)
		if !ok {
			break
		}
		if !field.IsExported() {
			return c.report(n, "%s: %s is an unexported field of %s", n, name, base.rt)
		}
		c.noFieldArguments(n, name, rest, final)
		return shape{rt: field.Type, addressable: base.addressable}
	case reflect.Map:
		if stringShape.rt.AssignableTo(base.rt.Key()) {
			c.noFieldArguments(n, name, rest, final)
			return of(base.rt.Elem())
		}
	case reflect.Interface:
		// What is inside may have it; only a run can tell.
		c.evaluate(dot, rest)
		return shape{}
	}
	if _, ok := methodOf(shape{rt: base.rt, addressable: true}, name); ok {
		return c.report(n, "%s: %s is a method of *%s, and this %s is not reached by a pointer", n, name, base.rt, base.rt)
	}
	return c.report(n, "%s: %s has no field or method %s", n, base.rt, name)
}

func (c *checker) noFieldArguments(n parse.Node, name string, rest []parse.Node, final *shape) {
	if len(rest) > 0 || final != nil {
		c.report(n, "%s: %s is a field and takes no arguments", n, name)
	}
}

func (c *checker) evaluate(dot shape, nodes []parse.Node) []shape {
	shapes := make([]shape, len(nodes))
	for i, n := range nodes {
		shapes[i] = c.argument(dot, n)
	}
	return shapes
}

// methodOf finds a method as a function type without receiver.
func methodOf(base shape, name string) (reflect.Type, bool) {
	t := base.rt
	if t.Kind() == reflect.Interface {
		method, ok := t.MethodByName(name)
		return method.Type, ok
	}
	if base.addressable {
		t = reflect.PointerTo(t)
	}
	method, ok := t.MethodByName(name)
	if !ok {
		return nil, false
	}
	in := make([]reflect.Type, 0, method.Type.NumIn()-1)
	for i := 1; i < method.Type.NumIn(); i++ {
		in = append(in, method.Type.In(i))
	}
	out := make([]reflect.Type, 0, method.Type.NumOut())
	for i := range method.Type.NumOut() {
		out = append(out, method.Type.Out(i))
	}
	return reflect.FuncOf(in, out, method.Type.IsVariadic()), true
}
