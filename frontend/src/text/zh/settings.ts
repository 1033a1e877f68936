export const settings = {
  title: "设置", office: "单位", name: "名称", uscc: "统一社会信用代码", region: "行政区划代码", codeWord: "机关代字", version: "程序版本", rulebook: "规则版本", rulebookHash: "规则指纹", options: "选项", saved: "设置已保存", search: "检索索引", readOnly: "仅系统管理员可以修改", appearance: "显示", language: "语言", chinese: "中文", english: "English", noOptions: "没有可以修改的选项",
  kinds: "办理的行政行为", kindsHint: "停用只影响新建案件，在办案件照常办理。", review: "法制审核", reviewHint: "始终启用，不能关闭",
  known: { publish_folder: "公示数据包存放位置", review_days: "法制审核期限（工作日）", remind_days: "到期提前提醒（天）", image_width: "页面图像宽度（像素）", keep_recordings: "保留影音原件" } as Record<string, string>,
};
