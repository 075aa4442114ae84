/**
 * The checksums of a part's table, by column and row group, so that a reader checks what it reads and
 * no more: they are kept beside the table, in the part's list of files.
 */
import { type FileHandle, open } from "node:fs/promises";
import { parquetMetadata } from "hyparquet";
import { LightDqmError } from "../../errors.js";
import { checksumOf } from "../checksum.js";

/** Where bytes are, and their checksum. */
type Chunk = [offset: number, byteCount: number, checksum: string];

/** The checksums of a table. */
export interface TableSums {
  byteCount: number;
  /** Of all that is in no column: footer, indices, magic numbers. */
  rest: string;
  groups: {
    /** First and last ADC of its rows; null where unknown. */
    adcs: [first: number, last: number] | null;
    /** By name of the column. */
    columns: Record<string, Chunk>;
  }[];
}

/** Which columns and ADCs are read; null: all. */
export interface TableNeed {
  columns: ReadonlySet<string> | null;
  adcs: ReadonlySet<number> | null;
}

/** The checksums of a table that was just written. */
export async function tableSumsOf(path: string): Promise<TableSums> {
  const handle = await open(path);
  try {
    const { size: byteCount } = await handle.stat();
    const end = await read(handle, byteCount - 8, 8);
    const footerCount = Buffer.from(end).readUInt32LE(0) + 8;
    const footer = await read(handle, byteCount - footerCount, footerCount);
    const groups: TableSums["groups"] = [];
    for (const { columns } of parquetMetadata(new Uint8Array(footer).buffer).row_groups) {
      const group: TableSums["groups"][number] = { adcs: null, columns: {} };
      for (const { meta_data: chunk } of columns) {
        const name = chunk!.path_in_schema.join(".");
        const offset = Number(chunk!.dictionary_page_offset ?? chunk!.data_page_offset);
        const count = Number(chunk!.total_compressed_size);
        group.columns[name] = [offset, count, checksumOf(await read(handle, offset, count))];
        const { min_value: least, max_value: most } = chunk!.statistics ?? {};
        if (name === "adc" && typeof least === "number" && typeof most === "number")
          group.adcs = [least, most];
      }
      groups.push(group);
    }
    return { byteCount, rest: await checksumOfRest(handle, byteCount, groups), groups };
  } finally {
    await handle.close();
  }
}

/**
 * Checks what is to be read of a table.
 * @throws LightDqmError `bad-input` where it has changed since it was written; the file system's
 *   error where it is gone
 */
export async function checkTable(
  path: string,
  { byteCount, rest, groups }: TableSums,
  { columns, adcs }: TableNeed,
): Promise<void> {
  const fail = (got: string): never => {
    const parts = { what: "Cannot read a stored summary", where: path };
    const expected = "a table as it was written";
    throw new LightDqmError("bad-input", { ...parts, expected, got });
  };
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    if (size !== byteCount) fail(`${size} bytes instead of ${byteCount}`);
    if ((await checksumOfRest(handle, byteCount, groups)) !== rest)
      fail("a footer that has changed");
    for (const group of groups) {
      if (!holdsAny(group.adcs, adcs)) continue;
      for (const [name, [offset, count, checksum]] of Object.entries(group.columns)) {
        if (columns && !columns.has(name)) continue;
        if (checksumOf(await read(handle, offset, count)) !== checksum)
          fail(`a column ${name} that has changed`);
      }
    }
  } finally {
    await handle.close();
  }
}

function holdsAny(span: TableSums["groups"][number]["adcs"], adcs: TableNeed["adcs"]): boolean {
  if (!span || !adcs) return true;
  const [first, last] = span;
  return [...adcs].some((adc) => adc >= first && adc <= last);
}

async function checksumOfRest(
  handle: FileHandle,
  byteCount: number,
  groups: TableSums["groups"],
): Promise<string> {
  const chunks = groups
    .flatMap(({ columns }) => Object.values(columns))
    .sort((a, b) => a[0] - b[0]);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [offset, count] of [...chunks, [byteCount, 0] as const]) {
    if (offset > at) parts.push(await read(handle, at, offset - at));
    at = Math.max(at, offset + count);
  }
  return checksumOf(Buffer.concat(parts));
}

async function read(handle: FileHandle, offset: number, byteCount: number): Promise<Uint8Array> {
  const into = new Uint8Array(byteCount);
  const { bytesRead } = await handle.read(into, 0, byteCount, offset);
  return into.subarray(0, bytesRead);
}
