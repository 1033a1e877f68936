package redactset

import (
	"fmt"
	"strings"

	"zhiheng/backend/idcode"
)

// value is what fills a slot. Before and after stand around it and are not part of what is masked or kept. Same values are one
// all through a decision, and names are written in several ways.
type value struct {
	before, text, after string
	keep, same, name    bool
}

func mask(text string) value  { return value{text: text} }
func keep(text string) value  { return value{text: text, keep: true} }
func fixed(text string) value { return value{text: text, keep: true, same: true} }

var (
	surnames   = strings.Split("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊惠甄曲封芮储靳松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司黎溥印怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰雍桑桂牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎连习艾容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄东殴沃利蔚越夔隆师巩聂晁敖融那简饶空曾沙丰巢关相查", "")
	compound   = strings.Fields("欧阳 司马 上官 诸葛 皇甫 尉迟 公孙 慕容 令狐 端木 东方 夏侯 司徒 宇文")
	given      = strings.Split("伟芳娜敏静秀英丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建华国庆志海燕玲红春雨欣佳怡子轩浩宇梓涵诗琪晨曦文博俊豪思远若云逸凡锦程乐康宁泽安书瑶慧颖嘉懿振东晓彤", "")
	minority   = strings.Fields("阿依努尔·艾山 买买提·吐尔逊 古丽娜尔·卡德尔 迪力夏提·帕尔哈提 斯琴·巴特尔 热依汗·阿不都拉 努尔兰·赛力克")
	foreign    = []string{"John Smith", "Maria Gonzalez", "Nguyen Van An", "Peter O'Neil", "Anna Kowalska"}
	counties   = strings.Fields("云汀县 江苏省南通市云汀县 南通市望海区 江苏省云汀市 浙江省虚州市临水区 云汀市")
	towns      = strings.Fields("望江镇 河口镇 临沙街道 南桥乡 虹浦街道 高滩镇")
	estates    = strings.Fields("东风新村 锦绣花园 滨江雅苑 教师公寓 和平里小区 荷塘月色小区 金色家园 名都城 职工宿舍 阳光嘉园")
	roads      = strings.Fields("建设路 人民中路 解放东路 滨河大道 学府街 青年西路 工农巷")
	trades     = strings.Fields("食品 建材 环保科技 运输 餐饮管理 医药 农业发展 化工 电子商务 置业")
	shopTypes  = strings.Fields("水果店 小吃店 百货超市 理发店 烟酒经营部 餐馆 五金商行 药房 农资门市部 早餐店 网吧 诊所")
	brands     = strings.Fields("云帆 恒润 佳禾 瑞丰 海纳 泰和 启明 盛源 百味 丰泽")
	jobs       = strings.Fields("务工人员 驾驶员 服务员 厨师 个体经营 农民 退休职工 电工 无业")
	sicknesses = strings.Fields("急性肠胃炎 高血压三级 2型糖尿病 左侧胫骨骨折 乙型肝炎病毒携带 抑郁症 肺结核 慢性肾功能不全 早孕六周 过敏性皮炎 尘肺病一期 食物中毒 肢体残疾四级 冠心病")
	laws       = []string{"《中华人民共和国食品安全法》第一百二十四条第一款第（五）项", "《中华人民共和国产品质量法》第三十三条、第五十五条", "《城市道路管理条例》第三十七条", "《中华人民共和国道路交通安全法》第九十九条第一款第二项",
		"《中华人民共和国行政许可法》第三十八条第一款", "《中华人民共和国人民防空法》第二十二条", "《中华人民共和国行政处罚法》第三十三条", "《中华人民共和国药品管理法》第98条第2款第（3）项"}
	plates = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
)

