package commands

// succession returns the line of succession through a record: those before
// it, oldest first, itself, and those after it. next gives the successor's
// id, "" for none; before gives the ids of those that name the record their
// successor. A line that runs in a circle is followed once round.
func succession(id string, next func(id string) (string, error), before func(id string) ([]string, error)) ([]string, error) {
	line := []string{id}
	seen := map[string]bool{id: true}
	for at := id; ; {
		n, err := next(at)
		if err != nil {
			return nil, err
		}
		if n == "" || seen[n] {
			break
		}
		seen[n], at = true, n
		line = append(line, n)
	}
	level := []string{id}
	for len(level) > 0 {
		var older []string
		for _, at := range level {
			ids, err := before(at)
			if err != nil {
				return nil, err
			}
			for _, b := range ids {
				if !seen[b] {
					seen[b] = true
					older = append(older, b)
				}
			}
		}
		line = append(older, line...)
		level = older
	}
	return line, nil
}
