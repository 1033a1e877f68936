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