// slots are the kinds of values.
var slots = map[string]func(w *writer, tag string) value{
	"office": func(w *writer, _ string) value {
		return fixed("云汀县" + pick(w, []string{"市场监督管理局", "城市管理局", "交通运输局", "应急管理局", "农业农村局", "卫生健康委员会"}))
	},
	"title": func(w *writer, _ string) value { return fixed(pick(w, titles[w.kind])) },
	"docno": func(w *writer, _ string) value { return fixed(w.docNo()) }, "docno2": func(w *writer, _ string) value { return keep(w.docNo()) },
	"source": func(w *writer, _ string) value {
		return keep(pick(w, []string{"投诉举报", "日常检查", "上级交办", "移送"}))
	},
	"date":  func(w *writer, _ string) value { return keep(w.date(2024, 2)) },
	"money": func(w *writer, _ string) value { return keep(w.money()) },
	"capital": func(w *writer, _ string) value {
		return keep(pick(w, []string{"伍仟元整", "壹万贰仟叁佰元整", "人民币叁拾万元整", "捌佰元整"}))
	},
	"law":     func(w *writer, _ string) value { return keep(pick(w, laws)) },
	"uscc":    func(w *writer, _ string) value { return fixed(w.creditCode()) },
	"company": func(w *writer, _ string) value { return fixed(w.company()) },
	"shop":    func(w *writer, _ string) value { return fixed(w.shop()) },
	"bizaddr": func(w *writer, _ string) value {
		return fixed(pick(w, []string{"云汀县" + pick(w, towns) + pick(w, roads) + w.number(1, 300) + "号", "云汀县经济开发区" + pick(w, roads) + w.number(1, 90) + "号2幢", "云汀县" + pick(w, towns) + "工业集中区"}))
	},
	"goods": func(w *writer, _ string) value { return keep("酱油12瓶") },
	"road": func(w *writer, _ string) value {
		return keep(pick(w, []string{"G15高速", "省道221线", "人民路"}))
	},
	"licence": func(w *writer, _ string) value {
		return keep(pick(w, []string{"JY1320681", "SC1063206", "苏交运管许可字3206"}) + w.digits(8))
	},
	"batch": func(w *writer, _ string) value { return keep("2026" + w.digits(4) + pick(w, []string{"", "A", "-1"})) },
	"sample": func(w *writer, _ string) value {
		return keep(pick(w, []string{"NT-", "DC", "W"}) + "2026" + w.digits(5))
	},
	"barcode": func(w *writer, _ string) value { return keep("69" + w.digits(11)) },
	"officer": func(w *writer, _ string) value { return fixed(w.name()) },
	"job":     func(w *writer, _ string) value { return keep(pick(w, jobs)) },
	"sex":     func(w *writer, _ string) value { return keep(pick(w, []string{"男", "女"})) },

	"party":  func(w *writer, _ string) value { return person(w.anyName()) },
	"keeper": func(w *writer, _ string) value { return person(w.keeper()) },
	"rep":    func(w *writer, _ string) value { return person(w.name()) },
	"name": func(w *writer, tag string) value {
		if strings.HasPrefix(tag, "f") {
			return person(w.stranger(tag))
		}
		return person(w.name())
	},
	"informant": func(w *writer, _ string) value { return person(w.name()) },
	"minor":     func(w *writer, _ string) value { return person(w.name()) },
	"school": func(w *writer, _ string) value {
		return mask(pick(w, []string{"云汀县实验小学", "望江镇中心初级中学", "云汀高级中学", "第二职业技术学校", "虹浦幼儿园"}) + pick(w, []string{"", "三年级2班", "初二（4）班"}))
	},
	"nick": func(w *writer, _ string) value {
		return mask(pick(w, []string{"海边的风", "小鱼儿88", "阿珍生鲜", "老六", "Sunny妈咪"}))
	},

	"id": func(w *writer, _ string) value { return mask(w.numeral(w.residentID(), 6, 8, 4)) },
	"dis": func(w *writer, _ string) value {
		body := fmt.Sprintf("320681%d0312%03d", 1950+w.IntN(60), w.IntN(1000))
		return mask(body + string(idcode.ResidentCheckDigit(body)) + w.digits(2))
	},
	"phone": func(w *writer, _ string) value {
		return value{before: pick(w, []string{"", "", "", "", "+86 ", "0086-", "(+86)"}), text: w.numeral(w.mobile(), 3, 4, 4)}
	},
	"landline": func(w *writer, _ string) value {
		return mask(pick(w, []string{"0513-8", "(0513)8", "0513 8", "05138", "（0513）8", "010-8", "0513—8"}) + w.digits(7) + pick(w, []string{"", "", "转802", "-8015"}))
	},
	"bank":     func(w *writer, _ string) value { return mask(w.numeral(w.card(), 4, 4, 4, 4, 3)) },
	"passport": func(w *writer, _ string) value { return mask(pick(w, []string{"E", "G", "EA", "P"}) + w.digits(8)) },
	"permit": func(w *writer, _ string) value {
		return mask(pick(w, []string{"H", "M"}) + w.digits(pick(w, []int{8, 10})))
	},
	"home":  func(w *writer, tag string) value { return w.home(tag) },
	"plate": func(w *writer, _ string) value { return mask(w.plate()) },
	"email": func(w *writer, _ string) value { return mask(w.email()) },
	"wechat": func(w *writer, _ string) value {
		return mask(pick(w, []string{"wxid_" + w.digits(6) + "ab", "zhang_" + w.digits(3), "hai-feng" + w.digits(2), w.mobile(), "Lucky" + w.digits(4)}))
	},
	"qq":   func(w *writer, _ string) value { return mask(w.number(10000000, 999999999)) },
	"imei": func(w *writer, _ string) value { return mask("86" + w.digits(13)) },
	"mac": func(w *writer, _ string) value {
		return mask(fmt.Sprintf("%02X:%02X:%02X:A0:1B:%02X", w.IntN(256), w.IntN(256), w.IntN(256), w.IntN(256)))
	},
	"ip": func(w *writer, _ string) value {
		return mask(fmt.Sprintf("%d.%d.%d.%d", 1+w.IntN(222), w.IntN(256), w.IntN(256), 1+w.IntN(254)))
	},
	"order": func(w *writer, _ string) value { return mask(pick(w, []string{"SF", "YT", "JD", ""}) + w.digits(13)) },
	"tail":  func(w *writer, _ string) value { return mask(w.digits(4)) },
	"birth": func(w *writer, _ string) value { return mask(w.birth()) },
	"age": func(w *writer, _ string) value {
		return mask(pick(w, []string{w.number(18, 80) + "岁", w.number(18, 80) + "周岁", pick(w, []string{"三十六", "五十二", "四十"}) + "岁"}))
	},
	"health": func(w *writer, tag string) value { return w.health(tag) },
}

