package precedent_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhiheng/backend/casefile"
	"zhiheng/backend/extract"
	"zhiheng/backend/fault"
	"zhiheng/backend/precedent"
	"zhiheng/backend/store"
)

// withCollections is an office with cases of its past that also holds collections.
func withCollections(t *testing.T) past {
	p := newPast(t)
	p.desk.Collections = &precedent.CollectionSource{Files: p.Files}
	others, err := precedent.Open(t.TempDir(), p.desk.Collections, precedent.Options{Batch: 3})
	p.Must(err)
	t.Cleanup(func() { others.Close() })
	p.desk.Others = others
	return p
}

func (p past) file(name, content string) string {
	path := filepath.Join(p.T.TempDir(), name)
	p.Must(os.WriteFile(path, []byte(content), 0o600))
	return path
}

func (p past) collect(name, content string) (precedent.Imported, error) {
	p.T.Helper()
	out, err := p.desk.Import(p.Ctx, p.Who["fang"], "邻市公开决定", "云港市市场监督管理局网站", p.file(name, content), name)
	if err == nil {
		p.Must(p.desk.Others.CatchUp(p.Ctx))
	}
	return out, err
}

func (p past) finds(text string) (ids []string) {
	p.T.Helper()
	found, err := p.desk.Others.Search(p.Ctx, precedent.Query{Text: text})
	p.Must(err)
	for _, h := range found.Hits {
		ids = append(ids, h.Paper.ID)
	}
	return ids
}

// public are decisions of other offices, in the forms in which they are passed around.
const public = `{"id":"a","title":"云港市某超市经营超过保质期的酸奶案","text":"当事人经营超过保质期的酸奶十二盒，货值一百元，经检查发现于冷藏柜内","no":"云港市监处罚〔2024〕3号","agency":"云港市市场监督管理局","date":"2024年5月6日","party":"云港市某超市","fine":5000,"articles":["食品安全法第一百二十四条第一款"],"charge":"经营超过保质期的食品"}

{"_id":"b","text":"当事人在网页上发布虚假广告，宣称可以治愈疾病","fine":"2万元","articles":"广告法第五十五条第一款","date":"2023-01-09"}
{"_id":"c","text":"  "}
{"_id":"d","text":"联系电话13812345678的当事人无照经营早点摊"}
`

func TestACollectionIsFoundWithItsSourceAndCountsInNothingElse(t *testing.T) {
	p := withCollections(t)
	now := p.open("青禾商店经营过期酸奶案", "经营超过保质期的食品", "经检查发现冷藏柜内有超过保质期的酸奶八盒，货值八十元", foodLaw, "normal", 300_000)
	p.Must(p.desk.Cases.CatchUp(p.Ctx))
	before, err := p.desk.Penalties(p.Ctx, now.ID, false, nil)
	p.Must(err)
	done, err := p.collect("公开决定.jsonl", public)
	p.Must(err)
	if done.Collection.Documents != 3 || len(done.LeftOut) != 1 || done.LeftOut[0] != "4" {
		t.Fatalf("%+v", done)
	}
	id := done.Collection.ID
	if got := p.finds("酸奶"); len(got) != 1 || got[0] != id+"/1" {
		t.Fatalf("found %v", got)
	}
	for text, n := range map[string]int{"云港市监处罚[2024]3号": 1, "金额:1万..3万": 1, "日期:2023": 1, "13812345678": 0} {
		if got := p.finds(text); len(got) != n {
			t.Errorf("%q finds %v", text, got)
		}
	}
	like, err := p.desk.Similar(p.Ctx, precedent.Past{Case: now.ID})
	p.Must(err)
	if len(like.Cases) != 0 || len(like.Others) == 0 || like.Others[0].Document != id+"/1" || like.Others[0].Name != "邻市公开决定" || like.Others[0].Fine != 500_000 || len(like.Others[0].Why.Articles) != 1 {
		t.Errorf("%+v", like)
	}
	alone, err := p.desk.Penalties(p.Ctx, now.ID, false, nil)
	p.Must(err)
	if len(alone.Others) != 0 || len(alone.Fines) != len(before.Fines) || alone.Median != before.Median {
		t.Errorf("the office's own range counts a collection: %+v", alone)
	}
	asked, err := p.desk.Penalties(p.Ctx, now.ID, true, nil)
	p.Must(err)
	if len(asked.Others) != 1 || asked.Others[0].Source != "邻市公开决定" || asked.Median != before.Median || len(asked.Fines) != len(before.Fines) {
		t.Errorf("%+v", asked)
	}
	wants := func(err error, kind fault.Kind, what string) {
		t.Helper()
		if fault.KindOf(err) != kind {
			t.Errorf("%s: %v", what, err)
		}
	}
	wants(p.desk.Remove(p.Ctx, p.Who["fang"], id, " "), fault.Invalid, "no reason")
	wants(p.desk.Remove(p.Ctx, p.Who["lin"], id, "过时"), fault.Forbidden, "by a handler")
	p.Must(p.desk.Remove(p.Ctx, p.Who["fang"], id, "过时"))
	if got := p.finds("酸奶"); len(got) != 0 {
		t.Errorf("found before the index has caught up: %v", got)
	}
	p.Must(p.desk.Others.CatchUp(p.Ctx))
	if got := p.finds("酸奶"); len(got) != 0 || p.desk.Others.State().Done != 0 {
		t.Errorf("after it was removed: %v, %+v", got, p.desk.Others.State())
	}
	_, _, err = p.desk.Collections.Document(p.Ctx, id+"/1")
	wants(err, fault.NotFound, "a document of a removed collection")
	p.MustBeIntact()
}

