/**
 * The table of a part: a Parquet file with the rows of its files one after another, each file's by
 * channel. Its columns are made of the bytes of the columns of single files, which are not encoded
 * again. Histograms and spectra are in the pack alone, everything else here alone.
 */
import { open } from "node:fs/promises";
import type { ColumnMetaData, SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { writeAll } from "../../files/write-all.js";
import { elementOf, type FileColumn, writtenColumn } from "../parquet/column-pages.js";

/** What of a file goes into the table. */
export interface TableFile {
  rowCount: number;
  /** In the order of its own Parquet file. */
  columns: readonly FileColumn[];
}

/** Where the bytes of a column are. */
export type Extent = readonly [offset: number, byteCount: number];

/** A table that is being written. */
export interface TableWriter {
  /** Adds a group of files, whose numbers go on. @returns by file and column, where its bytes are */
  add(files: readonly TableFile[]): Promise<Extent[][]>;
  /** Writes the footer, and what is left of columns that some files lack. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** The files of a row group: so many are in memory at a time. */
export const filesOfGroup = 64;

/** A row group: the rows of its files, and the columns it has so far, by name. */
interface Group {
  rowCounts: number[];
  columns: Map<string, ColumnMetaData>;
}

/** Begins a table; the file must not exist. */
export async function startTable(path: string): Promise<TableWriter> {
  const handle = await open(path, "wx");
  /** A column as it was first met, by name. */
  const known = new Map<string, FileColumn>();
  const groups: Group[] = [];
  let offset = 0;
  let fileCount = 0;
  const append = async (bytes: Uint8Array): Promise<number> => {
    const start = offset;
    await writeAll(handle, bytes, start);
    offset += bytes.length;
    return start;
  };
  /** Writes a column of a group; files without it have nulls. @returns where each file's bytes are */
  const appendColumn = async (
    { rowCounts, columns }: Group,
    like: FileColumn,
    ofFiles: readonly (FileColumn | undefined)[],
  ): Promise<Extent[]> => {
    const pieces = ofFiles.map((column, i) => column ?? nullsLike(like, rowCounts[i]!));
    const start = await append(Buffer.concat(pieces.map(({ bytes }) => bytes)));
    columns.set(like.element.name, joined(pieces, start));
    let at = start;
    return pieces.map(({ bytes }) => {
      at += bytes.length;
      return [at - bytes.length, bytes.length];
    });
  };

  await append(magic);
  return {
    add: async (files) => {
      const rowCounts = files.map(({ rowCount }) => rowCount);
      const group: Group = { rowCounts, columns: new Map() };
      groups.push(group);
      const indices = files.map((_, i) => indexColumn(fileCount + i, rowCounts[i]!));
      fileCount += files.length;
      await appendColumn(group, indices[0]!, indices);
      const byName = files.map(
        ({ columns }) => new Map(columns.map((column) => [column.element.name, column])),
      );
      // Its bytes are not needed: they would keep those of the whole file.
      for (const columns of byName)
        for (const [name, column] of columns)
          if (!known.has(name)) known.set(name, { ...column, bytes: new Uint8Array() });
      const places = files.map(() => new Map<string, Extent>());
      for (const [name, like] of known) {
        const ofFiles = byName.map((columns) => columns.get(name));
        const extents = await appendColumn(group, like, ofFiles);
        for (const [i, extent] of extents.entries()) places[i]!.set(name, extent);
      }
      return files.map(({ columns }, i) =>
        columns.map(({ element }) => places[i]!.get(element.name)!),
      );
    },
    finish: async () => {
      // Columns that no file of an earlier group had.
      for (const group of groups)
        for (const [name, like] of known)
          if (!group.columns.has(name))
            await appendColumn(group, like, new Array<undefined>(group.rowCounts.length));
      await append(
        footerOf([indexElement, ...[...known.values()].map((each) => each.element)], groups),
      );
      await handle.sync();
    },
    close: () => handle.close(),
  };
}

const magic = Buffer.from("PAR1");
/** The number of a row's file in the part. */
const indexElement = elementOf("file_index", { type: "INT32" });

const indexColumn = (index: number, rowCount: number): FileColumn =>
  writtenColumn(indexElement, new Array<number>(rowCount).fill(index), "UNCOMPRESSED");

const nullsLike = ({ element, meta }: FileColumn, rowCount: number): FileColumn =>
  writtenColumn(element, new Array<null>(rowCount).fill(null), meta.codec);

/** What the footer says of columns whose bytes are one after another. */
function joined(pieces: readonly FileColumn[], start: number): ColumnMetaData {
  const sum = (of: "num_values" | "total_compressed_size" | "total_uncompressed_size"): bigint =>
    pieces.reduce((total, { meta }) => total + meta[of], 0n);
  return {
    ...pieces[0]!.meta,
    encodings: [...new Set(pieces.flatMap(({ meta }) => meta.encodings))],
    num_values: sum("num_values"),
    total_compressed_size: sum("total_compressed_size"),
    total_uncompressed_size: sum("total_uncompressed_size"),
    data_page_offset: BigInt(start),
  };
}

function footerOf(elements: readonly SchemaElement[], groups: readonly Group[]): Uint8Array {
  const writer = new ByteWriter();
  const schema = [{ name: "channels", num_children: elements.length }, ...elements];
  const table = new ParquetWriter({ writer, schema, statistics: false, createdBy: "light-dqm" });
  for (const { rowCounts, columns } of groups) {
    const rowCount = BigInt(rowCounts.reduce((sum, count) => sum + count, 0));
    const metas = elements.map(({ name }) => columns.get(name)!);
    const bytesOf = (of: "total_compressed_size" | "total_uncompressed_size"): bigint =>
      metas.reduce((sum, meta) => sum + meta[of], 0n);
    table.num_rows += rowCount;
    table.row_groups.push({
      columns: metas.map((meta_data) => ({ meta_data, file_offset: meta_data.data_page_offset })),
      total_byte_size: bytesOf("total_uncompressed_size"),
      total_compressed_size: bytesOf("total_compressed_size"),
      num_rows: rowCount,
    });
  }
  table.finish();
  return writer.getBytes().subarray(magic.length);
}
