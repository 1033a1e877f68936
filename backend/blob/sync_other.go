//go:build !unix

package blob

// syncDir does nothing where folders cannot be synced: on Windows NTFS journals the rename.
func syncDir(string) error { return nil }
