//go:build !unix

package processor

import "time"

// Used is not measured on this system.
func Used() time.Duration { return 0 }
