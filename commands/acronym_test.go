package commands

import "testing"

func TestOpenUp(t *testing.T) {
	for in, want := range map[string]string{
		"ASB officers":                              "ASB (anti-social behaviour) officers",
		"The ASB team on ASB":                       "The ASB (anti-social behaviour) team on ASB",
		"anti-social behaviour (ASB)":               "anti-social behaviour (ASB)",
		"DAR-CSP-1 and OPCC-26-014":                 "DAR-CSP-1 and OPCC-26-014",
		"PCC's office":                              "PCC's office",
		"CSPs meet":                                 "CSPs meet",
		"A CAT, an ICB":                             "A CAT, an ICB (integrated care board)",
		"NHS Northshire Integrated Care Board, ICB": "NHS Northshire Integrated Care Board, ICB",
	} {
		r := openUp(Reply{Blocks: []Block{Heading("ASB"), Para(T(in))}})
		if got := plainText(Text(r.Blocks[1].(Para)), false); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
	r := openUp(Reply{Blocks: []Block{
		Facts{{"Priority", T("Less ASB")}}, List{Items: []Text{T("More ASB")}}, Note(T("A CCG")), Buttons{{Label: "ICB"}},
	}})
	if got, want := r.Plain(), "Priority: Less ASB (anti-social behaviour)\n\n• More ASB\n\nA CCG (clinical commissioning group)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
