package office

import (
	"regexp"
	"strconv"
	"strings"
)

var numbered = regexp.MustCompile(`^\d{1,3}([.)])$`)

// list is the kind of list that a sign belongs to; "" for "a)" or "1.1.", which
// begin a paragraph.
func list(sign string) string {
	if sign == "-" {
		return "-"
	}
	if m := numbered.FindStringSubmatch(sign); m != nil {
		return m[1]
	}
	return ""
}

// around is an item that others belong to.
type around struct {
	level       int
	inner, list string
}

// items writes items, each under the words of the one that it belongs to. A list
// that does not begin with 1 is one only after an empty line.
func (w *writer) items(all []block) string {
	var b strings.Builder
	var outer []around
	for i := 0; i < len(all); {
		it := all[i]
		parts := []string{w.lines(it.runs)}
		for i++; i < len(all) && all[i].sign == ""; i++ {
			parts = append(parts, w.lines(all[i].runs))
		}
		before, follows := "", false // the item before, in the list of this one
		for len(outer) > 0 && outer[len(outer)-1].level >= it.level {
			before, follows = outer[len(outer)-1].list, true
			outer = outer[:len(outer)-1]
		}
		indent := ""
		if len(outer) > 0 {
			indent = outer[len(outer)-1].inner
		}
		own, inner := list(it.sign), indent
		if own != "" {
			inner += strings.Repeat(" ", len(it.sign)+1)
		}
		if b.Len() > 0 {
			close := own != "" && (follows && before == own || !follows && (own == "-" || it.sign == "1." || it.sign == "1)"))
			b.WriteString(map[bool]string{true: "\n", false: "\n\n"}[close])
		}
		b.WriteString(indent + strings.TrimLeft(it.sign+" ", " ") + indented(strings.Join(parts, "\n\n"), inner))
		outer = append(outer, around{it.level, inner, own})
	}
	return b.String()
}

// count writes a number in one of the formats of lists, "" for a bullet.
func count(format string, n int) string {
	switch format {
	case "decimal":
		return strconv.Itoa(n)
	case "lower-alpha":
		return letters(n, 'a')
	case "upper-alpha":
		return letters(n, 'A')
	case "lower-roman":
		return strings.ToLower(roman(n))
	case "upper-roman":
		return roman(n)
	}
	return ""
}

// letters writes a number as word processors do: after z comes aa, then bb.
func letters(n int, first rune) string {
	if n < 1 || n > 26*5 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

var numerals = []struct {
	value int
	sign  string
}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}

func roman(n int) string {
	if n < 1 || n > 399 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, v := range numerals {
		for ; n >= v.value; n -= v.value {
			b.WriteString(v.sign)
		}
	}
	return b.String()
}
