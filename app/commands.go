package app

import "zhiheng/backend/fault"

// commands is the command line.
type commands struct {
	globals

	Open     openCommand      `cmd:"" default:"withargs" hidden:""`
	Serve    serveCommand     `cmd:"" help:"${serve}"`
	Init     initCommand      `cmd:"" help:"${init}"`
	Sample   sampleCommand    `cmd:"" help:"${sample}"`
	Import   importCommand    `cmd:"" help:"${import}"`
	Case     caseCommands     `cmd:"" help:"${case}"`
	Review   reviewCommands   `cmd:"" help:"${review}"`
	Decide   decideCommand    `cmd:"" help:"${decide}"`
	Disclose discloseCommands `cmd:"" help:"${disclose}"`
	Publish  publishCommand   `cmd:"" help:"${publish}"`
	Check    checkCommands    `cmd:"" help:"${check}"`
	Site     siteCommands     `cmd:"" help:"${site}"`
	Search   searchCommand    `cmd:"" help:"${search}"`
	Similar  similarCommand   `cmd:"" help:"${similar}"`
	Evaluate evaluateCommand  `cmd:"" help:"${evaluate}"`
	Verify   verifyCommand    `cmd:"" help:"${verify}"`
	Anchor   anchorCommands   `cmd:"" help:"${anchors}"`
	Replay   replayCommand    `cmd:"" help:"${replay}"`
	Reindex  reindexCommand   `cmd:"" help:"${reindex}"`
	Backup   backupCommand    `cmd:"" help:"${backup}"`
	Restore  restoreCommand   `cmd:"" help:"${restore}"`
	Rehearse rehearseCommand  `cmd:"" help:"${rehearse}"`
	Clock    clockCommand     `cmd:"" help:"${clock}"`
	Redact   redactCommand    `cmd:"" help:"${redact}"`
	Workday  workdayCommands  `cmd:"" help:"${workday}"`
	Code     codeCommands     `cmd:"" help:"${code}"`
	Rules    rulesCommands    `cmd:"" help:"${rules}"`
	Version  versionCommand   `cmd:"" help:"${version}"`
}

