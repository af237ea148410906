package view

import (
	"reflect"
	"slices"
	"strings"
)

// shape is what the check knows of a value before any page is rendered: a Go
// type, the named values of an args call, or nothing (the zero shape), about
// which every question is answered yes.
type shape struct {
	rt     reflect.Type
	fields map[string]shape
	// addressable values have the methods of their pointer too.
	addressable bool
	// constant marks an untyped number written in the template.
	constant bool
}

var (
	stringShape = shape{rt: reflect.TypeFor[string]()}
	boolShape   = shape{rt: reflect.TypeFor[bool]()}
	intShape    = shape{rt: reflect.TypeFor[int]()}
	errorType   = reflect.TypeFor[error]()
	valueType   = reflect.TypeFor[reflect.Value]()
)

func (s shape) unknown() bool {
	return s.fields == nil && (s.rt == nil || s.rt.Kind() == reflect.Interface && s.rt.NumMethod() == 0)
}

// of makes the shape of a Go type.
func of(t reflect.Type) shape { return shape{rt: t} }

// String names the shape for messages, and apart from others for the memory
// of what was checked.
func (s shape) String() string {
	switch {
	case s.fields != nil:
		var parts []string
		for name, field := range s.fields {
			parts = append(parts, name+" "+field.String())
		}
		slices.Sort(parts)
		return "args(" + strings.Join(parts, ", ") + ")"
	case s.rt == nil:
		return "unknown"
	case s.addressable:
		return "&" + s.rt.String()
	}
	return s.rt.String()
}

// indirect follows pointers as the template does; what one points to can be addressed.
func (s shape) indirect() shape {
	for s.rt != nil && s.rt.Kind() == reflect.Pointer {
		s.rt, s.addressable = s.rt.Elem(), true
	}
	return s
}

// merged is the shape of "one or the other".
func merged(shapes []shape) shape {
	if len(shapes) == 0 {
		return shape{}
	}
	first := shapes[0]
	for _, other := range shapes[1:] {
		if other.fields != nil || first.fields != nil || other.rt != first.rt {
			return shape{}
		}
		first.addressable = first.addressable && other.addressable
		first.constant = first.constant && other.constant
	}
	return first
}

// elements are the shapes of key and value when ranging over s; ok is false
// when that is impossible.
func (s shape) elements() (key, value shape, ok bool) {
	if s.unknown() {
		return shape{}, shape{}, true
	}
	if s.fields != nil {
		return stringShape, shape{}, true
	}
	s = s.indirect()
	t := s.rt
	switch t.Kind() {
	case reflect.Interface:
		return shape{}, shape{}, true
	case reflect.Slice:
		return intShape, shape{rt: t.Elem(), addressable: true}, true
	case reflect.Array:
		return intShape, shape{rt: t.Elem(), addressable: s.addressable}, true
	case reflect.Map:
		return of(t.Key()), of(t.Elem()), true
	case reflect.Chan:
		return intShape, of(t.Elem()), t.ChanDir() != reflect.SendDir
	case reflect.Func:
		switch {
		case t.CanSeq():
			return shape{}, of(t.In(0).In(0)), true
		case t.CanSeq2():
			return of(t.In(0).In(0)), of(t.In(0).In(1)), true
		}
		return shape{}, shape{}, false
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return shape{}, of(t), true
	}
	return shape{}, shape{}, false
}

// fits says whether a value of shape s may be passed where t is expected; it
// follows text/template, which allows one step of indirection.
func (s shape) fits(t reflect.Type) bool {
	switch {
	case s.unknown(), t == valueType:
		return true
	case s.fields != nil:
		return reflect.TypeFor[map[string]any]().AssignableTo(t)
	case s.constant:
		return fitsConstant(s.rt.Kind(), t)
	case s.rt.Kind() == reflect.Interface: // what is inside decides
		return true
	case s.rt.AssignableTo(t):
		return true
	case s.rt.Kind() == reflect.Pointer && s.rt.Elem().AssignableTo(t):
		return true
	}
	return s.addressable && reflect.PointerTo(s.rt).AssignableTo(t)
}

// fitsConstant says whether a literal of kind k (bool, int, float64 or
// string) may be written where t is expected.
func fitsConstant(k reflect.Kind, t reflect.Type) bool {
	if t.Kind() == reflect.Interface {
		return t.NumMethod() == 0
	}
	switch k {
	case reflect.Int:
		return t.Kind() >= reflect.Int && t.Kind() <= reflect.Complex128
	case reflect.Float64:
		return t.Kind() >= reflect.Float32 && t.Kind() <= reflect.Complex128
	}
	return k == t.Kind()
}
