package httpapi

import "zhiheng/backend/fault"

// Sentences say in words what each kind of event tells. {path} is a value of the event's data, or of the event itself for
// {subject}; {path|form} is that value in a form: see forms.
func Sentences() map[string]fault.Text {
	return map[string]fault.Text{
		"account.office_opened":    fault.T("启用单位“{name}”", "opened the office “{name}”"),
		"account.person_added":     fault.T("添加人员 {name}({roles|roles})", "added {name} ({roles|roles})"),
		"account.person_changed":   fault.T("修改人员 {name}({roles|roles})", "changed {name} ({roles|roles})"),
		"account.password_set":     fault.T("设置 {subject|person} 的密码", "set the password of {subject|person}"),
		"account.settings_set":     fault.T("修改设置", "changed the settings"),
		"account.signed_in":        fault.T("登录", "signed in"),
		"account.signed_out":       fault.T("退出登录", "signed out"),
		"account.sign_in_failed":   fault.T("登录失败({subject|person})", "a sign-in failed ({subject|person})"),
		"account.locked":           fault.T("连续登录失败,账户锁定({subject|person})", "an account was locked after failures ({subject|person})"),
		"authority.body_described": fault.T("登记执法主体信息", "described the office as an authority"),

		"rulebook.adopted":             fault.T("启用规则库 {version}，{in_force_from} 起施行，依据:{source}", "adopted the rulebook {version}, in force from {in_force_from}, by: {source}"),
		"rulebook.proposed":            fault.T("提出规则修订，拟 {in_force_from} 起施行，依据:{source}", "proposed a change of the rulebook from {in_force_from}, by: {source}"),
		"rulebook.rejected":            fault.T("驳回规则修订:{reason}", "rejected a change of the rulebook: {reason}"),
		"casefile.rulebook_changed":    fault.T("改用其他规则版本，理由:{reason}", "put the case under another version of the rulebook: {reason}"),
		"authority.holidays_announced": fault.T("收录 {year} 年放假安排({days|count}天)", "took up the holidays of {year} ({days|count} days)"),

		"casefile.opened":              fault.T("登记线索 {no}“{title}”,承办人 {handlers|people}", "opened {no} “{title}”, handled by {handlers|people}"),
		"casefile.titled":              fault.T("案件名称改为“{title}”", "renamed the case “{title}”"),
		"casefile.handlers_set":        fault.T("承办人定为 {handlers|people}", "named as handlers {handlers|people}"),
		"casefile.fields_set":          fault.T("确认{fields|fields}", "confirmed {fields|fields}"),
		"casefile.proposals_dismissed": fault.T("不采用{proposals|count}项识别结果", "dismissed {proposals|count} values that were read"),
		"casefile.major_judged":        fault.T("重大决定判定:{rules|major}", "judged whether the decision is major: {rules|major}"),
		"casefile.paper_added":         fault.T("收入材料“{paper.title}”{paper.code|code}", "added the paper “{paper.title}”{paper.code|code}"),
		"casefile.paper_sorted":        fault.T("材料“{title}”归类{code|code}", "sorted the paper “{title}”{code|code}"),
		"casefile.paper_revised":       fault.T("修改文书“{paper|paper}”", "revised “{paper|paper}”"),
		"casefile.paper_removed":       fault.T("移出材料,理由:{reason}", "took a paper out of the dossier: {reason}"),
		"casefile.kinds_set":           fault.T("选择办理的行政行为类别(停用:{off|kinds})", "chose the kinds of action to handle (switched off: {off|kinds})"),
		"casefile.converted":           fault.T("{move.transition|transition}:转入“{move.to|state}”", "{move.transition|transition}: now at “{move.to|state}”"),
		"casefile.moved":               fault.T("{transition|transition}:进入“{to|state}”{note|note}", "{transition|transition}: now at “{to|state}”{note|note}"),
		"casefile.archived":            fault.T("案卷归档{note|note}", "closed the dossier{note|note}"),
		"casefile.import_started":      fault.T("开始导入“{name}”", "began to import “{name}”"),
		"casefile.import_paused":       fault.T("导入暂停", "the import was paused"),
		"casefile.import_resumed":      fault.T("继续导入", "the import goes on"),
		"casefile.import_finished":     fault.T("导入完成", "the import is done"),
		"casefile.import_retried":      fault.T("重新读取未能识别的文件", "the files that could not be read are read again"),
		"casefile.file_received":       fault.T("收到文件“{path}”({size|size})", "received the file “{path}” ({size|size})"),
		"casefile.file_skipped":        fault.T("文件“{path}”{state|skipped}", "the file “{path}” {state|skipped}"),

		"review.submitted":           fault.T("第{round}轮送法制审核,{due_on}前审结{note|note}", "submitted to legal review, round {round}, due on {due_on}{note|note}"),
		"review.assigned":            fault.T("审核人定为 {reviewer|person}", "assigned the review to {reviewer|person}"),
		"review.item_judged":         fault.T("审核要点 {item}:{finding|finding}{remark|note}", "judged point {item}: {finding|finding}{remark|note}"),
		"review.opinion_proposed":    fault.T("拟出意见:{opinion|opinion}", "proposed the opinion: {opinion|opinion}"),
		"review.returned":            fault.T("退回补正:{reason}", "sent it back to be supplied: {reason}"),
		"review.extended":            fault.T("审核期限延长{days}个工作日,至 {due_on}{reason|note}", "extended the time for review by {days} working days, to {due_on}{reason|note}"),
		"review.supplement_asked":    fault.T("通知补正{lacks|count}项,{due_on}前补齐", "asked for {lacks|count} things to be supplied by {due_on}"),
		"review.supplemented":        fault.T("补正后重新提交,{due_on}前审结{note|note}", "supplied what was asked for; the opinion is due on {due_on}{note|note}"),
		"review.objected":            fault.T("对审核意见提出异议:{text}", "objected to the opinion: {text}"),
		"review.objection_answered":  fault.T("法制机构答复异议({result|ruling}):{text}", "answered the objection ({result|ruling}): {text}"),
		"review.dispute_referred":    fault.T("异议提请{level|level}:{text}", "referred the dispute to {level|level}: {text}"),
		"review.dispute_ruled":       fault.T("{level|level}对异议提出意见({result|ruling}):{text}", "{level|level} ruled on the dispute ({result|ruling}): {text}"),
		"review.objection_withdrawn": fault.T("撤回异议:{text}", "withdrew the objection: {text}"),
		"review.case_discussed":      fault.T("{held_on} 集体讨论,{voices|count}人参加:{result}", "discussed by {voices|count} people on {held_on}: {result}"),
		"review.opinion_drafted":     fault.T("修改审核意见书文本", "edited the text of the opinion"),
		"review.findings_carried":    fault.T("沿用上一轮{items|count}项要点的结论", "took {items|count} findings over from the last round"),
		"review.pages_read":          fault.T("阅卷:{papers|count}份材料", "read pages of {papers|count} papers"),
		"review.opinion_issued":      fault.T("签发审核意见 {no}:{opinion|opinion}", "issued the opinion {no}: {opinion|opinion}"),

		"decision.issued": fault.T("作出决定 {no}", "issued the decision {no}"),

		"disclosure.opened":    fault.T("进入公示,{due_on}前办结", "its disclosure begins, due on {due_on}"),
		"disclosure.masked":    fault.T("脱敏{masks|count}处", "masked {masks|count} places"),
		"disclosure.submitted": fault.T("公示内容送审", "handed the disclosure in for approval"),
		"disclosure.returned":  fault.T("公示内容退回:{reason}", "sent the disclosure back: {reason}"),
		"disclosure.approved":  fault.T("批准公示", "approved the disclosure"),
		"disclosure.withheld":  fault.T("不予公示:{ground|ground}{note|note}", "withheld from publication: {ground|ground}{note|note}"),
		"disclosure.withdrawn": fault.T("撤回公示:{reason}", "withdrew the publication: {reason}"),
		"disclosure.published": fault.T("公示,公示包{files|count}个文件", "published, in a package of {files|count} files"),
		"disclosure.packaged":  fault.T("写成公示包 {name}", "wrote the package {name}"),

		"precedent.marked": fault.T("类案比对:{other|case}{similar|similar}", "compared with {other|case}: {similar|similar}"),

		"store.clock_set_back": fault.T("发现本机时钟落后 {behind_seconds} 秒", "the clock of this machine was found {behind_seconds} seconds behind"),
	}
}
