package markdown

// Issue is something a writer should look at: a catalogue key with what its
// message needs, and the line it concerns.
type Issue struct {
	Line int
	Key  string
	Args []any
}

// Check returns what a writer should look at.
func Check(source string) []Issue { return nil }
