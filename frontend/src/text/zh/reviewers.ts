export const reviewers = {
  submit: { have: "已在卷内", missing: "缺", why: "为什么没有", whyHint: "确实不能提供的，逐项写明理由；审核人看得到", optional: "不缺可不填", all: "应备材料齐全", title: "送请审核：材料清单" },
  recusal: {
    title: "回避", none: "没有回避申请", ask: "申请回避", person: "审核人员", side: "由谁提出", sides: { self: "本人自行回避", party: "当事人申请", office: "单位提出" }, reason: "理由", asked: "已提出，等待机关负责人决定", decide: "决定是否回避", grant: "同意回避", refuse: "驳回", grounds: "决定的理由", decided: "已决定",
    states: { asked: "待决定", granted: "已回避", refused: "已驳回" }, hint: "由机关负责人决定；决定前审核不停止，但不得签发。决定回避的，其核对结论须由他人重新核对。",
  },
  reply: {
    title: "审核意见采纳情况", hint: "逐项写明采纳或者不采纳及理由，签署后方可再次送审。", adopted: "采纳", refused: "不采纳", text: "整改情况", why: "不采纳的理由", whole: "审核意见（整体）", note: "其他说明", sign: "签署回复", signed: "已签署", owed: "尚未回复", by: (who: string, at: string) => `${who} ${at} 签署`,
  },
  turn: { office: "轮到承办机构：接受意见，或者提请上一级", chief: "轮到法制机构负责人：答复", leader: "轮到机关负责人：提出意见", until: (d: string) => `${d} 前`, late: "已逾期，可以直接提请协调" },
  practice: {
    practice: "练习", assessment: "评查", banner: { practice: "练习用旧卷：不办理流程、不作决定、不计入统计", assessment: "评查用旧卷：不办理流程、不作决定、不计入统计" }, start: "开始审核", end: "结束", ended: "已结束", proposed: "已提出意见", hint: "逐项核对并提出意见；结果只用于练习或评查，不具有审核效力。", mark: "不具有审核效力",
    import: "导入已办结案卷（练习）", importAssess: "导入已办结案卷（评查）",
  },
  exception: {
    title: "单人法制机构例外", none: "没有批准的例外：审核人与签发人为两人", off: "规则库没有启用此例外", approve: "批准例外", person: "法制机构负责人", reason: "理由", until: "截止日期", approved: "已批准", end: "终止", ended: "已终止", endReason: "终止的理由", inForce: "生效中", over: "已失效", line: (who: string, until: string) => `${who}，至 ${until}`, by: (who: string, at: string) => `${who} ${at} 批准`,
    hint: "仅在没有其他人可以签发时适用；意见书和责任链写明批准人和理由。",
  },
  years: { title: "培训学时（按年）", person: "人员", target: (n: number) => `每年应学 ${n} 学时`, short: "不足" },
  figures: {
    title: "审核统计", from: "自", to: "至", rounds: "送审轮次", cases: "案件", signed: "签发意见", returned: "退回", open: "未办结", firstPass: "首轮通过", inTime: "按期", median: "办理天数中位数", extended: "延长", asked: "补正", disputed: "异议", again: "异议后重审", adopted: "采纳", notAdopted: "不采纳", samePerson: "单人签发",
    opinions: "意见种类", items: "不符合最多的要点", reviewers: "审核人办理量", none: "这段时间没有送审", of: (n: number, all: number) => `${n} / ${all}`, noItems: "没有不符合的要点",
  },
  record: "审核记录（供其他程序读取）",
};
