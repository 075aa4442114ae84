/**
 * How a summary's Parquet file writes its columns: each alike in all files and without a dictionary, so
 * that compaction puts the bytes of many files one after another into one column of a table.
 */
import { constants, gzipSync } from "node:zlib";
import {
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadata,
  type SchemaElement,
} from "hyparquet";
import { type ColumnSource, type ParquetWriteOptions, parquetWriteBuffer } from "hyparquet-writer";
import { onlyInSummaries, tableColumns } from "./table-columns.js";
import { parquetTypes, wholeFileColumns } from "./whole-file-columns.js";

/** Columns that hold no null in any file. */
const neverNull: readonly string[] = ["file_index", "adc", "channel"];

/** What the schema says of a column. */
export function elementOf(name: string, element: Partial<SchemaElement>): SchemaElement {
  const repetition_type = neverNull.includes(name) ? "REQUIRED" : "OPTIONAL";
  return { name, ...element, repetition_type };
}

/**
 * How values are written, by their type: differences, which need no compression; or bytes of the same
 * weight beside each other, which are compressed best.
 */
const ways: Record<string, Required<Pick<ColumnSource, "encoding" | "codec">>> = {
  INT32: { encoding: "DELTA_BINARY_PACKED", codec: "UNCOMPRESSED" },
  INT64: { encoding: "DELTA_BINARY_PACKED", codec: "UNCOMPRESSED" },
  DOUBLE: { encoding: "BYTE_STREAM_SPLIT", codec: "GZIP" },
  text: { encoding: "DELTA_BYTE_ARRAY", codec: "UNCOMPRESSED" },
  BYTE_ARRAY: { encoding: "PLAIN", codec: "GZIP" },
};

type Written = Pick<SchemaElement, "type" | "converted_type">;

const wayOf = ({ type, converted_type }: Written): (typeof ways)[string] =>
  ways[converted_type === "UTF8" ? "text" : type!]!;

/** How the values of a column are written. */
export function pagesOf(
  element: Written,
  data: readonly unknown[],
): Required<Pick<ColumnSource, "encoding" | "codec">> {
  const { encoding, codec } = wayOf(element);
  return { encoding: data.some((value) => value !== null) ? encoding : "PLAIN", codec };
}

/** Pages of more bytes are counts of histograms, mostly zeros. */
const widePageBytes = 20_000;

/** What pages are compressed by; in wide ones there are runs and little else to find. */
export const compressors: ParquetWriteOptions["compressors"] = {
  GZIP: (bytes) =>
    gzipSync(bytes, bytes.length > widePageBytes ? { strategy: constants.Z_RLE } : {}),
};

/** A column as the schema and the bytes tell it: where it is the same, bytes may be joined. */
export function shapeOf(
  { type, repetition_type, converted_type, logical_type }: SchemaElement,
  codec: string,
): string {
  return [type, repetition_type, converted_type, logical_type?.type, codec].join(" ");
}

/** The shapes of the columns of tables that this version knows, by name. */
export const knownShapes: ReadonlyMap<string, string> = new Map(
  [
    ...wholeFileColumns.map(({ name, kind }) => ({ name, element: parquetTypes[kind] })),
    ...tableColumns.flatMap(({ name, type }) =>
      type && !onlyInSummaries.includes(name) ? [{ name, element: { type } }] : [],
    ),
  ].map(({ name, element }) => [name, shapeOf(elementOf(name, element), wayOf(element).codec!)]),
);

/** A column of a file, as it is written. */
export interface FileColumn {
  element: SchemaElement;
  meta: ColumnMetaData;
  bytes: Uint8Array;
}

/** The columns of a Parquet file of one row group, in their order. */
export function columnsIn(file: Uint8Array, { schema, row_groups }: FileMetaData): FileColumn[] {
  const elements = new Map(schema.map((element) => [element.name, element]));
  return (row_groups[0]?.columns ?? []).map(({ meta_data }) => {
    const meta = meta_data!;
    const start = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
    const bytes = file.subarray(start, start + Number(meta.total_compressed_size));
    return { element: elements.get(meta.path_in_schema.join("."))!, meta, bytes };
  });
}

/** A column written by itself. */
export function writtenColumn(
  element: SchemaElement,
  data: (number | null)[],
  codec: ColumnMetaData["codec"],
): FileColumn {
  const buffer = parquetWriteBuffer({
    schema: [{ name: "channels", num_children: 1 }, element],
    columnData: [{ name: element.name, data, ...pagesOf(element, data), codec }],
    compressors,
    statistics: false,
  });
  return columnsIn(new Uint8Array(buffer), parquetMetadata(buffer))[0]!;
}
