package store

// FieldType says what a field of a record holds.
type FieldType string

// The types of fields.
const (
	TextField   FieldType = "text"
	NumberField FieldType = "number"
	DateField   FieldType = "date"   // may be partial unless Exact
	MomentField FieldType = "moment" // a date and time of day
	DueField    FieldType = "due"    // a date or next-board
	MoneyField  FieldType = "money"
	MapField    FieldType = "timings"
	GroupField  FieldType = "group" // fields of its own, in Fields
)

// Field describes one field of a kind: the one description that import,
// export, forms and gaps share. It says what CheckRecord holds it to.
type Field struct {
	Name     string // as in the register
	Type     FieldType
	List     bool
	Required bool
	Exact    bool     // of a date: to the day
	Enum     []string // the values it may have; none: any
	Ref      string   // the kind that it names a record of
	Form     string   // of a text: slack, account, email, channel, url, prefix, monthday, series, action-ref, decision-ref
	Fields   []Field  // of a group
	Index    []int    // for reflect.Value.FieldByIndex on the record (or group)
}
