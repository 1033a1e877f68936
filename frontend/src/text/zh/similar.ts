export const similar = {
  title: "类案", ofText: "以文找案", ofTextHint: "粘贴违法事实、草稿或投诉内容，查找本单位办过的类似案件。姓名、日期和数字不参与比较。", paste: "粘贴文字", find: "查找类案",
  decided: "只看已作出决定", none: "没有类似的案件", noneHint: "本单位还没有办过相近的案件，或者其他案件尚未录入违法事实和案由。", noFacts: "本案还没有违法事实", noFactsHint: "在概览中确认违法事实和案由，或者导入决定书、调查终结报告后再看。",
  about: "事由", guessed: "推定事由", guessedHint: "案由尚未录入，由最相近的案件推定", same: "相同", article: "同一条款", type: "同一事由", words: "相同事实", degree: "同一裁量情形", near: "罚款相近",
  open: "在办", fine: (y: string) => `罚款 ${y} 元`, noFine: "未罚款", opinion: "审核意见", by: (who: string, on: string) => `${who} ${on}`, copies: (n: number) => `另有 ${n} 件表述几乎相同`,
  mark: "是否类案", yes: "相似", no: "不相似", markedAs: (who: string, yes: boolean) => `${who}：${yes ? "相似" : "不相似"}`, marked: "已记录", rate: (yes: number, all: number) => `审核人员共标注 ${all} 件，其中相似 ${yes} 件`, rateNone: "审核人员还没有标注过",
  following: "正在跟上新案件，结果可能不全", took: (ms: number) => `${ms} 毫秒`,
  range: "处罚幅度", rangeHint: "相同处罚依据的历史罚款", rangeNone: "没有相同处罚依据的历史罚款", rangeNoneHint: "录入处罚依据的条款后，这里会列出以往按同一条款作出的罚款。", thisCase: "本案", sameDegree: "同一裁量情形", otherDegree: "其他情形", standard: "裁量基准", law: "法定幅度", median: "中位数", middle: "中间一半",
  of: (n: number, same: number) => `${n} 件，其中同一裁量情形 ${same} 件`, plot: "历史罚款分布图", table: "列表", yuan: "元", on: "决定日期", caseName: "案件", amount: "罚款",
  outsideStandard: "本案罚款在裁量基准之外", outsideMiddle: "本案罚款在以往同类的中间一半之外",
  keyNext: "下一件", keyPrevious: "上一件", keyYes: "标为相似", keyNo: "标为不相似", mayNotMark: "由审核人员标注",
};
