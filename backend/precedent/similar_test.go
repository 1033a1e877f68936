package precedent_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhiheng/backend/precedent"
)

// told are the facts of fictional cases, with what was done.
var told = []struct{ id, kind, facts string }{
	{"a1", "经营超过保质期的食品", "2025年3月2日，执法人员检查时发现货架上待售的酸奶12盒已过保质期，当事人未按规定检查库存，货值60元。"},
	{"a2", "经营超过保质期的食品", "检查发现当事人冷柜中摆放的冻鱼丸超过保质期，未建立进货查验记录，已售出8袋。"},
	{"b1", "发布虚假广告", "当事人在店堂张贴海报，宣称所售果汁能够根治高血压，不能提供证明材料，共销售300瓶。"},
	{"b2", "发布虚假广告", "当事人在网页宣称枕头可以治疗颈椎病，与实际功能不符，不能提供证明材料。"},
	{"c1", "使用未经检定的计量器具", "当事人使用的电子秤未经检定，检定标记已过有效期，用于贸易结算。"},
}

func facts(t testing.TB) (*office, *precedent.Index) {
	o := newOffice()
	for _, c := range told {
		o.put(precedent.Paper{ID: c.id, Types: []string{c.kind}, Restricted: strings.HasPrefix(c.id, "z")}, c.facts)
	}
	return o, open(t, t.TempDir(), o)
}

