package commands

import "testing"

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
		{"darlington", "", "", "", false},
		{"", "", "", "", false},
	} {
		name, timing, steps, ok := cutTiming(tt.line)
		if name != tt.name || timing != tt.timing || steps != tt.steps || ok != tt.ok {
			t.Errorf("%q is %q, %q, %q, %t", tt.line, name, timing, steps, ok)
		}
	}
}
