package lang

import "testing"

func TestBulgarianFormsThatChangeInside(t *testing.T) {
	together(t, "bg",
		"център центъра центрове центровете",
		"място мястото места местата",
		"европеец европейци европейците",
		"педагог педагози педагозите",
		"случаен случайна случайния",
		"пиша пише писах писал",
		"разрешение разрешения разрешението",
		"разреша разрешил разрешено",
		"плащане плащания плащанията",
		"комисия комисии комисиите",
		"нов новия новият новата",
	)
}

// A word of three letters or fewer has nothing to lose, and й is no и.
func TestBulgarianShortWordsAndShortI(t *testing.T) {
	for _, word := range []string{"съд", "ва", "е", "май"} {
		if got := Of("bg").Key(word); got != word {
			t.Errorf("%s is called %q", word, got)
		}
	}
	if l := Of("bg"); l.Plain("й") == l.Plain("и") {
		t.Error("й is folded to и")
	}
}
