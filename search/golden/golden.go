// Package golden reads the files in search/testdata, by which the search of each
// locale is judged: pairs of forms that must and must not meet, and Documents with
// the questions that must find them in their order. Only tests and benchmarks use
// it; it must know nothing of how words are analysed.
package golden

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// File is what one locale's search is judged by.
type File struct {
	Locale string
	// Meet are pairs of which a reader who types the first must find the second,
	// Apart are those who must not. The ones set aside were written before
	// anything was tuned, and nothing is ever tuned by them.
	Meet, Apart, MeetAside, ApartAside []Pair
	Documents                          []Document
	Queries                            []Query
}

// Pair is a word that is typed and one that is written in a text.
type Pair struct{ Typed, Written string }

// Document is a text that can be found.
type Document struct{ Name, Title, Body string }

// Query is what is typed and the names of the Documents that it finds, the best
// first. Documents in one group may come in either order.
type Query struct {
	Text  string
	Finds [][]string
}

// Read reads every file of a folder, by locale.
func Read(dir string) ([]File, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	var all []File
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		f, err := parse(strings.TrimSuffix(filepath.Base(path), ".txt"), string(raw))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, f)
	}
	return all, nil
}

func parse(locale, text string) (File, error) {
	f, section := File{Locale: locale}, ""
	scanner := bufio.NewScanner(strings.NewReader(text))
	for n := 1; scanner.Scan(); n++ {
		line := strings.TrimSpace(scanner.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			section = line
			continue
		}
		if err := f.take(section, line); err != nil {
			return f, fmt.Errorf("line %d: %w", n, err)
		}
	}
	return f, f.sound()
}

func (f *File) take(section, line string) error {
	pairs := map[string]*[]Pair{"[meet]": &f.Meet, "[apart]": &f.Apart, "[meet, set aside]": &f.MeetAside, "[apart, set aside]": &f.ApartAside}
	if to, ok := pairs[section]; ok {
		words := strings.Fields(line)
		if len(words) != 2 {
			return fmt.Errorf("%q is not two words", line)
		}
		*to = append(*to, Pair{words[0], words[1]})
		return nil
	}
	switch section {
	case "[documents]":
		parts := strings.SplitN(line, "|", 3)
		if len(parts) < 2 {
			return fmt.Errorf("%q is not a name, a title and a text, with | between", line)
		}
		d := Document{Name: strings.TrimSpace(parts[0]), Title: strings.TrimSpace(parts[1])}
		if len(parts) == 3 {
			d.Body = strings.TrimSpace(parts[2])
		}
		f.Documents = append(f.Documents, d)
	case "[queries]":
		typed, finds, ok := strings.Cut(line, "->")
		if !ok {
			return fmt.Errorf("%q is not a question and what it finds, with -> between", line)
		}
		q := Query{Text: strings.TrimSpace(typed)}
		for _, name := range strings.Fields(finds) {
			q.Finds = append(q.Finds, strings.Split(name, "="))
		}
		f.Queries = append(f.Queries, q)
	default:
		return fmt.Errorf("%q stands in no section", line)
	}
	return nil
}

// sound refuses a pair that stands there twice and a name that is no Document's.
func (f *File) sound() error {
	seen := map[Pair]bool{}
	for _, p := range slices.Concat(f.Meet, f.Apart, f.MeetAside, f.ApartAside) {
		if seen[p] {
			return fmt.Errorf("%s %s stands there twice", p.Typed, p.Written)
		}
		seen[p] = true
	}
	for _, q := range f.Queries {
		for _, name := range slices.Concat(q.Finds...) {
			if !slices.ContainsFunc(f.Documents, func(d Document) bool { return d.Name == name }) {
				return fmt.Errorf("%s: no document is named %s", q.Text, name)
			}
		}
	}
	return nil
}
