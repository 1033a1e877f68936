export const anchors = {
  title: "账本外锚定", hint: "只有单位以外也保存着首部，重写历史才会被发现。打印、抄送一行、请另一单位见证或者申请可信时间戳，任选其一即可。", window: (n: string) => `未锚定的尾部 ${n} 条`, days: (n: number) => (n < 0 ? "从未锚定" : n === 0 ? "今天已锚定" : `${n} 天前锚定`), alarm: (n: number) => `超过 ${n} 天没有在账本外锚定，请尽快办理`,
  print: "打印锚定单", line: "抄送一行", witness: "请另一单位见证", answer: "收见证回执", hold: "为其他单位见证", with: "交存何处、抄送何人", from: "对方已见证到第几条（首次填 0）", make: "锚定当前首部", copied: "已复制一行首部", copyLine: "复制一行", sheet: "锚定单",
  kinds: { daily: "每日", issue: "作出决定时", printed: "打印", line: "一行抄送", witness: "见证", timestamp: "时间戳" }, size: "条数", at: "时间", kind: "方式", place: "交存", witnessed: "已见证", waiting: "等待回执", inside: "单位内", none: "还没有锚定", noneHint: "锚定后，此前的账目一旦被改动、删除或者重写，任何持有首部的人都能证明。",
  held: "本单位为其见证", heldSize: (n: string) => `${n} 条`, offerMade: "请求文件已下载，交对方办理", answerMade: "回执文件已下载，交还对方", answerKept: "已收存见证签名", key: "本单位公钥", keyHint: "请在单位网站公布，核验凭证的人据此比对。", copyKey: "复制公钥",
  timestamp: "申请时间戳", takeStamp: "收时间戳回执", stamped: "已盖时间戳", stampKept: "时间戳回执已核对并收存", request: "请求文件（.tsq）", reply: "回执（.tsr）", note: "首部原文", askNow: "联网申请", requestMade: "请求文件已下载，送交时间戳服务机构后导入回执", alg: "哈希算法", timestampHint: "只送出一个哈希值，不含任何案件内容。程序不会自行联网：请求文件由您带到服务机构，或者在设好服务地址后点“联网申请”。", notTrusting: "还没有导入时间戳服务机构的根证书，收到的回执无法核对。请系统管理员在“设置”中导入。",
  othersTitle: "审核意见和音像记录的凭证", others: { review: "审核意见", recording: "音像记录" }, about: "对象", custody: "流转登记表",
  receipt: "凭证", receiptHint: "凭证可以交给任何人：用离线核验页或者命令 zhiheng verify 核验，不需要本程序，也不联网。", json: "凭证文件", pdf: "凭证单（PDF）", page: "离线核验页",
};
