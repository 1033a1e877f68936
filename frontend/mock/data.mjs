// Fictional data for looking at the screens: an invented office, invented parties, synthetic codes.
import { readFileSync } from "node:fs";

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
export const T = (zh, en) => ({ zh, en });
export const day0 = new Date().toISOString().slice(0, 10);
export const addDays = (date, n) => new Date(Date.parse(`${date}T00:00:00Z`) + n * 86400000).toISOString().slice(0, 10);
const at = (date, time = "09:30:00") => `${date}T${time}+08:00`;
const hash = (n) => Array.from({ length: 64 }, (_, i) => "0123456789abcdef"[(n * 31 + i * i * 7 + i * n) % 16]).join("");

export const people = [
  ["p1", "chenmo", "陈默", ["handler"], "综合执法一中队", "06120301001"],
  ["p2", "luqing", "陆青", ["handler"], "综合执法一中队", "06120301002"],
  ["p3", "gaoyuan", "高远", ["head"], "综合执法大队", "06120301003"],
  ["p4", "shenyan", "沈言", ["reviewer"], "政策法规科", "06120301004"],
  ["p5", "guozheng", "郭正", ["chief"], "政策法规科", "06120301005"],
  ["p6", "fangheng", "方衡", ["leader"], "局机关", "06120301006"],
  ["p7", "tangxin", "唐昕", ["publisher"], "办公室", ""],
  ["p8", "baiyue", "白月", ["system_admin"], "信息中心", ""],
  ["p9", "jiangheng", "江横", ["auditor", "archivist"], "办公室", ""],
].map(([id, username, name, roles, department, cert_no], i) => ({
  id, username, name, roles, department, cert_no, cert_from: cert_no ? "2023-01-01" : "", cert_to: cert_no ? (i === 1 ? "2026-05-04" : "2028-12-31") : "",
  law_qualified: i === 3 || i === 4, first_review_on: i === 3 ? "2020-06-01" : i === 4 ? "2015-03-01" : "", active: true,
}));
const ref = (id) => ({ id, name: people.find((p) => p.id === id)?.name ?? id });

const everyone = ["case.read", "search.use"];
const mayOf = {
  handler: ["case.create", "case.work", "case.move", "review.submit"], head: ["case.move"], reviewer: ["review.judge"], chief: ["review.judge", "review.assign", "review.sign"],
  leader: ["case.move", "disclosure.approve"], publisher: ["disclosure.prepare", "disclosure.publish"], archivist: ["case.move"],
  auditor: ["ledger.read", "verify.run"], system_admin: ["people.manage", "ledger.read", "verify.run", "settings.manage"], security_admin: ["people.manage"], supervisor: ["ledger.read"],
};
export const mayFor = (person) => [...new Set([...everyone, ...person.roles.flatMap((r) => mayOf[r] ?? [])])];

export const office = {
  set_up: true, name: "启江县市场监督管理局（示例）", uscc: "11320681014381238G", region: "320681", code_word: "启江市监", sample: true,
  sample_people: people.map(({ username, name, roles }) => ({ username, name, roles })), sample_password: "zhiheng-sample", version: "0.1.0", window: false,
};

const states = [
  ["clue", "线索", "Lead", "立案"], ["filed", "立案", "Filed", "立案"], ["investigating", "调查", "Investigation", "调查"], ["concluded", "调查终结", "Concluded", "调查"],
  ["notified", "处罚告知", "Notified", "告知"], ["hearing", "听证", "Hearing", "告知"], ["reviewing", "法制审核", "Legal review", "审核"], ["discussed", "集体讨论", "Collective decision", "审核"],
  ["decided", "作出决定", "Decided", "决定"], ["served", "送达", "Served", "决定"], ["performing", "履行", "Performance", "执行"], ["closed", "结案", "Closed", "结案"], ["archived", "归档", "Archived", "结案"],
].map(([id, zh, en, phase]) => ({ id, label: T(zh, en), phase, final: id === "archived" }));

const fields = [
  ["p_name", "text", "当事人", "Party", "当事人", "Party"], ["p_type", "code", "当事人类别", "Kind of party", "当事人", "Party", "party"], ["p_uscc", "text", "统一社会信用代码", "Credit code", "当事人", "Party"],
  ["p_rep", "text", "法定代表人", "Legal representative", "当事人", "Party"], ["p_addr", "text", "住所", "Address", "当事人", "Party"],
  ["cause", "text", "案由", "Violation", "案情", "Facts"], ["found_on", "date", "发现日期", "Found on", "案情", "Facts"], ["filed_on", "date", "立案日期", "Filed on", "案情", "Facts"], ["place", "text", "违法地点", "Place", "案情", "Facts"],
  ["law_bad", "list", "违反条款", "Provision violated", "适用法律", "Law"], ["law_pen", "list", "处罚依据", "Basis of penalty", "适用法律", "Law"], ["factor", "code", "裁量情节", "Discretion", "适用法律", "Law", "factor"],
  ["fine", "money", "拟罚款", "Proposed fine", "处罚", "Penalty"], ["conf", "money", "没收违法所得", "Confiscation", "处罚", "Penalty"], ["kinds", "list", "处罚种类", "Kinds of penalty", "处罚", "Penalty", "penalty"],
  ["notice_served_on", "date", "告知书送达", "Notice served", "程序", "Procedure"], ["hearing_asked", "bool", "要求听证", "Hearing asked", "程序", "Procedure"],
].map(([name, type, zh, en, gz, ge, codes]) => ({ name, type, label: T(zh, en), group: { 案件: "case", 当事人: "party", 处罚: "penalty", 证据: "evidence" }[gz] ?? "case", codes, sensitive: name === "p_addr", computed: false }));

