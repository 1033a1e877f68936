export const quality = {
  title: "审核质量", link: "审核质量", responsibility: "责任链", responsibilityHint: "谁、何时、就哪份内容说了什么", samePerson: "单人法制机构：审核人与签发人为同一人",
  advice: { title: "法律顾问意见", add: "记录顾问意见", none: "没有顾问意见", name: "顾问姓名", capacity: "身份", capacities: ["法律顾问", "公职律师", "公司律师", "专家学者"], text: "意见", done: "已记录", hint: "顾问意见附卷，不代替审核结论。" },
  feedback: { title: "对承办人的反馈", add: "反馈", none: "没有反馈", factors: "因素", text: "说明", done: "已反馈" },
  staff: (reviewers: number, officers: number) => `审核人员 ${reviewers} 人，持证执法人员 ${officers} 人`, share: (p: string) => `占 ${p}`, shareLow: "不足百分之五",
  samples: "随机抽查", draw: "抽查", drawTitle: "随机抽查审核通过的案件", from: "自", to: "至", count: "件数", seed: "种子", seedHint: "留空则随机；同一种子抽出同样的案件", drawn: "已抽取", none: "还没有抽查", of: (from: string, to: string, n: number, all: number) => `${from} 至 ${to}，${all} 件中抽 ${n} 件`, score: "评分", rate: "评查", rated: "已评", note: "评语", mine: "本人办理，不能评查",
  factors: "反馈因素", noFactors: "还没有反馈", training: "培训学时", train: "记录培训", person: "人员", heldOn: "日期", hours: "学时", topic: "内容", trained: "已记录", noTraining: "还没有培训记录", total: (h: number) => `${h} 学时`,
};
