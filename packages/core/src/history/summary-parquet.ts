/** A summary as a Parquet file: one row a channel in flat order, provenance in the metadata. */
import type { AsyncBuffer, FileMetaData, SchemaElement } from "hyparquet";
import { parquetMetadataAsync, parquetRead } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { LightDqmError } from "../errors.js";
import type { FileSummary } from "../summary.js";
import type { ArraysFile, Provenance } from "./provenance.js";
import { blankSummary, parseProvenance, provenanceKey, provenanceOf } from "./provenance.js";
import type { CellValue, SummaryColumn } from "./summary-columns.js";
import { summaryColumns } from "./summary-columns.js";

/** The footer of a summary is smaller than this, so one read is enough. */
const footerBytes = 65_536;

/** The bytes of the Parquet file of a summary whose arrays were written as `arrays`. */
export function encodeSummary(summary: FileSummary, arrays: ArraysFile): Uint8Array {
  const buffer = parquetWriteBuffer({
    schema: [{ name: "channels", num_children: summaryColumns.length }, ...schema()],
    columnData: summaryColumns.map((column) => ({
      name: column.name,
      data: column.read(summary),
    })),
    kvMetadata: [{ key: provenanceKey, value: JSON.stringify(provenanceOf(summary, arrays)) }],
    createdBy: `light-dqm ${summary.softwareVersion}`,
  });
  return new Uint8Array(buffer);
}

/**
 * The provenance of a stored summary; reads the footer only.
 * @throws LightDqmError `bad-input` for a file that is no summary
 */
export async function decodeProvenance(file: AsyncBuffer, where: string): Promise<Provenance> {
  return provenanceIn(await footer(file, where), where);
}

/**
 * The JSON text of a stored summary's provenance, as it was written.
 * @throws LightDqmError `bad-input` for a file that is no summary
 */
export async function provenanceTextIn(file: AsyncBuffer, where: string): Promise<string> {
  const text = provenanceText(await footer(file, where));
  parseProvenance(text, where);
  return text!;
}

/**
 * A stored summary without its arrays: see `blankSummary` for what spectra and jump event then are.
 * @param forChecks reads only what checks look at: no histograms, no counts by EPCB and TPC
 * @throws LightDqmError `bad-input` for a file that is no summary
 */
export async function decodeSummary(
  file: AsyncBuffer,
  where: string,
  forChecks: boolean = false,
): Promise<{ summary: FileSummary; provenance: Provenance }> {
  const metadata = await footer(file, where);
  const provenance = provenanceIn(metadata, where);
  const summary = blankSummary(provenance);
  const read = summaryColumns.filter(({ figuresOnly }) => !(forChecks && figuresOnly));
  const cells = await readColumns(file, metadata, read, where);
  const rowCount = summary.baselineAdc16.p50.length;
  for (const column of read) {
    const values = cells.get(column.name);
    // A column that was added after the file was written is unknown, as everything of a blank summary.
    if (values === undefined && column.addedLater) continue;
    if (values?.length !== rowCount)
      throw damaged(where, `${rowCount} rows of "${column.name}"`, `${values?.length ?? 0}`);
    column.write?.(summary, values);
  }
  return { summary, provenance };
}

function schema(): SchemaElement[] {
  return summaryColumns.flatMap(({ name, type }: SummaryColumn): SchemaElement[] => {
    if (type !== "INT32 list") return [{ name, type, repetition_type: "OPTIONAL" }];
    return [
      {
        name,
        repetition_type: "OPTIONAL",
        num_children: 1,
        converted_type: "LIST",
        logical_type: { type: "LIST" },
      },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", type: "INT32", repetition_type: "REQUIRED" },
    ];
  });
}

async function footer(file: AsyncBuffer, where: string): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(file, { initialFetchSize: footerBytes });
  } catch (cause) {
    throw damaged(where, "a Parquet file", cause instanceof Error ? cause.message : "", cause);
  }
}

function provenanceIn(metadata: FileMetaData, where: string): Provenance {
  return parseProvenance(provenanceText(metadata), where);
}

function provenanceText(metadata: FileMetaData): string | undefined {
  return metadata.key_value_metadata?.find(({ key }) => key === provenanceKey)?.value;
}

async function readColumns(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly SummaryColumn[],
  where: string,
): Promise<Map<string, CellValue[]>> {
  const cells = new Map<string, CellValue[]>();
  const there = new Set(metadata.schema.map(({ name }) => name));
  try {
    await parquetRead({
      file,
      metadata,
      columns: columns.flatMap(({ name }) => (there.has(name) ? [name] : [])),
      onChunk: ({ columnName, columnData }) => {
        // A summary is one row group, so a column is one chunk; copies would cost a third of the time.
        const values = columnData as CellValue[];
        const before = cells.get(columnName);
        cells.set(columnName, before ? [...before, ...values] : values);
      },
    });
  } catch (cause) {
    throw damaged(where, "a whole Parquet file", String((cause as Error).message), cause);
  }
  return cells;
}

function damaged(where: string, expected: string, got: string, cause?: unknown): LightDqmError {
  const parts = { what: "Cannot read a stored summary", where, expected, got };
  return new LightDqmError("bad-input", parts, { cause });
}
