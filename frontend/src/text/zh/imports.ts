export const imports = {
  title: "导入", button: "导入材料", files: "选择文件", folder: "选择文件夹", restricted: "导入为限制知悉的案件", machine: "选择本机文件夹", machineHint: "大文件和影音记录直接从本机读取，不经上传", drop: "松开即导入", dropInto: (name: string) => `松开即导入到“${name}”`,
  empty: "还没有导入过", emptyHint: "在案件列表拖入一个案件文件夹，或在案件中拖入文件。", name: "名称", caseName: "案件", state: "状态", progress: "进度", size: "大小", started: "开始", unreadable: "读不出",
  states: { receiving: "接收中", running: "读取中", paused: "已暂停", done: "已完成" },
  fileStates: { waiting: "等待", reading: "读取中", done: "已入卷", unreadable: "读不出来", duplicate: "已有相同文件", failed: "没有收到" },
  start: "开始", resume: "继续", cancel: "暂停", retry: "重试失败的", count: (done: string, total: string) => `${done} / ${total}`,
  path: "文件", result: "结果", reason: "原因", onlyProblems: "只看未成功的", allFine: "没有读不出来的文件",
  upload: {
    title: "正在上传", done: "上传完成", failed: (n: number) => `${n} 个文件没有传上`, paused: "上传已暂停", of: (a: string, b: string) => `${a} / ${b} 个文件`, cancel: "暂停", resume: "继续", retry: "重试失败的", goOn: "略过失败的，继续", hide: "收起", show: "展开", details: "查看导入", leaving: "上传还没有完成，离开会中断。",
    states: { waiting: "等待", sending: "上传中", sent: "已传", failed: "失败" },
  },
  heaps: {
    title: "分别建立案件？", several: (n: number) => `每个文件夹一个案件（${n} 个）`, one: "合为一个案件", files: (n: string) => `${n} 个文件`, rest: (n: string) => `不在这些文件夹里的 ${n} 个文件另建一个案件；未勾选的文件夹不导入。`, left: "未勾选的文件夹不导入。",
  },
  newCase: "新案件", none: "未归入案件", tooNone: "没有可导入的文件",
};
