// Command zhiheng is the office's program: a desktop window, a local server, and a command line.
package main

import (
	"os"

	"zhiheng/app"
)

func main() { os.Exit(app.Main(os.Args, os.Stdin, os.Stdout, os.Stderr)) }
