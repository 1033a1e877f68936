export const settings = {
  title: "设置", office: "单位", name: "名称", uscc: "统一社会信用代码", region: "行政区划代码", codeWord: "机关代字", version: "程序版本", rulebook: "规则版本", rulebookHash: "规则指纹", options: "选项", saved: "设置已保存", search: "检索索引", readOnly: "仅系统管理员可以修改", appearance: "显示", language: "语言", chinese: "中文", english: "English", noOptions: "没有可以修改的选项",
  kinds: "办理的行政行为", kindsHint: "停用只影响新建案件，在办案件照常办理。", review: "法制审核", reviewHint: "始终启用，不能关闭",
  calendar: {
    title: "工作日历", covered: (from: string, to: string) => `放假安排已收录 ${from} 至 ${to}；此后及年末几日的期限标为“暂定”。`, year: "年份", workdays: "工作日", notice: "放假通知", by: "收录", builtIn: "随程序提供",
    add: (year: number) => `收录 ${year} 年放假安排`, change: "修订", file: "从文件读入（JSON）", badFile: "文件不是约定的 JSON", address: "通知网址", name: "节日", date: "日期", off: "放假", on: "上班", addRow: "增加一天", look: "查看变化", yearField: "年份",
    effect: (off: number, on: number) => `通知所列：放假 ${off} 天，调休上班 ${on} 天`, counts: (year: number, before: number, after: number) => `${year} 年工作日：由 ${before} 天变为 ${after} 天`, unusual: "工作日总数与往年相差较大，请核对。", changes: "与现有日历不同的日子", noChanges: "与现有日历没有不同", becomes: "变为",
    confirm: "我已逐日核对，收录", done: "放假安排已收录，期限将按新日历重算", back: "返回修改",
  },
  timestamps: {
    title: "可信时间戳", hint: "账本首部可以请时间戳服务机构（RFC 3161）证明其存在的时刻。回执凭这里的根证书核对，支持 RSA、ECDSA 和国密 SM2。不填服务地址，程序不会联网。", trust: "导入根证书", trusted: "根证书已导入", none: "还没有信任的服务机构", noneHint: "请导入服务机构公布的根证书文件（.pem、.cer、.crt）。", name: "机构", fingerprint: "指纹", until: "有效期至", drop: "不再信任", reason: "理由", dropped: "已不再信任", address: "服务地址", addressNone: "不联网",
  },
  templates: {
    title: "文书模板", hint: "文书按模板起草。可以下载为 Word，改成本单位的版式和用语，再导入；经第二人批准后用于新案件，并记入规则库版本。", toList: "查看全部模板", back: "← 设置", backToList: "← 全部模板", procedure: "适用程序", shared: (n: number) => `等 ${n + 1} 种`, code: "编号", paper: "文书", state: "现行模板", states: { shipped: "程序自带", own: "本单位" }, open: "待批准", file: "文件", since: "生效 · 规则版本", source: "依据", find: "按文书或程序筛选", all: "全部", none: "没有符合条件的模板",
    download: "下载模板（Word）", downloadShipped: "下载程序自带模板", take: "导入修改后的模板", giveBack: "恢复程序自带模板", giveBackHint: "此后新案件按程序自带模板起草；在办案件仍按其规则版本。", who: "由可以提出规则修订的人员办理", openHint: "已有一项修订待批准，办结后再提", openTitle: "有一项修订等待第二人批准", openLink: "查看修订",
    words: "现行模板内容", withMarks: "模板", specimen: "示例", must: "不能缺少的内容", says: "由它写入审查核对的内容", available: "可以使用的占位符", marks: "本文书所用", tests: "条件", more: "其他", testHint: "占位符写在两个花括号之间，可以在 Word 里任意移动和设置格式。只在某种情形出现的文字，写在 {{若 条件}} 与 {{完}} 之间，中间可用 {{否则}}。", findMark: "按名称查找占位符", moreHint: (n: number) => `另有 ${n} 个案件要素可用，请按名称查找。`, copy: "点击复制", copied: (text: string) => `已复制 ${text}`,
    drop: "把修改后的 Word 文件拖到这里，或点击选择", formats: ".docx，300 KB 以内；含宏的文件不予导入", check: "核对", other: "换一个文件", fine: "没有发现问题。", blocked: "有必须先改正的问题", warned: "请注意", levels: { block: "须改正", warn: "注意" }, inLine: "所在文字：", notes: "为安全起见，未随模板保存或者已改动的内容", compare: "与现行模板对照", beside: "左右对照", merged: "合并显示", before: "现行", after: "导入的文件", same: "文字没有变化，只有版式可能不同。", noSpecimen: "改正上述问题后显示示例。",
    sourceHint: "修订依据，如文件名称和文号", from: "生效日期", secondPerson: "提出后须由提出人以外的人批准才生效；在办案件仍按其原规则版本起草。", propose: "提出修订", proposed: "已提出，等待第二人批准",
  },
  synonyms: {
    title: "检索同义词", hint: "同一行的词检索时互相找到，例如检索“过期”也找到“超过保质期”。一行一组，用空格或顿号分开。引号内的词仍逐字查找。保存后立即生效。", example: "过期、超过保质期", none: "还没有同义词", who: "由法制机构负责人或系统管理员维护", saved: "同义词已保存，检索立即生效",
    changed: (at: string, by: string) => `${by} 于 ${at} 修改`,
  },
  known: { publish_folder: "公示数据包存放位置", review_days: "法制审核期限（工作日）", remind_days: "到期提前提醒（天）", image_width: "页面图像宽度（像素）", keep_recordings: "保留影音原件" } as Record<string, string>,
};
