export const decision = {
  open: "可以作出决定", openHint: "法制审核已通过，案件与审核时一致。决定一经作出即记入留痕，不能撤回，只能依法变更或撤销。", closed: "暂不能作出决定", closedHint: "以下事项办结后，此门自动打开。",
  stops: "须先办结", warns: "提醒", issue: "作出决定", confirmText: (paper: string) => `将以当前的《${paper}》代拟稿作为正式文书，分配文号并记入留痕。请确认已完成集体讨论（如需要）。`, needs: "需要机关负责人",
  issued: "决定已作出", no: "文号", on: "日期", by: "签发", rests: "所依", fingerprint: "案件指纹", paper: "决定书", openPaper: "打开决定书", draft: "代拟决定书", noDraft: "还没有代拟决定书", noDraftHint: "到“材料”中起草或者导入决定书。", openDraft: "查看代拟稿", toReview: "查看审核",
  main: "主决定", earlier: "原决定", further: "后续决定", furtherHint: "延长、解除、加收、撤销更正等后续决定同样经由此门作出，各有所依。", noDraftOf: (paper: string) => `卷内没有《${paper}》代拟稿`,
  owed: "紧急先行作出，待补审核", notMajor: (rules: string) => `经逐条判断不属于重大决定（${rules}）`, noRule: "没有须经审核的情形",
};
