package admin

import (
	"slices"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
)

// Again is a form that the server could not take in, made again from what was sent:
// the page that says so keeps what was typed, also where nothing can be stored.
type Again struct {
	// Action is where it goes, Fields what is in it, in order.
	Action string
	Fields []AgainField
}

// AgainField is one value. Long says that it is one to be read, and copied.
type AgainField struct {
	Name, Value string
	Long        bool
}

// secretFields are those in which somebody proves who they are: what was typed into
// them is shown nowhere.
var secretFields = []string{"password", "old", "confirm", "code", "carried"}

// longField is from how many bytes on, or with how many lines, a value is one to be read.
const longField = 80

// again gives the form of a request, or nil where it has none that may be shown.
// Files are not in it: a browser has them still.
func again(c *fiber.Ctx) *Again {
	if c.Method() != fiber.MethodPost || !strings.HasPrefix(strings.ToLower(c.Get(fiber.HeaderContentType)), fiber.MIMEApplicationForm) {
		return nil
	}
	a := &Again{Action: strings.Clone(c.OriginalURL())}
	secret := false
	for name, value := range c.Request().PostArgs().All() {
		f := AgainField{Name: string(name), Value: string(value)}
		f.Long = f.Name != formField && (len(f.Value) >= longField || strings.Contains(f.Value, "\n"))
		secret = secret || slices.Contains(secretFields, f.Name)
		a.Fields = append(a.Fields, f)
	}
	if secret || len(a.Fields) == 0 {
		return nil
	}
	return a
}

// tongues remembers in which language members were spoken to, by the hash of what
// their browser holds: while the store is away it is not known who they are.
type tongues struct {
	mu         sync.Mutex
	young, old map[content.Hash]i18n.Locale
}

// spokenMost bounds each of the two halves.
const spokenMost = 5000

func spokenKey(c *fiber.Ctx) content.Hash {
	token := c.Cookies(cookieName(c, sessionCookie))
	if token == "" {
		return ""
	}
	return content.Sum([]byte(token))
}

func (s *tongues) note(c *fiber.Ctx, l i18n.Locale) {
	key := spokenKey(c)
	if key == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.young) >= spokenMost {
		s.old, s.young = s.young, nil
	}
	if s.young == nil {
		s.young = map[content.Hash]i18n.Locale{}
	}
	s.young[key] = l
}

// of gives the language in which somebody was spoken to, or "".
func (s *tongues) of(c *fiber.Ctx) i18n.Locale {
	key := spokenKey(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	if l, known := s.young[key]; known {
		return l
	}
	return s.old[key]
}
