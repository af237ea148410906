package feeds

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/gorilla/feeds"
)

type (
	jsonFeed struct {
		*feeds.JSONFeed
		// An empty list must be there: readers refuse a feed without items.
		Items []jsonItem `json:"items"`
	}
	jsonItem struct {
		*feeds.JSONItem
		Language    string           `json:"language,omitempty"`
		ContentHTML *string          `json:"content_html,omitempty"`
		Attachments []jsonAttachment `json:"attachments,omitempty"`
		// Extra is Herald's extension, in the form the specification reserves.
		Extra *jsonExtra `json:"_herald,omitempty"`
	}
	jsonAttachment struct {
		URL  string `json:"url"`
		Type string `json:"mime_type"`
		Size int64  `json:"size_in_bytes,omitempty"`
	}
	jsonExtra struct {
		State string `json:"state"`
		Note  string `json:"note,omitempty"`
	}
)

const jsonVersion = "https://jsonfeed.org/version/1.1"

// JSON writes f as JSON Feed 1.1.
func JSON(f Feed) ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	out := jsonFeed{
		JSONFeed: &feeds.JSONFeed{
			Version: jsonVersion, Title: line(f.Title), Language: string(f.Lang), HomePageUrl: f.Page,
			FeedUrl: f.Self, Description: line(f.Subtitle), NextUrl: f.Next, Icon: f.Icon,
			Authors: []*feeds.JSONAuthor{{Name: line(f.author())}},
		},
		Items: []jsonItem{},
	}
	for i := range f.Items {
		out.Items = append(out.Items, f.jsonItem(&f.Items[i]))
	}
	body, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return nil, err
	}
	return append(body, '\n'), nil
}

func (f *Feed) jsonItem(it *Item) jsonItem {
	body := f.content(it, false)
	out := jsonItem{
		JSONItem: &feeds.JSONItem{
			Id: it.ID, Url: it.URL, Title: line(it.Title), Summary: it.summary(), Tags: it.tags(),
			PublishedDate: instant(it.Published), ModifiedDate: instant(it.Updated),
		},
	}
	switch {
	case body != "":
		out.ContentHTML = &body
	case it.summary() != "":
		// One of the two contents is required of every item.
		out.ContentText = it.summary()
	default:
		out.ContentHTML = &body
	}
	if it.Lang != f.Lang {
		out.Language = string(it.Lang)
	}
	if it.Author != "" {
		out.Authors = []*feeds.JSONAuthor{{Name: line(it.Author)}}
	}
	if it.State != "" {
		out.Extra = &jsonExtra{State: line(it.State), Note: line(it.Note)}
	}
	for _, e := range it.Enclosures {
		if out.Image == "" && strings.HasPrefix(e.Type, "image/") {
			out.Image = e.URL
		}
		out.Attachments = append(out.Attachments, jsonAttachment{URL: e.URL, Type: e.mediaType(), Size: e.Size})
	}
	return out
}

// instant gives t in whole seconds, the grain of the other forms.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}