export const paperKinds = read("papers.json").map(([code, name, side, level]) => ({ code, name: T(name, `${code} paper`), side, level, drafted: ["D20", "D21", "D27", "R01", "D36"].includes(code), decides: code === "D27", fields: [] }));
const enNames = { D01: "Case source form", D02: "Filing approval", D05: "On-site inspection record", D06: "Interview record", D08: "Proof of the party's identity", D09: "Electronic evidence record", D17: "Order to correct", D20: "Investigation report", D21: "Notice of penalty", D22: "Statement and defence", D26: "Collective discussion record", D27: "Penalty decision", D31: "Proof of service" };
paperKinds.forEach((k) => { k.name.en = enNames[k.code] ?? k.name.en; });

export const rulebook = {
  version: "2026.04", hash: hash(3),
  kinds: [["penalty", "行政处罚", "Penalty"], ["license", "行政许可", "Licence"], ["coercion", "行政强制", "Coercion"], ["levy", "行政征收", "Levy"], ["fee", "行政收费", "Fee"], ["inspection", "行政检查", "Inspection"]].map(([id, zh, en]) => ({
    id, label: T(zh, en), procedures: id === "penalty" ? [{ id: "ordinary", label: T("普通程序", "Ordinary"), title_hint: T("当事人＋涉嫌＋违法行为＋案", "party, suspected breach, case") }, { id: "simple", label: T("简易程序", "Simple"), title_hint: T("当事人＋涉嫌＋违法行为＋案", "party, suspected breach, case") }] : [{ id: "ordinary", label: T("一般程序", "Ordinary"), title_hint: T("当事人＋涉嫌＋违法行为＋案", "party, suspected breach, case") }],
  })),
  states: states.map((s) => ({ ...s, procedures: ["ordinary"] })), transitions: [], papers: paperKinds.map((k) => ({ ...k, procedures: ["ordinary"] })), fields,
  codes: {
    party: [["entity", "法人及非法人组织", "Organisation"], ["sole", "个体工商户", "Sole trader"], ["person", "自然人", "Natural person"]].map(([code, zh, en]) => ({ code, label: T(zh, en) })),
    factor: [["lighter", "从轻", "Lighter"], ["ordinary", "一般", "Ordinary"], ["heavier", "从重", "Heavier"]].map(([code, zh, en]) => ({ code, label: T(zh, en) })),
    penalty: [["fine", "罚款", "Fine"], ["confiscate", "没收违法所得", "Confiscation"]].map(([code, zh, en]) => ({ code, label: T(zh, en) })),
  },
  headings: [["SUB", "执法主体", "Enforcement body"], ["JUR", "管辖权限", "Jurisdiction"], ["PRO", "执法程序", "Procedure"], ["FAC", "事实认定", "Facts and evidence"], ["LAW", "适用法律", "Application of law"], ["DIS", "自由裁量", "Discretion"], ["DOC", "文书规范", "Form of documents"], ["CRI", "涉嫌犯罪移送", "Suspected crime"]].map(([code, zh, en]) => ({ code, label: T(zh, en) })),
  opinions: [
    ["O1", "同意", "Agree", true, "放行至集体讨论或决定", "The case may go on to the decision"], ["O2", "整改后同意", "Agree after correction", true, "承办机构改正并经确认后放行", "Passes once the corrections are confirmed"],
    ["O3", "补充调查", "Investigate further", false, "退回调查，轮次加一", "Back to investigation; a new round follows"], ["O4", "纠正程序", "Correct the procedure", false, "退回补正程序", "Back to correct the procedure"],
    ["O5", "变更定性", "Change the classification", false, "退回修改定性与依据", "Back to change classification and basis"], ["O6", "调整裁量", "Adjust the penalty", false, "退回调整处罚幅度", "Back to adjust the penalty"],
    ["O7", "移送", "Transfer", false, "移送有管辖权的机关或司法机关", "Transfer to the competent authority"], ["O8", "不同意", "Disagree", false, "不得作出决定，须复审或终结", "No decision may be made"],
  ].map(([code, zh, en, passes, ez, ee]) => ({ code, label: T(zh, en), passes, effect: T(ez, ee) })),
  grounds: [["X01", "国家秘密", "State secret"], ["X04", "商业秘密或个人隐私", "Trade secret or privacy"], ["X05", "当事人为未成年人", "The party is a minor"], ["X09", "上级机关认为不宜公开", "A higher authority objects"], ["X10", "不具有一定社会影响", "No social impact"]].map(([code, zh, en]) => ({ code, label: T(zh, en), blocks: true })),
  roles: [["handler", "承办人", "Handler"], ["head", "部门负责人", "Department head"], ["reviewer", "法制审核员", "Legal reviewer"], ["chief", "法制机构负责人", "Chief of legal review"], ["leader", "机关负责人", "Head of office"], ["publisher", "公示管理员", "Publisher"], ["archivist", "档案员", "Archivist"], ["auditor", "审计员", "Auditor"], ["system_admin", "系统管理员", "System administrator"], ["security_admin", "安全管理员", "Security administrator"], ["supervisor", "监督人员", "Supervisor"]].map(([id, zh, en]) => ({ id, label: T(zh, en) })),
};

const parties = ["启江县海风食品有限公司", "启江县汇龙镇老周卤味店", "江海冷链物流（启江）有限公司", "启江县东元生鲜超市", "启江县南阳镇新苗文具店", "启江县惠萍镇永兴五金经营部", "启江县滨江新材料科技有限公司", "启江县吕四港镇海鲜批发部"];
const causes = ["经营超过保质期的食品", "未取得许可从事食品生产经营", "销售不符合安全标准的产品", "虚假宣传", "未明码标价", "经营标签不符合规定的预包装食品"];

