package sandbox

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed static
var static embed.FS

// modules are the page's scripts; page.js starts them.
var modules = []string{"dom", "composer", "combo", "merge", "furniture", "page"}

// sheets are the page's style sheets. They are fetched as one, since nothing
// is painted before the last of them is there.
var sheets = []string{"page.css", "talk.css", "blocks.css"}

// shelf is the folder of scripts and style in addresses. It changes with
// them, so that a browser may keep what it has fetched from there.
var shelf = "/static/" + sumOf(static) + "/"

var style = func() string {
	var b strings.Builder
	for _, name := range sheets {
		words, err := static.ReadFile("static/" + name)
		if err != nil {
			panic("sandbox: " + err.Error())
		}
		b.Write(words)
	}
	return b.String()
}()

// sumOf stands for what all the files hold.
func sumOf(files fs.FS) string {
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, name)
		sum.Write(b)
		return err
	})
	if err != nil {
		panic("sandbox: " + err.Error())
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// serveShelf gives a script or the style, to be kept by the browser.
func serveShelf(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	name := r.PathValue("name")
	if name == "style.css" {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write([]byte(style))
		return
	}
	http.ServeFileFS(w, r, static, path.Join("static", name))
}
