// Command openapi writes the description of the HTTP API into backend/httpapi/openapi.json, from the Go types. Run it in
// the root of the checkout: go run ./backend/httpapi/openapi
package main

import (
	"fmt"
	"os"

	"zhiheng/backend/httpapi"
)

func main() {
	description, err := httpapi.Describe()
	if err == nil {
		err = os.WriteFile("backend/httpapi/openapi.json", description, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
