package commands

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"csp/store"
)

// The steps of a reminder read as a person would say them.
func TestStepsWords(t *testing.T) {
	for _, tt := range []struct {
		steps []string
		want  string
	}{
		{[]string{"-12m", "-9m", "-6m", "-3m", "-1m", "0d", "+1w*4", "+1m*"}, "12, 9, 6, 3 and 1 months before, on the day, each week for 4 weeks after, then each month"},
		{[]string{"-1m", "-2w", "-2wd"}, "1 month before, 2 weeks before, 2 working days before"},
		{[]string{"-5cwd"}, "5 clear working days before"},
		{[]string{"+2wd", "+1wd*3"}, "2 working days after, each working day for 3 working days after"},
		{[]string{"-10wd", "+10wd"}, "10 working days before, 10 working days after"},
		{[]string{"+2w*3"}, "each 2 weeks for 6 weeks after"},
		{nil, ""},
	} {
		if got := stepsWords(tt.steps); got != tt.want {
			t.Errorf("%v is said as %q, want %q", tt.steps, got, tt.want)
		}
	}
}

// A line of settings is split at the name of the reminder.
func TestCutTiming(t *testing.T) {
	for _, tt := range []struct {
		line, name, timing, steps string
		ok                        bool
	}{
		{"board-items off", "office", "board-items", "off", true},
		{"one darlington Plan-Renewal: -6m, 0d", "one darlington", "plan-renewal", "-6m, 0d", true},
		{"darlington plan renewal 3 months before", "darlington", "plan-renewal", "3 months before", true},
		{"board soon on the day", "office", "board-soon", "on the day", true},
		{"darlington", "", "", "", false},
		{"", "", "", "", false},
	} {
		name, timing, steps, ok := cutTiming(tt.line)
		if name != tt.name || timing != tt.timing || steps != tt.steps || ok != tt.ok {
			t.Errorf("%q is %q, %q, %q, %t", tt.line, name, timing, steps, ok)
		}
	}
}

// Steps are read as people write them.
func TestReadSteps(t *testing.T) {
	for _, tt := range []struct {
		words string
		want  []string
	}{
		{"3 days before", []string{"-3d"}},
		{"2 weeks before", []string{"-2w"}},
		{"two weeks before and a week after", []string{"-2w", "+1w"}},
		{"On the day", []string{"0d"}},
		{"12, 9 and 6 months before, on the day, each week for 4 weeks after, then each month", []string{"-12m", "-9m", "-6m", "0d", "+1w*4", "+1m*"}},
		{"5 clear working days before, 1 working day before", []string{"-5cwd", "-1wd"}},
		{"every 2 weeks for 6 weeks after", []string{"+2w*3"}},
		{"-6m, 2 weeks before [0d]", []string{"-6m", "-2w", "0d"}},
	} {
		m, err := readSteps("plan-renewal", tt.words)
		if err != nil || !slices.Equal(m.Steps, tt.want) {
			t.Errorf("%q is %q, %v, want %q", tt.words, m.Steps, err, tt.want)
		}
	}
	for _, words := range []string{"", "3 days", "3", "before", "-2x", "0 days before", "1000 days before", "each", "each week for 4 months after", "each 2 weeks for 5 weeks after", "3 days before banana", "off, -2w"} {
		if m, err := readSteps("plan-renewal", words); err == nil {
			t.Errorf("%q is %q, want a refusal", words, m.Steps)
		}
	}
}

// What a reminder's steps are said as is read as the same steps.
func TestStepsAreReadAsTheyAreSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			o := store.Offset{N: rapid.IntRange(-30, 30).Draw(t, "n"), Unit: rapid.SampledFrom([]store.Unit{store.Months, store.Weeks, store.Days, store.WorkingDays, store.ClearDays}).Draw(t, "unit"), Times: 1}
			switch {
			case o.N == 0:
				o.Unit = store.Days // on the day, whatever it counts in
			case rapid.Bool().Draw(t, "repeats"):
				if o.Times = rapid.IntRange(2, 20).Draw(t, "times"); o.N > 0 && o.Times > 15 {
					o.Times = store.Forever
				}
			}
			return o.String()
		}), 1, 8).Draw(t, "steps")
		said := stepsWords(steps)
		if got, odd, ok := readStepWords(said); !ok || !slices.Equal(got, steps) {
			t.Fatalf("%q is said as %q and read as %q (%s)", steps, said, got, odd)
		}
	})
}
