package site

import (
	"testing"

	"herald/themes"
)

func TestTemplatesFitTheirPages(t *testing.T) {
	if err := Check(themes.Civic()); err != nil {
		t.Fatal(err)
	}
}