const clock = (left, id = "T02") => ({
  id, label: id === "T02" ? T("办案期限（九十日）", "Time to decide (90 days)") : id === "R" ? T("法制审核期限", "Time to review") : T("陈述申辩期", "Time for defence"), article: id === "T02" ? "行政处罚法第六十条" : id === "R" ? "重大执法决定法制审核办法" : "行政处罚法第四十五条",
  start_on: addDays(day0, left - 90), due_strict: addDays(day0, left), due_legal: addDays(day0, left + 1), days_left: left, unit: id === "T02" ? "cd" : "wd",
  state: left < 0 ? "overdue" : "running", provisional: left > 60, source: "S:APL", start_field: "c.filed_on", start_why: T("立案日期", "Filed on"), warn_on: addDays(day0, left),
  workdays_left: Math.max(0, Math.round(left * 5 / 7)), remind: [addDays(day0, left - 7), addDays(day0, left - 4), addDays(day0, left - 1)], n: 90, before: false, right: false, extension: T("", ""),
  steps: [{ kind: "start", from: addDays(day0, left - 90), to: addDays(day0, left - 90), days: 0, text: T("当日不计，从次日起算", "the day itself is not counted") }, { kind: "count", from: addDays(day0, left - 89), to: addDays(day0, left), days: 90, text: T("计入", "counted") }, { kind: "end", from: addDays(day0, left), to: addDays(day0, left), days: 90, text: T("期间届满（计数 90）", "the period ends (count 90)") }],
  arithmetic: [T(`自 ${addDays(day0, left - 90)} 立案次日起算`, `Counted from the day after filing, ${addDays(day0, left - 90)}`), T("加九十个自然日", "plus 90 calendar days"), T("扣除检验鉴定期间 12 日", "less 12 days of testing"), T(`末日 ${addDays(day0, left)} 为休息日，顺延至 ${addDays(day0, left + 1)}`, `the last day ${addDays(day0, left)} is a rest day, so ${addDays(day0, left + 1)}`)],
});

export function caseRow(i) {
  const state = states[(i * 5) % states.length];
  const left = ((i * 7) % 40) - 6;
  return {
    id: `c${i}`, no: i % 9 === 4 ? "" : `启江市监案〔2026〕${String(i + 1).padStart(i < 1000 ? 3 : 5, "0")}号`, title: `${parties[i % 8]}涉嫌${causes[i % 6]}案`, kind: "penalty", procedure: "ordinary", state: state.id, state_since: addDays(day0, -(i % 30)),
    party: parties[i % 8], handlers: [ref("p1"), ref("p2")], filed_on: addDays(day0, -(i % 88) - 2), amount: (i % 5) * 1500000 + (i % 3) * 12345, major: i % 3 === 0,
    clock: state.final || state.id === "closed" ? undefined : clock(left), updated_at: at(addDays(day0, -(i % 12))), legacy: "", restricted: i % 17 === 3, papers: 6 + (i % 17),
  };
}
export const caseTotal = 100000;

