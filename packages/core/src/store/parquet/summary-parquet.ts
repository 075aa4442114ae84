/** A summary as a Parquet file: one row per channel in channel order, provenance in the metadata. */
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { detectorGroups } from "../../detector/groups.js";
import { LightDqmError } from "../../errors.js";
import type { CellValue } from "../../quantities/kept/column.js";
import { columnNamesOf, type QuantityName } from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";
import type { ArraysFile, Provenance } from "./provenance.js";
import { blankSummary, parseProvenance, provenanceKey, provenanceOf } from "./provenance.js";
import { type TableColumn, tableColumns } from "./table-columns.js";
import { parquetTypes, parquetValue, wholeFileColumns } from "./whole-file-columns.js";

/** The footer of a summary is smaller than this, so one read is enough. */
const footerBytes = 65_536;

/**
 * The bytes of the Parquet file of a summary.
 * @param arrays what was written of its arrays
 * @param address of the summary in its store, for the column `file`
 */
export function encodeSummary(
  summary: FileSummary,
  arrays: ArraysFile,
  address: string,
): Uint8Array {
  const rowCount = detectorGroups(summary.detector).indexCount;
  const file = { ...summary, address, detector: summary.detector.name };
  const columns = [
    ...wholeFileColumns.map((column) => ({
      name: column.name,
      element: parquetTypes[column.kind],
      data: new Array<unknown>(rowCount).fill(parquetValue(column, file)),
    })),
    ...tableColumns.flatMap(({ name, type, read }) =>
      type && read ? [{ name, element: { type }, data: read(summary) as unknown[] }] : [],
    ),
  ];
  const buffer = parquetWriteBuffer({
    schema: [
      { name: "channels", num_children: columns.length },
      ...columns.map(({ name, element, data }) => ({
        name,
        ...element,
        // A column that holds no null is read in half the time if it says so.
        repetition_type: data.includes(null) ? ("OPTIONAL" as const) : ("REQUIRED" as const),
      })),
    ],
    columnData: columns.map(({ name, data }) => ({ name, data })),
    kvMetadata: [{ key: provenanceKey, value: JSON.stringify(provenanceOf(summary, arrays)) }],
    // One row group: no reader can skip it, and all would have to parse them.
    statistics: false,
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
  const metadata = await footer(file, where);
  provenanceIn(metadata, where);
  return provenanceText(metadata)!;
}

/**
 * A stored summary without its arrays: see `blankSummary` for what spectra and jump event then are.
 * @param forChecks reads only what checks need: no histograms, no counts by EPCB and TPC, and of single
 *   trigger classes only counts of all waveforms
 * @param only reads the columns of these quantities only; null: of all
 * @throws LightDqmError `bad-input` for a file that is no summary
 */
export async function decodeSummary(
  file: AsyncBuffer,
  where: string,
  forChecks: boolean = false,
  only: readonly QuantityName[] | null = null,
): Promise<{ summary: FileSummary; provenance: Provenance }> {
  const metadata = await footer(file, where);
  const provenance = provenanceIn(metadata, where);
  const summary = blankSummary(provenance);
  const named = only && columnNamesOf(only);
  const read = tableColumns.filter(
    ({ name, figuresOnly, write }) =>
      !(forChecks && (figuresOnly || !write)) && (named?.has(name) ?? true),
  );
  const cells = await readColumns(file, metadata, read, where);
  const rowCount = detectorGroups(summary.detector).indexCount;
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

async function footer(file: AsyncBuffer, where: string): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(file, { initialFetchSize: footerBytes });
  } catch (cause) {
    throw damaged(where, "a Parquet file", cause instanceof Error ? cause.message : "", cause);
  }
}

function provenanceIn(metadata: FileMetaData, where: string): Provenance {
  const provenance = parseProvenance(provenanceText(metadata), where);
  const rowCount = provenance.detector.adcCount * provenance.detector.channelCount;
  if (Number(metadata.num_rows) !== rowCount)
    throw damaged(where, `${rowCount} rows`, `${metadata.num_rows}`);
  for (const { name, type } of metadata.schema) {
    const expected = typeOfColumn.get(name);
    if (expected && type !== expected) throw damaged(where, `"${name}" as ${expected}`, `${type}`);
  }
  return provenance;
}

/** Physical types of the columns that are written. */
const typeOfColumn = new Map(
  [
    ...tableColumns,
    ...wholeFileColumns.map(({ name, kind }) => ({ name, type: parquetTypes[kind].type })),
  ].flatMap(({ name, type }) => (type ? [[name, type] as const] : [])),
);

function provenanceText(metadata: FileMetaData): string | undefined {
  return metadata.key_value_metadata?.find(({ key }) => key === provenanceKey)?.value;
}

async function readColumns(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly TableColumn[],
  where: string,
): Promise<Map<string, ArrayLike<CellValue>>> {
  const cells = new Map<string, ArrayLike<CellValue>>();
  const there = new Set(metadata.schema.map(({ name }) => name));
  try {
    await parquetRead({
      file,
      metadata,
      utf8: false,
      columns: columns.flatMap(({ name }) => (there.has(name) ? [name] : [])),
      onChunk: ({ columnName, columnData }) => {
        // A summary is one row group, so a column is one chunk; copies would cost a third of the time.
        const values = columnData as ArrayLike<CellValue>;
        const before = cells.get(columnName);
        cells.set(columnName, before ? [...Array.from(before), ...Array.from(values)] : values);
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
