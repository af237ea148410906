package register

import (
	"encoding/csv"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"herald/content"
)

// Export says how a list is written.
type Export struct {
	Type *content.Type
	// Audience is that of the Site; fields it may not see are no columns.
	Audience string
	// Texter gives titles and public reasons; values stay canonical.
	Texter Texter
	// BOM begins CSV with a byte order mark, without which spreadsheets take
	// Cyrillic and Georgian for something else. Programs that read CSV skip it or
	// can be told to.
	BOM bool
}

// The columns of CSV that every Type has, in order; its fields follow.
var baseColumns = []string{
	"id", "url", "type", "locale", "title", "summary", "date", "state", "status", "reason",
	"first_public", "public", "updated", "organization", "organization_title", "topics", "topic_titles",
}

// separator stands between the values of one cell.
const separator = "; "

// CSV writes a list as RFC 4180: UTF-8, commas, CRLF, one header line of
// machine names. Names and values are canonical and the same in every language,
// so that a program written once keeps working; titles and reasons are in the
// reader's. Several values are joined by "; ", and the rows of a group as
// "name=value, name=value". What a spreadsheet would run as a formula begins
// with an apostrophe.
//
// An unpublished entry keeps its place as a tombstone: id, state, reason, day
// and number, and no word of what it said.
func (x Export) CSV(w io.Writer, entries iter.Seq2[Entry, error]) error {
	if x.BOM {
		if _, err := io.WriteString(w, "\uFEFF"); err != nil {
			return err
		}
	}
	columns := AllColumns(x.Type, x.Audience)
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(header(columns)); err != nil {
		return err
	}
	for e, err := range entries {
		if err != nil {
			return err
		}
		if err := out.Write(x.record(columns, &e)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// header names the columns; a field called like a base column is told apart.
func header(columns []Column) []string {
	names := slices.Clone(baseColumns)
	for _, c := range columns {
		name := c.Name
		if slices.Contains(baseColumns, name) {
			name = "field_" + name
		}
		names = append(names, name)
	}
	return names
}

func (x Export) record(columns []Column, e *Entry) []string {
	r := shown(&e.Reading)
	titles := x.Texter.Titles
	var topics, topicTitles []string
	for _, t := range r.Facts.Topics {
		topics = append(topics, string(t))
		topicTitles = append(topicTitles, titles.of(t))
	}
	cells := []string{
		string(r.ID), address(&r), r.Type.Name, string(r.Locale), r.Words.Title, r.Words.Summary, r.Date,
		string(r.State), e.Status, x.Texter.Reason(&r), instant(r.First), instant(r.Public), instant(r.Updated),
		string(r.Facts.Organization), titles.of(r.Facts.Organization), strings.Join(topics, separator), strings.Join(topicTitles, separator),
	}
	for i, s := range cells {
		cells[i] = Guard(s)
	}
	for _, c := range columns {
		s := canonical(c, c.Value(&r))
		if c.Field.Kind != content.KindNumber && c.Field.Kind != content.KindMoney || !plainNumber(c, s) {
			s = Guard(s)
		}
		cells = append(cells, s)
	}
	return cells
}

// plainNumber says whether every value of a cell is a number, whose minus is no formula.
func plainNumber(c Column, cell string) bool {
	for _, item := range strings.Split(cell, separator) {
		if key, _ := c.Field.CheckValue(item); key != "" {
			return false
		}
	}
	return true
}

// canonical joins the values of one cell.
func canonical(c Column, v content.Value) string {
	all := slices.Clone(v.Items)
	for _, row := range v.Rows {
		var parts []string
		for _, f := range c.Field.Fields {
			if s := canonical(c.sub(f), row[f.Name]); s != "" {
				parts = append(parts, f.Name+"="+s)
			}
		}
		all = append(all, strings.Join(parts, ", "))
	}
	return strings.Join(all, separator)
}

// Guard keeps a spreadsheet from running a cell that someone typed.
func Guard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		return "'" + s
	}
	return s
}

// shown gives what an export may say of r: of an unpublished entry no words.
func shown(r *content.Reading) content.Reading {
	out := *r
	if r.State != content.Unpublished {
		return out
	}
	out.Words = content.Words{}
	out.Facts = content.Facts{Fields: content.Fields{}}
	for _, name := range []string{r.Type.Number, r.Type.Date} {
		if v, ok := r.Facts.Fields[name]; ok {
			out.Facts.Fields[name] = v
		}
	}
	return out
}

// address gives where an entry is read; of a tombstone the permanent address,
// since a path is made of the words of its title.
func address(r *content.Reading) string {
	if r.State == content.Unpublished {
		return r.Site.URL(r.Site.Base + "/p/" + string(r.ID))
	}
	return r.Site.URL(r.Path())
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