func person(name string) value { return value{text: name, same: true, name: true} }

func (w *writer) number(from, to int) string { return fmt.Sprint(from + w.IntN(to-from+1)) }

func (w *writer) digits(n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + w.IntN(10)))
	}
	return b.String()
}

// name is a Chinese name of two to four characters.
func (w *writer) name() string {
	surname := pick(w, surnames)
	switch w.IntN(12) {
	case 0:
		surname = pick(w, compound)
	case 1:
		surname += pick(w, surnames[:40]) // the surnames of both parents
	}
	name := surname + pick(w, given)
	if w.IntN(3) > 0 || len([]rune(surname)) == 2 && w.IntN(2) == 0 {
		name += pick(w, given)
	}
	return name
}

func (w *writer) anyName() string {
	if w.IntN(10) == 0 {
		return w.stranger("f2")
	}
	return w.name()
}

// stranger is a name that is not of the usual shape: f1 a foreigner's, f2 a minority's.
func (w *writer) stranger(tag string) string {
	if tag == "f1" {
		return pick(w, foreign)
	}
	return pick(w, minority)
}

// keeper is who keeps the shop; every other shop bears the keeper's name.
func (w *writer) keeper() string {
	if shop := w.said["shop:"]; strings.HasPrefix(shop, "云汀县望江镇") && w.said["keeper:"] == "" {
		return w.said["shopkeeper"]
	}
	return w.name()
}

func (w *writer) shop() string {
	if w.IntN(2) == 0 && w.said["shop:"] == "" {
		w.said["shopkeeper"] = w.name()
		return "云汀县望江镇" + w.said["shopkeeper"] + pick(w, shopTypes)
	}
	return "云汀县" + pick(w, brands) + pick(w, shopTypes)
}

