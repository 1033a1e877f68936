export const rulebook = {
  title: "规则库", tabs: { law: "规则", changes: "修订", proposals: "待批与记录", versions: "版本" },
  version: "版本", current: "现行", notYet: (d: string) => `${d} 起施行`, readOnly: "您的角色只能查阅", common: "通用", course: "流程图", asIn: (p: string) => `与“${p}”相同，修改时一并生效`,
  search: "在全部规则中查找", searchNone: "没有符合的规则", searchNoneHint: "换一个词，或减少词语。", found: (shown: string, total: string) => `显示 ${shown} 条，共 ${total} 条`,
  empty: "此表没有规则", emptyHint: "规则随程序更新，也可由本单位补充。", id: "编号", name: "名称", basis: "依据", source: "来源", force: "施行", from: (d: string) => `${d} 起`, until: (d: string) => `至 ${d}`, always: "一直", says: "文件所载", holidaysHere: "节假日安排另有页面维护", holidaysLink: "到工作日历",
  legend: "来源标记", marks: { S: "读过原文", K: "通识，未核对原文", D: "程序自行设计", O: "本单位文件" },
  keySearch: "到查找框", keyNext: "下一张表", keyPrev: "上一张表", tables: "规则表", edited: "已改", removed: "已删",
  diagram: { label: "环节与步骤图", hint: "点环节看从此可走的步骤，点步骤看条件。", states: "环节", steps: "可走的步骤", into: "由此转入", guards: "条件", none: "无", papers: "所需文书", roles: "由谁办理", starts: "开始期限", ends: "结束期限", pauses: "中止期限", resumes: "恢复期限", by: "由系统事件推动", start: "开始", final: "终点", block: "不满足不得办理", warn: "不满足提醒", open: "看这一行", entry: "从这里开始" },
  edit: {
    edit: "修改", add: "增加一行", copy: "照此增加", remove: "删除此行", takeBack: "撤回此改动", title: (id: string) => `修改 ${id}`, titleNew: "增加一行", keep: "放入修订", other: "其他各栏（JSON）", otherHint: "须为 JSON 对象；引号和逗号用半角。", badJson: "不是 JSON 对象",
    checking: "正在核对…", fine: "核对无误", faults: (n: number) => `${n} 处有误`, same: "与现行规则相同", zh: "中文", en: "英文", yuan: "元", badSum: "写成金额，如 50000 或 5万",
    statutory: "法定审核情形", statutoryHint: "法律规定的审核情形不得删除，条件也不得放宽；本单位可以增加情形，或降低本单位目录的数额。法律修改后由新版规则库更新。",
    idKept: "编号不能改；要换编号请删除后另加。", condition: "条件表达式", removeAsk: "删除这一行？", removeHint: "放入修订后，经他人批准才生效。",
  },
  draft: {
    title: "修订稿", empty: "还没有改动", emptyHint: "在“规则”中打开一行修改，或增加、删除行；改动先集中到这里，试算后再提出。", mayNot: "提出修订须由法制审核员或法制机构负责人办理。", browse: "去看规则", discard: "全部放弃", discardAsk: "放弃全部改动？",
    rows: "改动", count: (n: number) => `${n} 处改动`, faults: "须先改正", where: "所在", what: "问题", editRow: "再改", whole: "整个文件",
    test: "用本单位案件试算", testHint: "用现有案件逐件比较修订前后，不改动任何案件。", since: "从何日立案的案件起", run: "试算", again: "重新试算", needsCases: "试算要查看案件，您的角色没有此项权限",
    propose: "提出修订", sourceLabel: "修订依据", sourceHint: "文件名称和文号，如“云汀法〔2026〕3号”", dateLabel: "施行日期", noteLabel: "说明", submit: "提出，由他人批准", needSource: "请写明依据", needDate: "请选择日期", proposed: "已提出，待他人批准",
    imported: (name: string) => `导入的规则文件：${name}`, importedHint: "与现行版本的全部差别列在下面。提出之前不影响任何案件。", badFile: "不是规则库文件", badFileHint: "请选择由“导出”得到的文件。", moved: "现行版本在您修改期间已更新，改动将在新版本上核对。",
  },
  effect: {
    progress: (done: string, total: string) => `已比较 ${done} / ${total} 件`, cancel: "停止", failed: "试算没有完成", looked: (n: string, open: string, since: string) => `比较了 ${n} 件案件（${since} 起立案的和全部在办的），其中在办 ${open} 件。`,
    nowMajor: (n: number) => `${n} 件将成为重大`, notMajor: (n: number) => `${n} 件将不再重大`, byOthers: (n: number) => `${n} 件仍为重大，但所依规则不同`, clocks: (n: number) => `${n} 个期限将变动`, items: (n: number) => `${n} 项审核清单将变动`, none: "对本单位案件没有影响",
    gained: "新命中", lost: "不再命中", due: "到期日", notRunning: "不计算", more: (n: number) => `其余 ${n} 件未列出`, inReview: (n: number) => `${n} 件正在审核`, changes: { added: "增加", removed: "删除", changed: "改变" },
  },
  diff: { kinds: { added: "增加", removed: "删除", changed: "修改", moved: "次序" }, before: "原", after: "新", order: "各行次序改变", none: "没有差别", says: "文件所载事项", total: (n: string) => `${n} 处差别`, noValue: "（无）", more: "显示全部" },
  proposal: {
    empty: "还没有人提出修订", emptyHint: "在“规则”中修改，再从“修订”提出。", states: { open: "待批准", adopted: "已采用", rejected: "已驳回" }, origins: { edit: "逐行修改", import: "导入文件", program: "程序新版" },
    by: "提出", at: "时间", changes: "改动", conflicts: "冲突", conflictsHint: "以下各行本单位和程序都改过，合并时保留本单位的内容。", ours: "本单位", theirs: "程序", note: "说明", from: "施行日期", closed: "办结", reason: "理由",
    approve: "批准", reject: "驳回", takeBack: "撤回", own: "本人提出的修订须由他人批准", mayNot: "批准须由法制机构负责人或单位负责人办理", approved: "已批准，按施行日期生效", rejected: "已驳回", approveAsk: "批准这项修订？", approveHint: (d: string) => `新版本 ${d} 起用于新建案件；在办案件仍适用原版本。`, needReason: "请写明理由", back: "全部修订", newVersion: "看新版本", programOffer: "程序带来新版规则库", programHint: "已与本单位的改动合并，批准后采用。", state: "状态", origin: "方式",
  },
  versions: {
    label: "版本", own: (n: number) => `本单位第 ${n} 次修订`, program: "程序自带", from: "施行", cases: "案件", casesOf: (n: string, open: string) => `${n}（在办 ${open}）`, adopted: "采用", by: "提出 / 批准", changes: "改动", compare: "比较", compareWith: "与另一版本比较", export: "导出", import: "导入规则文件", browse: "看这一版的规则", unfit: "此版本有问题", unfitHint: "读得出的仍按它办理；读不出的，按上一完好版本办理。可采用程序的新版规则库，或修订后另立一版。",
    before: "旧", after: "新", same: "请选择两个不同的版本", system: "系统", amendment: "看修订", source: "依据", against: "与上一版本的差别", first: "本单位的第一个版本",
  },
  files: {
    states: "环节", transitions: "步骤", papers: "文书", deadlines: "期限", major: "重大标准", materials: "送审材料", checklist: "审核清单", disclosure_rules: "公示规则", disclosure_fields: "公示字段", disclosure_checks: "公示校验", archive_order: "归卷顺序", proposals: "提取规则", procedure: "程序本身",
    parameters: "参数与数额", instruments: "法律文件", articles: "条文", codes: "代码表", opinions: "审核意见", grounds: "不公开事由", publication_periods: "公示期限", penalty_kinds: "处罚种类", review_limits: "审核时限", headings: "审核项目", roles: "角色", redaction: "遮盖规则", fields: "要素", holidays: "节假日", book: "规则库本身",
  } as Record<string, string>,
  columns: {
    id: "编号", label: "名称", name: "名称", code: "代码", table: "代码表", type: "类型", value: "值", choices: "常用值", source: "来源", article: "依据条文", in_force_from: "施行日", in_force_to: "失效日", note: "说明", phase: "阶段", final: "终点", ref: "参照", from: "起点", to: "终点", roles: "办理人", papers: "文书", guards: "条件", starts: "开始期限", ends: "结束期限", pauses: "中止期限", resumes: "恢复期限", by: "推动事件", opinions: "意见", dates: "所填日期", routine: "常规",
    level: "要求", side: "卷别", aliases: "别名", hints: "提示词", key_fields: "栏目", n: "长度", unit: "单位", param: "参数", when: "条件", strict: "从严", right: "权利期限", pausable: "可中止", extend: "延长", exclude: "不计入", excluded: "不计天数", extension: "延长说明", fills: "写入要素", before: "提前", after: "接续", day: "固定日", actions: "适用行为",
    tier: "层级", manual: "人工标记", configurable: "可设", all_of: "全部具备", any_of: "具备其一", filled: "须填要素", heading: "项目", question: "问题", look_at: "查看", class: "类别", tip: "提示", check: "核对条件", applies: "适用条件", publish: "公示", content: "内容", destinations: "去向", ground: "事由", deadline: "期限", no: "序号", length: "长度", required: "必填", codes: "代码表", columns: "字段",
    use: "适用", then: "结果", passes: "通过", effect: "效果", never: "一律", gist: "要旨", instrument: "法律文件", group: "组", computed: "计算得出", sensitive: "敏感", default: "缺省", derive: "推算", may: "可以", may_not: "不得", rules: "规则权限", pattern: "样式", mask: "遮盖为", why: "理由", severity: "轻重", hearing: "听证", destination: "去向", longest: "最长（月）", shortest: "最短（月）", review: "审核（工作日）", supplement: "补正（工作日）", objection: "异议", answer: "答复", paper: "文书", fact: "要素", field: "字段", weight: "分量", kind: "行为", sub: "类别", like: "同于", review_article: "审核依据", opinion: "意见", column: "列", fingerprint: "计入", articles: "条文", counts: "计数", decides: "决定文书", evidence: "证据", number: "数", version: "版本", alias: "别名", private: "不公开", scale: "小数位", report_name: "报表名称", stat_column: "统计栏", credit_class: "信用类别", review_after: "事后审核", opens: "另立", replaced_by: "后为", in_force: "施行",
  } as Record<string, string>,
  words: {
    must: "必备", should: "应有", may: "可有", when: "视情", block: "阻止", warn: "提醒", statutory: "法定", catalogue: "目录", unit: "本单位", workday: "工作日", calendar_day: "日", hour: "小时", month: "个月", year: "年", year_date: "次年固定日", front: "正卷", back: "副卷", law: "法律", regulation: "行政法规", rule: "规章", local: "地方", policy: "政策文件", standard: "标准", interpretation: "解释", yes: "是", no: "否", never: "不公示", optional: "选填", money: "金额", int: "整数", bool: "是否", date: "日期", text: "文字", code: "代码", list: "多项", texts: "多项文字", decimal: "小数", instant: "时刻",
    entity: "组织", person: "个人", credit: "信用网站", gsxt: "企业公示系统", site: "单位网站", release: "放行", release_after_fix: "完善后放行", return: "退回", hold: "暂缓", stop: "停止", withhold: "不公开", mask: "遮盖", seal: "封存", amount: "看数额", office: "看本单位规定", minor: "轻微", ordinary: "一般", serious: "严重", none: "无", fix: "修正", keep: "保留",
  } as Record<string, string>,
  cited: { unknown: "规则库没有收录这条引用", noGist: "未收录条文要旨", article: (n: number) => `第 ${n} 条`, lapsed: "行为时未施行", notInForce: (d: string) => `${d} 未施行或已失效`, span: (from: string, to: string) => `${from || "…"} 起施行${to ? `，至 ${to}` : ""}`, replacedBy: "后为" },
  case: { under: "规则版本", older: "有新版本", move: "改用其他版本", moveTitle: "改用其他规则版本", moveHint: "通常在办案件一直适用立案时的版本。法律规定适用新规定（或从旧兼从轻）的，写明理由后改用；是否重大将重新判断。", version: "改用版本", reason: "理由和依据", needReason: "请写明理由和依据", moved: "已改用", mayNot: "改用须由法制机构负责人或单位负责人办理" },
};