const body = {
  D02: ["立案审批表\n\n案由：启江县海风食品有限公司涉嫌经营超过保质期的食品案\n案件来源：日常监督检查\n当事人：启江县海风食品有限公司\n统一社会信用代码：91320681MA1ABCD2XX\n简要案情：2026年2月26日，执法人员在当事人经营场所检查时，发现货架上摆放“江风”牌鱼丸24袋，标示保质期至2026年1月31日。\n\n承办人：陈默　陆青\n负责人意见：同意立案。　方衡　2026年3月2日"],
  D05: ["现场检查笔录\n\n检查时间：2026年2月26日9时10分至10时25分\n检查地点：启江县汇龙镇人民路18号\n执法人员：陈默（06120301001）、陆青（06120301002），已出示执法证件。\n\n现场情况：经营场所一楼冷冻货架第三层摆放“江风”牌鱼丸24袋，净含量500克，生产日期2025年8月1日，保质期六个月。", "现场情况（续）：当事人现场负责人李雷在场陪同，对检查情况无异议。执法人员对上述食品拍照取证，并制作清单。\n\n当事人签名：李雷　　2026年2月26日"],
  D06: ["询问笔录\n\n询问时间：2026年3月5日14时00分至15时10分\n询问地点：启江县市场监督管理局三楼询问室\n被询问人：李雷，联系电话 138 1234 5678，住启江县汇龙镇紫薇小区3幢502室\n\n问：我们是启江县市场监督管理局执法人员，这是我们的执法证件，请过目。\n答：看清楚了。", "问：货架上的鱼丸是何时进货的？\n答：2025年9月，共进货60袋，进价每袋12元，售价每袋18元。\n问：超过保质期后是否销售？\n答：2月份卖出过6袋，其余24袋被你们查到。", "以上笔录我看过，与我说的一致。\n被询问人：李雷（签名按印）　2026年3月5日"],
  D08: ["营业执照（副本）\n\n名称：启江县海风食品有限公司\n统一社会信用代码：91320681MA1ABCD2XX\n法定代表人：李雷\n住所：启江县汇龙镇人民路18号"],
  D20: ["案件调查终结报告\n\n一、当事人基本情况\n启江县海风食品有限公司，统一社会信用代码91320681MA1ABCD2XX。\n\n二、违法事实\n当事人于2026年2月经营超过保质期的“江风”牌鱼丸30袋，货值金额540元，违法所得108元。\n\n三、处理建议\n没收违法所得108元，并处罚款五万元。"],
  D21: ["行政处罚告知书\n\n启江市监罚告〔2026〕17号\n\n启江县海风食品有限公司：\n经查，你单位经营超过保质期的食品，违反《中华人民共和国食品安全法》第三十四条第十项的规定。本机关拟对你单位作出没收违法所得108元、罚款五万元的行政处罚。\n你单位有权进行陈述、申辩，并可自收到本告知书之日起五个工作日内要求听证。"],
  D27: ["行政处罚决定书\n\n启江市监罚〔2026〕17号\n\n当事人：启江县海风食品有限公司\n统一社会信用代码：91320681MA1ABCD2XX\n法定代表人：李雷，公民身份号码320681198503121237，住启江县汇龙镇紫薇小区3幢502室，联系电话13812345678\n\n经查，当事人于2026年2月在其经营场所销售超过保质期的“江风”牌鱼丸，货值金额540元，违法所得108元。证人王梅（个体经营者）证实了上述事实。\n\n上述行为违反《中华人民共和国食品安全法》第三十四条第十项的规定。依据该法第一百二十四条第一款第五项，决定处罚如下：\n一、没收违法所得108元；\n二、罚款五万元。\n\n当事人应当自收到本决定书之日起十五日内到指定银行缴纳罚款，开户账号6222021103001234567。逾期不缴纳的，每日按罚款数额的百分之三加处罚款。\n如不服本决定，可以在六十日内申请行政复议，或者在六个月内提起行政诉讼。\n\n启江县市场监督管理局\n2026年4月16日"],
};
const list = ["D01", "D02", "D05", "D06", "D08", "D17", "D20", "D21", "D22", "D27", "D31", "", "V1"];
export const papers = list.map((code, i) => {
  const pages = body[code] ?? [`${paperKinds.find((k) => k.code === code)?.name.zh ?? "现场照片"}\n\n启江县海风食品有限公司涉嫌经营超过保质期的食品案\n\n2026年3月`];
  const video = code === "V1";
  const unread = code === "";
  return {
    id: `d${i}`, case: "c0", code: video ? "D05" : code, name: paperKinds.find((k) => k.code === (video ? "D05" : code))?.name ?? T("未归类", "Unclassified"), title: video ? "现场检查执法记录仪视频" : unread ? "扫描件 0417" : code === "D27" ? "处罚决定书（代拟稿）" : "", no: code === "D21" ? "启江市监罚告〔2026〕17号" : "",
    on: addDays("2026-02-26", i * 4), served_on: code === "D21" ? "2026-03-20" : "", approved_by: code === "D02" ? "方衡" : "", file_name: video ? "DSJ-20260226-0910.mp4" : unread ? "扫描0417.tif" : `${String(i + 1).padStart(2, "0")} ${paperKinds.find((k) => k.code === code)?.name.zh ?? ""}.docx`,
    media: video ? "video/mp4" : unread ? "image/tiff" : "application/vnd.openxmlformats-officedocument.wordprocessingml.document", size: video ? 297 * 1048576 : 23456 + i * 7777, sha256: hash(i + 11), status: video ? "no_text" : unread ? "unreadable" : "read",
    reason: unread ? T("文件头与扩展名不符，可能没有传完整；请用原扫描件重新导入", "The file's head does not match its name; it may be incomplete. Import the scan again") : undefined, pages_count: unread || video ? 0 : pages.length, sort_reason: code ? T(`首页标题为“${paperKinds.find((k) => k.code === code)?.name.zh ?? ""}”`, "Recognised by the title of its first page") : undefined,
    first: 0, split_from: "", sort_confirmed: i % 3 !== 1, draft: code === "D27", signed: code.startsWith("R0") && code !== "R01", has_image: !unread && !video && i % 5 !== 4, meta: video ? { duration: "01:14:52" } : {}, added_at: at(addDays("2026-03-01", i)), added_by: ref("p1"), evidence: video ? "audiovisual" : "",
    pages: unread || video ? [] : pages.map((text, n) => ({ number: n + 1, text })),
    twins: [],
    versions: code === "D27" ? [{ sha256: hash(90), at: at("2026-04-10"), by: ref("p1"), size: 1830 }, { sha256: hash(i + 11), at: at("2026-04-16", "15:40:00"), by: ref("p2"), size: 1904 }] : [{ sha256: hash(i + 11), at: at("2026-03-06"), by: ref("p1"), size: 23456 }],
  };
});
export const oldDraft = body.D27[0].replace("罚款五万元。\n\n当事人应当", "罚款三万元。\n\n当事人应当").replace("证人王梅（个体经营者）证实了上述事实。", "");

