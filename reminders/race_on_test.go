//go:build race

package reminders

// raceEnabled: the race detector makes everything many times slower.
const raceEnabled = true
