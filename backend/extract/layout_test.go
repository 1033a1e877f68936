package extract_test

import (
	"bytes"
	"context"
	"testing"

	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
)

func TestALayoutSaysWhereEachCharacterStands(t *testing.T) {
	pool := newPool(t, nil)
	data := pdf("立案审批表\n当事人 青禾", "第二页")
	path := put(t, data)
	text := []rune(read(t, pool, "a.pdf", data).Pages[0].Text)
	l, err := pool.PageLayout(context.Background(), path, 1)
	if err != nil {
		t.Fatal(err)
	}
	if l.Width != 595 || l.Height != 842 || len(l.Lines) < 2 {
		t.Fatalf("%+v", l)
	}
	first, last := l.Lines[0], l.Lines[len(l.Lines)-1]
	if first.Start != 0 || len(first.Edges) < 6 || string(text[last.Start:last.Start+1]) == "立" {
		t.Errorf("%+v of %q", l.Lines, string(text))
	}
	em := 12 * extract.Whole / 595 // of the font
	if left := 60 * extract.Whole / 595; first.Edges[0] < left-em/2 || first.Edges[0] > left+em/2 || first.Edges[4]-first.Edges[0] < 3*em {
		t.Errorf("the first line begins at %v, not at %d", first.Edges, left)
	}
	if foot := (842 - 780) * extract.Whole / 842; first.Y > foot || first.Y+first.Height < foot-20 || last.Y <= first.Y {
		t.Errorf("the first line lies at %d+%d, its foot at %d", first.Y, first.Height, foot)
	}
}

func TestALayoutFollowsATurnedPage(t *testing.T) {
	pool := newPool(t, nil)
	turned := bytes.Replace(pdf("立案审批表"), []byte("/MediaBox[0 0 595 842]"), []byte("/Rotate 90/MediaBox[0 0 595 842]"), 1)
	l, err := pool.PageLayout(context.Background(), put(t, turned), 1)
	if err != nil {
		t.Fatal(err)
	}
	if l.Width != 842 || l.Height != 595 || len(l.Lines) != 5 || l.Lines[4].Y <= l.Lines[0].Y {
		t.Errorf("five characters below one another: %+v", l)
	}
}

func TestALayoutIsRefusedWithItsReason(t *testing.T) {
	pool := newPool(t, nil)
	for name, bad := range map[string]struct {
		data []byte
		page int
		kind fault.Kind
	}{
		"no such page": {pdf("一"), 2, fault.NotFound},
		"no pdf":       {[]byte("营业执照"), 1, fault.Unavailable},
		"damaged":      {[]byte("%PDF-1.4 这不是一个完整的文件"), 1, fault.Unreadable},
	} {
		if _, err := pool.PageLayout(context.Background(), put(t, bad.data), bad.page); fault.KindOf(err) != bad.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}
