package app

import (
	"maps"
	"time"

	"zhiheng/backend/authority"
	"zhiheng/backend/ledger"
)

// sampleRows are rows of lists that nothing else in the office tells.
func sampleRows() map[string][]map[string]string {
	hours := "工作日 9:00–12:00、13:30–17:30，云汀县政务服务中心二楼"
	guide := func(name, basis, material, period string) map[string]string {
		return map[string]string{"name": name, "basis": basis, "accepts": "云汀县市场监督管理局政务服务窗口", "decides": "云汀县市场监督管理局", "conditions": "符合法律、法规规定的条件",
			"material": material, "steps": "申请、受理、审查、决定、送达", "period": period, "promised": "5个工作日", "fee": "不收费", "hours": hours, "phone": "0513-80000212",
			"oversight": "拨打 0513-80000200，或者到云汀县市场监督管理局办公室反映", "remedies": "六十日内向云汀县人民政府申请行政复议，或者六个月内向云汀县人民法院提起行政诉讼"}
	}
	counter := func(no, name, window, duties, scope string) map[string]string {
		return map[string]string{"staff_no": no, "name": name, "post": "窗口工作人员", "window": window, "duties": duties, "scope": scope, "hours": hours, "phone": "0513-80000212", "complaints": "0513-80000200"}
	}
	return map[string][]map[string]string{
		"A05": {
			guide("食品经营许可", "行政许可法第三十条；食品安全法第三十五条", "申请书；营业执照；主要设备设施清单；食品安全管理制度", "20个工作日"),
			guide("特种设备使用登记", "行政许可法第三十条；特种设备安全法第三十三条", "使用登记表；产品质量合格证明；监督检验证明", "15个工作日"),
		},
		"A10": {
			{"matter": "未公示营业执照", "degree": "一般", "conditions": "经责令改正仍不改正", "range": "500元以上1000元以下", "basis": "行政处罚法第三十四条", "no": "云市监规〔2025〕2号", "from": "2025-03-01"},
			{"matter": "销售不合格的产品", "degree": "从轻", "conditions": "主动召回、货值不足一千元", "range": "货值金额50%以下", "basis": "行政处罚法第三十二条；行政处罚法第三十四条", "no": "云市监规〔2025〕2号", "from": "2025-03-01"},
		},
		"A11": {{"matter": "未公示营业执照", "conditions": "首次发生、危害后果轻微并及时改正", "basis": "行政处罚法第三十三条"}},
		"A18": {{"complaints": "0513-80000200；云汀县汀兰路8号；jubao@yunting.example", "reconsideration": "云汀县人民政府", "court": "云汀县人民法院", "periods": "行政复议六十日；行政诉讼六个月"}},
		"W01": {
			counter("101", "纪言", "3号窗口", "收件、告知补正、出具受理通知", "食品经营许可、特种设备使用登记"),
			counter("102", "宁夏声", "4号窗口", "咨询、收费缴款指引、证照发放", "证照发放、投诉登记"),
		},
	}
}

// postArea is what an officer's row says beside the certificate.
var postArea = map[string]string{"category": "市场监管", "area": "云汀县"}

// openLists fills the lists that are disclosed before enforcement, has them approved and puts them before the public.
func (s *sample) openLists() error {
	a := s.office.Authority
	keeper, leader := s.people["baiyun"], s.people["jianghe"]
	for _, d := range s.office.Rules.Current().Lists {
		for _, content := range sampleRows()[d.ID] {
			if _, err := a.PutRows(s.ctx, keeper, d.ID, []authority.Row{{Content: content}}); err != nil {
				return err
			}
		}
		if d.From == "" || d.From == "body" {
			continue
		}
		if _, err := a.Refresh(s.ctx, keeper, d.ID); err != nil {
			return err
		}
	}
	if err := s.completeLists(); err != nil {
		return err
	}
	today := s.clock.now().In(ledger.Zone).Format(time.DateOnly)
	for _, list := range []string{"A02", "A05", "A10", "A11", "A12", "A14", "A18", "W01"} {
		if err := a.Approve(s.ctx, leader, list, today, "首次公布"); err != nil {
			return err
		}
		if list == "W01" { // to be put up at the counter
			continue
		}
		if err := a.Post(s.ctx, keeper, list, today, "https://site.yunting.example/lists/"+list); err != nil {
			return err
		}
	}
	return nil
}

// completeLists writes what the program cannot know into rows that it has made.
func (s *sample) completeLists() error {
	more := map[string]map[string]string{"A02": postArea, "A12": {"no": "云市监规〔2025〕3号", "from": "2025-03-01"}}
	for list, content := range more {
		detail, err := s.office.Authority.ListDetail(s.ctx, list)
		if err != nil {
			return err
		}
		var rows []authority.Row
		for _, k := range detail.Kept {
			row := k.Row
			row.Content = maps.Clone(row.Content)
			maps.Copy(row.Content, content)
			rows = append(rows, row)
		}
		if _, err := s.office.Authority.PutRows(s.ctx, s.people["baiyun"], list, rows); err != nil {
			return err
		}
	}
	return nil
}

// changeLists leaves the lists in different states: one approved and not yet public, one that waits for approval.
func (s *sample) changeLists() error {
	a := s.office.Authority
	rows := map[string]map[string]string{
		"A11": {"matter": "网店首页未公示营业执照信息", "conditions": "首次发生并及时改正", "basis": "行政处罚法第三十三条"},
		"A10": {"matter": "使用未经检验的特种设备", "degree": "一般", "conditions": "未造成后果", "range": "3万元以上10万元以下", "basis": "行政处罚法第三十四条", "no": "云市监规〔2025〕2号", "from": "2025-03-01"},
	}
	for list, content := range rows {
		if _, err := a.PutRows(s.ctx, s.people["baiyun"], list, []authority.Row{{Content: content}}); err != nil {
			return err
		}
	}
	return a.Approve(s.ctx, s.people["jianghe"], "A11", s.clock.now().In(ledger.Zone).Format(time.DateOnly), "增加一项首违不罚事项")
}
