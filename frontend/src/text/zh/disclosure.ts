export const disclosure = {
  title: "执法公示", empty: "没有公示事项", emptyHint: "决定送达后，应公示的案件会出现在这里。", noMatch: "此状态下没有事项", all: "全部", overdueOnly: "只看逾期", publish: "生成公示数据包", publishNone: "没有已批准的决定、清单或者撤回通知", publishWaiting: (decisions: number, lists: number, notices: number) => `已批准决定 ${decisions} 件、新版清单 ${lists} 张、撤回和下线通知 ${notices} 件`, publishStarted: "已开始生成，进度见右上角",
  states: { to_judge: "待判断", masking: "脱敏中", checking: "待审批", approved: "已批准", published: "已公示", withheld: "不予公开", withdrawn: "已撤回", taken_down: "已下线" },
  caseName: "案件", decisionNo: "决定文号", state: "状态", due: "公示期限", left: "余期", preparedBy: "脱敏人", approvedBy: "审批人", publishedAt: "公示时间",
  none: "本案尚无公示事项", noneHint: "决定送达后自动生成。", openDesk: "打开脱敏台",
  board: "公示栏 PDF", boardHint: "把正在公示的决定排成可以张贴的 PDF",
  answers: {
    title: "导入回执", receiver: "接收方", choose: "选择文件", hint: "接收方发回的校验结果或退回清单（Excel 或 CSV），逐行对应到已登记上传的决定", remembered: "上次如此", leave: "不用", row: "行", no: "文号", result: "结果", explained: "说明", accepted: "接收", sentBack: "退回", unmatched: "没有对应",
    summary: (rows: number, matched: number, accepted: number) => `共 ${rows} 行，对应 ${matched} 行，其中接收 ${accepted} 行`, bring: "导入", done: (matched: number, accepted: number) => `已登记 ${matched} 条答复，接收 ${accepted} 条`,
  },
  annual: { title: "年度数据", hint: "按决定日期计入当年，由案件数据统计；点开一行看所计的决定", download: "下载", excel: "Excel（含所计决定）", due: (day: string) => `${day} 前公布`, what: "项目", value: "数值", by: "依据", source: "来源", counted: (what: string, n: number) => `${what}：所计决定 ${n} 件` },
  during: {
    title: "事中公示：亮证、告知、听取", none: "这类案件没有要出示、告知的事项", sheet: "打印清单", sheetPdf: "PDF", sheetDocx: "Word", done: "已做", open: "待做", unsettled: "视情况", byPaper: "见", note: "登记已做", on: "哪一天", how: "怎样做的（可不填）", recording: "可以佐证的音像记录（可不选）", from: "从（分:秒）", to: "到（分:秒）", onRecording: "音像", noted: "已登记",
  },
  care: {
    title: "期限", noted: "已登记", terms: "公示期限与信用修复", noTerms: "规则没有规定", before: (day: string) => `${day} 前公示`, repairFrom: (day: string) => `${day} 起可申请修复`, repairAtOnce: "履行完毕即可申请修复",
    consultations: "征求第三方意见", noConsultations: "没有征求第三方意见", consult: "登记征求意见", whom: "第三方", about: "涉及的内容", askedOn: "征求日期", dueOn: "答复期限", answer: "登记答复", answeredOn: "答复日期", agreed: "同意公开", objects: "不同意公开", opinion: "意见和理由",
    assessments: "影响评估与年度复评", noAssessments: "还没有评估", assess: "登记评估", kinds: { impact: "个人信息保护影响评估", withheld: "不予公开事项复评" }, passed: "可以公示", notPassed: "需要改进", purpose: "处理目的、方式的必要性", reassessed: "复评理由", risks: "对个人权益的影响和风险", measures: "保护措施", staysWithheld: "仍不公开", mayBePublic: "可以转为公开", keepUntil: "保存至", nextOn: "下次评估",
  },
  after: {
    title: "公示后", places: "公示渠道", noPlaces: "规则没有指定公示渠道", upload: "登记已公示", answer: "登记答复", recall: "登记已收回", fullRow: "导出报送表", wholeRow: "全部字段（本系统表式）", fullRowHint: "含不公开字段，仅供报送；导出会留痕", address: "网址或位置", note: "说明", picture: "截图（作为原件保存）", pictureKept: "有截图",
    uploaded: "已公示", notUploaded: "未登记", toRecall: "待收回", recalled: "已收回", accepted: "接收", sentBack: "退回", field: "有问题的字段代码", reason: "理由", noted: "已登记",
    requests: "更正申请", noRequests: "没有更正申请", enterRequest: "登记更正申请", asker: "申请人", what: "申请更正的内容", gotOn: "收到日期", dueOn: "处理期限", decide: "处理申请", granted: "同意更正", refused: "不予更正",
    versions: "更正前的公示记录", until: "公示截止", withdrawBy: "应撤回之日", correcting: "正在更正", ends: { withdrawn: "撤回日期", expired: "到期下线", repaired: "修复下线" },
    amended: "决定已变更，须撤回", assessAgain: "待复评", recallLeft: (n: number) => `待收回 ${n} 处`, uploadLeft: (n: number) => `待登记 ${n} 处`, firstPass: (a: number, n: number) => `报送一次接收 ${a} / ${n}`,
  },
  scan: {
    text: "决定正文", add: "加入图像材料", addHint: "盖章扫描件、附图、检验报告等以页面图像随决定一并公示；请只选应当公示的材料。", choose: "选择材料", noPapers: "本案没有可以显示页面图像的材料", titleHint: "公示标题（可不填，用材料种类）", added: "已加入，请核对遮盖", removed: "已移除", remove: "不以图像公示这份材料", reading: "正在识别页面文字并查找应遮盖处，每页数秒", pages: (n: number) => `${n} 页`,
    original: "原页面与遮盖框", finished: "公示成品", finishedPage: (title: string, n: number) => `${title} 第 ${n} 页公示成品`, noPage: "这一页没有成品图像", noPicture: "成品图像没有读出", changing: "正在重绘", readBack: "已读回核验", toBeRead: "提交时读回核验", toBeReadHint: "提交审批时由程序识别成品图像上的文字，核对应遮的读不出、应公开的没有遮住", notReadBack: "读不回，须人工查看", noReader: "未装文字识别，须人工查看",
    notReadBackHint: "这一页的文字读不出来，程序只能核对遮盖处全黑；审批人须逐页查看。", noReaderHint: "本机没有安装文字识别（tesseract-ocr、tesseract-ocr-chi-sim），程序只能核对遮盖处全黑，不能核对是否还有应遮的文字；审批人须逐页查看并留痕。", plain: (n: number) => `有 ${n} 处遮盖两侧紧邻文字，宽度未能统一，可能看出字数。`, plainShort: "宽度可见", plainHint: "遮盖两侧紧邻文字，宽度未能统一，可能看出字数",
    next: "下一处遮盖", previous: "上一处遮盖", toggle: "遮盖或不遮盖当前处", undo: "撤销", nothingToUndo: "没有可撤销的改动", draw: "在页面上画遮盖框", box: "画框", markLabel: (label: string, quote: string) => `遮盖 ${label}${quote === "" ? "" : `：${quote}`}`, cover: "遮盖", open: "不遮盖", leaveOpen: "不遮盖", under: "框内文字", nothingRead: "（没有读出文字）", rule: "依据的规则", everywhere: "同一内容在各页全部遮盖",
    none: "没有遮盖", noneHint: "没有发现应遮盖的文字；签名、指印、人脸等请画框遮盖。", noneByHand: "本机没有文字识别，请通读各页，逐处画框遮盖。", saving: { saved: "已保存", waiting: "未保存", saving: "保存中", failed: "没有保存，请看提示" },
    byEye: "逐页查看", byEyeHint: (n: number) => `有 ${n} 页图像不能由程序读回核验，须由审批人逐页查看。您已查看的页会自动计入；查看情况记入留痕。`, byEyeLeft: (title: string, page: number) => `${title} 第 ${page} 页还没有查看`, byEyeDone: "已逐页查看，遮盖处无法辨认，没有应遮未遮的内容", whyOpen: "应当隐去的内容不遮盖、不脱敏的，须写明理由", documents: "公示内容",
  },
  desk: {
    correct: "更正", correcting: "已开始更正，请重新脱敏并提交审批", withdraw: "撤回", withdrawn: "已撤回，请逐个渠道收回并登记", takeDown: "下线", takenDown: "已下线，请逐个渠道收回并登记", publicReason: "理由（将公开，勿写个人信息）", expired: "公示期满", repaired: "信用修复", repairedBy: "信用修复决定文号",
    original: "原文", public: "公开文本", masks: "脱敏", row: "双公示表", problems: "问题", accept: "采用", refuse: "不采用", machine: "机器", person: "人工", selectHint: "在原文中选中文字即可新增脱敏", addMask: "新增脱敏", replaceWith: "替换为", replaceByRule: "按规则替换", reason: "理由", selected: "所选文字", saved: "已保存", remove: "移除",
    submit: "提交审批", submitted: "已提交审批", approve: "批准公示", approved: "已批准", return: "退回修改", returned: "已退回", returnReason: "退回理由", withhold: "不予公开", withheld: "已登记不予公开", ground: "不公开情形", note: "说明", chooseGround: "请选择法定情形",
    approveSelf: "脱敏人不能审批自己提交的事项", needApprover: "需要公示审批权限", needPublisher: "需要公示管理员", blocked: (n: number) => `有 ${n} 项必须先改正`, notMasking: "当前状态不能修改", noProblems: "没有问题", noMasks: "没有发现需要脱敏的内容", noMasksHint: "请通读原文，必要时选中文字新增。",
    publish: "公示本件", remark: "公示备注", remarkHint: "随本件一并公开的说明，可不填",
    value: "内容", field: "字段", required: "必填", files: "数据包", groundIs: "不公开情形", next: "下一处", previous: "上一处", toggle: "采用或不采用当前处", accepted: (a: number, b: number) => `采用 ${a} / ${b}`, private: "仅报送不公示", publicValue: "公示为", reasonIs: "退回或撤回理由", emptyValue: "空",
  },
};
