package view

import (
	"errors"
	"fmt"
	"html/template"
	"net/url"
	"strings"
)

// The functions of templates are few and pure. They are:
//
//	args "name" value ...   named values for a partial: {{template "card" (args "Item" . "Page" $)}}
//	list a b ...            a list
//	seq n                   0, 1 ... n-1
//	add a b   sub a b       whole numbers
//	urlpath base part ...   base with each part added as one escaped segment
//	asset "style.css"       the fingerprinted address of an asset
//
// Everything else a page needs is a field or method of its struct, where Go
// tests reach it.
func (s *Set) funcs() template.FuncMap {
	return template.FuncMap{
		"args":    args,
		"list":    func(items ...any) []any { return items },
		"seq":     seq,
		"add":     func(a, b int) int { return a + b },
		"sub":     func(a, b int) int { return a - b },
		"urlpath": urlpath,
		"asset":   s.Asset,
	}
}

// builtinNames are the functions of text/template itself; the values only
// stand for "it exists".
var builtinNames = map[string]any{
	"and": true, "call": true, "eq": true, "ge": true, "gt": true,
	"html": true, "index": true, "js": true, "le": true, "len": true, "lt": true, "ne": true, "not": true,
	"or": true, "print": true, "printf": true, "println": true, "slice": true, "urlquery": true,
}

func args(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("args: a name without value")
	}
	named := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("args: the name %v is not a string", pairs[i])
		}
		named[name] = pairs[i+1]
	}
	return named, nil
}

// longestSeq keeps a wrong number in the data from becoming an endless page.
const longestSeq = 1000

func seq(n int) ([]int, error) {
	if n < 0 || n > longestSeq {
		return nil, fmt.Errorf("seq: %d is not between 0 and %d", n, longestSeq)
	}
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	return numbers, nil
}

func urlpath(base string, parts ...string) string {
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(base, "/"))
	for _, part := range parts {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(part))
	}
	return b.String()
}