func TestAnIndexWithoutPapersIsAskedAndClosed(t *testing.T) {
	p := withCollections(t)
	p.Must(p.desk.Others.CatchUp(p.Ctx))
	p.Must(p.desk.Cases.CatchUp(p.Ctx))
	for range 2 {
		like, err := p.desk.Similar(p.Ctx, precedent.Past{Text: "当事人经营超过保质期的酸奶"})
		p.Must(err)
		if len(like.Cases)+len(like.Others) != 0 || like.State.Phase != precedent.Following {
			t.Errorf("%+v", like)
		}
	}
	if got := p.finds("酸"); len(got) != 0 {
		t.Errorf("found %v", got)
	}
}

func TestACollectionIsTheSameAfterARebuildAndAfterMore(t *testing.T) {
	p := withCollections(t)
	var lines strings.Builder
	for n := range 10 {
		fmt.Fprintf(&lines, `{"text":"当事人擅自设置户外广告牌第%d块，未办理许可"}`+"\n", n)
	}
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, err := w.Write([]byte(lines.String()))
	p.Must(err)
	p.Must(w.Close())
	_, err = p.collect("a.jsonl.gz", zipped.String())
	p.Must(err)
	_, err = p.collect("b.jsonl", public)
	p.Must(err)
	p.desk.Others.Rebuild()
	p.Must(p.desk.Others.CatchUp(p.Ctx))
	state := p.desk.Others.State()
	if state.Phase != precedent.Following || state.Done != 13 || state.Seq != state.Head {
		t.Errorf("%+v", state)
	}
	if got := p.finds("户外广告牌"); len(got) != 10 {
		t.Errorf("found %v", got)
	}
}

func TestWhatIsNoCollectionIsRefusedWithItsPlaceAndLeavesNothing(t *testing.T) {
	p := withCollections(t)
	files := func() (n int) {
		p.Must(p.Files.Blobs.Each(func(string) error { n++; return nil }))
		return n
	}
	before := files()
	for name, content := range map[string]string{"bad.jsonl": "{\"text\":\"好的一件\"}\n{nonsense\n", "empty.jsonl": "\n\n", "none.jsonl": `{"id":"x"}`, "fine.jsonl": `{"text":"一件","fine":"许多"}`, "no.gz.jsonl.gz": "plain", "picture.png": "x"} {
		_, err := p.collect(name, content)
		if k := fault.KindOf(err); k != fault.Invalid && k != fault.Unreadable {
			t.Errorf("%s: %v", name, err)
		}
		if name == "bad.jsonl" && !strings.Contains(fault.As(err).Message.Zh, "第2行") {
			t.Errorf("the line is not named: %v", err)
		}
	}
	_, err := p.desk.Import(p.Ctx, p.Who["fang"], "名称", " ", p.file("a.jsonl", public), "a.jsonl")
	if fault.KindOf(err) != fault.Invalid || fault.As(err).Field != "source" {
		t.Errorf("without a source: %v", err)
	}
	var list []precedent.Collection
	p.Must(p.Store.View(p.Ctx, func(r *store.Reader) (err error) { list, err = precedent.CollectionsOf(r); return err }))
	if len(list) != 0 || files() != before {
		t.Errorf("%d collections, %d files more", len(list), files()-before)
	}
}

func TestAFolderInAnArchiveIsACollection(t *testing.T) {
	p := withCollections(t)
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for name, text := range map[string]string{"决定/一.txt": "当事人销售散装白酒未贴标签", "决定/二.txt": "   "} {
		f, err := w.Create(name)
		p.Must(err)
		_, err = f.Write([]byte(text))
		p.Must(err)
	}
	p.Must(w.Close())
	p.Files.Reading = unpacking{p.Files.Reading}
	done, err := p.collect("a.zip", packed.String())
	p.Must(err)
	if done.Collection.Documents != 1 || len(done.LeftOut) != 1 || done.LeftOut[0] != "决定/二.txt" {
		t.Errorf("%+v", done)
	}
	if _, d, err := p.desk.Collections.Document(p.Ctx, p.finds("白酒")[0]); err != nil || d.Title != "一" {
		t.Errorf("%+v, %v", d, err)
	}
}

// unpacking takes zip files apart.
type unpacking struct{ casefile.Reading }

func (unpacking) Unpack(_ context.Context, path, _ string, _ extract.Room, take func(extract.Member, io.Reader) error) (extract.Result, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return extract.Result{Status: extract.Unreadable}, nil
	}
	defer z.Close()
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			return extract.Result{}, err
		}
		if err := take(extract.Member{Path: f.Name}, in); err != nil {
			return extract.Result{}, err
		}
	}
	return extract.Result{Status: extract.Read}, nil
}
