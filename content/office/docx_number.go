package office

import (
	"strconv"
	"strings"
)

// numbering is how the lists of a DOCX count. Levels are those of a definition;
// instances use one, and may begin anew.
type numbering struct {
	levels    map[string][9]numberLevel
	instances map[string]instance
	// counts are how far each definition has counted; begun are the instances that
	// were met.
	counts map[string]*[9]int
	begun  map[string]bool
}

type instance struct {
	definition string
	starts     map[int]int
}

type numberLevel struct {
	format, text string
	start        int
}

// number is the sign of an item and how deep it stands.
type number struct {
	sign  string
	level int
}

var formats = map[string]string{"bullet": "", "lowerLetter": "lower-alpha", "upperLetter": "upper-alpha", "lowerRoman": "lower-roman", "upperRoman": "upper-roman"}

func (w *word) readNumbers() error {
	w.numbers = &numbering{levels: map[string][9]numberLevel{}, instances: map[string]instance{}, counts: map[string]*[9]int{}, begun: map[string]bool{}}
	for _, r := range w.rels {
		if !strings.HasSuffix(r.kind, "/numbering") || r.outside {
			continue
		}
		if err := w.part(r.part, []string{"w:numbering"}, w.numbers.read); err != nil {
			return err
		}
	}
	return nil
}

func (ns *numbering) read(n *node) error {
	switch n.name {
	case "w:abstractNum":
		var levels [9]numberLevel
		for _, k := range n.kids {
			if i, err := strconv.Atoi(k.get("w:ilvl")); k.name == "w:lvl" && err == nil && i >= 0 && i < 9 {
				levels[i] = levelOf(k)
			}
		}
		ns.levels[n.get("w:abstractNumId")] = levels
	case "w:num":
		in := instance{definition: n.child("w:abstractNumId").get("w:val"), starts: map[int]int{}}
		for _, k := range n.kids {
			i, err := strconv.Atoi(k.get("w:ilvl"))
			start, bad := strconv.Atoi(k.child("w:startOverride").get("w:val"))
			if k.name == "w:lvlOverride" && err == nil && bad == nil {
				in.starts[i] = start
			}
		}
		ns.instances[n.get("w:numId")] = in
	}
	return nil
}

func levelOf(n *node) numberLevel {
	l := numberLevel{format: "decimal", text: n.child("w:lvlText").get("w:val"), start: 1}
	if f := n.child("w:numFmt").get("w:val"); f == "none" {
		l.format = "none"
	} else if known, ok := formats[f]; ok {
		l.format = known
	}
	if start, err := strconv.Atoi(n.child("w:start").get("w:val")); err == nil {
		l.start = start
	}
	return l
}

// number counts a paragraph that is an item; false for one that is none.
func (w *word) number(p *node, style wordStyle) (number, bool) {
	id, level := style.numID, style.level
	if own := p.child("w:numPr"); own != nil {
		if v := own.child("w:numId").get("w:val"); v != "" {
			id = v
		}
		if v := own.child("w:ilvl").get("w:val"); v != "" {
			level = v
		}
	}
	in, ok := w.numbers.instances[id]
	if !ok || id == "0" {
		return number{}, false
	}
	i, err := strconv.Atoi(level)
	if err != nil || i < 0 || i > 8 {
		i = 0
	}
	return number{sign: w.numbers.next(id, in, i), level: i + 1}, true
}

// next counts one on and gives the sign, "" where the level shows none.
func (ns *numbering) next(id string, in instance, level int) string {
	levels, counts := ns.levels[in.definition], ns.counts[in.definition]
	if counts == nil {
		counts = new([9]int)
		for i := range counts {
			counts[i] = levels[i].start - 1
		}
		ns.counts[in.definition] = counts
	}
	if !ns.begun[id] {
		ns.begun[id] = true
		for i, start := range in.starts {
			if i >= 0 && i < 9 {
				counts[i] = start - 1
			}
		}
	}
	counts[level]++
	for i := level + 1; i < 9; i++ {
		counts[i] = levels[i].start - 1
	}
	l := levels[level]
	switch {
	case l.format == "":
		return "-"
	case l.format == "none" || l.text == "":
		return ""
	}
	s := l.text
	for i := range 9 {
		// A level above that was passed over counts as begun.
		s = strings.ReplaceAll(s, "%"+strconv.Itoa(i+1), count(cmpFormat(levels[i].format), max(counts[i], levels[i].start)))
	}
	if s = strings.Join(strings.Fields(s), " "); s == count(l.format, counts[level]) {
		s += "."
	}
	return s
}

func cmpFormat(f string) string {
	if f == "" || f == "none" {
		return "decimal"
	}
	return f
}
