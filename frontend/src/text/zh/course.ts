export const course = {
  reason: "理由", by: (who: string, at: string) => `${who} ${at}`, due: (d: string) => `${d} 到期`, paper: "文书",
  extend: {
    action: "延长审核", title: "延长审核期限", gives: (n: number, due: string) => `延长 ${n} 个工作日，至 ${due}`, past: (d: string) => `新的到期日晚于本案法定办理期限 ${d}`, knowing: "已知悉，仍须延长",
    done: "已延长", used: "已延长过，不能再延长", line: (n: number, due: string) => `延长 ${n} 个工作日，至 ${due}`, linePast: (d: string) => `晚于法定办理期限 ${d}`,
  },
  opinion: { title: "审核意见书", action: "意见书", edited: (who: string, at: string) => `${who} ${at} 修改过文本`, stale: "审核要点或意见在修改之后又有变动：核对后重新保存，或者重新生成", again: "按审核结果重新生成", againAsk: "放弃修改，按审核结果重新生成？", marks: "【文号】【签发人】【签发日期】在签发时填入，请保留" },
  reading: { unread: "未读", changed: "读后有改动", partly: "未读完", read: "已读" }, carried: (n: number) => `沿用第 ${n} 轮`,
  supply: {
    ask: "通知补正", askTitle: "通知补正", askHint: "补正期间审核期限停止计算；逾期未补正的，可以退回。", what: "需补正的内容", why: "为什么需要", code: "对应文书", add: "再加一项", asked: "已通知补正",
    title: "补正与延长", lack: (n: number) => `第 ${n} 项`, answer: "补正情况", withPaper: "以卷内材料答复", note: "总的说明", submit: "补正后重新提交", done: "已重新提交", waitingUntil: (d: string) => `${d} 前补正`, overdue: (d: string) => `应于 ${d} 前补正，已逾期`,
    suppliedAt: (who: string, at: string) => `${who} ${at} 补正`, reopened: (n: number) => `${n} 项要点须重新核对`, reopenedNone: "没有要点须重新核对", lateHint: "可以退回送审", removeLine: "移除此项",
  },
  dispute: {
    title: "异议", none: "对意见没有异议", until: (d: string) => `${d} 前可以提出异议`, object: "提出异议", objectTitle: "对审核意见提出异议", objectReasons: "异议理由", objectItems: "所涉要点", objected: "已提出异议",
    answer: "答复异议", answerTitle: "答复异议", answered: "已答复", refer: "提请协调", referTitle: "提请协调", referred: "已提请", rule: "作出意见", ruleTitle: "对异议作出意见", ruledDone: "已作出意见", withdraw: "撤回异议", withdrawTitle: "撤回异议", withdrawn: "已撤回",
    text: "理由", minority: "不同意见（如有）", result: "结论", results: { upheld: "维持审核意见", again: "重新审核" }, level: "层级", levels: { deputy: "分管负责人", head: "主要负责人", discussion: "集体讨论" },
    steps: { objected: "提出异议", answered: "法制机构答复", referred: "提请", ruled: "意见", withdrawn: "撤回异议" },
    states: { objected: "待法制机构答复", answered: "已答复，可提请协调", with_deputy: "待分管负责人协调", ruled: "已协调，可再提请", with_head: "待主要负责人", with_discussion: "待集体讨论", settled: "已了结" },
    noBypass: "异议的处理不代替法制审核：意见须改变的，重新送审并由法制机构另行出具。", items: (list: string) => `要点 ${list}`, minorityIs: (s: string) => `不同意见：${s}`,
  },
  discussion: {
    title: "集体讨论", record: "登记集体讨论", none: "没有集体讨论记录", noneHint: "重大处罚在审核之后、决定之前由负责人集体讨论。", heldOn: "讨论日期", place: "地点", chair: "主持人", recorder: "记录人", name: "姓名", duty: "职务", view: "意见", vote: "表决", votes: { for: "同意", against: "不同意", abstain: "弃权" },
    present: "参加人员", absent: "缺席人员", absentHint: "每行一人，姓名后写原因，如：陆某 出差", observers: "列席人员", observersHint: "每行一人", report: "承办人汇报", follows: "采纳审核意见", followsNot: "不采纳审核意见", followReason: "采纳与否的理由", result: "讨论结论", signed: "参加人已全部签名", addVoice: "再加一人", removeVoice: "移除此人", done: "已登记",
    tally: (a: number, b: number, c: number) => `同意 ${a}，不同意 ${b}，弃权 ${c}`, tallyAgainst: "结论与多数表决不一致，请在理由中说明", noLeader: "没有负责人参加", chairedBy: (n: string) => `主持 ${n}`, unsigned: "签名不全",
  },
};
