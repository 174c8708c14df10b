package commands

import (
	"csp/store"
	"csp/store/english"
)

// bodyLine names an organisation; one that has ended is told with the one
// that stands in its place today: "Tees Valley Clinical Commissioning Group
// (CCG) until 30 June 2022, now NHS Northshire Integrated Care Board (ICB)".
func bodyLine(tx *store.Tx, id string, today store.Date) (string, store.Organisation, error) {
	o, err := store.Organisations.Get(tx, id)
	if err != nil {
		return "", o, err
	}
	line := bodyName(o)
	if !passed(today, o.Until) {
		return line, o, nil
	}
	line += " until " + english.Short(o.Until)
	now, err := standing(tx, o, today)
	if err != nil {
		return "", o, err
	}
	if now.ID == o.ID {
		return line + ", successor: " + english.NotRecorded, o, nil
	}
	return line + ", now " + bodyName(now), o, nil
}

// bodyName is an organisation's name with its short form.
func bodyName(o store.Organisation) string {
	if o.Short == "" || o.Short == o.Name {
		return o.Name
	}
	return o.Name + " (" + o.Short + ")"
}

// standing follows the successors of an organisation to the one that stands
// today; the last that is recorded when all have ended.
func standing(tx *store.Tx, o store.Organisation, today store.Date) (store.Organisation, error) {
	return store.Standing(tx, o.ID, today)
}
