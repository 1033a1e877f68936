// Package verifier holds the page by which anybody checks a receipt without this program and without a network: one file, a
// second implementation of the format in another language.
package verifier

import _ "embed" // the page

// Page is the page as a file.
//
//go:embed verify.html
var Page []byte
