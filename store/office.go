package store

// Office is the commissioner's office that the register belongs to: one
// record, with the id "office".
type Office struct {
	Meta
	Name         string    `json:"name,omitempty"`
	Short        string    `json:"short,omitempty"`
	Background   string    `json:"background,omitempty"`
	PolicingBody string    `json:"policing_body,omitempty"` // the title in use
	Holidays     []Holiday `json:"holidays,omitempty"`      // the office's own closures
	BankHolidays []Holiday `json:"bank_holidays,omitempty"` // additions to the built-in list
}

// Holiday is a day that is not a working day.
type Holiday struct {
	Date Date   `json:"date" reg:"required,exact"`
	Name string `json:"name,omitempty"`
}

// OfficeID is the id of the one office record.
const OfficeID = "office"

// Offices holds the one office record; it may be absent.
var Offices = Kind[Office]{Name: "office", One: "office", Timed: true, Single: true}
