export const collections = {
  title: "案例集", hint: "其他机关依法公开的决定，导入后可以检索、比对类案。与本单位案件分开，不计入本单位的统计和处罚幅度。", search: "在案例集中检索", scope: "案例集",
  none: "还没有案例集", noneHint: "导入其他机关公开的处罚决定，供检索和类案参考。", mayNot: "由审核人员、法制机构负责人或者承办机构负责人导入。",
  import: "导入案例集", choose: "选择文件", noFile: "未选择文件", name: "名称", source: "来源", sourceHint: "来源，例如公布机关和网址", reading: "正在读取并导入……",
  forms: "可以导入 JSON Lines（每行一个案例，text 为正文）、台账式电子表格（每行一个案例），或者决定书文件夹的压缩包（每个文件一个案例）。",
  imported: (n: string) => `已导入 ${n} 件，正在编入索引`, leftOut: (n: number) => `${n} 处没有正文，未导入`, documents: (n: string) => `${n} 件`,
  remove: "移除", removeTitle: (name: string) => `移除“${name}”`, removeHint: "移除后不再检索和比对；导入的文件仍作为原件保留，移除留有记录。", reason: "移除理由",
  foreign: (name: string, source: string) => `外部案例，来自案例集“${name}”（${source}），不是本单位的案件`, from: (name: string) => `来自：${name}`, others: "其他机关公开的决定", othersHint: "来自案例集，单独排列",
  particulars: "基本信息", text: "正文", no: "文号", body: "决定机关", party: "当事人", on: "日期", fine: "罚款", articles: "法条", types: "案由", withOthers: "同时显示案例集中的罚款", foreignFine: "案例集",
};
