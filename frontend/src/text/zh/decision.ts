export const decision = {
  open: "可以作出决定", openHint: "法制审核已通过，案件与审核时一致。决定一经作出即记入留痕，不能撤回，只能依法变更或撤销。", closed: "暂不能作出决定", closedHint: "以下事项办结后，此门自动打开。",
  stops: "须先办结", warns: "提醒", issue: "作出决定", confirmTitle: "作出行政决定", confirmText: "将以当前代拟决定书作为正式决定书，分配文号并记入留痕。请确认已完成集体讨论（如需要）。", needs: "需要机关负责人",
  issued: "决定已作出", no: "文号", on: "日期", by: "签发", round: "所依审核", fingerprint: "案件指纹", paper: "决定书", openPaper: "打开决定书", draft: "代拟决定书", noDraft: "还没有代拟决定书", noDraftHint: "到“材料”中起草处罚决定书。", openDraft: "查看代拟稿", toReview: "查看审核",
};
