package sandbox

import "csp/bot/sandbox/blockkit"

// View is a modal or a Home tab as a person sees it.
type View struct {
	ID         string
	CallbackID string
	Title      string
	Submit     string // the words on the button; "" when there is none
	Close      string
	Blocks     []blockkit.Block
	Errors     map[string]string // on fields, by label
	// Plain is the whole view as a person reads it.
	Plain string
}

// view is a view as it is kept.
type view struct {
	blockkit.View
	id     string
	hash   string
	user   string
	errors map[string]string // by block_id
	state  blockkit.State
}

// viewStore holds everybody's modals and Home tabs.
type viewStore struct {
	stacks map[string][]*view // by person, the open one last
	homes  map[string]*view
	// sending are the forms that were sent and not yet answered, by id.
	sending map[string]bool
}

func newViewStore() viewStore {
	return viewStore{stacks: map[string][]*view{}, homes: map[string]*view{}, sending: map[string]bool{}}
}

// top gives the modal that a person has before them, or nil.
func (v *viewStore) top(user string) *view {
	stack := v.stacks[user]
	if len(stack) == 0 {
		return nil
	}
	return stack[len(stack)-1]
}
