//go:build !race

package reminders

const raceEnabled = false
