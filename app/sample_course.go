package app

import "zhiheng/backend/review"

// extend lengthens the time for a review that has turned out to be hard.
func (w *walk) extend(round string) {
	if w.err == nil {
		w.must(w.office.Desk.Extend(w.ctx, w.people["fangzhen"], round, "涉及的宣传用语须与检验报告逐项比对，案情较为复杂。", false))
	}
}

// object disputes an opinion and leaves the answer to the reviewing office.
func (w *walk) object(round string) {
	if w.err == nil {
		w.must(w.office.Desk.Object(w.ctx, w.first, round, "裁量理由已在行政处罚建议书中写明，当事人主动改正的情节已作为从轻因素评价，仅未在决定书中重复。", nil))
	}
}

// discuss has the leaders discuss the case and records it.
func (w *walk) discuss() {
	if w.err != nil {
		return
	}
	chair, head, chief := w.people["jianghe"].Name, w.people["panyue"].Name, w.people["fangzhen"].Name
	_, err := w.office.Desk.Discuss(w.ctx, w.people["jianghe"], w.id, review.Discussion{HeldOn: w.today(), Place: "三楼会议室", Chair: chair, Recorder: w.first.Name,
		Report: "承办机构汇报案件事实、证据、适用依据、裁量理由和拟处理意见。", Voices: []review.Voice{
			{Name: chair, Duty: "局长", View: "事实清楚，同意拟处理意见。", Vote: "for"}, {Name: head, Duty: "执法大队大队长", View: "证据确凿，程序合法，同意。", Vote: "for"}},
		Observers: []string{chief}, Follows: true, Reason: "审核意见与案件事实、证据相符。", Result: "一致同意承办机构的处理意见和法制审核意见", Signed: true})
	w.must(err)
}
