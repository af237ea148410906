package register

import (
	"encoding/json"
	"io"
	"iter"
	"strconv"

	"herald/content"
	"herald/i18n"
)

// item is an entry as JSON says it. The first names are those that every list
// and the search have in common.
type item struct {
	ID      content.ID     `json:"id"`
	Title   string         `json:"title"`
	URL     string         `json:"url"`
	Type    string         `json:"type"`
	Locale  i18n.Locale    `json:"locale"`
	Date    string         `json:"date"`
	Summary string         `json:"summary"`
	State   content.State  `json:"state"`
	Status  string         `json:"status,omitempty"`
	Reason  string         `json:"reason,omitempty"`
	First   string         `json:"first_public,omitempty"`
	Public  string         `json:"public,omitempty"`
	Updated string         `json:"updated,omitempty"`
	Body    *named         `json:"organization,omitempty"`
	Topics  []named        `json:"topics,omitempty"`
	Fields  map[string]any `json:"fields"`
}

type named struct {
	ID    content.ID `json:"id"`
	Title string     `json:"title,omitempty"`
}

// JSON writes a list of total entries as {"total":n,"items":[…]}, one entry a
// line. Values are canonical texts, for a number in floating point would not
// be the one that was signed; a field of several values is an array, a group an
// array of objects. Tombstones are as in CSV.
func (x Export) JSON(w io.Writer, total int, entries iter.Seq2[Entry, error]) error {
	columns := AllColumns(x.Type, x.Audience)
	lead := `{"total":` + strconv.Itoa(total) + `,"items":[` + "\n"
	for e, err := range entries {
		if err != nil {
			return err
		}
		body, err := json.Marshal(x.item(columns, &e))
		if err != nil {
			return err
		}
		if _, err := w.Write(append([]byte(lead), body...)); err != nil {
			return err
		}
		lead = ",\n"
	}
	if lead != ",\n" {
		if _, err := io.WriteString(w, lead); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n]}\n")
	return err
}

func (x Export) item(columns []Column, e *Entry) item {
	r := shown(&e.Reading)
	out := item{
		ID: r.ID, Title: r.Words.Title, URL: address(&r), Type: r.Type.Name, Locale: r.Locale, Date: r.Date,
		Summary: r.Words.Summary, State: r.State, Status: e.Status, Reason: x.Texter.Reason(&r),
		First: instant(r.First), Public: instant(r.Public), Updated: instant(r.Updated), Fields: map[string]any{},
	}
	if id := r.Facts.Organization; id != "" {
		out.Body = &named{id, x.Texter.Titles.of(id)}
	}
	for _, id := range r.Facts.Topics {
		out.Topics = append(out.Topics, named{id, x.Texter.Titles.of(id)})
	}
	for _, c := range columns {
		if v := c.Value(&r); !v.Empty() {
			out.Fields[c.Name] = plain(c.Field, v)
		}
	}
	return out
}

// plain gives a value in the shape that its field always has.
func plain(f content.Field, v content.Value) any {
	switch {
	case f.Kind == content.KindGroup:
		rows := []map[string]any{}
		for _, row := range v.Rows {
			cells := map[string]any{}
			for _, sub := range f.Fields {
				if c := row[sub.Name]; !c.Empty() {
					cells[sub.Name] = plain(sub, c)
				}
			}
			rows = append(rows, cells)
		}
		return rows
	case f.Many:
		return append([]string{}, v.Items...)
	}
	return v.Text()
}
