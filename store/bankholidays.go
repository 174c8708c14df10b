package store

import "time"

// moved are the bank holidays that were proclaimed for another day than the
// rule gives.
var moved = map[Date]Date{
	{2020, time.May, 4}:  {2020, time.May, 8},  // 75 years after VE Day
	{2022, time.May, 30}: {2022, time.June, 2}, // the Platinum Jubilee
}

// extra are the bank holidays of one year alone.
var extra = map[Date]string{
	{2022, time.June, 3}:       "Platinum Jubilee",
	{2022, time.September, 19}: "State Funeral of Queen Elizabeth II",
	{2023, time.May, 8}:        "Coronation of King Charles III",
}

// addBankHolidays adds the bank holidays of a year in England and Wales
// (Banking and Financial Dealings Act 1971, proclamations, and by custom Good
// Friday and Christmas Day). One that falls on a weekend has a substitute on
// the next weekday that is free.
func addBankHolidays(to map[Date]string, year int) {
	add := func(d Date, name string) {
		if m, ok := moved[d]; ok {
			d = m
		}
		for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday || to[d] != "" {
			d = d.AddDays(1)
		}
		to[d] = name
	}
	easter := easterSunday(year)
	add(Date{year, time.January, 1}, "New Year's Day")
	add(easter.AddDays(-2), "Good Friday")
	add(easter.AddDays(1), "Easter Monday")
	add(firstMonday(Date{year, time.May, 1}), "Early May bank holiday")
	add(firstMonday(Date{year, time.May, 25}), "Spring bank holiday")
	add(firstMonday(Date{year, time.August, 25}), "Summer bank holiday")
	// When Christmas Day is a Sunday the Monday is Boxing Day already.
	christmas, boxing := Date{year, time.December, 25}, Date{year, time.December, 26}
	if christmas.Weekday() == time.Sunday {
		add(boxing, "Boxing Day")
		add(christmas, "Christmas Day")
	} else {
		add(christmas, "Christmas Day")
		add(boxing, "Boxing Day")
	}
	for d, name := range extra {
		if d.Year == year {
			to[d] = name
		}
	}
}

// firstMonday returns the first Monday on or after d.
func firstMonday(d Date) Date {
	return d.AddDays((int(time.Monday-d.Weekday()) + 7) % 7)
}

// easterSunday is the Gregorian Easter, by the anonymous algorithm of 1876.
func easterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return Date{year, time.Month(month), day}
}
