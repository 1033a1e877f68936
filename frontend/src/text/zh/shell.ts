export const shell = {
  nav: {
    label: "主导航", workbench: "工作台", cases: "案件", imports: "导入", recordings: "音像记录", reviews: "法制审核", disclosures: "执法公示", lists: "事前公开", search: "检索", archive: "档案", ledger: "留痕核验", rulebook: "规则库", people: "人员", settings: "设置",
    daily: "日常", records: "记录", office: "单位",
  },
  skip: "跳到正文",
  palette: {
    title: "命令", placeholder: "输入页面、操作或案号", empty: "没有匹配的操作", searchFor: (q: string) => `检索“${q}”`, go: "前往", act: "本页操作", find: "查找", open: "打开命令",
    hint: "↑↓ 选择　Enter 执行　Esc 关闭",
  },
  keymap: { title: "快捷键", here: "本页", everywhere: "任何页面", help: "显示快捷键", hint: "在输入框中打字时，单键快捷键不起作用。", goto: "前往" },
  language: "语言", switchTo: "English",
  signIn: {
    title: "登录", username: "用户名", password: "密码", submit: "登录", needUsername: "请输入用户名", needPassword: "请输入密码",
    sample: "示例单位", sampleHint: "本单位与全部案件均为虚构，用于试用。选一位示例人员即可登录。", sampleOther: "用其他账号登录", version: (v: string) => `版本 ${v}`,
    tagline: "行政执法案件法制审核、全过程留痕与公示",
  },
  signOut: "退出登录", changePassword: "修改密码", currentPassword: "当前密码", newPassword: "新密码", repeatPassword: "再输一次", passwordRule: "至少 10 个字符", passwordDiffers: "两次输入不一致", passwordChanged: "密码已修改",
  setup: {
    title: "建立单位", lead: "填写一次，之后可在“设置”中查看。单位名称和代码会写入每份文书与公示数据。",
    name: "单位全称", nameHint: "与公章一致", uscc: "统一社会信用代码", usccBad: "应为 18 位大写字母和数字", region: "行政区划代码", regionBad: "应为 6 位数字",
    codeWord: "机关代字", codeWordHint: "用于文号，如“启市监”", people: "首批人员", peopleHint: "至少一位系统管理员和一位安全管理员（管理人员账号）；这两个角色看不到案件，不能兼任其他角色。承办人、审核人和签发人须为不同的人。",
    personName: "姓名", username: "用户名", roles: "角色", password: "初始密码", addPerson: "再加一位", submit: "建立单位", needAdmin: "至少要有一位系统管理员和一位安全管理员",
  },
  jobs: { title: "后台任务", none: "没有正在运行的任务", cancel: "取消任务", running: (n: number) => `${n} 项任务运行中` },
  sampleBadge: "示例数据",
  ledgerSize: (n: string) => `留痕 ${n} 条`,
};
