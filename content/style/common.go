package style

// common are the rules of every language that Herald knows.
var common = []Pattern{
	{Name: "spaces", Find: `[^\s|](?P<x>[ \x{a0}]{2,})[^\s|]`, Replace: " "},
	{Name: "space-before", Find: `[\p{L}\p{N})”“»"'’%€.](?P<x>[ \x{a0}]+)[.,;:!?](?:\s|$)`, Replace: "", Not: `^\d[ \x{a0}]:`},
	{Name: "space-after", Find: `\p{Ll}(?P<x>[,;])\p{L}`, Replace: "$x "},
	{Name: "space-stop", Find: `\p{Ll}{3}(?P<x>\.)\p{Lu}\p{Ll}`, Replace: "$x "},
	{Name: "space-bracket", Find: `(?P<x>\([ \x{a0}]+)[\p{L}\p{N}]`, Replace: "("},
	{Name: "space-closing", Find: `[\p{L}\p{N}.](?P<x>[ \x{a0}]+\))`, Replace: ")"},
	{Name: "space-open", Find: `\p{Ll}{2}(?P<x>\()\p{L}{3}`, Replace: " ("},
	{Name: "marks-comma", Find: `[^\s,](?P<x>,{2,})(?:\s|$)`, Replace: ","},
	{Name: "marks-stop", Find: `[\p{L}\p{N}](?P<x>\.\.)(?:\s|$)`, Replace: "."},
	{Name: "marks-loud", Find: `(?P<x>!{2,})`, Replace: "!"},
	{Name: "marks-question", Find: `(?P<x>\?{2,})`, Replace: "?"},
	{Name: "marks-dots", Find: `[\p{L}](?P<x>\.{3,})`, Replace: "…"},
	{Name: "dash-spaced", Find: `[\p{L}\p{N})”“»"](?P<x> (?:-|--|—|―) )[\p{L}\p{N}(„“«"]`, Replace: " – "},
	{Name: "dash-half", Find: `\p{L}{2}(?P<x> –|– | — ?)\p{L}`, Replace: " – "},
	{Name: "dash-long", Find: `\p{L}{2}(?P<x>—|--)\p{L}`, Replace: " – "},
	{Name: "range-years", Find: `\b(?:19|20)\d\d(?P<x> ?- ?|—)(?:19|20)\d\d\b`, Replace: "–"},
	{Name: "range-hours", Find: `\b\d{1,2}[:.]\d\d(?P<x> ?- ?|—)\d{1,2}[:.]\d\d\b`, Replace: "–"},
	{Name: "range-amount", Find: `\b\d{1,3}(?P<x> ?- ?|—)\d{1,3}[ \x{a0}]?(?:%|€|°C)`, Replace: "–"},
}
