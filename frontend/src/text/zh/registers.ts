export const registers = {
  title: "从台账导入", open: "从台账导入旧案", hint: "把已办结的旧案从台账（xlsx、xls、et、ods、csv）成批收进来：可检索，进入类案和处罚幅度，不改动在办案件。", choose: "选择台账文件", another: "换一个文件", drop: "把台账文件拖到这里",
  reading: "正在读取表格", sheet: "工作表", header: "表头所在行", kind: "行为类别", procedure: "程序", columns: "列的含义", column: "列", samples: "例", meaning: "作为", leaveOut: "不导入", remembered: "上次的选择",
  rows: (n: string) => `${n} 行`, check: "核对", checking: "正在核对", checkFirst: "先核对，再导入", changed: "列的含义已改动，请重新核对",
  summary: { rows: "行", good: "可导入", known: "已有，略过", faulty: "有问题" }, faults: "需要改正的", warnings: "请留意", row: "行", cell: "列", value: "内容", what: "问题", wholeRow: "整行", noFaults: "没有问题",
  more: (n: string) => `另有 ${n} 处未列出`, sample: "将会这样收录", no: "案号", caseTitle: "案件名称", party: "当事人", fine: "罚款", decision: "决定", leaveFaulty: (n: string) => `略去有问题的 ${n} 行，只导入其余的`,
  submit: (n: string) => `导入 ${n} 个案件`, refused: "有问题的行改正之前不能导入；也可以选择略去这些行。", nothing: "没有可以导入的新案件", done: (n: string) => `已收录 ${n} 个旧案`, wholly: "全部导入，或者一个也不导入。",
  kept: "导入过的台账", cases: "收录", left: "略去", at: "时间", by: "导入人", name: "文件", keyChoose: "选择台账文件", keyCheck: "核对台账", toCases: "查看案件",
};
