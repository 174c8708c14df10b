package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// File is a file in a message.
type File struct {
	ID    string
	Name  string
	Title string
	Size  int
}

// file is a file as it is kept.
type file struct {
	File
	word   string // of its upload address; "" once the bytes are there
	body   []byte
	posted bool
}

// maxFile is the longest file that this Slack takes, in bytes.
const maxFile = 16 << 20

// File gives the bytes of a file; nil when there is none.
func (s *Slack) File(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f := s.files[id]; f != nil {
		return append([]byte{}, f.body...)
	}
	return nil
}

func (s *Slack) fileJSON(f File) answerFields {
	return answerFields{
		"id": f.ID, "name": f.Name, "title": f.Title, "size": f.Size, "mode": "hosted",
		"user": BotUser, "url_private": s.URL() + "/files/" + f.ID,
	}
}

// filesGetUploadURL gives a one-time address to send a file's bytes to.
// https://docs.slack.dev/reference/methods/files.getUploadURLExternal
func (s *Slack) filesGetUploadURL(a args) (answerFields, error) {
	size, err := strconv.Atoi(a["length"])
	if err != nil || size < 1 {
		return nil, refused{code: "invalid_arguments", messages: []string{"[ERROR] must be greater than 0 [json-pointer:/length]"}}
	}
	f := &file{File: File{ID: s.newID("F"), Name: a["filename"], Size: size}, word: randomWord()}
	s.files[f.ID] = f
	return answerFields{"file_id": f.ID, "upload_url": s.URL() + "/upload/" + f.ID + "/" + f.word}, nil
}

// serveUpload takes the bytes of a file, bare or as the first file of a form.
func (s *Slack) serveUpload(w http.ResponseWriter, r *http.Request) {
	var body io.Reader = http.MaxBytesReader(w, r.Body, maxFile)
	if parts, err := r.MultipartReader(); err == nil {
		part, err := parts.NextPart()
		if err != nil {
			http.Error(w, "no file in the form", http.StatusBadRequest)
			return
		}
		body = io.LimitReader(part, maxFile)
	}
	raw, err := io.ReadAll(body)
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[r.PathValue("id")]
	switch {
	case f == nil || f.word == "" || f.word != r.PathValue("word"):
		http.Error(w, "no such upload", http.StatusNotFound)
	case err != nil || len(raw) != f.Size:
		http.Error(w, "the file has another length than announced", http.StatusBadRequest)
	default:
		f.body, f.word = raw, ""
		_, _ = io.WriteString(w, "OK - "+strconv.Itoa(len(raw)))
	}
}

// filesCompleteUpload puts uploaded files into a channel.
// https://docs.slack.dev/reference/methods/files.completeUploadExternal
func (s *Slack) filesCompleteUpload(a args) (answerFields, error) {
	wanted := []struct{ ID, Title string }{}
	if err := json.Unmarshal([]byte(a["files"]), &wanted); err != nil || len(wanted) == 0 {
		return nil, refused{code: "invalid_arguments", messages: []string{"[ERROR] must provide an array [json-pointer:/files]"}}
	}
	var shown []File
	for _, one := range wanted {
		f := s.files[one.ID]
		if f == nil || f.word != "" || f.posted {
			return nil, refuse("file_not_found")
		}
		f.Title = one.Title
		if f.Title == "" {
			f.Title = f.Name
		}
		shown = append(shown, f.File)
	}
	var to []*channel
	for _, id := range strings.FieldsFunc(a["channel_id"]+","+a["channels"], func(r rune) bool { return r == ',' }) {
		c, err := s.target(id)
		if err != nil {
			return nil, err
		}
		to = append(to, c)
	}
	blocks, err := s.blocks(json.RawMessage(a["blocks"]))
	switch {
	case err != nil:
		return nil, err
	case a["thread_ts"] != "" && len(to) > 1, len(blocks) > 0 && a["initial_comment"] != "":
		return nil, refuse("invalid_arguments")
	}
	for _, c := range to {
		s.add(c, &message{app: true, Message: Message{
			User: BotUser, Text: a["initial_comment"], Blocks: blocks, Thread: a["thread_ts"], Files: shown,
		}})
	}
	var files []answerFields
	for _, f := range shown {
		s.files[f.ID].posted = true
		files = append(files, s.fileJSON(f))
	}
	return answerFields{"files": files}, nil
}

// serveFile gives a file to somebody at the page who sees a message with it.
func (s *Slack) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.files[r.PathValue("id")]
	if f != nil && !s.sees(r.FormValue("as"), f.ID) {
		f = nil
	}
	s.mu.Unlock()
	if f == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", `attachment; filename="`+strings.Map(safeName, f.Name)+`"`)
	_, _ = w.Write(f.body)
}

// sees reports whether a person sees a message with a file. The caller holds
// the lock.
func (s *Slack) sees(user, file string) bool {
	for _, c := range s.channels {
		if !c.has(user) {
			continue
		}
		for _, m := range c.messages {
			if m.seenBy(user) && slices.ContainsFunc(m.Files, func(f File) bool { return f.ID == file }) {
				return true
			}
		}
	}
	return false
}

// safeName keeps a file's name from breaking out of its header.
func safeName(r rune) rune {
	if r < ' ' || r == '"' || r == '\\' || r == '/' || r > '~' {
		return '_'
	}
	return r
}