func alike(t testing.TB, x *precedent.Index, l precedent.Likeness) precedent.Alikes {
	t.Helper()
	found, err := x.Similar(context.Background(), l)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func order(found precedent.Alikes) (list []string) {
	for _, hit := range found.Hits {
		list = append(list, hit.Paper.ID)
	}
	return list
}

func TestSimilarFactsComeFirst(t *testing.T) {
	_, x := facts(t)
	found := alike(t, x, precedent.Likeness{Text: "货架上的面包超过保质期，没有检查库存"})
	if got := order(found); len(got) < 2 || got[0] != "a1" || got[1] != "a2" {
		t.Errorf("%v", got)
	}
	if !found.Guessed || len(found.Types) == 0 || found.Types[0] != "经营超过保质期的食品" {
		t.Errorf("guessed %v", found.Types)
	}
	if words := found.Hits[0].Words; !slices.Contains(words, "检查库存") || !slices.Contains(words, "过保质期") {
		t.Errorf("words in common: %v", words)
	}
	if hit := found.Hits[0]; hit.Facts != 1 || hit.Share <= 0.2 || hit.Share > 1 || hit.Kin <= 0 {
		t.Errorf("%+v", hit)
	}
	if got := order(alike(t, x, precedent.Likeness{Text: told[0].facts, Except: "a1"})); slices.Contains(got, "a1") {
		t.Errorf("a case is like itself: %v", got)
	}
	if got := order(alike(t, x, precedent.Likeness{Text: "……"})); len(got) != 0 {
		t.Errorf("nothing is like nothing: %v", got)
	}
}

func TestWhatWasDoneCountsMoreThanHowItIsTold(t *testing.T) {
	_, x := facts(t)
	ask := precedent.Likeness{Text: "当事人张贴海报销售果汁，酸奶已过保质期"}
	if got := order(alike(t, x, ask)); got[0] != "b1" {
		t.Fatalf("by the facts: %v", got)
	}
	ask.Types = []string{"销售超过保质期食品"} // written differently
	found := alike(t, x, ask)
	if got := order(found); !strings.HasPrefix(got[0], "a") || found.Guessed {
		t.Errorf("given what was done: %v", got)
	}
}

func TestCopiesStandWithTheFirst(t *testing.T) {
	o, x := facts(t)
	o.put(precedent.Paper{ID: "a3", Types: []string{"经营超过保质期的食品"}}, strings.Replace(told[0].facts, "12盒", "15盒", 1))
	catchUp(t, x)
	found := alike(t, x, precedent.Likeness{Text: told[0].facts})
	if len(found.Hits) == 0 || len(found.Hits[0].Copies) != 1 || slices.Contains(order(found)[1:], "a3") || slices.Contains(order(found)[1:], "a1") {
		t.Errorf("%+v", found.Hits)
	}
}

func TestWhoMayNotKnowOfACaseLearnsNothingOfIt(t *testing.T) {
	o, x := facts(t)
	secret := "当事人利用秘密仓库存放过期罐头，货架上待售的罐头超过保质期，未检查库存。"
	o.put(precedent.Paper{ID: "z1", Types: []string{"秘密事由"}, Articles: []string{"某法第一条"}, Restricted: true}, secret)
	catchUp(t, x)
	found := alike(t, x, precedent.Likeness{Text: secret})
	if slices.Contains(order(found), "z1") || slices.Contains(found.Types, "秘密事由") {
		t.Errorf("%v, taken to be %v", order(found), found.Types)
	}
	everything := func(precedent.Paper) bool { return true }
	if got := alike(t, x, precedent.Likeness{Text: secret, May: everything}); got.Hits[0].Paper.ID != "z1" {
		t.Errorf("who may know does not find it: %v", order(got))
	}
	only := alike(t, x, precedent.Likeness{Text: secret, May: everything, Among: func(p precedent.Paper) bool { return p.ID == "b1" || p.ID == "a1" }})
	if got := order(only); len(got) != 2 || !slices.Contains(only.Types, "秘密事由") {
		t.Errorf("among two: %v, taken to be %v", got, only.Types)
	}
}

// Names, days and numbers tell one case from another and say nothing of what happened.
func TestNamesDaysAndNumbersDoNotCount(t *testing.T) {
	_, x := facts(t)
	rapid.Check(t, func(t *rapid.T) {
		surname := rapid.SampledFrom([]rune("王李张刘陈杨黄赵吴周")).Draw(t, "surname")
		given := rapid.SampledFrom([]string{"虚构", "某", "某甲", "无名"}).Draw(t, "given")
		name := string(surname) + given
		text := fmt.Sprintf("%d年%d月%d日，当事人%s的货架上有酸奶%d盒超过保质期。经查，%s未检查库存，货值%d元。",
			rapid.IntRange(2018, 2026).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"), name,
			rapid.IntRange(1, 99).Draw(t, "boxes"), name, rapid.IntRange(1, 9999).Draw(t, "worth"))
		found, err := x.Similar(context.Background(), precedent.Likeness{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		plain, err := x.Similar(context.Background(), precedent.Likeness{Text: "，当事人，的货架上有酸奶，盒超过保质期。经查，未检查库存，货值，"})
		if err != nil {
			t.Fatal(err)
		}
		for i, hit := range found.Hits {
			if other := plain.Hits[i]; hit.Paper.ID != other.Paper.ID || math.Abs(hit.Score-other.Score)+math.Abs(hit.Share-other.Share) > 1e-9 {
				t.Fatalf("%s: %s %f %f, without them %s %f %f", text, hit.Paper.ID, hit.Score, hit.Share, other.Paper.ID, other.Score, other.Share)
			}
		}
	})
}

func TestInformantsAreInNoFileAndNoHit(t *testing.T) {
	o := newOffice()
	o.put(precedent.Paper{ID: "i1", Title: "举报登记表"}, "举报人：钱小虚，反映某超市出售过期酸奶。钱小虚要求保密。投诉人郑大空称商品变质。经举报人反映属实。", "次日，执法人员回复钱小虚。")
	dir := t.TempDir()
	x := open(t, dir, o)
	if got := ids(t, x, "过期酸奶"); !got["i1"] {
		t.Fatal("the paper itself must be found")
	}
	for _, name := range []string{"钱小虚", `"钱小虚"`, "小虚", "郑大空", `"郑大空"`} {
		if got := ids(t, x, name); len(got) != 0 {
			t.Errorf("%s finds %v", name, got)
		}
	}
	found, err := x.Search(context.Background(), precedent.Query{Text: "执法人员回复"})
	if err != nil || len(found.Hits) != 1 || strings.Contains(found.Hits[0].Snippet.Text, "钱小虚") {
		t.Errorf("%+v %v", found.Hits, err)
	}
	near := alike(t, x, precedent.Likeness{Text: "举报人钱小虚反映超市出售过期酸奶，郑大空称商品变质"})
	if len(near.Hits) != 1 || slices.ContainsFunc(near.Hits[0].Words, func(w string) bool { return strings.Contains(w, "小虚") || strings.Contains(w, "大空") }) {
		t.Errorf("%+v", near.Hits)
	}
	_ = x.Close()
	for _, s := range []string{"钱小", "小虚", "郑大", "大空"} {
		if inFiles(t, dir, s) {
			t.Errorf("%s is in the index files", s)
		}
	}
	if !inFiles(t, dir, "酸奶") {
		t.Error("the search through the files finds nothing: the test proves nothing")
	}
}