const because = [{ field: "fine", label: T("拟罚款", "Proposed fine"), value: 5000000 }, { field: "p_type", label: T("当事人类别", "Kind of party"), value: "entity" }];
const source = (paper, page, quote) => ({ paper, page, offset: Math.max(0, (papers.find((p) => p.id === paper)?.pages[page - 1]?.text ?? "").indexOf(quote)), length: Array.from(quote).length, quote });
export const changes = [
  { part: "draft", label: T("代拟决定书", "Draft decision"), item: "D27", before: "罚款三万元", after: "罚款五万元", diff: [{ op: "same", text: "一、没收违法所得108元；\n二、罚款" }, { op: "removed", text: "三" }, { op: "added", text: "五" }, { op: "same", text: "万元。" }] },
  { part: "fields", label: T("拟罚款", "Proposed fine"), item: "fine", before: "3000000", after: "5000000" },
];
const items = read("checklist.json").map(([id, heading, question, look, article, cls], i) => {
  const result = cls === "M" ? "none" : ["met", "met", "met", "unknown", "met", "not_met", "met"][i % 7];
  return {
    id, heading, question: T(question, `${id}. Has the office satisfied itself on this point of the checklist, in form and in substance?`), look_at: T(look, "The papers named in the catalogue"), article, class: cls, tip: T("", ""), papers: look.match(/(?:K-)?D\d\d/g) ?? [],
    machine: { result, because: result === "none" || result === "unknown" ? [] : because.slice(0, 1 + (i % 2)), missing: result === "unknown" ? [{ field: "notice_served_on", label: T("告知书送达日期", "Date the notice was served") }] : [] },
    finding: i < 11 ? ["met", "met", "not_applicable", "met"][i % 4] : "unchecked", remark: i === 4 ? "各文书名称一致，与营业执照核对无误。" : "", proofs: i === 4 ? [{ paper: "d4", page: 1, quote: "统一社会信用代码：91320681MA1ABCD2XX" }] : [], by: i < 11 ? ref("p4") : undefined, at: i < 11 ? at("2026-04-18") : undefined, carried: i < 3 ? 1 : 0,
  };
});
const materials = [
  ["送审表", "Submission form", "M", true, []], ["调查终结报告", "Investigation report", "M", true, ["D20"]], ["决定书代拟稿", "Draft decision", "M", true, ["D27"]], ["立案审批表、笔录、主体证明", "Filing, records, identity", "M", true, ["D02", "D05", "D06", "D08"]],
  ["告知书及送达回证", "Notice and proof of service", "C", false, ["D21", "D31"]], ["裁量基准条目与说明", "Discretion standard", "M", false, []], ["音像记录清单", "List of recordings", "C", true, []],
].map(([zh, en, level, present, codes], i) => ({ id: `m${i}`, name: T(zh, en), level, present, article: "重大执法决定法制审核办法", papers: codes }));

export const reviewRows = [0, 3, 6, 9, 12, 15].map((i, n) => {
  const c = caseRow(i);
  return {
    id: `r${n}`, case: c.id, case_no: c.no || "", case_title: c.title, round: n === 0 ? 2 : 1, state: ["accepted", "submitted", "judged", "accepted", "signed", "returned"][n], submitted_at: at(addDays(day0, -n - 2)), submitted_by: ref("p1"), due_on: addDays(day0, [2, 4, -1, 5, 6, 8][n]),
    reviewer: n === 1 ? undefined : ref("p4"), opinion: n === 4 ? "O1" : n === 2 ? "O2" : undefined, overdue: n === 2, items_done: [11, 0, 63, 30, 63, 5][n], items_total: 63, valid: n === 4, practice: "",
  };
});
export const prechecks = [
  { id: "VP09", kind: "consistency", item: "P37", level: "block", article: "行政处罚法第五十四条、第六十条", question: T("各文书所载“立案日期”是否一致？", "Do the papers agree on: day of filing?"), result: "not_met", looked: [{ paper: "d3", code: "D20", title: "案件调查终结报告", values: 1 }, { paper: "d4", code: "D27", title: "行政处罚决定书", values: 1 }], found: [{ says: T("两份文书的立案日期不同", "The day of filing differs"), places: [{ paper: "d3", page: 1, quote: "立案" }, { paper: "d4", page: 1, quote: "立案" }] }] },
  { id: "W34", kind: "draft", item: "P41", level: "block", article: "行政处罚法第三十七条", question: T("违法行为发生时依据是否有效？", "Was the basis in force at the time of the act?"), result: "unknown", why: T("尚不知道：违法行为终了日", "not known yet: last day of the act"), looked: [], found: [] },
  { id: "W01", kind: "draft", item: "P55", level: "block", article: "行政复议法第二十条", question: T("是否写明六十日内申请行政复议？", "Does it tell of reconsideration within sixty days?"), result: "met", looked: [{ paper: "d4", code: "D27", title: "行政处罚决定书", values: 0 }], found: [] },
];
export const review = { ...reviewRows[0], prechecks, note: "第一轮意见为补充调查，现已补充询问并重新核定罚款数额，请审核。", fingerprint: hash(41), items, materials, changes, opinion_text: "", return_reason: "", case_detail: caseRow(0), course: { extensions: [], offer: { days: 5, due_on: addDays(day0, 9), past: "", used: false }, supplements: [], dispute: { state: "", due_on: "", overdue: false, turn: "", object_by: "", steps: [] }, recusals: [], points: [], discussions: [], advice: [], feedback: [], same_person: false } };

