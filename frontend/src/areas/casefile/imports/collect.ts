// What a person drops or chooses becomes a flat list of files with their paths below the dropped folder.

export interface Found { path: string; file: File }

/** rubbish is what systems leave in folders; it is nobody's paper. */
const rubbish = /(^|\/)(\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini|__MACOSX)(\/|$)/i;

function filesOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** entriesOf reads a whole folder: a reader gives at most a hundred entries at a time until it gives none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) {
      return all;
    }
    all.push(...some);
  }
}

/** walk collects the files below an entry, folders included at any depth. */
export async function walk(entry: FileSystemEntry, under = ""): Promise<Found[]> {
  const path = under + entry.name;
  if (rubbish.test(path)) {
    return [];
  }
  if (entry.isFile) {
    return [{ path, file: await filesOf(entry as FileSystemFileEntry) }];
  }
  const found: Found[] = [];
  for (const child of await entriesOf(entry as FileSystemDirectoryEntry)) {
    found.push(...(await walk(child, `${path}/`)));
  }
  return found;
}

/** dropped reads a drop. The entries must be taken before the first wait, or the browser forgets them. */
export async function dropped(data: DataTransfer): Promise<Found[]> {
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry?.()).filter((e) => e !== null && e !== undefined);
  if (entries.length === 0) {
    return chosen(data.files);
  }
  const found: Found[] = [];
  for (const entry of entries) {
    found.push(...(await walk(entry)));
  }
  return found;
}

/** chosen reads a file or folder chooser. */
export function chosen(files: FileList | null): Found[] {
  return Array.from(files ?? [], (file) => ({ path: file.webkitRelativePath || file.name, file })).filter((f) => !rubbish.test(f.path));
}

/** nameOfImport is the dropped folder's name, or the first file's. */
export function nameOfImport(found: Found[]): string {
  return found[0]?.path.split("/")[0] ?? "";
}

/** Heap is a folder of what was dropped that may be a case of its own, with its files as if it alone had been dropped. */
export interface Heap { name: string; files: Found[] }

/** heapsOf tells the folders apart that lie beside each other in what was dropped; fewer than two are none. Rest are files beside them. */
export function heapsOf(found: Found[]): { heaps: Heap[]; rest: Found[] } {
  const tops = new Set(found.map((f) => f.path.split("/")[0]));
  const depth = tops.size === 1 && found.every((f) => f.path.includes("/")) ? 1 : 0;
  const heaps = new Map<string, Found[]>();
  const rest: Found[] = [];
  for (const f of found) {
    const parts = f.path.split("/");
    const name = parts[depth];
    if (name === undefined || parts.length <= depth + 1) {
      rest.push(f);
    } else {
      heaps.set(name, [...(heaps.get(name) ?? []), { path: parts.slice(depth).join("/"), file: f.file }]);
    }
  }
  return heaps.size < 2 ? { heaps: [], rest: found } : { heaps: [...heaps].map(([name, files]) => ({ name, files })), rest };
}
