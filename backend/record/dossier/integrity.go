package dossier

import (
	"encoding/base64"
	"fmt"
	"strings"

	"zhiheng/backend/ledger"
	"zhiheng/backend/paper"
	"zhiheng/backend/store"
)

// integrity is the sheet by which anybody can check the volume: the hash of each original and the signed head of the ledger.
func (b *bindery) integrity(papers []bound) (paper.Document, error) {
	d := paper.Document{Title: "完整性说明"}
	signed, head, err := b.Files.Store.Head(b.ctx)
	if err != nil {
		return d, err
	}
	last, err := b.Files.Store.Entries(b.ctx, head.Size-1, 1)
	if err != nil {
		return d, err
	}
	sm3s := map[string]string{}
	err = b.Files.Store.View(b.ctx, func(r *store.Reader) (err error) {
		for _, p := range papers {
			if sm3s[p.Paper.SHA256], err = store.SM3Of(r, p.Paper.SHA256); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return d, err
	}
	at := ""
	if len(last) == 1 {
		at = last[0].At
	}
	t := paper.Table{Header: []string{"序号", "题名", "账目", "原件的 SHA-256 / SM3"}, Widths: []int{2, 6, 3, 10}, Aligns: []paper.Align{paper.Center, 0, paper.Center}}
	for i, p := range papers {
		t.Rows = append(t.Rows, []string{fmt.Sprint(i + 1), p.Paper.Title, fmt.Sprint(p.Paper.Seq), hashesOf(p.Paper.SHA256, sm3s[p.Paper.SHA256])})
	}
	d.Blocks = []paper.Block{
		paper.Paragraph{Text: "本卷各件的原件以其哈希值命名保存,每一次增减改动都是账本中的一条账目。账目按 Merkle 树(RFC 6962,SHA-256)首尾相连,树根由本单位签名。任何一字改动都会使哈希值不同。核对办法:对电子卷中的原件计算 SHA-256 或者 SM3(GB/T 32905),与下表逐一比对;把电子卷中的 receipt.json 交给 verify.html(离线打开)或者 zhiheng verify 核验。"},
		t,
		paper.Facts{Caption: "成卷时的账本首部", Items: []paper.Fact{{Label: "账目条数", Value: fmt.Sprint(head.Size)}, {Label: "最后一条时间", Value: at},
			{Label: "树根(SHA-256)", Value: base64.StdEncoding.EncodeToString(head.Root[:])}, {Label: "签名", Value: lastLine(signed)}, {Label: "公钥", Value: b.Files.Store.PublicKey()}}},
		paper.QR{Text: ledger.Line(signed), Caption: "账本首部(可用手机扫描留存,供日后比对)"},
	}
	return d, nil
}

// hashesOf is a file's two hashes as they are printed; SM3 is empty where no entry names it.
func hashesOf(sha, sm3 string) string {
	if sm3 == "" {
		return grouped(sha)
	}
	return grouped(sha) + "\nSM3 " + grouped(sm3)
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
