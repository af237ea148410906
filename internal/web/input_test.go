package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"herald/internal/web"
)

func TestSafePathKeepsOwnPaths(t *testing.T) {
	for _, next := range []string{
		"/", "/admin/", "/admin/documents?type=decision&page=2", "/en/a-b/c.d", "/%C4%85", "/a?next=/b", "/a?u=https://x",
		"/a%20b", "/a:b", "/@a", "/a/../b", "/a;b=1",
	} {
		if got := web.SafePath(next, "/fallback"); got != next {
			t.Errorf("%q became %q", next, got)
		}
	}
	if got := web.SafePath("/a#frag", "/f"); got != "/a" {
		t.Errorf("a fragment: %q", got)
	}
}

// foreign are return addresses that some browser or proxy takes elsewhere.
var foreign = strings.Split(`https://evil.example
http://evil.example
//evil.example
///evil.example
////evil.example
/\evil.example
\/evil.example
\\evil.example
/\/evil.example
//\evil.example
/%2fevil.example
/%2Fevil.example
/%2f%2fevil.example
%2f%2fevil.example
/%252fevil.example
/%252f%252fevil.example
/%25252fevil.example
/%5cevil.example
/%5C%5Cevil.example
/%255cevil.example
/%09/evil.example
/%0a/evil.example
/%0d%0aLocation:%20https://evil.example
/%0d%0aSet-Cookie:a=b
/%00//evil.example
/.//evil.example
/..//evil.example
/./\evil.example
/a//evil.example
/a/..//evil.example
/%2e%2e//evil.example
/%e2%80%8b/%2fevil.example
/%e2%80%aeevil.example
/%ef%bb%bf/evil.example%2f%2f
/%c2%85evil.example
/%e2%80%a8evil.example
javascript:alert(1)
JaVaScRiPt:alert(1)
javascript://evil.example/%0aalert(1)
data:text/html,x
vbscript:x
mailto:a@evil.example
ftp://evil.example
file:///etc/passwd
evil.example
evil.example/a
www.evil.example
.evil.example
@evil.example
:80
?next=https://evil.example
#//evil.example
;//evil.example
https:evil.example
https:/evil.example
https:///evil.example
https:\\evil.example
http:\/\/evil.example
//evil.example/%2f..
//user@evil.example
//town.example@evil.example
https://town.example.evil.example
https://town.example:80@evil.example
//[::1]
//127.0.0.1
//0x7f000001
//evil%E3%80%82example
/％2fevil.example
／／evil.example
/／evil.example
/é
/a b
/a"b
/a<b>
/a`+"`"+`b
/a|b
/{a}
/a^b
/%
/%zz
/%f
`, "\n")

func TestSafePathRefusesTheRest(t *testing.T) {
	more := []string{"", " ", "/ ", " /a", "/a\n", "/\tb", "\t//evil.example", "/\t/evil.example", "/\n/evil.example",
		"/\r\n/evil.example", "/a\x00", "/a\x7f", "/\u202e", "/" + strings.Repeat("a", 3000),
		"/a?b=\r\nSet-Cookie: x", "/a?b=c d", "\\", "\x00/", "/\xff"}
	for _, next := range append(more, foreign...) {
		got := web.SafePath(next, "/fallback")
		if got != "/fallback" {
			t.Errorf("%q became %q", next, got)
		}
	}
}

func FuzzSafePath(f *testing.F) {
	for _, next := range foreign {
		f.Add(next)
	}
	base, _ := url.Parse("https://town.example/admin/")
	f.Fuzz(func(t *testing.T, next string) {
		got := web.SafePath(next, "/fallback")
		target, err := base.Parse(got)
		if err != nil || target.Host != "town.example" || target.Scheme != "https" || strings.HasPrefix(got, "//") || strings.ContainsAny(got, "\\\r\n\t ") {
			t.Errorf("%q became %q", next, got)
		}
		if again := web.SafePath(got, "/other"); again != got {
			t.Errorf("%q is safe but not kept: %q", got, again)
		}
	})
}

func TestCleanQueryIsCanonical(t *testing.T) {
	app := web.New(web.Config{})
	app.Get("/", func(c *fiber.Ctx) error {
		return c.SendString(web.CleanQuery(c, []string{"q", "type", "page"}).Encode())
	})
	for query, want := range map[string]string{
		"":                              "",
		"type=b&q=a&utm_source=x":       "q=a&type=b",
		"q=a&type=b":                    "q=a&type=b",
		"type=z&type=a&type=z":          "type=a&type=z",
		"q=":                            "",
		"q=%20a%09b%20":                 "q=a+b",
		"q=a%00b%01c":                   "q=abc",
		"q=%ff%feok":                    "q=ok",
		"q=%E2%80%AEabc":                "q=abc",
		"q=%E1%83%90%E2%80%8D":          "q=%E1%83%90%E2%80%8D",
		"Q=a":                           "",
		"q=" + strings.Repeat("č", 300): "q=" + strings.Repeat("%C4%8D", 256),
	} {
		if got := body(t, get(t, app, "/?"+query)); got != want {
			t.Errorf("%.40q: %.60q, want %.60q", query, got, want)
		}
	}
	many := body(t, get(t, app, "/?"+strings.Repeat("q=a&", 30)+manyValues(50)))
	if got := strings.Count(many, "q="); got != 20 {
		t.Errorf("%d values were kept", got)
	}
}

func manyValues(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("&q=v" + strings.Repeat("x", i))
	}
	return b.String()
}
