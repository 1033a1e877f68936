package app

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"zhiheng/backend/idcode"
)

// sampleParty is an invented party. Its codes pass their check digits, lie in ranges that are given to nobody, and so
// belong to nobody.
type sampleParty struct {
	Type    string // entity, sole or person
	Name    string
	Code    string // empty for a person
	Rep     string // who stands for it; a person for itself
	RepID   string
	Born    string // YYYY-MM-DD
	Addr    string
	Phone   string
	Licence string // the type of business on the licence
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// samplePersonName invents a name.
func samplePersonName(r *rand.Rand) string {
	family := strings.Fields("沈 顾 许 傅 邵 祁 柯 卓 霍 裴 温 阮 解 尤 凌 佟 邬 窦 简 臧")
	given := strings.Fields("望舒 青禾 怀瑾 知远 采薇 子衿 景行 若谷 听澜 云起 松亭 晓棠 一诺 亦安 半夏 南乔 朝颜 木槿 砚秋 书屹")
	return pick(r, family...) + pick(r, given...)
}

// newSampleParty invents a party that trades in something. Number keeps names and codes apart.
func newSampleParty(r *rand.Rand, kind sampleKind, as string, number int) sampleParty {
	p := sampleParty{Type: as, Rep: samplePersonName(r)}
	p.Born = fmt.Sprintf("%d-%02d-%02d", 1962+r.IntN(38), 1+r.IntN(12), 1+r.IntN(28))
	p.RepID = sampleResidentID(p.Born, 100+number*3+r.IntN(3))
	p.Phone = fmt.Sprintf("1990000%04d", 1000+number*37)
	p.Addr = fmt.Sprintf("云汀县%s%s%d号", pick(r, "望江镇", "澄湖镇", "栖霞镇", "城东街道", "城西街道", "云港街道"),
		pick(r, "滨河路", "云岫路", "青禾路", "学府路", "长堤路", "桂苑路"), 1+r.IntN(198))
	words := strings.Fields("青禾 云澜 禾满 澄澈 栖梧 望舒 揽月 拾光 松间 知味 汀兰 星野 南屏 北辰 竹里 沐风 海棠 槿年 半亩 听雨")
	word := words[number%len(words)]
	if number >= len(words) {
		word += pick(r, "源", "达", "盛", "和")
	}
	switch as {
	case "entity":
		p.Name, p.Licence = "云汀县"+word+pick(r, kind.Entity...), "有限责任公司"
		p.Code = sampleCreditCode("91", number)
	case "sole":
		p.Name, p.Licence = "云汀县"+p.Addr[len("云汀县"):len("云汀县望江")]+word+pick(r, kind.Sole...), "个体工商户"
		p.Code = sampleCreditCode("92", number)
	default:
		p.Type, p.Name = "person", p.Rep
	}
	return p
}

// sampleCreditCode makes a credit code whose organisation code begins with YT, a range that is not given out.
func sampleCreditCode(category string, number int) string {
	org := fmt.Sprintf("YT%06d", 700000+number*13)
	code := category + "320681" + org + string(idcode.OrgCheckDigit(org))
	return code + string(idcode.CreditCheckDigit(code))
}

// sampleResidentID makes an identity number in the division 320699, which there is not.
func sampleResidentID(born string, serial int) string {
	first := "320699" + strings.ReplaceAll(born, "-", "") + fmt.Sprintf("%03d", serial%1000)
	return first + string(idcode.ResidentCheckDigit(first))
}