export const theCase = {
  ...caseRow(0), state: "reviewing", state_since: "2026-04-16", amount: 5000000, opened_at: at("2026-02-27"), opened_by: ref("p1"), rulebook: { version: "0".repeat(64), label: "2026.11", current: true }, papers: papers.map(({ pages: _p, versions: _v, twins: _t, ...rest }) => rest),
  fields: [
    ["p_name", "启江县海风食品有限公司", source("d4", 1, "启江县海风食品有限公司")], ["p_type", "entity"], ["p_uscc", "91320681MA1ABCD2XX", source("d4", 1, "91320681MA1ABCD2XX")], ["p_rep", "李雷", source("d4", 1, "李雷")], ["p_addr", "启江县汇龙镇人民路18号", source("d4", 1, "启江县汇龙镇人民路18号")],
    ["cause", "经营超过保质期的食品"], ["found_on", "2026-02-26", source("d2", 1, "2026年2月26日")], ["filed_on", "2026-03-02", source("d1", 1, "2026年3月2日")], ["place", "启江县汇龙镇人民路18号", source("d2", 1, "启江县汇龙镇人民路18号")],
    ["law_bad", ["食品安全法第三十四条第十项"]], ["law_pen", ["食品安全法第一百二十四条第一款第五项"]], ["fine", 5000000], ["conf", 10800], ["kinds", ["fine", "confiscate"]], ["hearing_asked", false],
  ].map(([name, value, src]) => ({ name, value, by: ref("p1"), at: at("2026-03-06"), source: src })),
  proposals: [
    { id: "x1", field: "notice_served_on", value: "2026-03-20", ...source("d7", 1, "五个工作日内要求听证"), reason: T("送达回证载明的收件日期", "The date on the proof of service") },
    { id: "x2", field: "factor", value: "ordinary", ...source("d6", 1, "并处罚款五万元"), reason: T("报告建议的幅度处于一般档", "The proposed amount lies in the ordinary band") },
    { id: "x3", field: "fine", value: 5000000, ...source("d9", 1, "罚款五万元"), reason: T("代拟决定书主文", "Operative part of the draft") },
  ],
  clocks: [clock(2, "R"), clock(41), { ...clock(-3, "T04"), state: "met" }],
  major_rules: [{ id: "M08", label: T("对法人罚款达到较大数额", "Large fine on an organisation"), tier: "county", article: "行政处罚法第五十八条", because }, { id: "M16", label: T("依法应当告知听证权利", "A hearing must be offered"), tier: "county", article: "行政处罚法第六十三条", because: because.slice(0, 1) }],
  materials, review: reviewRows[0], pass: { valid: false, round: 1, changes },
};
export const next = {
  state: "reviewing", moves: [
    { transition: "to_decided", label: T("作出决定", "Decide"), to: "decided", to_label: T("作出决定", "Decided"), roles: ["leader"], by: "decision.issued", allowed: false, stops: [
      { level: "block", message: T("法制审核尚未通过：第 2 轮审核进行中", "Legal review has not passed: round 2 is under way"), article: "行政处罚法第五十八条第一款", hint: T("等待审核意见；意见为“同意”或“整改后同意”后可以决定", "Wait for the opinion; O1 or O2 opens the way") },
      { level: "warn", message: T("办案期限余 41 日", "41 days left to decide"), article: "行政处罚法第六十条", hint: T("必要时办理延长审批", "Ask for an extension if needed") }] },
    { transition: "back", label: T("退回补充调查", "Back to investigation"), to: "investigating", to_label: T("调查", "Investigation"), roles: ["reviewer", "chief"], by: "", allowed: true, stops: [] },
  ],
};
export const entries = Array.from({ length: 46 }, (_, i) => {
  const seq = 46 - i;
  const kinds = [["casefile.opened", "登记线索并建立案件", "Opened the case"], ["casefile.paper_added", "材料入卷：现场检查笔录", "Added a paper: on-site inspection record"], ["casefile.field_confirmed", "确认要素：拟罚款 50,000 元", "Confirmed a fact: proposed fine ¥50,000"], ["casefile.moved", "转入“法制审核”", "Moved to “Legal review”"], ["review.submitted", "送请法制审核（第 2 轮）", "Submitted for legal review (round 2)"], ["review.item_judged", "核定 P05 当事人认定：符合", "Judged P05, identity of the party: met"]];
  const [kind, zh, en] = seq === 1 ? kinds[0] : kinds[1 + (seq % 5)];
  return { seq, at: at(addDays(day0, -Math.floor(i / 3)), `${String(16 - (i % 7)).padStart(2, "0")}:2${i % 10}:05`), actor: ref(`p${1 + (seq % 5)}`), kind, subject: "case/c0", text: T(zh, en), data: {} };
});
export const head = { size: 46, root: hash(77), at: at(day0, "17:00:00"), note: `zhiheng ledger\n46\n${hash(77)}` };

