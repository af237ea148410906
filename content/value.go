package content

import (
	"fmt"
	"math/big"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
)

var (
	numberForm = regexp.MustCompile(`^-?[0-9]{1,15}(\.[0-9]{1,6})?$`)
	dayForm    = regexp.MustCompile(`^([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?$`)
	refForm    = regexp.MustCompile(`^doc:([0-9a-z]{12})(?:@([1-9][0-9]*))?$`)
	moneyForm  = regexp.MustCompile(`^(-?[0-9]{1,15}(?:\.[0-9]{1,2})?) ([A-Z]{3})$`)
)

// DayUnknown is the value of a day that nobody knows.
const DayUnknown = "unknown"

// CheckValue reports what is wrong with item as a value of f: the key of an
// Issue and its args, or "" when nothing is.
func (f Field) CheckValue(item string) (key string, args []any) {
	ok := true
	switch f.Kind {
	case KindText:
		ok = !strings.ContainsAny(item, "\n\r")
	case KindNumber:
		ok = numberForm.MatchString(item)
	case KindMoney:
		ok = moneyForm.MatchString(item)
	case KindDay:
		_, err := ParseDay(item)
		ok = err == nil
	case KindInstant:
		_, err := time.Parse(time.RFC3339, item)
		ok = err == nil
	case KindChoice:
		ok = slices.Contains(f.Choices, item)
	case KindCountry:
		r, err := language.ParseRegion(item)
		ok = err == nil && r.IsCountry() && len(item) == 2 && r.String() == item
	case KindColour:
		return f.checkColour(item)
	case KindLink:
		ok = goodLink(item)
	case KindRef:
		ok = refForm.MatchString(item)
	}
	if ok {
		return "", nil
	}
	return "issue.field." + string(f.Kind), []any{"value", item}
}

func goodLink(s string) bool {
	u, err := url.Parse(s)
	if err != nil || strings.ContainsAny(s, " \n\t<>\"") {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != ""
	case "mailto", "tel":
		return u.Opaque != ""
	}
	return false
}

// Day is a calendar day that may lack day or month, or be unknown altogether.
type Day struct{ Year, Month, Day int }

// ParseDay reads the canonical form of KindDay.
func ParseDay(s string) (Day, error) {
	if s == DayUnknown {
		return Day{}, nil
	}
	m := dayForm.FindStringSubmatch(s)
	if m == nil {
		return Day{}, fmt.Errorf("day %q: want 1975, 1975-05, 1975-05-03 or unknown", s)
	}
	d := Day{Year: atoi(m[1]), Month: atoi(m[2]), Day: atoi(m[3])}
	if d.Year == 0 {
		return Day{}, fmt.Errorf("day %q is not in the calendar", s)
	}
	if m[2] != "" {
		t := time.Date(d.Year, time.Month(d.Month), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
		if int(t.Month()) != d.Month || m[3] != "" && t.Day() != d.Day {
			return Day{}, fmt.Errorf("day %q is not in the calendar", s)
		}
	}
	return d, nil
}

// DayOf gives the calendar day of t in its own location.
func DayOf(t time.Time) Day { return Day{t.Year(), int(t.Month()), t.Day()} }

// String gives the canonical form.
func (d Day) String() string {
	switch {
	case d.Year == 0:
		return DayUnknown
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Time gives the first instant of the day in UTC; a partial day begins with
// its month or year. It is zero for an unknown day.
func (d Day) Time() time.Time {
	if d.Year == 0 {
		return time.Time{}
	}
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

// Ref is the value of a ref field: a Document, or one Edition of it.
type Ref struct {
	Document ID
	Edition  int
}

// ParseRef reads the canonical form of KindRef.
func ParseRef(s string) (Ref, error) {
	m := refForm.FindStringSubmatch(s)
	if m == nil {
		return Ref{}, fmt.Errorf("ref %q: want doc:ID or doc:ID@3", s)
	}
	return Ref{Document: ID(m[1]), Edition: atoi(m[2])}, nil
}

// String gives the canonical form.
func (r Ref) String() string {
	if r.Edition > 0 {
		return fmt.Sprintf("doc:%s@%d", r.Document, r.Edition)
	}
	return "doc:" + string(r.Document)
}

// ParseMoney splits the canonical form of KindMoney.
func ParseMoney(s string) (amount, currency string, err error) {
	m := moneyForm.FindStringSubmatch(s)
	if m == nil {
		return "", "", fmt.Errorf("money %q: want 1200.00 EUR", s)
	}
	return m[1], m[2], nil
}

// SortKey gives a string whose byte order is the order of values of kind k;
// what is not a value of k sorts last.
func SortKey(k Kind, item string) string {
	switch k {
	case KindNumber, KindMoney:
		n, ok := new(big.Rat).SetString(strings.Fields(item + " ")[0])
		if !ok {
			return "~"
		}
		n.Add(n, new(big.Rat).SetInt64(1e15))
		return fmt.Sprintf("%024s", n.FloatString(6))
	default:
		return item
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
