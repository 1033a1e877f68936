package blindset_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"zhiheng/backend/extract"
	"zhiheng/build/blindset"
)

func TestDump(t *testing.T) {
	pool, _ := extract.New(extract.Options{Executable: os.Args[0], Args: []string{"extract-child"}, CacheDir: filepath.Join(os.TempDir(), "zhiheng-extract-test")})
	defer pool.Close()
	blindset.Handled(blindset.Officer{Name: "林一", Cert: "YT001"}, blindset.Officer{Name: "梅二", Cert: "YT002"})
	open, _ := blindset.Hands()
	var kind, code, why string
	var n, hand int
	fmt.Sscanf(os.Getenv("DUMP"), "%s %d %d %s %s", &kind, &n, &hand, &code, &why)
	c := blindset.Make(kind, n, open[hand])
	for _, o := range append(blindset.Operators(), blindset.Oddities()...) {
		if o.ID == why {
			t.Log(o.Apply(c))
		}
	}
	files, err := c.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Sheet.Code != code {
			continue
		}
		p := filepath.Join(t.TempDir(), f.Name)
		os.WriteFile(p, f.Data, 0o600)
		r, _ := pool.Read(t.Context(), p, f.Name)
		for _, page := range r.Pages {
			t.Logf("--- %d\n%s", page.Number, page.Text)
		}
	}
}
