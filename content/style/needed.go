package style

import "regexp/syntax"

// needed gives text that stands in everything an expression matches, and whether
// a figure does.
func needed(expression string) (literal string, figure bool) {
	re, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return "", false
	}
	return neededIn(re)
}

func neededIn(re *syntax.Regexp) (literal string, figure bool) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			literal = string(re.Rune)
		}
	case syntax.OpCharClass:
		figure = len(re.Rune) == 2 && re.Rune[0] >= '0' && re.Rune[1] <= '9'
	case syntax.OpCapture, syntax.OpPlus:
		return neededIn(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return neededIn(re.Sub[0])
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			l, f := neededIn(sub)
			figure = figure || f
			if len(l) > len(literal) {
				literal = l
			}
		}
	}
	return literal, figure
}
