//go:build !sqlite_fts5

package main

// rivals are the engines that this build can compare: without the tag sqlite_fts5, SQLite has no full-text search.
func rivals() []rival { return []rival{&stock{}} }
