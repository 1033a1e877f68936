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
      encoding: "编码不明", empty: "空文件", timeout: "读取超时", memory: "读取超出内存", crash: "读取中断", path: "路径不合规", other: "其他原因",
    } as Record<string, string>,
  },
  grammar: [
    ["超过保质期 鱼丸", "同时含有两个词"], ["\"超过保质期\"", "逐字一致"], ["没收 OR 罚款", "任一"], ["罚款 -听证", "排除"], ["(没收 OR 罚款) 食品", "括号组合"],
    ["当事人:海风", "按当事人"], ["文号:〔2026〕17号", "按文号"], ["法条:食品安全法第三十四条", "按法条"], ["案号:〔2026〕7号", "按案号"], ["文书:笔录", "按文书名称"], ["日期:2025-01..2026-03", "日期范围"], ["金额:1万..10万", "金额范围"],
  ] as [string, string][],
};
