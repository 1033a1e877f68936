export const workbench = {
  title: "工作台", tasks: "我的待办", tasksEmpty: "没有待办", tasksEmptyHint: "新的送审、到期期限和公示任务会出现在这里。可以先去案件列表看看。", toCases: "打开案件列表",
  overdue: "已逾期", dueSoon: "七日内到期", openCases: "在办案件", waiting: "待我处理",
  byState: "按环节分布", byMonth: "近十二个月立案与决定", opened: "立案", decided: "决定", due: "到期", task: "事项", caseCol: "案件", noDue: "无期限",
  kind: { confirm: "核对要素", move: "推进环节", submit: "送审", review: "审核", sign: "签发", supply: "补正", dispute: "异议", recusal: "回避", reply: "回复意见", issue: "作出决定", disclose: "公示脱敏", approve: "公示审批", publish: "发布", archive: "归档" },
  ahead: "今后六周到期的期限", aheadHint: "每天有多少个期限届满", aheadNone: "今后六周没有期限届满", provisional: "暂定", periods: (n: string) => `${n} 个`, left: (n: string) => `还有 ${n} 件案件的期限正在计算`, ics: "我的期限日历文件",
  counts: (n: string) => `${n} 件`, barHint: "点击某一段查看该环节的案件", noMonths: "还没有可以统计的月份",
};
