package httpapi

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
)

const notBuilt = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>执衡</title></head><body>
<h1>界面尚未构建 · The screens are not built</h1>
<p>在 frontend 目录运行 <code>npm ci && npm run build</code>,然后重新编译。<br>
Run <code>npm ci && npm run build</code> in the folder frontend, then build the program again.</p>
</body></html>
`

// static serves the built screens. An address that is no file is a place within them: it gets index.html.
func (s *Server) static() http.Handler {
	files := s.options.Static
	if files == nil || !there(files, "index.html") {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Cache-Control", "no-store")
			_, _ = w.Write([]byte(notBuilt)) // the browser is gone if this fails
		})
	}
	server := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		switch {
		case strings.HasPrefix(name, "assets/") && there(files, name):
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable") // the name holds a hash of the content
			server.ServeHTTP(w, r)
		case strings.HasPrefix(name, "assets/"):
			http.NotFound(w, r)
		case name != "index.html" && there(files, name):
			w.Header().Set("Cache-Control", "no-cache")
			server.ServeHTTP(w, r)
		default:
			w.Header().Set("Cache-Control", "no-cache")
			http.ServeFileFS(w, withPath(r, "/"), files, "index.html")
		}
	})
}

// withPath is a request for another path: the file server would redirect one that ends in index.html.
func withPath(r *http.Request, name string) *http.Request {
	changed := r.Clone(r.Context())
	changed.URL.Path = name
	return changed
}

func there(files fs.FS, name string) bool {
	if !fs.ValidPath(name) || name == "." {
		return false
	}
	info, err := fs.Stat(files, name)
	return err == nil && !info.IsDir()
}