const mk = (id, rule, zh, en, original, mask, reason, text) => { const start = Array.from(text.slice(0, text.indexOf(original))).length; return { id, rule, label: T(zh, en), start, end: start + Array.from(original).length, original, mask, reason, accepted: true, by: "machine" }; };
const decision = body.D27[0];
export const disclosureRows = [["to_judge", 6], ["masking", 3], ["checking", 1], ["approved", 4], ["published", 2], ["withheld", 0], ["masking", -2]].map(([state, left], n) => {
  const c = caseRow(n * 4);
  return { id: `b${n}`, case: c.id, case_no: c.no, case_title: c.title, decision_no: `启江市监罚〔2026〕${n + 11}号`, state, due_on: addDays(day0, left), days_left: left, overdue: left < 0, prepared_by: state === "to_judge" ? undefined : ref("p7"), approved_by: ["approved", "published"].includes(state) ? ref("p6") : undefined, published_at: state === "published" ? at(day0) : undefined };
});
const values = ["启江县海风食品有限公司", "法人及非法人组织", "91320681MA1ABCD2XX", "", "", "", "", "", "李雷", "", "", "", "", "启江市监罚〔2026〕17号", "经营超过保质期的食品", "当事人于2026年2月销售超过保质期的“江风”牌鱼丸，货值金额540元。", "《中华人民共和国食品安全法》第一百二十四条第一款第五项", "罚款;没收违法所得、没收非法财物", "没收违法所得108元；罚款五万元。", "5.000000", "0.010800", "", "2026/04/16", "2099/12/31", "", "启江县市场监督管理局", "11320681014381238G", "启江县市场监督管理局", "11320681014381238G", ""];
export const disclosure = {
  ...disclosureRows[1], text: decision, public_text: "", scans: [], can_read: true, rules: [{ id: "X-R16", label: T("商业秘密", "Trade secret"), level: "manual", why: T("当事人主张并经确认的商业秘密", "a trade secret claimed and confirmed") }],
  masks: [
    mk("k1", "X-R01", "居民身份证号", "Resident id", "320681198503121237", "【身份证号】", T("公民身份号码一律隐去", "Resident ids are always masked"), decision), mk("k2", "X-R10", "住址", "Address", "启江县汇龙镇紫薇小区3幢502室", "启江县", T("住址保留到县", "Addresses are kept to the county"), decision),
    mk("k3", "X-R04", "手机号", "Mobile number", "13812345678", "138****5678", T("电话号码隐去中段", "The middle of a number is masked"), decision), mk("k4", "X-R07", "证人姓名", "Name of a witness", "王梅", "王某", T("非当事人自然人姓名隐去", "Names of others are masked"), decision),
    mk("k5", "X-R06", "银行账号", "Bank account", "6222021103001234567", "【账号】", T("银行账号一律隐去", "Account numbers are always masked"), decision),
  ],
  row: read("row.json").map(([label, code, need], i) => ({ code, label: T(label, code), value: values[i] ?? "", required: need === "M", problems: code === "CF_GSJZQ" ? [T("尚未计算公示截止期", "The end of publication has not been computed")] : [] })),
  problems: [{ id: "V09", level: "warn", message: T("公示截止期未填，将按一年计算", "No end of publication; one year will be used"), field: "CF_GSJZQ" }],
};
export const searchHits = Array.from({ length: 23 }, (_, i) => {
  const snippet = ["现场发现货架上摆放“江风”牌鱼丸24袋，标示保质期至2026年1月31日，已超过保质期", "问：超过保质期后是否销售？答：2月份卖出过6袋，其余24袋被你们查到", "当事人于2026年2月经营超过保质期的食品，货值金额540元，违法所得108元"][i % 3];
  const start = Array.from(snippet.slice(0, snippet.indexOf("超过保质期"))).length;
  const c = caseRow(i * 3);
  return { paper: ["d2", "d3", "d6"][i % 3], case: i === 0 ? "c0" : c.id, case_no: c.no, case_title: c.title, paper_title: ["现场检查笔录", "询问笔录", "调查终结报告"][i % 3], code: ["D05", "D06", "D20"][i % 3], page: 1 + (i % 2), snippet, marks: [[start, start + 5]], on: addDays(day0, -i * 3), score: 9 - i / 5 };
});
export const workbench = {
  tasks: [
    ["review", 0, 2, "第 2 轮送审，已核 11/63 项", "Round 2, 11 of 63 judged"], ["sign", 6, -1, "审核员拟“整改后同意”，待签发", "Proposed O2, waits for signature"], ["confirm", 1, undefined, "3 条提取待核对", "3 proposed facts"], ["disclose", 16, -2, "决定已送达，七个工作日内公示", "Served; publish within 7 working days"],
    ["submit", 9, 5, "材料齐备，可以送审", "Materials complete"], ["approve", 8, 1, "脱敏完成，待审批", "Masked, waits for approval"], ["move", 2, 12, "转入处罚告知", "Move to notice"], ["archive", 11, 20, "结案后三十日内归档", "Archive within 30 days"], ["issue", 12, 6, "审核通过，可以决定", "Passed, may be decided"],
  ].map(([kind, i, left, zh, en]) => ({ kind, case: `c${i}`, case_no: caseRow(i).no, title: caseRow(i).title, label: T(zh, en), due_on: left === undefined ? undefined : addDays(day0, left), days_left: left, overdue: (left ?? 0) < 0 })),
  counts: ["initiation", "investigation", "notice", "review", "decision", "service", "enforcement", "archiving"].map((phase, i) => ({ kind: "penalty", phase, count: [4, 31, 9, 12, 8, 11, 17, 5][i], open: phase === "archiving" ? 2 : [4, 31, 9, 12, 8, 11, 17][i] })), overdue: 3, due_soon: 5, left: 0, ahead: Array.from({ length: 42 }, (_, i) => ({ day: addDays(day0, i), count: (i * 7) % 11 > 6 ? (i * 5) % 9 : 0, provisional: i > 34 ? ((i * 7) % 11 > 6 ? (i * 5) % 9 : 0) : 0 })),
  month: Array.from({ length: 12 }, (_, i) => ({ month: `${i < 8 ? 2025 : 2026}-${String(((i + 4) % 12) + 1).padStart(2, "0")}`, opened: [12, 18, 9, 14, 22, 17, 11, 8, 19, 24, 16, 13][i], decided: [9, 11, 13, 10, 15, 19, 14, 7, 12, 18, 20, 6][i] })),
};
export const imports = [
  { id: "i1", name: "海风食品案卷", case: "c0", case_no: caseRow(0).no, state: "running", total: 41, done: 27, unreadable: 1, bytes: 312345678, started_at: at(day0) },
  { id: "i2", name: "2025 年旧案卷（扫描）", case: "", case_no: "", state: "done", total: 1204, done: 1204, unreadable: 17, bytes: 8123456789, started_at: at(addDays(day0, -3)) },
];
export const unsearched = [
  { cause: "low", paper: "d3", case: "c0", case_no: caseRow(0).no, title: "现场检查笔录", page: 2, pages: 1, confidence: 41 },
  { cause: "waiting", paper: "d4", case: "c0", case_no: caseRow(0).no, title: "现场照片", page: 1, pages: 1, confidence: 0 },
  { cause: "password", paper: "d11", case: "c0", case_no: caseRow(0).no, title: "会议纪要", page: 0, pages: 3, confidence: 0, reason: T("文件设有密码，请去除密码后重新导入", "the file is protected by a password; remove it and import again") },
  { cause: "member", case: "c0", case_no: caseRow(0).no, title: "旧案卷.zip!/密件.docx", page: 0, pages: 1, confidence: 0, reason: T("设有密码，未取出；请解压后重新导入", "it needs a password and was not taken out; unpack it and import again") },
];
export const coverage = { pages: 3410, unsearchable: 6, gaps: [{ cause: "password", pages: 3, papers: 1 }, { cause: "low", pages: 1, papers: 1 }, { cause: "member", pages: 1, papers: 1 }, { cause: "waiting", pages: 1, papers: 1 }],
  recognition: { message: T("图片上的文字未读取：本机没有安装文字识别", "the text in pictures is not read: text recognition is not installed here"), hint: T("请安装 tesseract-ocr 和 tesseract-ocr-chi-sim，然后点“重试”。", "Install tesseract-ocr and tesseract-ocr-chi-sim, then try again.") } };
