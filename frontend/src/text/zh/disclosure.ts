export const disclosure = {
  title: "执法公示", empty: "没有公示事项", emptyHint: "决定送达后，应公示的案件会出现在这里。", noMatch: "此状态下没有事项", all: "全部", overdueOnly: "只看逾期", publish: "生成公示数据包", publishNone: "没有已批准的事项", publishHint: "为全部已批准的事项生成公开文本和双公示表格", publishStarted: "已开始生成，进度见右上角",
  states: { to_judge: "待判断", masking: "脱敏中", checking: "待审批", approved: "已批准", published: "已公示", withheld: "不予公开", withdrawn: "已撤回" },
  caseName: "案件", decisionNo: "决定文号", state: "状态", due: "公示期限", left: "余期", preparedBy: "脱敏人", approvedBy: "审批人", publishedAt: "公示时间",
  none: "本案尚无公示事项", noneHint: "决定送达后自动生成。", openDesk: "打开脱敏台",
  desk: {
    original: "原文", public: "公开文本", masks: "脱敏", row: "双公示表", problems: "问题", accept: "采用", refuse: "不采用", machine: "机器", person: "人工", selectHint: "在原文中选中文字即可新增脱敏", addMask: "新增脱敏", replaceWith: "替换为", reason: "理由", selected: "所选文字", saved: "已保存", remove: "移除",
    submit: "提交审批", submitted: "已提交审批", approve: "批准公示", approved: "已批准", return: "退回修改", returned: "已退回", returnReason: "退回理由", withhold: "不予公开", withheld: "已登记不予公开", ground: "不公开情形", note: "说明", chooseGround: "请选择法定情形",
    approveSelf: "脱敏人不能审批自己提交的事项", needApprover: "需要公示审批权限", needPublisher: "需要公示管理员", blocked: (n: number) => `有 ${n} 项必须先改正`, notMasking: "当前状态不能修改", noProblems: "没有问题", noMasks: "没有发现需要脱敏的内容", noMasksHint: "请通读原文，必要时选中文字新增。",
    publish: "公示本件", remark: "公示备注", remarkHint: "随本件一并公开的说明，可不填",
    value: "内容", field: "字段", required: "必填", files: "数据包", groundIs: "不公开情形", next: "下一处", previous: "上一处", toggle: "采用或不采用当前处", accepted: (a: number, b: number) => `采用 ${a} / ${b}`, private: "仅报送不公示", publicValue: "公示为", reasonIs: "退回或撤回理由", emptyValue: "空",
  },
};
