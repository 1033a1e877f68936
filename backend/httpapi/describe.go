package httpapi

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"zhiheng/backend/account"
	"zhiheng/backend/fault"
)

// Describe returns the OpenAPI 3.1 description of all routes as JSON. It needs no office.
func Describe() ([]byte, error) {
	s := New(Parts{Secrets: &account.Secrets{}}, Options{Clock: func() time.Time { return time.Time{} }})
	defer s.Close()
	s.OpenAPI().Info.Version = "1"
	schemas := s.OpenAPI().Components.Schemas.Map()
	delete(schemas, "ErrorModel") // huma's own, which no answer has
	delete(schemas, "ErrorDetail")
	for _, schema := range schemas {
		noNulls(schema)
	}
	raw, err := json.Marshal(s.OpenAPI())
	if err != nil {
		return nil, fault.Wrap("httpapi.describe", err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, fault.Wrap("httpapi.describe", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// noNulls says of every list that it is never null: an empty one is sent as such.
func noNulls(schema *huma.Schema) {
	if schema == nil {
		return
	}
	if schema.Type == huma.TypeArray {
		schema.Nullable = false
	}
	noNulls(schema.Items)
	for _, property := range schema.Properties {
		noNulls(property)
	}
	if inner, ok := schema.AdditionalProperties.(*huma.Schema); ok {
		noNulls(inner)
	}
}
