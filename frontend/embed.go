// Package frontend carries the built screens inside the binary. The folder dist is filled by `npm run build`;
// in a checkout where that has not run it holds no index.html, and the server says how to build it.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var files embed.FS

// Dist returns the built screens, rooted at the folder that holds index.html.
func Dist() fs.FS {
	dist, err := fs.Sub(files, "dist")
	if err != nil { // fs.Sub fails only on an invalid path, and this one is a constant
		panic(err)
	}
	return dist
}
