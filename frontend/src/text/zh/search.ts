export const search = {
  title: "检索", placeholder: "在全部材料中查找", go: "检索", scope: "范围", office: "全部案件", thisCase: "本案", leaveCase: "改为全部案件", help: "检索语法",
  empty: "输入要查找的内容", emptyHint: "可查当事人、案由、法条、文号，或笔录中的任意词句。", none: "没有找到", noneHint: "换一种说法，或减少词语；加引号会要求逐字一致。",
  total: (n: string, exact: boolean) => (exact ? `共 ${n} 处` : `约 ${n} 处`), took: (ms: number) => `${ms} 毫秒`,
  rebuilding: (p: number) => `索引正在重建，已完成 ${p}%；结果可能不全`, following: (p: number) => `索引正在跟上新材料，已完成 ${p}%`, sort: "排序", byScore: "相关程度", byDate: "日期从新到旧", byDateOld: "日期从旧到新", keyFind: "到检索框",
  coverage: {
    meter: (unsearchable: string, pages: string, parts: string) => `共 ${pages} 页，其中 ${unsearchable} 页检索不到：${parts}`, part: (cause: string, n: string) => `${cause} ${n} 页`, comma: "，",
    title: "检索不到的内容", all: "全部", page: "页码", cause: "原因", paper: "材料", caseName: "案件", whole: (n: string) => `整份，${n} 页`, confidence: (n: number) => `识别把握 ${n}%`, inArchive: "在压缩包内",
    retry: "重试", retryHint: "重新读取，并重新识别图片上的文字", needs: "需要承办人员", running: (done: number, total: number) => `正在识别图片上的文字，${done}/${total} 份`, started: "已开始重试", none: "没有了",
    causes: {
      waiting: "图片文字未读取", low: "识别不清", member: "压缩包内未取出", password: "有密码", damaged: "已损坏", too_big: "过大", unknown_format: "格式不明", not_read_yet: "格式暂不支持",
      encoding: "编码不明", empty: "空文件", timeout: "读取超时", memory: "读取超出内存", no_text: "没有文字", crash: "读取中断", path: "路径不合规", other: "其他原因",
    } as Record<string, string>,
  },
  published: "只看已公示", byAmount: "金额从大到小", loose: (n: string) => `其中 ${n} 处含有全部词语，其余只含一部分`,
  facets: {
    title: "分类统计", clear: (n: number) => `清除 ${n} 项筛选`, more: (n: number) => `另有 ${n} 项`, others: (n: number) => `还有 ${n} 项未列出`,
    names: { action: "行为类别", paper: "文书", body: "执法主体", year: "年份", amount: "金额（元）", penalty: "处罚种类", article: "法条", result: "结果", party_type: "当事人类型", region: "地区", reviewer: "审核人" },
  },
  saved: {
    title: "保存的检索", none: "检索后可保存，有新材料符合时在这里提示。", save: "保存", saveTitle: "保存这个检索", name: "名称", alert: "有新材料时提示", alertOn: "提示新材料：开", alertOff: "提示新材料：关", news: (n: string, more: boolean) => `${n}${more ? "+" : ""} 份新材料`, markSeen: "标为已看",
    drop: "删除", done: "已保存", export: "导出", exportHint: "导出检索结果，附已读标记；导出会留痕", read: "已读", badge: (n: number) => `${n} 份新材料符合保存的检索`,
  },
  batch: {
    title: "批量检索", list: "按名单", draft: "按文稿", listHint: "每行一个：名称、文号、法条或检索式", draftHint: "粘贴决定书、报告等文稿，逐一检索其中的当事人、文号和法条", go: "检索", file: "从文件读入", rule: "最多 500 行；每行按原样逐字查找", none: "文稿中没有可检索的名称、文号或法条",
    line: "检索", total: "找到", first: "前几处", summary: (all: string, found: string) => `共 ${all} 行，${found} 行有结果`,
  },
  grammar: [
    ["超过保质期 鱼丸", "同时含有两个词"], ["\"超过保质期\"", "逐字一致"], ["没收 OR 罚款", "任一"], ["罚款 -听证", "排除"], ["(没收 OR 罚款) 食品", "括号组合"],
    ["当事人:海风", "按当事人"], ["文号:〔2026〕17号", "按文号"], ["法条:食品安全法第三十四条", "按法条"], ["案号:〔2026〕7号", "按案号"], ["文书:笔录", "按文书名称"], ["日期:2025-01..2026-03", "日期范围"], ["金额:1万..10万", "金额范围"], ["过期*品", "通配符，* 任意几个字，? 一个字"], ["食品 近5 过期", "两词相距不超过 5 个字"],
  ] as [string, string][],
};
