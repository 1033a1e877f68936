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
  synonyms: {
    title: "检索同义词", hint: "同一行的词检索时互相找到，例如检索“过期”也找到“超过保质期”。一行一组，用空格或顿号分开。引号内的词仍逐字查找。保存后立即生效。", example: "过期、超过保质期", none: "还没有同义词", who: "由法制机构负责人或系统管理员维护", saved: "同义词已保存，检索立即生效",
    changed: (at: string, by: string) => `${by} 于 ${at} 修改`,
  },
  known: { publish_folder: "公示数据包存放位置", review_days: "法制审核期限（工作日）", remind_days: "到期提前提醒（天）", image_width: "页面图像宽度（像素）", keep_recordings: "保留影音原件" } as Record<string, string>,
};
