package commands

// Table is every subcommand, in the order of help.
var Table = []*Command{
	// What a partnership and its people are.
	&today, &card, &list, &chairs, &chair, &who, &members,
	// What they do.
	&plans, &plan, &schemes, &scheme, &pilots, &pilot, &initiatives, &issues,
	&boards, &board, &record, &agendaPage, &agendaItems, &coming, &papers, &minutes, &forward, &actionsLog, &decisions, &needed, &decide, &duties, &powers,
	&reminding, &brief,
	// The action log.
	&action, &done, &updating, &moveDue, &give, &askFor, &cancel, &reopen,
	// Keeping the register.
	&gaps, &add, &edit, &checked, &undo, &history, &save, &tell, &snooze, &emailed, &held,
	// Finding one's way.
	&search, &show, &status, &settings, &export, &help,
}

// find returns the command of that name or alias, nil when there is none.
func (d *Desk) find(word string) *Command {
	for _, c := range d.table {
		if c.Name == word {
			return c
		}
		for _, a := range c.Aliases {
			if a == word {
				return c
			}
		}
	}
	return nil
}
