export const account = {
  role: {
    handler: "承办人", head: "承办机构负责人", reviewer: "法制审核员", chief: "法制机构负责人", leader: "机关负责人", publisher: "公示管理员",
    archivist: "档案管理员", auditor: "审计管理员", system_admin: "系统管理员", security_admin: "安全管理员", supervisor: "监督人员",
  },
  title: "人员", add: "新增人员", edit: "修改人员", name: "姓名", username: "用户名", department: "部门", roles: "角色", cert: "执法证", certNo: "执法证号", certFrom: "有效期起", certTo: "有效期止",
  lawQualified: "取得法律职业资格", lawShort: "法律资格", firstReview: "初次从事审核日期", firstReviewHint: "2018 年起初次从事审核的，须取得法律职业资格（行政处罚法第五十八条）", password: "初始密码", resetPassword: "重设密码", newPassword: "新密码",
  active: "在用", inactive: "停用", certExpired: "已过期", certSoon: (n: number) => `${n} 天后到期`, passwordSet: "密码已重设", personSaved: "已保存", empty: "还没有人员", emptyHint: "先新增承办人、审核员和负责人。",
  keepPassword: "密码另行重设", noCert: "未登记",
};
