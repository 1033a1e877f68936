// Every screen worth a look: who is signed in, where, and what to do there first.
export const screens = [
  { name: "signin", path: "/" },
  { name: "signin-other", path: "/", act: async (p) => { await p.locator("button.ant-btn-link").click(); await p.locator("#username").fill("nobody"); await p.keyboard.press("Enter"); await p.waitForTimeout(500); } },
  { name: "setup", path: "/", mode: "fresh" },
  { name: "workbench", path: "/", as: "shenyan" },
  { name: "workbench-palette", path: "/", as: "shenyan", act: async (p) => { await p.keyboard.press("Control+k"); await p.waitForTimeout(500); await p.keyboard.type("海风"); await p.waitForTimeout(600); } },
  { name: "workbench-keys", path: "/", as: "shenyan", act: async (p) => { await p.keyboard.press("j"); await p.keyboard.press("?"); await p.waitForTimeout(600); } },
];
