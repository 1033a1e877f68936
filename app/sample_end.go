package app

import (
	"errors"
	"path/filepath"
	"time"

	"zhiheng/backend/disclosure"
	"zhiheng/backend/store"
)

// past is what a second round of review and a hearing have cost by the time of the decision.
func (w *walk) past(day int) int {
	if w.stage.how == secondTry {
		day += 7
	}
	return w.late(day)
}

// decision discusses a major case and issues the decision.
func (w *walk) decision() bool {
	major := len(w.now().Major) > 0 && w.stage.how != nothing
	if major || w.stage.to == "discussion" {
		w.at(w.past(33), 9, 30)
		w.discuss()
		w.at(w.past(33), 15, 0)
		w.move("jianghe", "discuss")
		if w.stage.to == "discussion" {
			return true
		}
	}
	w.at(w.past(35), 10, 0)
	if w.err == nil {
		_, err := w.office.Door.Issue(w.ctx, w.people["jianghe"], w.id, "")
		w.must(err)
	}
	return w.stage.to == "decided"
}

// code is the paper that carries the decision.
func (w *walk) code() string {
	if w.stage.how == nothing {
		return "D28"
	}
	return "D27"
}

// ending serves the decision, sees it performed and closes the case.
func (w *walk) ending() bool {
	w.at(w.past(37), 14, 30)
	w.set(map[string]any{"d." + w.code() + ".served_on": w.today(), "d." + w.code() + ".served_how": "direct"})
	receipt := w.draft("D31")
	w.sort(receipt.ID, "D31", w.today(), "")
	w.write("D41", "公示告知和信用修复告知书")
	w.moveOwn("serve")
	switch {
	case w.stage.to == "served":
		return true
	case w.stage.how == nothing:
		w.close(41, "close_unpunished")
		return w.archive()
	}
	if w.publish(w.past(39)); w.stage.to == "disclosed" {
		return true
	}
	w.at(w.past(44), 9, 30)
	w.moveOwn("perform")
	switch w.stage.to {
	case "performing":
		return true
	case "enforcing":
		return w.enforce()
	case "amended":
		w.at(w.past(47), 9, 30)
		w.write("D42", "变更行政处罚决定书")
		w.set(map[string]any{"c.amended_on": w.today()})
		w.at(w.past(48), 10, 0)
		w.move("jianghe", "amend")
		w.at(w.past(50), 10, 0)
		w.withdraw()
		return true
	}
	w.at(w.past(46), 10, 30)
	w.bring("缴款", []sampleFile{w.text("30罚没票据.txt", "罚没票据", "D32", w.today())})
	w.set(map[string]any{"c.performed": true, "d.D32.paid_on": w.today(), "d.D32.amount": (w.fine + w.gain) * 100})
	w.close(51, "close")
	return w.archive()
}

// publish masks the decision on a day, has it approved on the next and publishes it on the one after.
func (w *walk) publish(day int) {
	desk := w.office.Disclosure
	w.at(day, 9, 30)
	item := w.disclosed()
	w.set(map[string]any{"x.valid_to": w.instant(item.DecidedOn, 0).AddDate(1, 0, -1).Format(time.DateOnly)})
	publisher, leader := w.people["baiyun"], w.people["jianghe"]
	if w.err == nil {
		w.must(errors.Join(desk.Prepare(w.ctx, publisher, item.ID), w.assess(item), desk.Submit(w.ctx, publisher, item.ID)))
	}
	w.at(day+1, 15, 0)
	if w.err == nil {
		w.must(desk.Approve(w.ctx, leader, item.ID))
	}
	w.at(day+2, 9, 10)
	if w.err == nil {
		_, err := desk.Publish(w.ctx, publisher, []string{item.ID}, filepath.Join(w.office.Dir, "published"))
		w.must(err)
	}
	w.upload(item, day+2)
	if w.stage.to == "performing" && w.stage.how == plainly {
		w.correct(item)
	}
}

// assess enters what a publication means for a party who is a person.
func (w *walk) assess(item disclosure.Item) error {
	if w.party.Type != "person" {
		return nil
	}
	return w.office.Disclosure.Assess(w.ctx, w.people["baiyun"], item.ID, disclosure.AssessmentInput{Kind: disclosure.AssessImpact, Purpose: "依法应当公示，公示范围以法定项目为限", Risks: "当事人姓名部分可见，可能影响其名誉", Measures: "隐去名、证件号码、住址和联系方式，期满下线", Passed: true})
}

