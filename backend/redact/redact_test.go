package redact_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"zhiheng/backend/fault"
	"zhiheng/backend/redact"
)

// ruleFiles are the rules of the tests and those that ship with the product; both must pass.
var ruleFiles = [...]string{"testdata/rules.json", "../rulebook/data/redaction.json"}

func load(t testing.TB, name string) *redact.Redactor {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Rows []redact.Rule `json:"rows"`
	}
	if err := json.Unmarshal(content, &file); err != nil {
		t.Fatal(err)
	}
	r, err := redact.Compile(file.Rows)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Rules()) != len(file.Rows) || len(file.Rows) < 20 {
		t.Fatalf("%d rules of %d", len(r.Rules()), len(file.Rows))
	}
	return r
}

// office is the dictionary of an invented case.
func office() redact.Dictionary {
	return redact.Dictionary{
		People: []redact.Person{
			{Name: "李雷", Rule: "X-R07"}, {Name: "欧阳明日", Rule: "X-R07"}, {Name: "陈一二三", Rule: "X-R07"}, {Name: "阿依古丽·买买提", Rule: "X-R07"},
			{Name: "张三", Aliases: []string{"张老板"}, Rule: "X-R08"}, {Name: "张三丰", Rule: "X-R08"}, {Name: "王举报", Rule: "X-R17"}, {Name: "赵执法", Rule: "X-R18"},
			{Name: "Ｊohn Smith", Rule: "X-R07"},
		},
		Phrases: []redact.Phrase{{Text: "酱油配方三号", Rule: "X-R16"}},
		Bodies:  []string{"启东市张三餐馆"},
		Keep:    []string{"0513-83312345"},
	}
}

func TestWhatIsMasked(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"identity number", "身份证号320681198503121237，", "身份证号【身份证号】，"},
		{"mistyped identity number", "320681198503121230", "【身份证号】"},
		{"spaced and full width", "３２０６８１ １９８５０３１２ １２３７。", "【身份证号】。"},
		{"broken over a line", "身份证32068119850\n3121237。", "身份证【身份证号】。"},
		{"letters spaced", "3 2 0 6 8 1 1 9 8 5 0 3 1 2 1 2 3 7", "【身份证号】"},
		{"too short a number after the word", "身份证号码：32068119850312123", "身份证号码：【身份证号】"},
		{"old identity number", "320681850312123", "【身份证号】"},
		{"mobile", "电话13812345678、138 1234 5678、138-1234-5678、１３８１２３４５６７８", "电话138****5678、138****5678、138****5678、138****5678"},
		{"fixed line", "座机0513-85098888，监督电话0513-83312345", "座机【电话】，监督电话0513-83312345"},
		{"account", "开户账号：6222 0211 0300 1234 567。", "开户账号：【银行账号】。"},
		{"card", "卡4111 1111 1111 1111", "卡【银行账号】"},
		{"passport", "护照号E12345678", "护照号【证件号】"},
		{"plate", "驾驶苏FA1234号车，苏F·A1234Z", "驾驶苏F·*****号车，苏F·*****"},
		{"mail and chat", "a.b@x.com.cn，微信号：zhang_333", "【邮箱】，微信号：【网络账号】"},
		{"birth", "1985年3月12日出生，出生日期：1985-03-12", "【出生日期】出生，出生日期：【出生日期】"},
		{"address", "张三，住启东市汇龙镇某小区3幢502室，", "张某甲，住启东市，"},
		{"address with province", "住址：江苏省南通市海安市城东镇河滨小区1幢", "住址：江苏省南通市海安市"},
		{"address within a sentence", "在其住启东市汇龙镇某小区3幢502室内查获酱油12瓶", "在其住启东市内查获酱油12瓶"},
		{"address in a form", "住址：启东市汇龙镇\n单位：无", "住址：启东市\n单位：无"},
		{"address without county", "家住幸福路3号", "家住【住址】"},
		{"names in all forms", "李 雷、李\u3000雷、李雷证实", "李某、李某、李某证实"},
		{"compound surname", "欧阳明日与陈一二三", "欧阳某与陈某"},
		{"name with a middle dot", "阿依古丽•买买提、阿依古丽买买提", "阿某、阿某"},
		{"longer name first, same surname told apart", "张三丰和张三、张老板", "张某乙和张某甲、张某甲"},
		{"foreign name", "john smith", "J某"},
		{"witness not on the list", "证人孙小小称，见证人：周伟。证人证言", "证人孙某称，见证人：周某。证人证言"},
		{"informant", "王举报反映；举报人钱多多称", "某某反映；举报人某某称"},
		{"marked by hand", "使用酱油 配方三号", "使用【商业秘密】"},
	}
	for _, file := range ruleFiles {
		r := load(t, file)
		for _, c := range cases {
			got, _ := redact.Apply(c.text, r.Find(c.text, office()))
			if got != c.want {
				t.Errorf("%s: %s\n got %s\nwant %s", file, c.name, got, c.want)
			}
		}
	}
}

