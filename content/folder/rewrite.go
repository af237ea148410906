package folder

import (
	"net/url"
	"regexp"
	"strings"

	"herald/content"
)

// rewriter says what to put in the place of names and ids.
type rewriter struct {
	document func(string) string
	item     func(content.Kind, string) string
	link     func(scheme, target string) string
}

// rewrite goes through every place of d that may name a Document or a file.
func (d *Document) rewrite(r rewriter) {
	f := &d.Facts
	if r.document != nil {
		f.Organization = content.ID(r.document(string(f.Organization)))
		f.Parent = content.ID(r.document(string(f.Parent)))
		for i, t := range f.Topics {
			f.Topics[i] = content.ID(r.document(string(t)))
		}
	}
	f.Fields = r.fields(d.fieldsOf(), f.Fields)
	d.Facts = normalFacts(*f)
	for i := range d.Translations {
		w := &d.Translations[i].Words
		w.Fields = r.fields(d.fieldsOf(), w.Fields)
		w.Body = rewriteLinks(w.Body, r.link)
		*w = normalWords(*w)
	}
}

func (d *Document) fieldsOf() []content.Field {
	if d.typ == nil {
		return nil
	}
	return d.typ.Fields
}

func (r rewriter) fields(fields []content.Field, values content.Fields) content.Fields {
	out := values.Clone()
	for _, f := range fields {
		v := out[f.Name]
		for i, item := range v.Items {
			if f.Kind == content.KindProse {
				v.Items[i] = rewriteLinks(item, r.link)
			} else {
				v.Items[i] = r.item(f.Kind, item)
			}
		}
		for i, row := range v.Rows {
			v.Rows[i] = r.fields(f.Fields, row)
		}
	}
	return out
}

// A link's address follows "](" or stands in a definition, bare or between
// angle brackets.
var linkForm = regexp.MustCompile(`(?:\]\(|^ {0,3}\[[^\]\n]+\]:)[ \t]*(?:<(doc:|asset:|files/)([^>\n]+)>|(doc:|asset:|files/)([^\s()<>]+))`)

// eachLink calls see for every link in Markdown text that names a Document or
// a file. What stands in code is no link.
func eachLink(text string, see func(at int, scheme, target string)) {
	at, fenced := 0, ""
	for line := range strings.SplitAfterSeq(text, "\n") {
		fenced = codeFence(line, fenced)
		if fenced == "" && strings.Contains(line, "]") {
			clean := blankCode(line)
			for _, m := range linkForm.FindAllStringSubmatchIndex(clean, -1) {
				s, e := 2, 4
				if m[s] < 0 {
					s, e = 6, 8
				}
				see(at+m[s], clean[m[s]:m[s+1]], clean[m[e]:m[e+1]])
			}
		}
		at += len(line)
	}
}

// codeFence gives the fence of the code block that line stands in or opens;
// the closing line gives a blank, which stands in none.
func codeFence(line, open string) string {
	trimmed := strings.TrimLeft(line, " ")
	if len(line)-len(trimmed) > 3 {
		return open
	}
	for _, mark := range []string{"`", "~"} {
		n := len(trimmed) - len(strings.TrimLeft(trimmed, mark))
		if n < 3 {
			continue
		}
		run, rest := trimmed[:n], strings.TrimSpace(trimmed[n:])
		switch {
		case open == "" && !(mark == "`" && strings.Contains(rest, "`")):
			return run
		case open != "" && strings.HasPrefix(run, open) && rest == "":
			return ""
		}
	}
	return open
}

// blankCode puts blanks in the place of code spans, byte for byte.
func blankCode(line string) string {
	if !strings.Contains(line, "`") {
		return line
	}
	out := []byte(line)
	for at := 0; at < len(line); {
		from := strings.IndexByte(line[at:], '`')
		if from < 0 {
			break
		}
		from += at
		n := len(line[from:]) - len(strings.TrimLeft(line[from:], "`"))
		end := closingRun(line, from+n, n)
		if end < 0 {
			at = from + n
			continue
		}
		for i := from; i < end; i++ {
			out[i] = ' '
		}
		at = end
	}
	return string(out)
}

// closingRun gives where the run of exactly n backticks at or after at ends.
func closingRun(line string, at, n int) int {
	for at < len(line) {
		i := strings.IndexByte(line[at:], '`')
		if i < 0 {
			return -1
		}
		at += i
		run := len(line[at:]) - len(strings.TrimLeft(line[at:], "`"))
		at += run
		if run == n {
			return at
		}
	}
	return -1
}

func rewriteLinks(text string, link func(scheme, target string) string) string {
	var out strings.Builder
	done := 0
	eachLink(text, func(at int, scheme, target string) {
		out.WriteString(text[done:at])
		out.WriteString(link(scheme, target))
		done = at + len(scheme) + len(target)
	})
	if done == 0 {
		return text
	}
	out.WriteString(text[done:])
	return out.String()
}

// fileOf gives the name of the file that a link's target means.
func fileOf(target string) string {
	if name, err := url.PathUnescape(target); err == nil {
		return name
	}
	return target
}

// fileLink is the target of a link to the file called name.
func fileLink(name string) string { return (&url.URL{Path: name}).EscapedPath() }