export const importFiles = papers.map((p, i) => ({ path: `海风食品案卷/${p.file_name}`, size: p.size, state: p.status === "unreadable" ? "unreadable" : i > 10 ? "waiting" : i === 10 ? "reading" : i === 4 ? "duplicate" : "done", reason: p.reason, paper: p.id, code: p.code }));
export const verification = { finished_at: at(addDays(day0, -1), "22:04:00"), intact: true, entries: 46, rows: 1822, files: 13, bytes: 886000000, took_ms: 2140, findings: [] };
export const damaged = { ...verification, intact: false, findings: [{ where: "originals/3f/3f9a…c1", what: T("原件与登记的 SHA-256 不符：现场检查笔录.docx", "The original does not match its registered SHA-256") }, { where: "casefile_field c0/fine", what: T("表中数值 3000000 与留痕重放得到的 5000000 不一致", "The table holds 3000000, replaying the record gives 5000000") }] };
export { at, hash, ref, source };

// What the server's description asks for and no screen needs a story for.
[...theCase.materials, ...review.materials].forEach((m) => { m.missing ??= T("", ""); });
theCase.proposals.forEach((p) => { p.weight ??= 80; });
imports.forEach((i) => { i.started_by ??= ref("p1"); });
[...disclosureRows, disclosure].forEach((row) => { row.decided_on ??= addDays(day0, -6); });
Object.assign(disclosure, { rule: "", remark: "", after: { places: [], forms: [], requests: [], versions: [], record: "", correction: "", dues: [], terms: [], consulted: [], assessed: [], ended: "", ended_on: "" } });
disclosure.masks.forEach((m) => { m.level ??= "mask"; });
disclosure.problems.forEach((p) => { p.article ??= ""; });
disclosure.row.forEach((c) => { c.public ??= c.value; c.private ??= false; });
[verification, damaged].forEach((v) => { v.total ??= v.findings.length; });

export const similar = {
  types: ["经营超过保质期的食品"], guessed: false, facts: true, took_ms: 12, index: { state: "ready", percent: 100 }, rate: { marked: 12, similar: 9 }, others: [],
  cases: [
    { case: "c3", no: "启江市监案〔2025〕41号", title: "启江市海风便利店经营超过保质期食品案", fine: 5000000, degree: "normal", score: 2.3,
      why: { articles: ["《中华人民共和国食品安全法》第一百二十四条第一款第（五）项"], types: ["经营超过保质期的食品"], words: ["未按规定检查库存", "货架上待售", "超过保质期"], degree: "normal", near: true },
      decision: { code: "D27", no: "启江市监罚〔2025〕41号", on: "2025-08-02" }, opinion: { code: "O1", text: "同意拟处理意见", by: ref("p4"), on: "2025-07-28" }, copies: [{ case: "c4", no: "启江市监案〔2025〕42号", decided: true, fine: 5500000 }],
      marks: [{ by: ref("p4"), similar: true, at: at("2026-04-18") }] },
    { case: "c5", no: "启江市监案〔2026〕8号", title: "启江市江畔餐饮店经营超过保质期食品案", fine: 0, degree: "", score: 1.7, why: { articles: [], types: ["经营超过保质期的食品"], words: ["超过保质期"], degree: "", near: false }, copies: [], marks: [] },
  ],
};

export const penalties = {
  others: [], articles: similar.cases[0].why.articles, degree: "normal", mine: 6000000, law: { low: 5000000, high: 10000000 }, standard: { low: 5000000, high: 7000000 }, low: 5000000, median: 5500000, high: 6500000,
  fines: [5000000, 5000000, 5500000, 6500000, 8500000].map((fine, i) => ({ case: `c${i + 1}`, no: `启江市监罚〔2025〕${i + 1}号`, title: "虚构食品案", on: `2025-0${i + 1}-11`, fine, degree: i === 4 ? "aggravate" : "normal", same: i < 4 })),
};
export const calendar = {
  from: "2017-01-01", to: "2026-12-31", settled: "2026-12-27", years: [{ year: 2025, workdays: 248, notice: "https://www.gov.cn/" }, { year: 2026, workdays: 248, notice: "https://www.gov.cn/" }],
  days: [{ date: "2026-02-14", kind: "makeup" }, { date: "2026-02-16", kind: "holiday" }, { date: "2026-05-01", kind: "holiday" }, { date: "2026-05-09", kind: "makeup" }],
};
export const caseClocks = { today: day0, clocks: theCase.clocks, waiting: [{ ...clock(15, "T07"), state: "waiting", label: T("收到决定后缴款", "From receipt of the decision to payment"), start_on: day0 }] };

/** Counts of hits by paper, year and amount, as the search gives them. */
export function facets(hits, filters) {
  const tally = (facet, values, label) => ({
    facet, others: 0,
    values: [...new Set(values)].map((value) => ({ value, label: label(value), count: values.filter((v) => v === value).length, on: filters.includes(`${facet}:${value}`) })),
  });
  return [
    tally("paper", hits.map((h) => h.code), (v) => T(hits.find((h) => h.code === v).paper_title, v)),
    tally("year", hits.filter((h) => h.on).map((h) => h.on.slice(0, 4)), (v) => T(v, v)),
    tally("amount", hits.map(() => "10000..50000"), () => T("1万元至不足5万元", "¥10,000 to less than 50,000")),
  ];
}
