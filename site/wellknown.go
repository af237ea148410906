package site

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/internal/fault"
)

// robots tells search engines what to leave alone: what is for staff, and
// pages that are a question and not an answer.
func robots(v *visit) (answer, error) {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	if v.staff() {
		b.WriteString("Disallow: /\n")
		return plainAnswer(b.String()), nil
	}
	b.WriteString("Disallow: /admin/\n")
	for _, l := range v.site.Locales {
		b.WriteString("Disallow: " + v.site.Path(l, "search") + "\n")
	}
	b.WriteString("\nSitemap: " + v.site.URL(v.site.Base+"/sitemap.xml") + "\n")
	return plainAnswer(b.String()), nil
}

// securityLife is how long security.txt is good for where nobody said.
const securityLife = 180 * 24 * time.Hour

// securityText says whom to tell about a weakness (RFC 9116).
func securityText(v *visit) (answer, error) {
	s := v.config.Security
	if len(s.Contact) == 0 {
		return answer{}, fault.Absent("a contact for security.txt")
	}
	expires := s.Expires
	if expires.IsZero() {
		expires = v.reader.Now().Add(securityLife).Truncate(24 * time.Hour)
	}
	var b strings.Builder
	for _, contact := range s.Contact {
		b.WriteString("Contact: " + contact + "\n")
	}
	b.WriteString("Expires: " + expires.UTC().Format(time.RFC3339) + "\n")
	var languages []string
	for _, l := range v.site.Locales {
		languages = append(languages, string(l))
	}
	b.WriteString("Preferred-Languages: " + strings.Join(languages, ", ") + "\n")
	b.WriteString("Canonical: " + v.site.URL(v.site.Base+"/.well-known/security.txt") + "\n")
	return plainAnswer(b.String()), nil
}

func plainAnswer(text string) answer {
	return answer{status: fiber.StatusOK, kind: kindText, body: []byte(text)}
}