func (w *writer) company() string {
	return pick(w, []string{"云汀县", "南通", "江苏"}) + pick(w, brands) + pick(w, trades) + pick(w, []string{"有限公司", "股份有限公司", "有限责任公司", "（集团）有限公司", "有限公司云汀分公司"})
}

// written is a name in one of the forms in which it stands in papers.
func (w *writer) written(name string) string {
	runes := []rune(name)
	switch {
	case w.IntN(8) > 0 || len(runes) > 4:
		return name
	case len(runes) == 2 && w.IntN(2) == 0:
		return string(runes[:1]) + pick(w, []string{"　", "  ", " "}) + string(runes[1:])
	case w.IntN(2) == 0:
		return string(runes[:1]) + "\u200b" + string(runes[1:])
	}
	line := 0
	for line < len(w.text) && w.text[len(w.text)-1-line] != '\n' {
		line++
	}
	if line < 20 { // lines break where they are full
		return name
	}
	return string(runes[:2]) + "\n" + string(runes[2:])
}

func (w *writer) date(from, years int) string {
	y, m, d := from+w.IntN(years+1), 1+w.IntN(12), 1+w.IntN(28)
	return pick(w, []string{fmt.Sprintf("%d年%d月%d日", y, m, d), fmt.Sprintf("%d-%02d-%02d", y, m, d), fmt.Sprintf("%d年%02d月%02d日", y, m, d)})
}

var chineseDigits = []rune("〇一二三四五六七八九")

func chinese(digits string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return chineseDigits[r-'0']
		}
		return r
	}, digits)
}

// birth is a date of birth as people write it.
func (w *writer) birth() string {
	y, m, d := 1950+w.IntN(60), 1+w.IntN(12), 1+w.IntN(28)
	small := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}
	return pick(w, []string{fmt.Sprintf("%d年%d月%d日", y, m, d), fmt.Sprintf("%d-%02d-%02d", y, m, d), fmt.Sprintf("%d.%02d.%02d", y, m, d), fmt.Sprintf("%d/%d/%d", y, m, d),
		fmt.Sprintf("%d年%d月", y, m), fmt.Sprintf("%s年%s月%s日", chinese(fmt.Sprint(y)), small[m], small[1+d%12]), fmt.Sprintf("%d%02d%02d", y, m, d), fmt.Sprintf("%d 年 %d 月 %d 日", y, m, d)})
}

func (w *writer) residentID() string {
	body := fmt.Sprintf("32068%d%d%02d%02d%03d", w.IntN(10), 1950+w.IntN(60), 1+w.IntN(12), 1+w.IntN(28), w.IntN(1000))
	if w.IntN(12) == 0 {
		return body[:6] + body[8:] // of the old kind
	}
	return body + string(idcode.ResidentCheckDigit(body))
}

func (w *writer) mobile() string {
	return "1" + pick(w, []string{"3", "5", "7", "8", "9"}) + w.digits(9)
}

// card is a bank card with a right check digit, or an account without one.
func (w *writer) card() string {
	if w.IntN(3) == 0 {
		return pick(w, []string{"3206", "1055", "4402"}) + w.digits(pick(w, []int{12, 14, 15}))
	}
	body, sum := pick(w, []string{"6222", "6217", "6228"})+w.digits(14), 0
	for i := range len(body) {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return body + fmt.Sprint((10-sum%10)%10)
}

// numeral is a number in one of the forms in which it stands in papers; groups are how it is commonly spaced.
func (w *writer) numeral(number string, groups ...int) string {
	var parts []string
	rest := number
	for _, n := range groups {
		if rest != "" {
			parts, rest = append(parts, rest[:min(n, len(rest))]), rest[min(n, len(rest)):]
		}
	}
	if rest != "" {
		parts = append(parts, rest)
	}
	cut := 3 + w.IntN(len(number)-6)
	switch w.IntN(14) {
	case 0:
		return strings.Join(parts, " ")
	case 1:
		return strings.Join(parts, "-")
	case 2:
		return wide(number)
	case 3:
		return number[:cut] + "\n" + number[cut:]
	case 4:
		return chinese(number)
	case 5:
		return strings.Join(strings.Split(number, ""), " ")
	case 6:
		return number[:cut] + "\u200b" + wide(number[cut:])
	case 7:
		return strings.Join(parts, pick(w, []string{"·", ".", "—", "　", "_"}))
	case 8:
		return strings.ToLower(number)
	}
	return number
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '！'
		}
		return r
	}, s)
}

