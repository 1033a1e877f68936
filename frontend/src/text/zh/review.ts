export const review = {
  title: "法制审核", mine: "我审核的", open: "未办结", empty: "没有审核件", emptyHint: "承办机构送审后会出现在这里。", allDone: "没有未办结的审核件",
  states: { submitted: "待分派", accepted: "审核中", waiting: "等待补正", returned: "已退回", judged: "待签发", signed: "已签发" },
  caseName: "案件", round: "轮次", roundN: (n: number) => `第 ${n} 轮`, state: "状态", submitted: "送审", reviewer: "审核员", due: "到期", progress: "进度", opinion: "意见", by: "送审人",
  passVoid: "审核通过后案件有改动，原审核意见已失效", passVoidHint: (n: number) => `有 ${n} 处与送审时不同，须重新送审方可作出决定。`, seeChanges: "查看改动", passValid: (n: number) => `第 ${n} 轮审核通过，案件与审核时一致`, passValidHint: "可以进入集体讨论或作出决定。",
  changes: "与送审时的改动", changesNone: "与送审时一致", before: "原为", after: "现为", rounds: "审核轮次", noRounds: "尚未送审", noRoundsHint: "材料齐备后送请法制审核；命中重大标准的案件未经审核不得决定。",
  submit: "送请审核", submitNote: "送审说明", submitted1: "已送审", openDesk: "打开审核台", materialsFirst: (n: number) => `缺 ${n} 项必备材料`, alreadyOpen: "本轮审核尚未办结", notNow: "本案现处环节不送审",
  prechecks: {
    title: "机器核对", none: "没有可以核对的文书", looked: "看过", summary: (found: number, fine: number, unlooked: number) => `发现 ${found} 项，看过没有问题 ${fine} 项，没能看 ${unlooked} 项。机器只提示，由审核人判断。`,
    unfound: (n: number) => `没有找到、须人工查看的 ${n} 项`, notFound: "没找到", unlooked: (n: number) => `没能看的 ${n} 项`, fine: (n: number) => `看过没有问题的 ${n} 项`, level: { block: "不符", warn: "留意" }, result: { met: "没有问题", not_met: "不符", not_applicable: "不适用", unknown: "没能看" },
    place: (title: string, quote: string) => `《${title}》“${quote.length > 24 ? `${quote.slice(0, 24)}…` : quote}”`,
  },
  departure: {
    title: "超出裁量基准", reason: "理由", hint: "写明为什么超出裁量基准，写入审核意见书", waived: "不要求说明理由", waive: "不要求说明理由", waiveHint: "写明为什么不要求说明理由", stale: "罚款或者基准档在写明理由之后有改动，请重新写明", lacking: "尚未写明理由；写明之前不能出具同意的意见", save: "保存理由", saved: "理由已保存", blocked: (n: number) => `有 ${n} 处超出裁量基准，尚未写明理由`,
  },
  desk: {
    progress: (a: number, b: number) => `${a} / ${b} 项`, findings: { met: "符合", not_met: "不符合", not_applicable: "不适用", unchecked: "未查" }, machine: "机检", machineResult: { met: "机检符合", not_met: "机检不符", not_applicable: "机检不适用", unknown: "机检没能看：缺要素", none: "须人工判断" },
    lookAt: "看什么", basis: "依据", remark: "审核说明", remarkHint: "写明理由，不符合的须说明", remarkSilent: "系统核对为不符合，认定符合须写明理由", proofs: "引证", citePage: "引证本页", citeText: "引证所选文字", removeProof: "移除引证", openProof: "打开引证", missing: "缺", looked: "所据要素",
    saved: "已保存", saving: "保存中", failed: "未保存，正在重试", judgedBy: (who: string, at: string) => `${who} ${at}`, nextOpen: "下一未查项", next: "下一项", previous: "上一项", acceptMachine: "采用机检结论", onlyOpen: "只看未查", filterAll: "全部", filterOpen: "未查", filterBad: "不符合", filterDiffer: "与机检不同",
    opinion: "出具意见", opinionTitle: "审核意见", opinionText: "意见内容", opinionNeedText: "请写明意见内容", blockedOpen: (n: number) => `还有 ${n} 项未查`, blockedBad: (n: number) => `有 ${n} 项不符合，不得给出通过类意见`, blockedSilent: (n: number) => `有 ${n} 项系统核对为不符合而认定符合，须在审核说明中写明理由（见“与机检不同”）`, against: (items: string) => `系统核对为不符合而认定符合，尚未写明理由：${items}`, againstReason: "同一理由写入以上各项", againstWrite: "写入", passes: "通过", notPass: "不通过", propose: "提交意见", proposed: "意见已提交，待签发",
    assign: "分派", assignTitle: "分派审核员", assigned: "已分派", notHandler: "承办人不能审核本案", lying: (n: number) => `在手 ${n} 件`, return: "退回", returnTitle: "退回送审", returnReason: "退回理由", returned: "已退回", sign: "签发", opinionPaper: "审核意见书", signTitle: "签发审核意见", signHint: "签发后意见生效，案件内容自此固定；任何改动都会使本意见失效。", signed: "已签发",
    readOnly: "只读", readOnlyWhy: { submitted: "尚未分派审核员", waiting: "等待承办机构补正", returned: "本轮已退回", judged: "意见已提交，待签发", signed: "意见已签发", other: "由其他审核员审核" }, changed: (n: number) => `送审后改动 ${n} 处`, draftsOpinion: (o: string) => `拟：${o}`, issued: (o: string) => `意见：${o}`, note: "送审说明", showPapers: "材料", showList: "清单", mustRemark: "不符合的须写明理由",
    class: { A: "机检", S: "半自动", M: "人工" }, noPaper: "本案没有这类材料", noItems: "没有符合条件的项目", heading: "标题", materials: "送审材料", keys: { met: "判为符合", not_met: "判为不符合", not_applicable: "判为不适用", unchecked: "恢复未查", remark: "写审核说明", cite: "引证本页或所选文字", opinion: "出具意见" },
  },
};
