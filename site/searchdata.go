package site

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
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

// searchData answers with what a search finds as data.
func searchData(v *visit) (answer, error) {
	if _, ok := v.localeOf(v.tag); !ok {
		return unknown(v)
	}
	q := v.searchQuery()
	out := struct {
		Total int          `json:"total"`
		Items []searchItem `json:"items"`
	}{Items: []searchItem{}}
	if q.Text != "" {
		res, err := v.find(q)
		if err != nil {
			return answer{}, err
		}
		out.Total = res.Total
		for _, hit := range res.Hits {
			if r, ok := v.hit(hit); ok {
				out.Items = append(out.Items, searchItem{r.ID, r.Words.Title, v.site.URL(r.Path()), r.Type.Name, r.Locale, r.Date, r.Words.Summary})
			}
		}
	}
	return jsonAnswer(out)
}

// suggest answers with titles that go on from what was typed.
func suggest(v *visit) (answer, error) {
	if _, ok := v.localeOf(v.tag); !ok {
		return unknown(v)
	}
	titles := []string{}
	if typed := v.query.Get("q"); typed != "" && v.config.Search != nil {
		found, err := v.config.Search.Suggest(v.ctx, v.access, v.locale, typed)
		if err != nil {
			return answer{}, err
		}
		titles = append(titles, found...)
	}
	return jsonAnswer(titles)
}

func jsonAnswer(data any) (answer, error) {
	body, err := json.Marshal(data)
	return answer{status: fiber.StatusOK, kind: kindJSON, body: append(body, '\n'), noindex: true}, err
}
