package authority_test

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"zhiheng/backend/authority"
	"zhiheng/backend/rulebook"
)

var ctxBackground = context.Background()

func TestEveryCourseIsDrawnWhole(t *testing.T) {
	book, err := rulebook.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range book.Procedures {
		c := authority.CourseOf(p)
		linked := map[string]bool{}
		for _, l := range c.Links {
			linked[l.To] = true
		}
		main := 0
		for i, n := range c.Nodes {
			if n.Main {
				main++
			}
			if !linked[n.ID] && i > 0 {
				t.Errorf("%s: nothing leads to %s", p.ID, n.Label.Zh)
			}
		}
		if len(c.Nodes) != len(p.Lifecycle.States) || main < 6 {
			t.Errorf("%s: %d of %d states, %d of them on the usual way", p.ID, len(c.Nodes), len(p.Lifecycle.States), main)
		}
		if last := c.Nodes[slices.IndexFunc(c.Nodes, func(n authority.Node) bool { return n.ID == "archived" })]; !last.Main {
			t.Errorf("%s: the usual way does not end in the archive", p.ID)
		}
		drawn := c.SVG("zh", book.Table("phase"))
		decoder := xml.NewDecoder(strings.NewReader(string(drawn)))
		for err == nil {
			_, err = decoder.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", p.ID, err)
		}
		err = nil
		for _, n := range c.Nodes {
			if !strings.Contains(string(drawn), n.Label.Zh[:3]) {
				t.Errorf("%s: %s is not in the picture", p.ID, n.Label.Zh)
			}
		}
	}
}
