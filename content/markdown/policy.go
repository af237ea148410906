package markdown

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// policy is the second wall: it lets through exactly what the writer writes.
// The writer never needs it; it stands for the day the writer has a hole.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "h2", "h3", "h4", "h5", "h6", "strong", "em", "ul", "ol", "li", "br", "hr", "sup",
		"figure", "figcaption", "blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td",
		"section", "div", "picture", "source", "span", "img", "a")

	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^noopener$`)).OnElements("a")
	p.AllowAttrs("src").OnElements("img")
	p.AllowAttrs("alt").OnElements("img")
	number := regexp.MustCompile(`^[0-9]{1,6}$`)
	p.AllowAttrs("width", "height").Matching(number).OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("decoding").Matching(regexp.MustCompile(`^async$`)).OnElements("img")
	p.AllowAttrs("srcset").Matching(regexp.MustCompile(`^(?:(?:https?://|/)[^\s,;:]+(?::\d+)?[^\s,;:]* \d+[wx](?:, ?)?)+$`)).OnElements("img", "source")
	p.AllowAttrs("sizes").Matching(regexp.MustCompile(`^[a-z0-9 ().,:%*/+-]+$`)).OnElements("img", "source")
	p.AllowAttrs("type").Matching(regexp.MustCompile(`^image/webp$`)).OnElements("source")
	p.AllowAttrs("start").Matching(number).OnElements("ol")
	p.AllowAttrs("value").Matching(number).OnElements("li")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(?:row|col)$`)).OnElements("th")
	p.AllowAttrs("align").Matching(regexp.MustCompile(`^(?:right|center)$`)).OnElements("th", "td")

	language := regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$`)
	p.AllowAttrs("lang").Matching(language).OnElements("span", "div", "a", "figure")
	p.AllowAttrs("hreflang").Matching(language).OnElements("a")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^[a-z][a-z -]*$`)).Globally()
	id := regexp.MustCompile(`^[\p{L}\p{M}\p{N}_-]+$`)
	p.AllowAttrs("id").Matching(id).OnElements("h2", "h3", "h4", "h5", "h6", "sup", "li", "caption", "div")
	p.AllowAttrs("role").Matching(regexp.MustCompile(`^(?:note|group|region|doc-noteref|doc-backlink|doc-endnotes)$`)).OnElements("div", "a", "section")
	p.AllowAttrs("tabindex").Matching(regexp.MustCompile(`^0$`)).OnElements("div")
	p.AllowAttrs("aria-labelledby").Matching(id).OnElements("div")
	p.AllowAttrs("aria-label").OnElements("div", "a", "section")
	return p
})

func sanitise(html []byte) []byte { return policy().SanitizeBytes(html) }