// What the rules of the product find beyond the dictionary, by what stands around it.
func TestWhatTheTextItselfGivesAway(t *testing.T) {
	r := load(t, ruleFiles[1])
	for text, want := range map[string]string{
		"群众陈建国拨打12345热线，回访电话139 1234 5678。":     "群众陈某拨打12345热线，回访电话139****5678。",
		"上述房屋权利人系郑爱华、郑爱国姐弟二人共有。":                "上述房屋权利人系郑某甲、郑某乙姐弟二人共有。",
		"涉案资金打入何秀英农行账户6228 4800 1234 5678 910。": "涉案资金打入何某农行账户【银行账号】。",
		"学生家长李敏反映其女儿王一诺（9岁，城东小学三年级）在该班上课。":      "学生家长李某反映其女儿某某（【年龄】，【学校】）在该班上课。",
		"联系人韩冬 一三九零零零零一一一一":                     "联系人韩某 一三九****一一一一",
		"证人李雷雷来电。证人李雷雷证实":                       "证人李某来电。证人李某证实",
		"司机尤大勇驾驶苏FA123挂自外地来":                    "司机尤某驾驶苏F·*****自外地来",
		"投诉人欧阳明日反映，欧阳明日系员工":                     "投诉人某某反映，某某系员工",
		"孕妇蔡小红（孕28周）进店":                         "孕妇蔡某（【健康信息】）进店",
		"买买提江·吐尔逊·阿卜杜拉在场":                       "买某在场",
		"法定代表人（负责人）：沈大海　职务：经理":                  "法定代表人（负责人）：沈某　职务：经理",
		"张三、李四、王五三人到场":                          "张某、李某、王某三人到场",
		"昵称为“海边的风”的买家（微信：sea-88）":               "昵称为“【昵称】”的买家（微信：【网络账号】）",
		"退回尾号为4151的银行卡。2026-04-07，执法人员检查":       "退回尾号为【尾号】的银行卡。2026-04-07，执法人员检查",
		"手机身份证三二〇六八一一九八五〇三一二一二三七":               "手机身份证【身份证号】",
		"业主钱程（男，1985.03.12出生，住云汀县高滩镇河西村3组8号）":   "业主钱某（男，【出生日期】出生，住云汀县）",
		"在云汀县和平里小区5-1-258童欣欣的租住处查获":             "在云汀县童某的租住处查获",
		"证人李雷\n电话：无。当事人应自收到之日起":                 "证人李某\n电话：无。当事人应自收到之日起",
		"经营者：张三\n字号：云汀县张三餐馆，即张三餐馆":              "经营者：张某\n字号：云汀县张三餐馆，即张三餐馆",
	} {
		if got, _ := redact.Apply(text, r.Find(text, redact.Dictionary{})); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
	for _, text := range []string{
		"会计师事务所的评估人员未回避。", "负责人变更为有限合伙企业。", "经营者应当建立进货查验记录制度，经营者和消费者协商解决。", "申请人名称为云汀县佳禾运输有限公司。", "业主大会决定；村民委员会证明；居民楼内。",
		"对未满十八周岁的未成年人，应当出示身份证件。", "当事人陈述申辩称，当事人应自收到之日起十五日内缴款", "本局监督电话：0513-85111222", "执法人员张伟（执法证号：10060012345）、王芳到场，张伟询问", "员工培训、顾客满意、司机从业",
		"报告编号：NT20260012345，国药准字H20201234，批号20260101", "抽样地点：云汀县望江镇建设路12号2幢", "证人、鉴定人应当出庭", "患有国务院卫生行政部门规定的有碍食品安全疾病的人员", "宣称可以治疗高血压、糖尿病",
	} {
		if hits := r.Find(text, redact.Dictionary{}); len(hits) != 0 {
			t.Errorf("%s: %+v", text, hits)
		}
	}
}

func TestWhatIsNeverMasked(t *testing.T) {
	for _, file := range ruleFiles {
		r := load(t, file)
		for _, text := range []string{
			"通市监处罚〔2024〕12号", "通市监处罚（2024）138123号", "罚款13812345678元，¥4111111111111111", "人民币120,000元（壹拾贰万元整）",
			"依据《食品安全法》第一百二十四条第一款第（一）项", "统一社会信用代码91320681MA1ABCD2XX", "11320681014381238G", "52320600509388888E", "信用代码：91320681MA1ABCD2X0",
			"启东市张三餐馆", "案件320681SJ-PEN-2026-0012", "住所：启东市汇龙镇人民路1号", "执法人员赵执法", "许可证编号JY13206810012345", "2026年3月2日立案，住院三日",
			"数量 4500 1200 3600 2400 1800", "数量 13 81 23 45 67 8", "条码6913812345678901", "产品批号20260302138", "居住在本市的人员", "户籍所在地的街道办事处", "住处被查封", "户籍管理、社会保险", "投诉人向所在地的村反映", "举报人信息、投诉人反映", "",
		} {
			if hits := r.Find(text, office()); len(hits) != 0 {
				t.Errorf("%s: %s: %+v", file, text, hits)
			}
		}
	}
}

func TestAHitExplainsItself(t *testing.T) {
	r := load(t, ruleFiles[0])
	text := "当事人身份证：320681198503121237，证人𠮷320681198503121230"
	hits := r.Find(text, redact.Dictionary{})
	if len(hits) != 2 {
		t.Fatalf("%+v", hits)
	}
	for i, want := range []struct {
		score float64
		zh    string
	}{{1, "校验正确"}, {0.4, "校验不符"}} {
		h := hits[i]
		if h.Score != want.score || !strings.Contains(h.Why.Zh, want.zh) || h.Why.En == "" || h.Rule != "X-R01" && h.Rule != "X-R01c" || h.Level != redact.Must {
			t.Errorf("%+v", h)
		}
		if string([]rune(text)[h.Start:h.End]) != h.Text {
			t.Errorf("offsets %d-%d do not hold %q", h.Start, h.End, h.Text)
		}
	}
}

func TestTheWidthOfAMaskDoesNotTellTheName(t *testing.T) {
	r := load(t, ruleFiles[0])
	for _, name := range []string{"李雷", "李雷雷", "李一二三"} {
		text := "证人：" + name + "。"
		got, _ := redact.Apply(text, r.Find(text, redact.Dictionary{People: []redact.Person{{Name: name, Rule: "X-R07"}}}))
		if got != "证人：李某。" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestAPersonUnderAnUnknownRuleIsStillMasked(t *testing.T) {
	r := load(t, ruleFiles[0])
	hits := r.Find("韩梅梅到场", redact.Dictionary{People: []redact.Person{{Name: "韩梅梅", Rule: "X-R99"}}})
	if len(hits) != 1 || hits[0].Mask != "***" {
		t.Errorf("%+v", hits)
	}
}

func TestRulesThatAreRefused(t *testing.T) {
	good := redact.Rule{ID: "A", Name: fault.T("甲", "a"), Pattern: `\d+`, Mask: "*", Level: redact.Must}
	if _, err := redact.Compile([]redact.Rule{good}); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*redact.Rule){
		"no id":           func(r *redact.Rule) { r.ID = "" },
		"no name":         func(r *redact.Rule) { r.Name = fault.Text{} },
		"bad pattern":     func(r *redact.Rule) { r.Pattern = "(" },
		"matches nothing": func(r *redact.Rule) { r.Pattern = `\d*` },
		"unknown level":   func(r *redact.Rule) { r.Level = "perhaps" },
		"unknown check":   func(r *redact.Rule) { r.Check = "gut" },
		"unknown blanks":  func(r *redact.Rule) { r.Blanks = "some" },
		"unknown slot":    func(r *redact.Rule) { r.Mask = "{name}" },
		"slot, no number": func(r *redact.Rule) { r.Mask = "{first}" },
		"no mask":         func(r *redact.Rule) { r.Mask = "" },
	} {
		bad := good
		change(&bad)
		if _, err := redact.Compile([]redact.Rule{bad}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := redact.Compile([]redact.Rule{good, good}); fault.KindOf(err) != fault.Invalid {
		t.Error("an id given twice passes")
	}
}
