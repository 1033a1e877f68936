package app_test

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"zhiheng/app"
	"zhiheng/backend/extract"
	"zhiheng/backend/record/dossier"
)

// readerArgument makes the test binary the reader of files that an office starts.
const readerArgument = "extract-child"

// TestMain lets the test binary be two more programs: the reader of files of an office that a test opens itself, and the
// whole program, under the name of zhiheng, for the scripts.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == readerArgument {
		os.Exit(extract.Child(os.Stdin, os.Stdout, dossier.Tasks()...))
	}
	testscript.Main(m, map[string]func(){
		"zhiheng": func() { os.Exit(app.Main(os.Args, os.Stdin, os.Stdout, os.Stderr)) },
	})
}
