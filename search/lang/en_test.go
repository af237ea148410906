package lang

import "testing"

func TestEnglishLettersThatComeAndGo(t *testing.T) {
	together(t, "en",
		"plan plans planned planning",
		"plane planes",
		"hope hoped hoping",
		"city cities city's cities'",
		"agree agreed agreeing",
		"proceed proceeds proceeded proceeding",
		"organisation organization organisations",
		"organise organized organising",
		"centre centers",
		"colour colored",
		"address addresses",
		"chairman chairmen",
		"carrier carriers",
		"carry carried",
		"big biggest",
		"number numbers",
		"hour hours",
		"interest interests",
	)
}
