export const casefile = {
  list: {
    title: "案件", new: "新建案件", search: "案号、案由、当事人", state: "环节", anyState: "全部环节", mine: "我承办的", major: "重大", overdue: "已逾期", clear: "清除条件",
    empty: "还没有案件", emptyHint: "把一个案件文件夹拖到这里，或新建一件。", noMatch: "没有符合条件的案件", noMatchHint: "放宽或清除上面的条件再试。",
    no: "案号", name: "案件名称", party: "当事人", stage: "环节", handlers: "承办人", filed: "立案日", fine: "罚款（元）", clock: "最近期限", updated: "更新", papers: "材料", notNumbered: "未编号",
    sort: "排序", sortDue: "期限从近到远", sortFiled: "立案日从新到旧", sortUpdated: "最近更新", sortNo: "案号", sortFine: "罚款从高到低",
    keyOpen: "打开所选案件", keyNext: "下一行", keyPrev: "上一行", keyPage: "后一页", keyBack: "前一页", keySearch: "到查找框",
  },
  create: { title: "新建案件", name: "案件名称", nameHint: "当事人＋涉嫌＋违法行为＋案", kind: "执法行为", procedure: "程序", source: "案件来源", handlers: "承办人", handlersHint: "不少于两人", submit: "建立案件", needTwo: "承办人不得少于两人", needName: "请填写案件名称" },
  tabs: { overview: "概览", papers: "材料", timeline: "经过", review: "审核", decision: "决定", disclosure: "公示", proof: "凭证" },
  head: { since: (d: string) => `自 ${d}`, major: "重大", handlers: "承办", fine: "罚款", filed: "立案" },
  overview: {
    facts: "案件要素", factsEmpty: "还没有确认的要素", factsEmptyHint: "导入材料后，程序会从原文提取要素供你核对。", otherGroup: "其他", sensitive: "敏感",
    proposals: "待核对的提取", proposalsHint: "程序从材料原文中提取，经你确认才成为案件要素。", accept: "采用", dismiss: "不采用", acceptAll: "全部采用", dismissAll: "全部不采用", current: (v: string) => `现为 ${v}`,
    proposalsNone: "没有待核对的提取", from: (paper: string, page: number) => `${paper} 第 ${page} 页`, openSource: "在原文中查看",
    major: "重大执法决定", majorNone: "未命中重大标准", majorHint: "命中任一标准，须经法制审核方可决定。", because: "依据要素",
    materials: "材料完备", materialsMissing: (n: number) => `缺 ${n} 项`, materialsAll: "应备材料齐全", missing: "缺", have: "有", must: "必备", conditional: "视情", should: "应有",
    clocks: "期限", clocksNone: "当前没有计算中的期限", strict: "严格", legal: "法定", arithmetic: "怎样算的", provisional: "暂定", provisionalHint: "假期安排尚未公布，结果可能变化", start: "起算", met: "已完成", suspended: "中止", due: "到期",
    next: "下一步", nextNone: "本案已办结", to: (s: string) => `转入“${s}”`, byRoles: (r: string) => `由${r}办理`, note: "说明", doMove: "办理", stops: (n: number) => `${n} 项未满足`, warns: "提醒", moved: (s: string) => `已转入“${s}”`,
    edit: "修改要素", editHint: "改动会留痕，并可能使已通过的审核失效。", value: "值", addField: "补充要素", chooseField: "选择要素", lists: "多项用“、”分隔", clearValue: "清空", noSource: "人工填写",
  },
  papers: {
    empty: "还没有材料", emptyHint: "把文件或文件夹拖到这里，或点“导入材料”。", code: "类别", untitled: "未命名", image: "原件", text: "文本", both: "对照", zoomIn: "放大", zoomOut: "缩小", fit: "适合宽度", nextPage: "下一页", prevPage: "上一页",
    nextPaper: "下一份", prevPaper: "上一份", original: "下载原件", resort: "改类别", sortedBecause: "归类理由", sortConfirmed: "类别已确认", sortUnconfirmed: "类别待确认", confirmSort: "确认类别",
    status: { read: "已读取", no_text: "没有文字", unreadable: "读不出来", waiting: "等待读取" }, noText: "这一页没有文字", noTextHint: "可能是照片或扫描件，请看左侧原件。", noImage: "没有页面图像", noImageHint: "请看文本，或下载原件。",
    details: "登记信息", on: "文书日期", servedOn: "送达日期", approvedBy: "批准人", no: "文号", name: "名称", file: "原文件", size: "大小", hash: "SHA-256", added: "入卷", draft: "草稿",
    editDraft: "编辑草稿", saveDraft: "保存新版本", versions: "版本", compare: "与上一版对照", compareNone: "只有一个版本", unchanged: "两版内容相同", draftNew: "起草文书", draftHint: "按案件要素生成，可再修改。", chars: (n: string) => `${n} 字`, current: "当前版本",
    edited: "有未保存的修改", choose: "从左侧选择一份材料", select: "选择材料", recording: "影音记录", side: { front: "正卷", back: "副卷" }, unsorted: "未归类", find: "按名称筛选",
  },
  timeline: { empty: "还没有记录", who: "经办", what: "事项", when: "时间", seq: "序号", hint: "每一步都记入留痕，不能修改或删除。", all: "全部", openEntry: "查看留痕条目" },
  proof: {
    title: "本案凭证", hint: "本案从第一步到现在的全部记录，由留痕头部的根值固定。任何改动都能被发现。", entries: "留痕条数", range: "序号", head: "当前头部", root: "根值", at: "固定时间", size: "总条数", papers: "材料指纹", title2: "材料", none: "本案还没有入卷材料",
  },
};
