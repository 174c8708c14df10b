package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
)

// uploadTime is how long the files of one reply may take to send.
const uploadTime = 20 * time.Second

var (
	sayNoFile   = badReply("The file could not be sent to you. Ask for it again in a minute.")
	sayNoCopy   = badReply("A copy for your direct messages with me could not be sent. Ask again in a minute.")
	sayMaybe    = badReply("Slack did not say whether your file has arrived. Look in your direct messages with me, and ask for it again if it is not there.")
	errMaybe    = errors.New("slack did not say whether it was done")
	errNoUpload = errors.New("file was not taken")
)

// handOver puts what goes with replies, of which some may be nil, into the
// direct messages of who asked: a copy of those that ask for one, and their
// files. It says where they asked when one could not be sent.
func (e *edge) handOver(user string, tell func(context.Context, commands.Reply), replies ...*commands.Reply) {
	var files []commands.File
	var copies []commands.Reply
	for _, r := range replies {
		if r == nil {
			continue
		}
		files = append(files, r.Files...)
		if r.Copy && !r.Bad {
			copies = append(copies, *r)
		}
	}
	if len(files) == 0 && len(copies) == 0 {
		return
	}
	e.follow("files", func(ctx context.Context) {
		sending, cancel := context.WithTimeout(ctx, uploadTime)
		defer cancel()
		for _, r := range copies {
			if err := e.sendCopy(sending, user, r); err != nil {
				e.Log.Error("copy not sent", "err", quiet(err))
				tell(ctx, sayNoCopy)
			}
		}
		if len(files) == 0 {
			return
		}
		err := e.sendFiles(sending, user, files)
		if err == nil {
			return
		}
		e.Log.Error("file not sent", "err", quiet(err))
		if errors.Is(err, errMaybe) {
			tell(ctx, sayMaybe)
			return
		}
		tell(ctx, sayNoFile)
	})
}

// sendCopy writes a reply into a person's direct messages, in as many
// messages as it needs.
func (e *edge) sendCopy(ctx context.Context, user string, r commands.Reply) error {
	for _, m := range drawWhole(r) {
		if err := e.say(ctx, user, "", m); err != nil {
			return fmt.Errorf("send copy: %w", err)
		}
	}
	return nil
}

// sendFiles puts files into a person's direct messages with the bot, in one
// message. They are on their way to nobody until the last step, which is made
// once: its error is errMaybe when it may have been done.
// https://docs.slack.dev/messaging/working-with-files
func (e *edge) sendFiles(ctx context.Context, user string, files []commands.File) error {
	dm, _, _, err := e.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
	if err != nil {
		return fmt.Errorf("open direct messages: %w", err)
	}
	var all []slack.FileSummary
	for _, f := range files {
		id, err := e.upload(ctx, f)
		if err != nil {
			return err
		}
		title := f.Title
		if title == "" {
			title = f.Name
		}
		all = append(all, slack.FileSummary{ID: id, Title: title})
	}
	_, err = e.api.CompleteUploadExternalContext(ctx, slack.CompleteUploadExternalParameters{Files: all, Channel: dm.ID})
	switch {
	case err == nil:
		return nil
	case mayBeDone(err):
		return fmt.Errorf("hand over files: %w: %w", errMaybe, err)
	}
	return fmt.Errorf("hand over files: %w", err)
}

// upload sends a file's bytes to Slack and returns the file's id.
func (e *edge) upload(ctx context.Context, f commands.File) (string, error) {
	at, err := e.api.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: f.Name, FileSize: len(f.Bytes)})
	if err != nil {
		return "", fmt.Errorf("announce file: %w", err)
	}
	if err := e.urls.check(at.UploadURL); err != nil {
		return "", fmt.Errorf("send file: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, at.UploadURL, bytes.NewReader(f.Bytes))
	if err != nil {
		return "", errForeignURL
	}
	req.Header.Set("Content-Type", "application/octet-stream")
	res, err := e.client.Do(req)
	e.metrics.call("upload", res, err)
	if err != nil {
		return "", fmt.Errorf("send file: %w", err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<10))
	if res.StatusCode != http.StatusOK {
		return "", fmt.Errorf("send file: %w: slack answered %s", errNoUpload, res.Status)
	}
	return at.FileID, nil
}
