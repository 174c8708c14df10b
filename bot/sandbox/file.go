package sandbox

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
	length int
	body   []byte
	posted bool
}

func (s *Slack) fileJSON(f File) map[string]any {
	return map[string]any{"id": f.ID, "name": f.Name, "title": f.Title, "size": f.Size, "mode": "hosted"}
}
