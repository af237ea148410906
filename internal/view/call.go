package view

import (
	"reflect"
	"text/template/parse"
)

// plainFuncs are the functions whose Go type says all about them.
var plainFuncs = func() map[string]reflect.Type {
	types := map[string]reflect.Type{}
	for name, f := range new(Set).funcs() {
		types[name] = reflect.TypeOf(f)
	}
	return types
}()

// function checks a call of a function by name.
func (c *checker) function(dot shape, n *parse.IdentifierNode, rest []parse.Node, final *shape) shape {
	switch n.Ident {
	case "args":
		return c.named(dot, n, rest, final)
	case "list":
		element := merged(c.operands(dot, rest, final))
		if element.rt == nil {
			return of(reflect.TypeFor[[]any]())
		}
		return of(reflect.SliceOf(element.rt))
	}
	if f := plainFuncs[n.Ident]; f != nil {
		return c.call(dot, n, n.Ident, f, rest, final)
	}
	return c.builtin(dot, n, rest, final)
}

func (c *checker) operands(dot shape, rest []parse.Node, final *shape) []shape {
	operands := c.evaluate(dot, rest)
	if final != nil {
		operands = append(operands, *final)
	}
	return operands
}

// named checks args, whose result keeps the shape of every value.
func (c *checker) named(dot shape, n parse.Node, rest []parse.Node, final *shape) shape {
	values := c.operands(dot, rest, final)
	if len(values)%2 != 0 {
		return c.report(n, "args needs a value for each name")
	}
	fields := map[string]shape{}
	for i := 0; i < len(rest); i += 2 {
		name, ok := rest[i].(*parse.StringNode)
		if !ok {
			return c.report(n, "the name %s given to args is not a constant string", rest[i])
		}
		fields[name.Text] = values[i+1]
	}
	return shape{fields: fields}
}

// arity is how many operands a builtin takes at least and at most; -1 is any.
var arity = map[string][2]int{
	"and": {1, -1}, "or": {1, -1}, "not": {1, 1}, "len": {1, 1}, "index": {1, -1}, "slice": {1, 4},
	"eq": {2, -1}, "ne": {2, 2}, "lt": {2, 2}, "le": {2, 2}, "gt": {2, 2}, "ge": {2, 2},
	"print": {0, -1}, "printf": {1, -1}, "println": {0, -1},
	"html": {0, -1}, "js": {0, -1}, "urlquery": {0, -1}, "call": {1, -1},
}

// builtin checks a function of text/template itself.
func (c *checker) builtin(dot shape, n *parse.IdentifierNode, rest []parse.Node, final *shape) shape {
	operands := c.operands(dot, rest, final)
	bounds, ok := arity[n.Ident]
	if !ok {
		return c.report(n, "there is no function %s", n.Ident)
	}
	if len(operands) < bounds[0] || bounds[1] >= 0 && len(operands) > bounds[1] {
		return c.report(n, "%s is given %d operands", n.Ident, len(operands))
	}
	switch n.Ident {
	case "and", "or":
		return merged(operands)
	case "not", "eq", "ne", "lt", "le", "gt", "ge":
		return boolShape
	case "len":
		return c.length(n, operands[0])
	case "index":
		return c.index(n, operands)
	case "slice":
		return operands[0]
	case "call":
		return shape{}
	}
	return stringShape
}

func (c *checker) length(n parse.Node, s shape) shape {
	if s.unknown() || s.fields != nil {
		return intShape
	}
	switch base := s.indirect(); base.rt.Kind() {
	case reflect.Array, reflect.Chan, reflect.Map, reflect.Slice, reflect.String, reflect.Interface:
	default:
		c.report(n, "len of %s", base.rt)
	}
	return intShape
}

func (c *checker) index(n parse.Node, operands []shape) shape {
	item := operands[0]
	for range operands[1:] {
		if item.unknown() || item.fields != nil {
			return shape{}
		}
		item = item.indirect()
		switch item.rt.Kind() {
		case reflect.Interface:
			return shape{}
		case reflect.Slice, reflect.Array:
			item = shape{rt: item.rt.Elem(), addressable: item.rt.Kind() == reflect.Slice || item.addressable}
		case reflect.Map:
			item = of(item.rt.Elem())
		case reflect.String:
			item = of(reflect.TypeFor[byte]())
		default:
			return c.report(n, "cannot index %s", item.rt)
		}
	}
	return item
}

// call checks the arguments of a Go function and gives the shape of its result.
func (c *checker) call(dot shape, n parse.Node, name string, f reflect.Type, rest []parse.Node, final *shape) shape {
	operands := c.operands(dot, rest, final)
	fixed := f.NumIn()
	if f.IsVariadic() {
		fixed--
	}
	if len(operands) < fixed || !f.IsVariadic() && len(operands) > fixed {
		c.report(n, "%s takes %d arguments and is given %d", name, fixed, len(operands))
	} else {
		for i, operand := range operands {
			want := f.In(min(i, f.NumIn()-1))
			if f.IsVariadic() && i >= fixed {
				want = want.Elem()
			}
			isNil := i < len(rest) && rest[i].Type() == parse.NodeNil
			if !isNil && !operand.fits(want) {
				c.report(n, "argument %d of %s is %s and must be %s", i+1, name, operand, want)
			}
		}
	}
	switch {
	case f.NumOut() == 1, f.NumOut() == 2 && f.Out(1) == errorType:
		return of(f.Out(0))
	}
	return c.report(n, "%s returns %d values; a template can use one, or one and an error", name, f.NumOut())
}
