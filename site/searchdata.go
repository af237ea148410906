package site

import (
	"bytes"
	"encoding/json"
	"iter"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/register"
	"herald/i18n"
)

// The forms of a search as data.
const (
	formCSV  = "data.csv"
	formJSON = "data.json"
)

const (
	// dataSize is how many hits a page of data holds: whoever reads it pages less
	// than people do.
	dataSize = 100
	// tableLength bounds the rows of a table of what was found.
	tableLength = 1000
)

// searchItem is a hit as data; its names are a contract.
type searchItem struct {
	ID      content.ID  `json:"id"`
	Title   string      `json:"title"`
	URL     string      `json:"url"`
	Type    string      `json:"type"`
	Locale  i18n.Locale `json:"locale"`
	Date    string      `json:"date"`
	Summary string      `json:"summary"`
}

// searchForms are what is appended to the address of a search, as to that of a
// list.
var searchForms = []string{"feed.rss", "feed.atom", "feed.json", formCSV, formJSON}

// searchAs answers with what a search finds in one of its forms. A question
// without a word finds nothing in each of them.
func searchAs(form string) func(*visit) (answer, error) {
	return func(v *visit) (answer, error) {
		if _, ok := v.localeOf(v.tag); !ok {
			return unknown(v)
		}
		q, _ := v.searchQuery()
		switch form {
		case formCSV:
			return v.searchTable(q)
		case formJSON:
			return v.searchData(q)
		}
		return v.searchFeed(q, form)
	}
}

// readings gives a page of what q finds, what editors put first before the rest,
// each as this reader may read it now.
func (v *visit) readings(q Query) (Results, []content.Reading, error) {
	if q.Text == "" {
		return Results{}, nil, nil
	}
	res, err := v.find(q)
	var all []content.Reading
	for _, r := range v.read(append(res.Pinned, res.Hits...)) {
		if r != nil {
			all = append(all, *r)
		}
	}
	res.Total = max(res.Total, len(res.Pinned))
	return res, all, err
}

// searchData writes a page of what was found as JSON.
func (v *visit) searchData(q Query) (answer, error) {
	q.Size = dataSize
	res, found, err := v.readings(q)
	if err != nil {
		return answer{}, err
	}
	out := struct {
		Total int          `json:"total"`
		Items []searchItem `json:"items"`
	}{res.Total, []searchItem{}}
	for _, r := range found {
		out.Items = append(out.Items, searchItem{r.ID, r.Words.Title, v.site.URL(r.Path()), r.Type.Name, r.Locale, r.Date, r.Words.Summary})
	}
	return jsonAnswer(out)
}

// searchTable writes what was found as CSV, with the columns that all Types have
// in common, and those of the Type if the search was narrowed to one.
func (v *visit) searchTable(q Query) (answer, error) {
	t := anyType
	if q.Type != "" {
		t = v.types.Get(q.Type)
	}
	x := register.Export{Type: t, Audience: v.site.Audience, Texter: v.texter(), BOM: true}
	var b bytes.Buffer
	err := x.CSV(&b, v.everything(q))
	return answer{status: fiber.StatusOK, kind: "text/csv; charset=utf-8", file: "results.csv", body: b.Bytes(), noindex: true}, err
}

// everything gives all that q finds, up to tableLength.
func (v *visit) everything(q Query) iter.Seq2[register.Entry, error] {
	return func(yield func(register.Entry, error) bool) {
		q.Size = dataSize
		for q.Page = 1; q.Page <= tableLength/dataSize; q.Page++ {
			res, found, err := v.readings(q)
			if err != nil {
				yield(register.Entry{}, err)
				return
			}
			if !v.yieldEntries(found, yield) {
				return
			}
			if q.Page*q.Size >= res.Total {
				return
			}
		}
	}
}

func jsonAnswer(data any) (answer, error) {
	body, err := json.Marshal(data)
	return answer{status: fiber.StatusOK, kind: kindJSON, body: append(body, '\n'), noindex: true}, err
}
