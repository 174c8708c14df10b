package register

import (
	"bytes"
	_ "embed"
	"strconv"
	"strings"
	"text/template"

	"csp/store"
)

//go:embed invented.yaml
var invented string

const inventedSource = "Invented for trying the bot out"

// Invented returns the register of an office that does not exist, for trying
// what the example register has no dates and sums for: its boards, plans,
// schemes and actions lie before and after today. The same day gives the same
// bytes, which the caller owns. Every record of it says that it is invented,
// except the duties and powers, which are the example register's.
//
// Its people have the accounts of the sandbox's workspace.
func Invented(today store.Date) []byte {
	calendar := store.NewCalendar(store.Office{})
	month := func(n int) store.Date {
		d := store.Date{Year: today.Year, Month: today.Month, Day: 1}.AddMonths(n)
		return store.Date{Year: d.Year, Month: d.Month}
	}
	day := func(n int) store.Date { return today.AddDays(n) }
	t := template.Must(template.New("invented").Delims("<", ">").Funcs(template.FuncMap{
		"day":      day,                                                                // so many days on
		"working":  func(n int) store.Date { return calendar.NextWorking(day(n)) },     // the same, or the next working day
		"month":    month,                                                              // a month, without the day
		"first":    func(n int) store.Date { return month(n).First() },                 // its first day
		"last":     func(n int) store.Date { return month(n).Last() },                  // its last day
		"year":     func(n int) store.Date { return store.Date{Year: today.Year + n} }, // a year alone
		"yy":       func(n int) string { return strconv.Itoa(day(n).Year)[2:] },        // of a reference
		"invented": func() string { return inventedSource },
		"series":   func(n int) string { return quarterly(calendar.NextWorking(day(n))).String() }, // of boards from that working day on
		"then": func(n int) store.Date { // the board that follows in it
			from := calendar.NextWorking(day(n))
			return calendar.NextWorking(quarterly(from).Next(from))
		},
	}).Parse(invented))
	var b bytes.Buffer
	if err := t.Execute(&b, nil); err != nil {
		panic("register: " + err.Error()) // the template is ours
	}
	return append(labelled(b.Bytes()), dutiesOf(example)...)
}

// quarterly is the series that has a board on the day: the same weekday, as
// far into its month, in every third month.
func quarterly(on store.Date) store.Series {
	nth := []string{"1st", "2nd", "3rd", "4th", "last"}[(on.Day-1)/7]
	s, err := store.ParseSeries("quarterly on the " + nth + " " + on.Weekday().String())
	if err != nil {
		panic("register: " + err.Error())
	}
	return s
}

// labelled writes the register out with a source on every record.
func labelled(src []byte) []byte {
	f, wrong := Parse("invented.yaml", src)
	if len(wrong) > 0 {
		panic("register: " + wrong[0].String())
	}
	var e emitter
	e.out.WriteString("# An invented office: its names, dates and sums are made up.\nregister: 1\n")
	for _, r := range f.Records {
		store.MetaOf(r.Value).Source = inventedSource
		e.record(r.shape(), r.Value)
	}
	return e.out.Bytes()
}

// dutiesOf cuts the last list out of the example register.
func dutiesOf(src []byte) []byte {
	return src[strings.Index(string(src), "\nduties:\n"):]
}
