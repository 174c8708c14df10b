package sandbox

// Workspace is the invented company whose Slack this is.
type Workspace struct {
	Team     string // T… id
	Name     string
	Domain   string
	People   []Person
	Channels []Channel
	Groups   []Group
}

// Person is a member of the workspace, a guest, or somebody from another
// workspace who shares a channel with it.
type Person struct {
	ID       string // U… id
	Name     string // the handle, as in @handle
	RealName string
	Title    string
	Team     string // another workspace's id; empty for this one
	TZ       string // IANA zone; empty for Europe/London

	Owner              bool
	Admin              bool
	Guest              bool // any guest
	SingleChannelGuest bool // implies Guest
	Bot                bool
	Deleted            bool // deactivated: cannot act

	// About says who that is in a few words, for the "act as" menu.
	About string
}

// Channel is a place to talk in. The bot posts only where its id is among the
// members.
type Channel struct {
	ID       string // C… id
	Name     string
	Private  bool
	Shared   bool // with another workspace (Slack Connect)
	Archived bool
	Topic    string
	Members  []string
}

// Group is a user group, such as @office.
type Group struct {
	ID      string // S… id
	Handle  string
	Members []string
}

// The invented ids of DefaultWorkspace, for tests and examples.
const (
	BotUser = "U0CSPBOT1" // the bot as a member of the workspace

	Staff       = "U0STAFF01"
	Admin       = "U0ADMIN01"
	Partner     = "U0PARTNR1"
	Chair       = "U0CHAIR01"
	Secretariat = "U0SECRET1"
	Guest       = "U0GUEST01"
	Outsider    = "U0OUTSDE1"

	Office     = "C0OFFICE1"
	Darlington = "C0DARLTN1"
	General    = "C0GENERAL"

	Eastborough = "C0EASTBR1" // in InventedWorkspace alone
	Westmere    = "C0WESTMR1" // likewise

	StaffGroup = "S0OFFICE1"
)

// DefaultWorkspace is an office of a police and crime commissioner with one
// person for each role that the bot tells apart. All of them are made up.
func DefaultWorkspace() Workspace {
	return Workspace{
		Team:   "T0SANDBX1",
		Name:   "Sandbox office",
		Domain: "sandbox-office",
		People: []Person{
			{ID: Staff, Name: "amara", RealName: "Amara Okafor", Title: "Partnership manager", About: "Staff of the office"},
			{ID: Admin, Name: "ioan", RealName: "Ioan Pryce", Title: "Head of the office", Owner: true, Admin: true, About: "Admin, owner of the workspace"},
			{ID: Partner, Name: "beth", RealName: "Beth Lister", Title: "Housing officer", About: "Partner, full member of the workspace"},
			{ID: Chair, Name: "david", RealName: "David Nunn", Title: "Chair of a partnership", About: "Full member; chairs a partnership in sandbox --invented"},
			{ID: Secretariat, Name: "mei", RealName: "Mei Tan", Title: "Board secretary", About: "Full member; a secretariat in sandbox --invented"},
			{ID: Guest, Name: "rafiq", RealName: "Rafiq Shah", Title: "Charity worker", Guest: true, SingleChannelGuest: true, About: "Guest, in one channel; it is a partnership's in sandbox --invented"},
			{ID: Outsider, Name: "clare", RealName: "Clare Holm", Title: "Council officer", Team: "T0COUNCL1", About: "From another workspace (Slack Connect)"},
		},
		Channels: []Channel{
			{ID: Office, Name: "office", Private: true, Topic: "The office's own channel", Members: []string{BotUser, Staff, Admin}},
			{ID: Darlington, Name: "darlington", Shared: true, Topic: "Darlington partnership, shared with the council", Members: []string{BotUser, Staff, Admin, Partner, Chair, Secretariat, Guest, Outsider}},
			{ID: General, Name: "general", Topic: "Everybody", Members: []string{BotUser, Staff, Admin, Partner, Chair, Secretariat}},
		},
		Groups: []Group{{ID: StaffGroup, Handle: "office", Members: []string{Staff, Admin}}},
	}
}

// InventedWorkspace is DefaultWorkspace with the channels of the invented
// office's partnerships instead of a real one's.
func InventedWorkspace() Workspace {
	w := DefaultWorkspace()
	parts := map[string]string{Chair: "Chair of a partnership", Secretariat: "Secretariat of a partnership", Guest: "Guest, in one channel only"}
	for i, p := range w.People {
		if part, has := parts[p.ID]; has {
			w.People[i].About = part
		}
	}
	for i, c := range w.Channels {
		if c.ID == Darlington {
			w.Channels[i] = Channel{ID: Eastborough, Name: "eastborough", Shared: true, Topic: "Eastborough partnership, shared with the council", Members: c.Members}
		}
	}
	w.Channels = append(w.Channels, Channel{ID: Westmere, Name: "westmere", Topic: "Westmere partnership", Members: []string{BotUser, Staff, Admin, Partner}})
	return w
}
