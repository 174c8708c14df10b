package main

import (
	"context"
	"errors"
	"time"

	"csp/commands"
)

// sayNoFiles is said to whoever sends the bot a file.
const sayNoFiles = "I cannot read files, so I have not opened it. Type what you would like to know, or help."

// direct answers what is written to the bot in its direct messages, as the
// same words after /csp would be. There is nobody else to hide the answer
// from, so it is an ordinary message, which stays. What a machine wrote, the
// bot itself above all, and edits, joins and the like are left alone.
func (e *edge) direct(ctx context.Context, ev *event, id string) {
	if ev.Place != "im" || ev.Bot != "" || ev.User == "" || string(ev.User) == e.home.Load().Bot || !spoken(string(ev.Subtype)) {
		return
	}
	line, files := spokenTo(string(ev.Text), e.home.Load().Bot), ev.hasFiles()
	if line == "" && !files {
		return
	}
	began := time.Now()
	defer e.homesAfter(string(ev.User))
	actor, err := e.people.actor(ctx, string(ev.Team), string(ev.User))
	if errors.Is(err, errNoPerson) {
		e.unknown(err)
		return // two machines would go on for ever
	}
	var reply commands.Reply
	outcome := answered
	switch {
	case err != nil:
		reply, outcome = e.unknown(err), turned
	case line == "":
		reply = badReply(sayNoFiles)
	case len(line) > maxLine:
		reply, outcome = commands.ByMention(actor, sayTooLong), bad
	default:
		r := commands.Request{Actor: actor, Channel: string(ev.Channel), Text: line, Now: e.Calendar(), ID: id}
		if reply, err = e.desk.Do(ctx, r); err != nil {
			reply = e.fault("direct message", err)
			outcome = faulted
		} else {
			outcome = outcomeOf(reply)
		}
		if reply = inWords(reply, line); files {
			reply.Blocks = append(reply.Blocks[:len(reply.Blocks):len(reply.Blocks)], commands.Note(commands.T(sayNoFiles)))
		}
	}
	e.count("direct message", e.word(line), outcome, began)
	tell := func(ctx context.Context, r commands.Reply) {
		m := drawReply(r, again{line: line, typed: line != ""}, maxText)
		if err := e.say(ctx, string(ev.Channel), string(ev.Thread), m); err != nil {
			e.Log.Warn("answer not delivered", "err", quiet(err))
		}
	}
	tell(ctx, reply)
	reply.Copy = false // it is there already
	e.handOver(string(ev.User), tell, &reply)
}

// spoken reports whether a message of that subtype is one that a person has
// just written.
func spoken(subtype string) bool {
	return subtype == "" || subtype == "file_share" || subtype == "thread_broadcast"
}
