package reminders

import (
	"csp/store"
	"csp/store/english"
)

// holidaysEnd warns the office, once, that the list of bank holidays ends
// within 12 months.
var holidaysEnd = Notice{
	Name: "holidays-end",
	Look: func(v *View) []Said {
		end := v.office.BankHolidaysUntil()
		if !HolidaysEndSoon(v.today(), end) {
			return nil
		}
		key := holidaysKey(end)
		if v.owed(key) {
			return nil
		}
		return []Said{{Notice: store.Notice{Key: key, Body: holidaysBody(end).JSON()}}}
	},
}

func holidaysKey(end store.Date) string { return "holidays end " + end.String() }

func holidaysBody(end store.Date) Body {
	return Body{
		Head: Text{bold("The list of bank holidays ends on " + english.Long(end) + "."), plain(
			" Of the year after, reminders would fall on bank holidays and working days would be counted wrongly. Add that year's 8 bank holidays to the office's record, or install a newer version of the bot.",
		)},
		Buttons: []Button{{Label: "Edit the office", Type: "edit office", Action: "edit.open", Value: "office/" + store.OfficeID}},
	}
}

// HolidaysEndSoon reports whether a list of bank holidays that ends on a day
// ends within 12 months.
func HolidaysEndSoon(today, end store.Date) bool { return !end.After(today.AddMonths(12)) }

// owed reports whether a notice was owed already.
func (v *View) owed(key string) bool {
	_, err := v.tx.Post(store.NoticeKey(key))
	if err != nil {
		v.fail(ifKnown(err))
	}
	return err == nil
}
