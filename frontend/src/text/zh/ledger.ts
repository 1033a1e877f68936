export const ledger = {
  title: "留痕核验", entries: "留痕条目", verification: "核验", head: "当前头部", size: "总条数", root: "根值", fixedAt: "固定时间", copyNote: "复制校验点", noteHint: "把校验点抄送上级或另存他处，日后可据此证明没有改动。",
  seq: "序号", at: "时间", actor: "经办", what: "事项", subject: "对象", kind: "类型", more: "更早的记录", end: "已到第一条", withheld: (n: number) => `另有 ${n} 条属于你无权知悉的案件，未显示`, empty: "还没有记录", emptyHint: "每一步操作都会自动记入。", filter: "按对象筛选，如 case/…", entry: (n: string) => `第 ${n} 条`, body: "原文", leaf: "叶值", proof: "证明路径", proofHint: "由叶值沿路径逐层计算，可得当前根值。",
  run: "运行核验", running: "正在核验", cancel: "取消", last: "上次核验", never: "尚未核验过", neverHint: "核验会从第一条记录开始重放，逐行比对数据表，并核对每个原件的指纹。", intact: "完好", damaged: "发现异常", intactHint: "全部记录、数据表和原件与留痕一致。", damagedHint: "以下内容与留痕不符。请停止使用并联系系统管理员，从备份恢复。",
  checked: (entries: string, rows: string, files: string, took: string) => `核对 ${entries} 条记录、${rows} 行数据、${files} 个原件，用时 ${took}`, where: "位置", finding: "问题", needs: "需要审计员或系统管理员", reindex: "重建检索索引", reindexHint: "索引由留痕和原件生成，可随时重建，不影响数据。", started: "已开始", timelineFilter: "类型",
};
