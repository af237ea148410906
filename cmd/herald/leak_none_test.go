//go:build canary && !leak

package main

import "testing"

// plantLeak plants nothing: leaks are planted under the build tag leak alone.
func plantLeak(*testing.T, *server) {}