// upload notes on a day where the decision was put and what the receivers said.
func (w *walk) upload(item disclosure.Item, day int) {
	desk, publisher := w.office.Disclosure, w.people["baiyun"]
	w.at(day, 16, 20)
	var places []disclosure.Place
	w.must(w.office.Store.View(w.ctx, func(r *store.Reader) (err error) { places, err = disclosure.PlacesOf(r, item.ID); return err }))
	for _, place := range places {
		destination := place.Destination
		if w.err == nil {
			w.must(desk.Uploaded(w.ctx, publisher, item.ID, disclosure.Handling{Destination: destination, Address: "https://" + destination + ".yunting.example/" + item.ID}))
		}
	}
	if w.err == nil && w.stage.how == defended {
		w.must(desk.Answered(w.ctx, publisher, item.ID, disclosure.Answer{Destination: "credit", Field: "CF_YXQ", Reason: "处罚有效期格式不符,应为 YYYY/MM/DD"}))
	}
	if w.err == nil {
		w.must(desk.Answered(w.ctx, publisher, item.ID, disclosure.Answer{Destination: "credit", Accepted: true}))
	}
}

// correct answers a request to correct what is public, and publishes the decision anew.
func (w *walk) correct(item disclosure.Item) {
	desk, publisher, leader := w.office.Disclosure, w.people["baiyun"], w.people["jianghe"]
	w.at(w.past(42), 9, 0)
	if w.err == nil {
		w.must(desk.AskCorrection(w.ctx, publisher, item.ID, "当事人", "公示备注遗漏了已整改的情况", w.today()))
	}
	w.at(w.past(42), 15, 0)
	if w.err == nil {
		w.must(errors.Join(desk.DecideCorrection(w.ctx, leader, item.ID, 1, true, "经核实,整改情况属实"), desk.Correct(w.ctx, publisher, item.ID, "公示备注遗漏了已整改的情况")))
	}
	w.at(w.past(43), 9, 0)
	if w.err == nil {
		remark := "当事人已完成整改。"
		detail, err := desk.Get(w.ctx, item.ID)
		w.must(err)
		var masks []disclosure.MaskInput
		for _, m := range detail.Masks {
			masks = append(masks, disclosure.MaskInput{ID: m.ID, Accepted: m.Accepted})
		}
		w.must(errors.Join(desk.SetMasks(w.ctx, publisher, item.ID, masks, &remark), desk.Submit(w.ctx, publisher, item.ID), desk.Approve(w.ctx, leader, item.ID)))
	}
	w.at(w.past(43), 11, 0)
	if w.err == nil {
		_, err := desk.Publish(w.ctx, publisher, []string{item.ID}, filepath.Join(w.office.Dir, "published"))
		w.must(err)
	}
}

// disclosed is the disclosure of the case's decision.
func (w *walk) disclosed() (item disclosure.Item) {
	w.view(func(r *store.Reader) (err error) {
		item, _, err = disclosure.OfCase(r, w.id)
		return err
	})
	return item
}

// withdraw takes down what was published of a decision that does not hold any more.
func (w *walk) withdraw() {
	item := w.disclosed()
	if w.err == nil {
		w.must(w.office.Disclosure.Withdraw(w.ctx, w.people["baiyun"], item.ID, "原行政处罚决定已变更"))
	}
	if w.err == nil { // the credit platform has not taken it away yet
		w.must(w.office.Disclosure.Recall(w.ctx, w.people["baiyun"], item.ID, disclosure.Handling{Destination: "site", Note: "页面已删除,访问返回 404"}))
	}
}

// enforce asks the court to enforce what the party has not performed.
func (w *walk) enforce() bool {
	w.at(w.past(54), 9, 30)
	w.write("D34", "履行催告书")
	w.set(map[string]any{"d.D34.served_on": w.today()})
	w.at(w.past(66), 9, 30)
	w.write("D35", "强制执行申请书")
	w.move("jianghe", "enforce")
	return true
}

func (w *walk) close(day int, transition string) {
	w.at(w.past(day), 10, 0)
	w.draft("D36")
	w.at(w.past(day)+1, 10, 0)
	w.move("jianghe", transition)
}

func (w *walk) archive() bool {
	if w.stage.to == "closed" {
		return true
	}
	w.at(w.past(59), 9, 30)
	w.write("G02", "卷内目录")
	w.at(w.past(60), 10, 0)
	if w.err == nil {
		w.must(w.office.Files.Archive(w.ctx, w.people["cangjie"], w.id, "整卷完毕"))
	}
	return true
}
