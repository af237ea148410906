package arch

import (
	"fmt"
	"strings"
)

// library is a dependency and the only folders that may import it.
type library struct {
	path  string
	homes []string
}

var httpEdges = []string{"internal/web", "site", "admin", "cmd"}

var libraries = []library{
	{"github.com/gofiber/fiber", httpEdges},
	{"github.com/valyala/fasthttp", httpEdges},
	{"github.com/andybalholm/brotli", []string{"internal/web"}},
	{"github.com/klauspost/compress", []string{"internal/web"}},
	{"go.mongodb.org/mongo-driver", []string{"store/mongo", "internal/mongotest"}},
	{"modernc.org/sqlite", []string{"store/sqlite"}},
	{"github.com/blevesearch", []string{"search"}},
	{"github.com/RoaringBitmap", []string{"search"}},
	{"github.com/golang/snappy", []string{"search"}},
	{"github.com/disintegration/imaging", []string{"media/picture"}},
	{"github.com/gen2brain/webp", []string{"media/picture"}},
	{"github.com/bep/imagemeta", []string{"media/picture"}},
	{"golang.org/x/image", []string{"media/picture"}},
	{"github.com/klippa-app/go-pdfium", []string{"media/reading"}},
	{"github.com/tetratelabs/wazero", []string{"media/reading"}},
	{"github.com/yuin/goldmark", []string{"content/markdown"}},
	{"github.com/microcosm-cc/bluemonday", []string{"content/markdown"}},
	{"github.com/gorilla/feeds", []string{"site/feeds"}},
	{"github.com/nicksnyder/go-i18n", []string{"i18n"}},
	{"github.com/go-playground/locales", []string{"i18n"}},
	{"github.com/alecthomas/kong", []string{"cmd"}},
	{"github.com/schollz/progressbar", []string{"cmd"}},
	{"github.com/BurntSushi/toml", []string{"cmd", "content", "i18n", "themes"}},
	{"github.com/pquerna/otp", []string{"staff"}},
	{"golang.org/x/crypto", []string{"staff", "cmd"}},
	{"github.com/wneessen/go-mail", []string{"staff/mail"}},
}

// Homes reports every library imported outside of its home.
func Homes(packages []Package) []string {
	var broken []string
	for _, p := range packages {
		from, ok := short(p.ImportPath)
		if !ok {
			continue
		}
		for _, imported := range p.Imports {
			for _, l := range libraries {
				if under(imported, l.path) && !underAny(from, l.homes) {
					broken = append(broken, fmt.Sprintf("%s imports %s, whose home is %s", from, imported, strings.Join(l.homes, ", ")))
				}
			}
		}
	}
	return broken
}