// home is a person's address; the county before it may be read.
func (w *writer) home(tag string) value {
	v := value{before: pick(w, counties)}
	switch w.IntN(7) {
	case 0:
		v.text = pick(w, towns) + pick(w, []string{"新民村", "向阳村", "河西村"}) + pick(w, []string{"三组", "7组", "十二组"}) + w.number(1, 60) + "号"
	case 1:
		v.text = pick(w, towns) + pick(w, roads) + w.number(1, 300) + "号"
	case 2:
		v.text = pick(w, roads) + w.number(1, 300) + "弄" + w.number(1, 40) + "号" + w.number(101, 602) + "室"
	case 3:
		v.text = pick(w, estates) + w.number(1, 30) + "号楼" + w.number(1, 4) + "单元" + w.number(101, 1802)
	case 4:
		v.text = pick(w, towns) + pick(w, estates) + pick(w, []string{"A", "3", "十五"}) + "栋" + w.number(101, 602) + "室"
	case 5:
		v.before, v.text = "", pick(w, estates)+w.number(1, 30)+"幢"+w.number(101, 602)+"室"
	default:
		v.text = pick(w, estates) + w.number(1, 30) + "-" + w.number(1, 4) + "-" + w.number(101, 602)
	}
	return v
}

func (w *writer) plate() string {
	letters := "ABCDEFGHJKLMNPQRSTUVWXYZ"
	letter := func() string { return string(letters[w.IntN(len(letters))]) }
	head, tail := string(pick(w, []rune(plates)))+letter(), letter()+w.digits(4)
	switch w.IntN(4) {
	case 0:
		tail = pick(w, []string{"D", "F"}) + w.digits(5) // new energy
	case 1:
		tail = w.digits(5)
	case 2:
		tail = w.digits(3) + letter() + letter()
	}
	switch w.IntN(6) {
	case 0:
		return head + "·" + tail
	case 1:
		return head + " " + tail
	case 2:
		return head + "-" + tail
	case 3:
		return strings.ToLower(head + tail)
	case 4:
		return wide(head + tail)
	}
	return head + tail
}

func (w *writer) email() string {
	user := pick(w, []string{"yunfan" + w.digits(3), "li.hai-" + w.digits(2), "QQ" + w.digits(6), w.digits(9)})
	host := pick(w, []string{"163.example.com", "qq.example.com", "mail.example.cn"})
	return user + pick(w, []string{"@", "@", "＠", " @ "}) + host
}

func (w *writer) health(tag string) value {
	what := pick(w, sicknesses)
	if tag == "" {
		return mask(what)
	}
	v := value{text: what}
	switch w.IntN(5) {
	case 0:
		v.before = "患有"
	case 1:
		v.before = "经诊断患"
	case 2:
		v.before, v.after = "因", "住院治疗"
	case 3:
		v.before = "被确诊为"
	default:
		v.before, v.after = "系", "患者"
	}
	return v
}

func (w *writer) docNo() string {
	return pick(w, []string{"云市监处罚", "云城管决字", "云交执", "云应急许", "云农征决", "云卫"}) + pick(w, []string{"〔2026〕", "〔2025〕", "（2026）", "[2026]", "〔2026〕第"}) + w.number(1, 4000) + "号"
}

func (w *writer) money() string {
	n := 100 + w.IntN(900000)
	return pick(w, []string{fmt.Sprintf("%d元", n), fmt.Sprintf("%d.%02d元", n, w.IntN(100)), fmt.Sprintf("%d.%d万元", n/10000, w.IntN(10)), "人民币" + idcode.FormatFigures(int64(n)*100) + "元", "壹万贰仟元整", "¥" + fmt.Sprint(n)})
}

func (w *writer) creditCode() string {
	org := "MA" + w.digits(6)
	body := pick(w, []string{"91", "92"}) + "320681" + org + string(idcode.OrgCheckDigit(org))
	return body + string(idcode.CreditCheckDigit(body))
}
