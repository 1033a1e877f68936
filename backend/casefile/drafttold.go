package casefile

import (
	"fmt"
	"strings"
)

// reasons says why the conduct is unlawful and what speaks for and against the party.
func (d *drafter) reasons() string {
	return "你（单位）的上述行为违反了" + d.value("x.law_bad") + "的规定。" + d.discretion()
}

// discretion says how the amount was found.
func (d *drafter) discretion() string {
	var b strings.Builder
	if d.has("x.circumstances") {
		fmt.Fprintf(&b, "当事人具有%s的情形。", d.value("x.circumstances"))
	}
	if d.has("x.basis_id") {
		fmt.Fprintf(&b, "对照裁量基准“%s”，", d.value("x.basis_id"))
	}
	switch d.text("x.factor") {
	case "none":
		b.WriteString("决定不予行政处罚。")
	case "":
		b.WriteString("裁量情形为" + blank("裁量情形") + "。")
	case "normal":
		b.WriteString("按一般情形处罚。")
	default:
		b.WriteString("予以" + d.value("x.factor") + "处罚。")
	}
	return b.String()
}

// source says where the case came from.
func (d *drafter) source() string {
	if !d.has("c.source") {
		return ""
	}
	return "本案来源于" + d.value("c.source") + "。"
}

// told says when and how the party was told of its rights.
func (d *drafter) told() string {
	if !d.punished() {
		return "本案拟不予行政处罚。"
	}
	notice := "《行政处罚告知书》"
	rights := "陈述、申辩"
	if d.is("h.entitled") {
		notice, rights = "《行政处罚听证告知书》", "陈述、申辩和要求听证"
	}
	return fmt.Sprintf("本局于%s向当事人送达%s，告知拟作出的行政处罚内容及事实、理由、依据，以及依法享有的%s的权利。", d.value("d.D21.served_on"), notice, rights)
}

// heard says what the party made of its rights.
func (d *drafter) heard() string {
	switch {
	case !d.punished():
		return "已对当事人进行教育。"
	case d.has("h.held_on"):
		return fmt.Sprintf("应当事人申请，本局于%s组织听证，听取了当事人的陈述、申辩和质证意见。", d.value("h.held_on"))
	case d.is("c.waived"):
		return "当事人书面声明放弃上述权利。"
	case !d.is("c.defended"):
		return "当事人在法定期限内未提出陈述、申辩意见，也未要求听证。"
	case d.is("d.D22.accepted"):
		return "当事人提出了陈述、申辩意见。经复核，其提出的事实、理由成立，本局予以采纳。"
	}
	return "当事人提出了陈述、申辩意见。经复核，其提出的事实、理由不能成立，本局不予采纳。"
}

// remedy says where and until when the decision can be contested.
func (d *drafter) remedy() string {
	county := d.county()
	if county == "" {
		return "如不服本决定，可以在收到本决定书之日起六十日内向" + blank("复议机关") + "申请行政复议；也可以在六个月内依法向" + blank("管辖法院") + "提起行政诉讼。"
	}
	return fmt.Sprintf("如不服本决定，可以在收到本决定书之日起六十日内向%[1]s人民政府申请行政复议；也可以在六个月内依法向%[1]s人民法院提起行政诉讼。", county)
}

// court is the court that an application goes to.
func (d *drafter) court() string {
	if county := d.county(); county != "" {
		return county + "人民法院"
	}
	return blank("管辖法院")
}

// county is the area that an office's name begins with.
func (d *drafter) county() string {
	runes := []rune(d.office.Name)
	for i := 1; i < len(runes)-1; i++ {
		if strings.ContainsRune("县市区旗", runes[i]) && i >= 2 {
			return string(runes[:i+1])
		}
	}
	return ""
}

// approval is what the leader has said to a filing.
func (d *drafter) approval() string {
	if !d.has("d.D02.approved_by") {
		return blank("审批意见")
	}
	return "同意立案。批准人：" + d.text("d.D02.approved_by")
}

// servedCode is the paper that a receipt of service drafted now is for: the decision once it is issued, else the notice.
func (d *drafter) servedCode() string {
	if issued := d.issued(); issued != "" {
		return issued
	}
	return "D21"
}

// served is something that a receipt says of the paper that was served.
func (d *drafter) served(what string) string {
	code := d.servedCode()
	switch what {
	case "title":
		if code == "D21" && d.is("h.entitled") {
			return "行政处罚听证告知书"
		} else if code == "D21" {
			return "行政处罚告知书"
		}
		kind, _ := d.procedure.Paper(code)
		return kind.Label.Zh
	case "no":
		return d.text("d." + code + ".no")
	case "how":
		return d.value("d." + code + ".served_how")
	}
	return d.value("d." + code + ".served_on")
}

// unpunished says why there is no penalty.
func (d *drafter) unpunished() string {
	if d.has("d.D28.reason") {
		return d.text("d.D28.reason")
	}
	switch {
	case d.is("x.exempt_listed") && d.is("c.corrected"):
		return "违法行为轻微并及时改正，没有造成危害后果，属于轻微违法行为不予处罚清单规定的情形。"
	case d.is("c.first_offence") && d.is("c.corrected"):
		return "当事人初次违法且危害后果轻微并及时改正，可以不予行政处罚。"
	}
	return blank("不予处罚的理由")
}

func (d *drafter) education() string {
	if d.has("d.D28.education") {
		return d.text("d.D28.education")
	}
	return "本局已对当事人进行教育，要求其遵守法律、法规和规章，不得再次违法。"
}

// performance says how the decision was carried out.
func (d *drafter) performance() string {
	switch {
	case !d.punished():
		return "本案不予行政处罚，无须执行。"
	case d.is("c.performed") && d.has("d.D32.paid_on"):
		return fmt.Sprintf("当事人已于%s缴清罚没款，处罚决定履行完毕。", d.value("d.D32.paid_on"))
	case d.is("c.performed"):
		return "处罚决定履行完毕。"
	case d.has("d.D35.on"):
		return "当事人逾期未履行，已依法申请人民法院强制执行。"
	}
	return blank("执行情况")
}

// decisionNo is the number of the decision.
func (d *drafter) decisionNo() string {
	if issued := d.issued(); issued != "" {
		return d.text("d." + issued + ".no")
	}
	return blank("决定文号")
}

// issued is the code of the paper that carries the issued decision; empty if there is none.
func (d *drafter) issued() string {
	for _, paper := range d.procedure.Decisions() {
		if d.has("d." + paper.Code + ".no") {
			return paper.Code
		}
	}
	return ""
}

// major lists why the decision is a major one.
func (d *drafter) major() string {
	var lines []string
	for _, hit := range d.of.Major {
		lines = append(lines, fmt.Sprintf("　　%d.%s（%s）", len(lines)+1, hit.Label.Zh, hit.Article))
	}
	if len(lines) == 0 {
		return "　　" + blank("送审理由")
	}
	return strings.Join(lines, "\n")
}

// opinion is what legal review has said.
func (d *drafter) opinion() string {
	if !d.has("r.opinion") {
		return blank("法制审核意见")
	}
	return fmt.Sprintf("%s，意见书日期：%s。", d.value("r.opinion"), d.value("r.issued_on"))
}
