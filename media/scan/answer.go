package scan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"herald/internal/fault"
)

// longest is more than an honest answer has.
const longest = 4 << 10

// answer is what the daemon said, or why it did not.
type answer struct {
	text string
	err  error
}

// listen reads one answer to the zero byte that ends it. What has no such end
// was broken off.
func (c *call) listen() answer {
	var said []byte
	part := make([]byte, 512)
	for len(said) < longest {
		n, err := c.Read(part)
		said = append(said, part[:n]...)
		if end := bytes.IndexByte(said, 0); end >= 0 {
			return answer{text: string(said[:end])}
		}
		if errors.Is(err, io.EOF) {
			err = fmt.Errorf("broken off after %q: %w", said, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return answer{err: err}
		}
	}
	return answer{err: fmt.Errorf("an answer without end: %q…", said[:100])}
}

// verdict reads the answer. Only a whole file can be called clean.
func verdict(said string, whole bool) error {
	result, streamed := strings.CutPrefix(said, "stream: ")
	name, found := strings.CutSuffix(result, " FOUND")
	switch {
	case strings.HasPrefix(said, "INSTREAM size limit exceeded"),
		streamed && found && strings.HasPrefix(name, "Heuristics.Limits.Exceeded"):
		return &fault.Fault{Kind: fault.Invalid, Key: "media.refused.scan_too_large", Err: fmt.Errorf("clamd says %q", said)}
	case streamed && found:
		return fault.New(fault.Invalid, "media.refused.malware", "name", clean(name))
	case said == "stream: OK" && whole:
		return nil
	}
	return &fault.Fault{Kind: fault.Unavailable, Key: "media.refused.scan_down", Err: fmt.Errorf("clamd says %q", said)}
}

// clean makes of a signature's name one that can be shown. It may have been
// written by whoever sends malware around.
func clean(name string) string {
	const most = 80
	name = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-:/", r) {
			return r
		}
		return -1
	}, name)
	if name == "" {
		return "?"
	}
	return name[:min(len(name), most)]
}
