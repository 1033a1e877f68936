export const record = {
  title: "音像记录", tab: "全程记录", search: "文件、设备、地点、摘要、人员", loose: "未挂接案件", all: "全部", empty: "还没有音像记录", emptyHint: "导入执法记录仪或者采集站的文件夹，或者在案件的“全程记录”中导入。", overdue: (n: number) => `${n}条超过期限未挂接`, total: (n: string) => `${n}条`,
  event: "事项", noEvent: "未定事项", file: "文件", started: "开始时刻", ended: "结束时刻", length: "时长", device: "设备", officers: "执法人员", place: "地点", case: "案件", noCase: "未挂接", size: "大小", kind: { video: "录像", audio: "录音", photo: "照片" },
  tabs: { recordings: "记录", devices: "设备台账", imports: "导入" },
  check: {
    title: "应录检查", fine: "应录事项都有记录", gaps: (n: number) => `${n}项缺录未说明`, faults: (n: number) => `${n}处问题未说明`, only: "只看应录", everything: "全部事项", none: "本案没有应当音像记录的事项",
    level: { whole: "全程", part: "应当", may: "可以" }, state: { recorded: "已录", explained: "已说明", missing: "缺录", optional: "可不录", unknown: "待定", none: "未发生" },
    unknown: (fields: string) => `待确认：${fields}`, count: (n: number) => `${n}段`, explain: "说明", attach: "导入或挂接", span: (a: string, b: string) => `${a} → ${b}`, approve: "批准", reject: "不同意", withdraw: "撤回", sheet: "清单",
    explainTitle: "缺录说明", reason: "原因", text: "情况说明", textHint: "写明时间、经过和当时采取的办法。", explained: "已说明，待批准", approved: "已批准", rejected: "已退回", rejectTitle: "不同意说明", rejectReason: "理由", waiting: "待批准", needsOther: "说明人自己不能批准", by: (who: string, at: string) => `${who} ${at}`,
  },
  life: { title: "案件经过", kind: "类别", all: "全部", step: "程序", paper: "文书", review: "审核", decision: "决定", disclosure: "公示", recording: "音像", gap: "缺口", missing: "缺录", explanation: "说明", when: "时间", what: "事项", who: "人员", where: "地点", withWhat: "设备", empty: "没有符合条件的记录", shown: (n: string) => `${n}条`, more: "显示更多" },
  spans: { title: "记录时间线", empty: "还没有带时间的音像记录", day: (d: string, n: number) => `${d}，${n}段`, gap: (from: string, to: string) => `间断 ${from}–${to}`, label: "各事项的记录时段，红色斜纹为间断" },
  play: {
    proves: "可以佐证的出示、告知事项",
    back: "返回案件", play: "播放", pause: "暂停", speed: "倍速", still: "截图取证", stillDone: "已截图存证，原件未改动", stillNote: "截图说明", chapter: "标记环节", mark: "标记", markNote: "标记内容", from: "起点", setFrom: "设起点", span: (a: string, b: string) => `${a}–${b}`,
    chapters: "环节和标记", none: "还没有标记", noneHint: "播放到某一环节时按 c 标记环节，按 m 做标记。", remove: "删去", wanted: "应有环节", found: "已标记", lacking: "未标记", must: "必录内容", mustHint: "看到一项，勾选一项。", stills: "截图", parent: "派生自", custody: "流转", custodySheet: "流转登记表", export: "导出原件", exportNote: "导出用途", exportTitle: "导出原件", exportHint: "导出会登记在流转登记表中。", exported: "已登记导出",
    facts: "记录信息", edit: "填写信息", attach: "挂接", original: "原件", hash: "SHA-256", proof: "账本条目", broken: "本机不能播放这种格式，可导出原件查看。", opening: "正在登记查阅…", received: "导入", codec: "编码", frame: "画面",
    overview: "概览", make: "生成概览", making: "正在生成概览…", noOverview: "概览可让您不看完全部内容就看到各时段的画面和声音。", seek: "定位到此刻", silence: "没有声音", keys: { toggle: "播放或暂停", back: "后退5秒", forward: "前进5秒", slower: "减速", faster: "加速" },
  },
  edit: { title: "记录信息", model: "型号", operator: "操作人", cert: "执法证号", returned: "返回时刻", skew: "时钟偏差（秒）", skewHint: "设备时钟快为正，慢为负", summary: "内容摘要", origin: "采集站或者存储卡", scope: "知悉范围", retention: "保管期限", retentionOwn: "按事项", coordinates: "经纬度", datum: "坐标系", instantHint: "如 2026-03-01 09:30:00", officersHint: "用顿号隔开", save: "保存", saved: "已保存", source: { sidecar: "附带文件", name: "文件名", folder: "文件夹", file: "文件自身" } },
  attach: { title: "挂接案件", find: "案号、案件名称或者当事人", reason: "原因", reasonHint: "改挂或者取消挂接须写明原因", none: "不挂接任何案件", done: "已挂接", event: "音像记录事项", chooseCase: "选择案件" },
  import: {
    button: "导入音像", title: "导入音像记录", folder: "本机文件夹", folderHint: "执法记录仪的盘符或者采集站的文件夹，如 E:\\DCIM", browse: "选择…", files: "选择文件", orFiles: "或者选择文件上传", station: "采集站或者存储卡编号", returned: "执法人员返回时刻", returnedHint: "上交时限从此刻起算；不填的按记录结束时刻", into: (no: string) => `全部挂接到 ${no}`, start: "开始导入", started: "已开始导入", hint: "同名的 json、xml、csv、txt 附带文件会一并读取；已有的记录不会重复导入。",
    name: "名称", state: "状态", count: "记录", duplicates: "重复", failed: "未收", bytes: "大小", at: "时间", by: "导入人", empty: "还没有导入过音像记录", resume: "继续", pause: "暂停", states: { receiving: "等待", running: "导入中", paused: "已暂停", done: "完成" }, files2: "文件", fileStates: { done: "已收入", duplicate: "重复", sidecar: "附带文件", other: "不是音像记录", failed: "未收入" }, uploading: (a: number, b: number) => `正在上传 ${a} / ${b}`,
  },
  devices: { title: "设备台账", add: "登记设备", edit: "修改设备", no: "编号", model: "型号", kind: "种类", unit: "配发单位", calibrated: "校时日期", checked: "检定日期", skew: "时钟偏差（秒）", retired: "已停用", note: "备注", empty: "还没有登记设备", emptyHint: "登记编号、型号和检定、校时日期，导入时自动识别。", saved: "已登记", save: "保存" },
};
