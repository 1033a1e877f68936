import { describe, expect, it, vi } from "vitest";
import { Problem } from "@/api";
import { chosen, heapsOf, nameOfImport, walk } from "./collect";
import { createUploader } from "./uploader";

const file = (name: string) => ({ isFile: true, isDirectory: false, name, file: (ok: (f: File) => void) => ok(new File(["x"], name)) }) as unknown as FileSystemEntry;

function folder(name: string, children: FileSystemEntry[], batch = 100): FileSystemEntry {
  const createReader = () => {
    let at = 0;
    return { readEntries: (ok: (e: FileSystemEntry[]) => void) => { ok(children.slice(at, at + batch)); at += batch; } };
  };
  return { isFile: false, isDirectory: true, name, createReader } as unknown as FileSystemEntry;
}

describe("collecting", () => {
  it("walks folders in folders and leaves what systems put there", async () => {
    const found = await walk(folder("案卷", [file("01.docx"), file(".DS_Store"), file("~$01.docx"), folder("照片", [file("a.jpg")]), folder("__MACOSX", [file("b")])]));
    expect(found.map((f) => f.path)).toEqual(["案卷/01.docx", "案卷/照片/a.jpg"]);
    expect(nameOfImport(found)).toBe("案卷");
  });
  it("reads a folder of more entries than one batch gives", async () => {
    const found = await walk(folder("大", Array.from({ length: 250 }, (_, i) => file(`${i}.pdf`))));
    expect(found).toHaveLength(250);
  });
  it("tells folders apart that may be cases of their own", () => {
    const at = (...paths: string[]) => heapsOf(paths.map((path) => ({ path, file: new File([], path) })));
    const names = (h: ReturnType<typeof heapsOf>) => h.heaps.map((heap) => `${heap.name}:${heap.files.map((f) => f.path).join(",")}`);
    expect(names(at("旧卷/甲案/1.pdf", "旧卷/甲案/照片/a.jpg", "旧卷/乙案/1.pdf"))).toEqual(["甲案:甲案/1.pdf,甲案/照片/a.jpg", "乙案:乙案/1.pdf"]);
    expect(names(at("甲案/1.pdf", "乙案/1.pdf"))).toEqual(["甲案:甲案/1.pdf", "乙案:乙案/1.pdf"]);
    expect(at("旧卷/说明.txt", "旧卷/甲案/1.pdf", "旧卷/乙案/1.pdf").rest.map((f) => f.path)).toEqual(["旧卷/说明.txt"]);
    expect(at("甲案/1.pdf", "甲案/照片/a.jpg").heaps).toEqual([]);
    expect(at("1.pdf", "2.pdf").heaps).toEqual([]);
  });
  it("takes no files from an empty chooser", () => {
    expect(chosen(null)).toEqual([]);
  });
});

const found = ["a", "b", "c"].map((name) => ({ path: name, file: new File([name], name) }));

describe("uploading", () => {
  it("sends everything, then asks the server to begin", async () => {
    const start = vi.fn().mockResolvedValue({});
    const sent: string[] = [];
    const store = createUploader({ begin: async () => "i1", put: async (_id, path) => void sent.push(path), start });
    await store.add(found);
    await vi.waitFor(() => expect(store.list()[0]?.state).toBe("sent"));
    expect(sent.sort()).toEqual(["a", "b", "c"]);
    expect(start).toHaveBeenCalledExactlyOnceWith("i1");
  });
  it("keeps a failed file, does not begin, and sends only that one again", async () => {
    const start = vi.fn().mockResolvedValue({});
    const put = vi.fn(async (_id: string, path: string) => {
      if (path === "b" && put.mock.calls.filter((c) => c[1] === "b").length === 1) {
        throw new Problem("storage", 507);
      }
    });
    const store = createUploader({ begin: async () => "i1", put, start });
    await store.add(found);
    await vi.waitFor(() => expect(store.list()[0]?.state).toBe("failed"));
    expect(start).not.toHaveBeenCalled();
    store.resume("i1");
    await vi.waitFor(() => expect(store.list()[0]?.state).toBe("sent"));
    expect(put.mock.calls.map((c) => c[1]).sort()).toEqual(["a", "b", "b", "c"]);
  });
  it("pauses without losing the file under way", async () => {
    const store = createUploader({
      begin: async () => "i1",
      put: (_id, _path, _file, signal) => new Promise((_ok, no) => signal.addEventListener("abort", () => no(new Problem("cancelled", 0)))),
      start: vi.fn(),
    });
    await store.add(found);
    store.pause("i1");
    await vi.waitFor(() => expect(store.list()[0]?.state).toBe("paused"));
    expect(store.list()[0]?.files.map((f) => f.state)).toEqual(["waiting", "waiting", "waiting"]);
  });
});