// helps are the texts of the command line.
var helps = map[string]fault.Text{
	"program":            fault.T("执衡:行政执法案件的法制审核、全过程记录与公示。", "Zhiheng: legal review, full-process record and disclosure for administrative enforcement."),
	"data":               fault.T("单位数据目录。", "The office's data folder."),
	"as":                 fault.T("以谁的身份办理(用户名)。", "The user who acts."),
	"json":               fault.T("以 JSON 输出。", "Print JSON."),
	"lang":               fault.T("界面语言。", "Language of the texts."),
	"serve":              fault.T("在本机提供界面,并给出登录链接。", "Serve the screens on this machine and print a sign-in link."),
	"listen":             fault.T("监听地址(仅限本机)。", "Address to listen on (this machine only)."),
	"open":               fault.T("打开浏览器。", "Open the browser."),
	"init":               fault.T("新建单位。", "Make a new office."),
	"office":             fault.T("单位名称。", "Name of the office."),
	"uscc":               fault.T("统一社会信用代码。", "Unified social credit code."),
	"region":             fault.T("行政区划代码(六位)。", "Region code, six digits."),
	"word":               fault.T("机关代字,如 启市监。", "Word that document numbers begin with."),
	"people":             fault.T("首批人员:用户名:姓名:角色[+角色][:law]，law 表示取得法律职业资格。密码从 ZHIHENG_PASSWORD 或提示读取。", "First people as username:name:role[+role][:law], with law for the legal qualification. The password comes from ZHIHENG_PASSWORD or a prompt."),
	"sample":             fault.T("生成一个虚构单位供试用。", "Make a fictional office for trying out."),
	"cases":              fault.T("案件数量。", "Number of cases."),
	"seed":               fault.T("随机种子。", "Seed of the random choices."),
	"import":             fault.T("把案卷文件夹或文件导入为案件。", "Import case folders or files as cases."),
	"into":               fault.T("导入到已有案件。", "Into a case that exists."),
	"recordings":         fault.T("导入音像记录（执法记录仪或者采集站的文件夹）。", "Import recordings: the folder of a body recorder or a collection station."),
	"use":                fault.T("作为已办结案卷导入，只供练习（practice）或者评查（assessment），不办理、不计入统计。", "Bring in a finished dossier for practice or assessment only: it takes no course and counts nowhere."),
	"paths":              fault.T("文件夹或文件。", "Folders or files."),
	"case":               fault.T("案件:列表、详情、下一步、确认字段、流转、起草。", "Cases: list, show, next steps, confirm fields, move, draft."),
	"list":               fault.T("列出案件。", "List cases."),
	"show":               fault.T("显示案件。", "Show a case."),
	"next":               fault.T("合法的下一步和阻碍。", "The lawful next steps and what blocks the others."),
	"confirm":            fault.T("确认读取的建议,或填写 字段=值。", "Confirm what was read, or set field=value."),
	"handlers":           fault.T("指定承办人。", "Name who handles the case."),
	"move":               fault.T("办理一个步骤。", "Take a step."),
	"draft":              fault.T("起草文书。", "Draft a paper."),
	"revise":             fault.T("用文本文件替换文书草稿。", "Replace a draft by a text file."),
	"no":                 fault.T("案号。", "Case number."),
	"review":             fault.T("法制审核:送审、逐项审核、提出意见、签发。", "Legal review: submit, judge, propose an opinion, sign."),
	"without":            fault.T("未附的材料和理由,如 S04=原件在公安机关。", "Material that is missing and why, such as S04=reason."),
	"note":               fault.T("说明。", "Note."),
	"item":               fault.T("审核要点编号;all 表示其余全部。", "Number of the point; all for all that are left."),
	"finding":            fault.T("met、not_met、not_applicable 或 unchecked。", "met, not_met, not_applicable or unchecked."),
	"opinion":            fault.T("意见代码 O1–O8。", "Opinion O1 to O8."),
	"decide":             fault.T("作出决定(须有有效的审核通过意见)。", "Issue the decision (needs a live pass)."),
	"disclose":           fault.T("公示:脱敏、提交、批准、不予公开。", "Disclosure: mask, submit, approve, withhold."),
	"check":              fault.T("检查公示包:清单、发布记录和脱敏两面测试。", "Check a package: manifest, record, and that nothing masked can be read."),
	"publish":            fault.T("把已批准的公示写成公示包。", "Write packages of what is approved."),
	"disclose_correct":   fault.T("更正已公示的内容:重新脱敏、审核、公示,原记录哈希保留。", "Correct what is public: masked, approved and published anew; the hash of the first record is kept."),
	"disclose_withdraw":  fault.T("撤回公示并公开说明理由。", "Withdraw what was published, with a public reason."),
	"disclose_take_down": fault.T("公示期满或信用修复后下线。", "Take down what has run out, or whose party has mended its credit."),
	"disclose_uploaded":  fault.T("登记已在某渠道公示(网址、时间、截图)。", "Note where and when it was published, with a picture."),
	"disclose_recalled":  fault.T("登记已从某渠道收回。", "Note that it was taken away from a destination."),
	"disclose_answered":  fault.T("登记接收方的答复。", "Note what the receiver answered."),
	"disclose_row":       fault.T("导出含不公开字段的报送表(留痕)。", "Export the full row with what is never published; this is noted."),
	"disclose_report":    fault.T("按渠道的报送表式导出若干决定的完整行(留痕)。", "Export the full rows of decisions in the form of a destination; this is noted."),
	"profile":            fault.T("报送表式,如 sgs2018、js_import33、gsxt、market。", "Report form, such as sgs2018, js_import33, gsxt or market."),
	"csv":                fault.T("写成 CSV。", "Write CSV."),
	"repaired":           fault.T("信用修复决定的文号。", "The decision that mends the credit."),
	"destination":        fault.T("公示渠道:site、credit、gsxt、platform、window。", "Destination: site, credit, gsxt, platform or window."),
	"address":            fault.T("网址或者位置。", "Address or place."),
	"at":                 fault.T("时间;不写为现在。", "When; now if left out."),
	"picture":            fault.T("截图文件。", "A picture of it."),
	"rejected":           fault.T("退回原因;不写为接收。", "Why it was sent back; accepted if left out."),
	"field":              fault.T("有问题的字段代码。", "Code of the column found fault with."),
	"site":               fault.T("公示网站:合并各机关的公示包,补写账本证明。", "The disclosure site: merge the packages of offices, write proofs."),
	"site_merge":         fault.T("把各机关的公示包合并成一个静态公示网站。", "Merge the packages of any number of offices into one static site."),
	"site_prove":         fault.T("按账本当前首部重写本单位公示包的证明。", "Write the proof of one of the office's packages under the present head."),
	"site_title":         fault.T("网站名称。", "Title of the site."),
	"site_base":          fault.T("网站地址,用于订阅源。", "Address of the site, for the feed."),
	"site_day":           fault.T("以哪一天为准(期满即停止公示);默认今天。", "The day that counts: what has run out by then is taken down; today by default."),
	"site_full":          fault.T("不用上次生成的记录,全部重写。", "Forget what the last build noted and write everything."),
	"strict":             fault.T("有一个不合格就全部不做。", "Refuse the whole when anything is amiss."),
	"packages":           fault.T("公示包文件夹。", "Folders of packages."),
	"out":                fault.T("输出位置。", "Where to write."),
	"search":             fault.T("全文检索。", "Full-text search."),
	"scope":              fault.T("范围:office 或 case:案号。", "office or case:NO."),
	"limit":              fault.T("最多条数。", "At most so many."),
	"query":              fault.T("检索式。", "What to look for."),
	"similar":            fault.T("查找本单位的类案,并说明理由。", "Find the office's cases that are like one, and say why."),
	"no_or_file":         fault.T("案号,或一个文件。", "A case number, or a file."),
	"rules_import":       fault.T("导入一部法律、法规的全文；有缺漏、重复的条文时须加 --confirm。", "Import the full text of a law; missing or repeated articles need --confirm."),
	"rules_laws":         fault.T("列出已导入的法律全文。", "List the full texts that were imported."),
	"rules_article":      fault.T("一条引用的要旨和全文，如“行政处罚法第五十八条”。", "The gist and the words of a citation, such as 行政处罚法第五十八条."),
	"law_file":           fault.T("全文文件(docx、pdf、html、txt 等)。", "The file with the text (docx, pdf, html, txt, …)."),
	"law_instrument":     fault.T("规则库中法律文件的编号，如 penalty_law。", "The instrument's id in the rulebook, such as penalty_law."),
	"law_edition":        fault.T("版本说明，如“2021年修订”。", "The edition, such as 2021年修订."),
	"law_from":           fault.T("施行日期，YYYY-MM-DD。", "The first day in force, YYYY-MM-DD."),
	"law_to":             fault.T("失效日期；不填则至下一版本施行前一日。", "The last day in force; without it, the day before the next edition."),
	"law_confirm":        fault.T("已对照原文件，确认缺漏、重复之处照原文导入。", "The odd points were compared with the original: import it."),
	"law_citation":       fault.T("引用的文字。", "The citation."),
	"law_on":             fault.T("按哪一天的文本，YYYY-MM-DD；不填为最新。", "By the text of which day, YYYY-MM-DD; without it, the latest."),
	"decide_step":        fault.T("哪一项决定(流转步骤)；可以作出几项时须指明。", "Which decision, by its step; needed where several may be made."),
	"decided":            fault.T("只看已作出决定的案件。", "Only cases with a decision."),
	"evaluate":           fault.T("用评测集衡量检索和类案。", "Measure search and similar cases over a judged collection."),
	"corpus":             fault.T("文本,JSON Lines(可为 .gz)。", "The texts, JSON Lines, may be gzipped."),
	"queries":            fault.T("问题,JSON Lines。", "The questions, JSON Lines."),
	"qrels":              fault.T("评判结果,TREC 格式。", "The judgments, in the form of TREC."),
	"mode":               fault.T("search 检索、keywords 用短语检索、similar 类案。", "search, keywords (search for the short form) or similar."),
	"given":              fault.T("类案:使用问题自带的事由,不作推定。", "similar: the questions' types are given, not guessed."),
	"pool":               fault.T("只对评判过的文本排序。", "Rank judged texts only."),
	"relevant":           fault.T("从哪一级起算作相关。", "Grade from which on a text is an answer."),
	"run_out":            fault.T("把排序结果写入文件。", "Write the rankings to a file."),
	"verify":             fault.T("校验数据是否完好,指出被改动之处。", "Verify the office; name what was changed."),
	"receipt":            fault.T("凭证文件;不写则校验整个单位。", "A receipt to check; the whole office if left out."),
	"receipt_key":        fault.T("单位公布的公钥。", "The public key that the office publishes."),
	"anchors":            fault.T("把账本首部固定在单位以外:打印、一行文字、时间戳。", "Fix the head of the ledger outside the office: printed, as a line, by a time-stamp."),
	"anchor_list":        fault.T("列出已锚定的首部。", "List the heads that were anchored."),
	"anchor_make":        fault.T("锚定当前首部:输出一行,或者写出时间戳请求文件。", "Anchor the present head: print its line, or write the request for a time-stamp."),
	"anchor_kind":        fault.T("方式:line 一行文字,printed 打印,timestamp 时间戳。", "How: line, printed or timestamp."),
	"anchor_alg":         fault.T("向时间戳机构出示的哈希算法。", "The hash that the time-stamping authority is told."),
	"anchor_with":        fault.T("交存何处、抄送何人。", "Where it is kept, or with whom."),
	"anchor_out":         fault.T("时间戳请求文件(.tsq);不得已存在。", "The request for a time-stamp (.tsq); it must not exist."),
	"anchor_stamp":       fault.T("收存时间戳机构的回执,核对后记入账本。", "Check and keep the answer of a time-stamping authority."),
	"anchor_reply":       fault.T("回执文件(.tsr)。", "Its answer (.tsr)."),
	"anchor_trust":       fault.T("信任一家时间戳机构的根证书。", "Trust the root certificate of a time-stamping authority."),
	"anchor_root":        fault.T("根证书文件(.pem、.cer、.crt)。", "The root certificate (.pem, .cer, .crt)."),
	"receipt_ca":         fault.T("时间戳机构的根证书文件:核验凭证中的时间戳签名。", "The root certificate of a time-stamping authority: checks the stamps in the receipt."),
	"sha256_only":        fault.T("原件只核对 SHA-256,不核对 SM3,更快。", "Hold originals against SHA-256 alone, not SM3: faster."),
	"anchor":             fault.T("另处保存的首部:一行文字或者文件;可重复。", "A head kept elsewhere: a line or a file. May be repeated."),
	"replay":             fault.T("由账本重建各表并逐行比对。", "Rebuild the tables aside and compare, row for row."),
	"reindex":            fault.T("重建检索索引。", "Make the search index anew."),
	"backup":             fault.T("备份整个单位为一个文件。", "Back the whole office up into one file."),
	"restore":            fault.T("从备份恢复到 --data 目录。", "Restore a backup into the folder of --data."),
	"rehearse":           fault.T("在旁恢复并校验备份,然后删除。", "Restore a backup aside, verify it, throw it away."),
	"clock":              fault.T("计算一个法定期限并列出算式。", "Reckon one statutory period with its arithmetic."),
	"clock_kind":         fault.T("程序,如 penalty。", "Procedure, such as penalty."),
	"open_case":          fault.T("新建案件。", "Open a case."),
	"title":              fault.T("案件名称。", "Title of the case."),
	"kind":               fault.T("行为类别:penalty 处罚、license 许可、coercion 强制、levy 征收、fee 收费、inspection 检查。", "Kind of action: penalty, license, coercion, levy, fee or inspection."),
	"procedure":          fault.T("程序,如 penalty_simple;不写时取该类的第一种。", "Procedure, such as penalty_simple; the first of its kind if none is named."),
	"clock_name":         fault.T("期限编号,如 T02。", "Number of the period, such as T02."),
	"clock_from":         fault.T("起算事件的日期。", "Day of the event it runs from."),
	"redact":             fault.T("对文本文件脱敏。", "Mask personal data in a text file."),
	"redact_people":      fault.T("人员名单文件:每行一个姓名,逗号后可写规则编号,或者 body 表示保留的单位名称。", "A list of people: a name a line, after a comma the id of a rule, or “body” for the name of an organisation that stays."),
	"redact_box":         fault.T("遮盖扫描图上的一块(左,上,宽,高,像素),可多次;输出重新栅格化的 JPEG。", "Cover a part of a scan (left, top, wide, high, in pixels), as often as needed; writes a JPEG drawn anew."),
	"explain":            fault.T("列出每处脱敏的理由。", "List each mask with its reason."),
	"file":               fault.T("文件。", "A file."),
	"workday":            fault.T("工作日计算。", "Working days."),
	"code":               fault.T("校验代码和文号。", "Check codes and document numbers."),
	"rules":              fault.T("规则库。", "The rulebook."),
	"book":               fault.T("规则库:embedded(程序自带)、current(现行)、版本号、导出的文件或数据目录。", "A rulebook: embedded, current, a version, an exported file or a folder of data files."),
	"rules_check":        fault.T("检查规则库,按文件和行列出错误。", "Check a rulebook; name what is wrong by file and row."),
	"rules_list":         fault.T("列出规则版本和待批修订。", "List the versions and the open proposals."),
	"rules_diff":         fault.T("逐行比较两个规则库。", "Compare two rulebooks row by row."),
	"rules_export":       fault.T("导出规则库为一个文件。", "Export a rulebook as one file."),
	"rules_propose":      fault.T("提出修订:列出差异,在本单位案件上试算,交另一人批准。", "Propose a change: show it, try it on the cases of the office, leave it to another person to approve."),
	"rules_approve":      fault.T("批准修订。", "Approve a proposal."),
	"rules_reject":       fault.T("驳回修订。", "Reject a proposal."),
	"rules_try":          fault.T("只试算,不提出。", "Only try it."),
	"rules_file":         fault.T("导出的规则库,或修订文件 {\"edits\":[{\"file\",\"id\",\"row\"|\"removed\"}]}。", "An exported rulebook, or a file of edits: {\"edits\":[{\"file\",\"id\",\"row\" or \"removed\"}]}."),
	"source":             fault.T("修订依据,如文件名称和文号。", "What the change rests on, such as the title and number of a document."),
	"from":               fault.T("生效日期。", "The day from which it holds."),
	"amendment":          fault.T("修订编号。", "Id of the proposal."),
	"version":            fault.T("版本。", "The version."),
	"username":           fault.T("用户名。", "A username."),
	"reason":             fault.T("理由。", "The reason."),
	"ground":             fault.T("不予公开理由码,如 X04。", "Ground for not publishing, such as X04."),
	"clock_exclude":      fault.T("不计入的期间,如 2026-03-10..2026-03-20(后一日起恢复计算);可重复。", "A span not counted, such as 2026-03-10..2026-03-20; the second day counts again. May be repeated."),
	"clock_extend":       fault.T("延长多少,单位与期限相同。", "By how much it is lengthened, in its own unit."),
	"clock_waiting":      fault.T("也列出尚未起算的期限(按今日起算)。", "List those that have not begun too, as if they began today."),
	"clock_ics":          fault.T("把计算中的期限写成日历文件(.ics)。", "Write the running ones into a calendar file (.ics)."),
	"case_clocks":        fault.T("案件的全部法定期限和算式。", "All statutory periods of a case with their arithmetic."),
	"workday_add":        fault.T("某日之后第 N 个工作日。", "The Nth working day after a day."),
	"workday_sub":        fault.T("某日之前第 N 个工作日。", "The Nth working day before a day."),
	"workday_count":      fault.T("两日之间的工作日数(不含首日,含末日)。", "Working days after one day up to and including another."),
	"workday_import":     fault.T("收录一年的放假通知(JSON)。", "Take up a year's notice of holidays (JSON)."),
	"workday_day":        fault.T("日期,如 2026-03-02。", "A day such as 2026-03-02."),
	"workday_n":          fault.T("多少个工作日。", "How many working days."),
	"notice_file":        fault.T("放假通知文件。", "The file of the notice."),
	"notice_yes":         fault.T("核对过变化,收录。", "The changes are checked: take it up."),
}
