export const desk = {
  view: { whole: "整页", turn: "旋转页面", mode: "切换对照、原件、文本", zoom: "缩放", page: "页码", covers: "显示缩略图", resizeList: "调整材料栏宽度", resizeChecklist: "调整审核要点栏宽度" },
  mark: {
    begin: "在页面上画框引证", box: "画框", draftHint: "方向键移动，Shift+方向键改变大小，Alt 微调，Enter 确定，Esc 取消；也可以用鼠标在页面上拖出",
    label: (items: string, quote: string) => `${items} 的引证${quote === "" ? "" : `：${quote}`}`, next: "本份材料的下一处引证", previous: "本份材料的上一处引证",
    attach: "把选中的引证也作为本项的证据", detached: "已移除引证", region: "画框", none: "先选中页面上的一处引证", already: "本项已有这处引证",
  },
  span: { title: "引证的时间段", play: "播放、暂停", back: "后退 5 秒", on: "前进 5 秒", from: "时间段起点", to: "时间段终点，引证", needsFrom: "先按 i 定起点", hint: "i 定起点，o 定终点：这一段作为当前要点的证据", begun: (at: string) => `起点 ${at}，播放到终点后按 o`, range: (from: string, to: string) => `${from}–${to}` },
  find: {
    title: "在本案中查找", open: "在本案中查找", placeholder: "在全部材料中查找", next: "下一处", previous: "上一处", none: (words: string) => `没有找到“${words}”`, count: (at: number, total: number) => `第 ${at} / ${total} 处`, more: (n: number) => `只列出前 ${n} 处`,
    unread: (n: number) => `有 ${n} 份材料没有可查找的文字`, close: "结束查找", type: "输入要找的文字，空格和全角半角不影响结果",
  },
  reading: { unread: (n: number) => `未读 ${n} 页`, changed: (n: number) => `读后有改动 ${n} 份`, all: "全部读过", next: "下一未读页", unreadPage: (n: number) => `第 ${n} 页，未读`, of: (a: number, b: number) => `已读 ${a} / ${b} 页`, title: "阅读进度" },
  law: { open: "看本项依据的条文", title: "依据条文", on: (day: string) => `按 ${day} 有效的条文`, none: "本项没有列明条文" },
  machine: { class: { A: "机器可判", S: "机器提示", M: "由人判断" }, classHint: { A: "由要素计算得出，并写明看了哪里", S: "只作提示，须由人确认", M: "机器不判断" } },
  keys: "快捷键",
};
