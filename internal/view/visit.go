package view

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// Problem is one mistake in a template.
type Problem struct {
	// File is the path in the theme, Line counts from 1.
	File string
	Line int
	// Reason says what is wrong, for the person who writes themes.
	Reason string
}

// Error gives file, line and reason as editors understand them.
func (p *Problem) Error() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Reason) }

// at makes a Problem of a node.
func at(tree *parse.Tree, n parse.Node, reason string) *Problem {
	location, _ := tree.ErrorContext(n)
	line := 0
	for i := len(tree.ParseName); i < len(location); i++ {
		// The location is NAME:LINE:COLUMN.
		if _, err := fmt.Sscanf(location[i:], ":%d", &line); err == nil {
			break
		}
	}
	return &Problem{File: tree.ParseName, Line: line, Reason: reason}
}

// visit calls see for n and every node below it.
func visit(n parse.Node, see func(parse.Node)) {
	if n == nil || reflect.ValueOf(n).IsNil() {
		return
	}
	see(n)
	switch n := n.(type) {
	case *parse.ListNode:
		for _, child := range n.Nodes {
			visit(child, see)
		}
	case *parse.ActionNode:
		visit(n.Pipe, see)
	case *parse.IfNode:
		visitBranch(&n.BranchNode, see)
	case *parse.RangeNode:
		visitBranch(&n.BranchNode, see)
	case *parse.WithNode:
		visitBranch(&n.BranchNode, see)
	case *parse.TemplateNode:
		visit(n.Pipe, see)
	case *parse.PipeNode:
		for _, command := range n.Cmds {
			visit(command, see)
		}
	case *parse.CommandNode:
		for _, arg := range n.Args {
			visit(arg, see)
		}
	case *parse.ChainNode:
		visit(n.Node, see)
	}
}

func visitBranch(n *parse.BranchNode, see func(parse.Node)) {
	visit(n.Pipe, see)
	visit(n.List, see)
	visit(n.ElseList, see)
}
