//go:build !windowtest

package app

import "net/http"

// driven changes nothing: only builds for tests have a driver.
func (w *window) driven(next http.Handler) http.Handler { return next }
