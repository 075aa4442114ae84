/** A summary as a Parquet file: one row per channel in channel order, provenance in the metadata. */
import { type AsyncBuffer, type FileMetaData, parquetRead } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { detectorGroups } from "../../detector/groups.js";
import type { CellValue } from "../../quantities/kept/column.js";
import { columnNamesOf, type QuantityName } from "../../quantities/table.js";
import type { FileSummary } from "../../summary.js";
import { compressors, elementOf, pagesOf } from "./column-pages.js";
import { decodeMedians, encodeMedians } from "./median-spectra.js";
import type { ArraysFile, Provenance } from "./provenance.js";
import {
  blankSummary,
  parseProvenance,
  provenanceKey,
  provenanceOf,
  roundedMedians,
} from "./provenance.js";
import { blankSeal, checkPages, damaged, parquetCompressors, readFooter, seal } from "./seal.js";
import { mediansColumn, onlyInSummaries, type TableColumn, tableColumns } from "./table-columns.js";
import { parquetTypes, parquetValue, wholeFileColumns } from "./whole-file-columns.js";

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
  const medians = encodeMedians(summary.spectra);
  return encodeTable(summary, provenanceOf(summary, arrays), medians, address);
}

/**
 * The file of a summary that an earlier version has written, as it is written now.
 * @param provenance as it was
 * @param medians of its spectra, from `encodeMedians`; null where they are unknown
 */
export function encodeConverted(
  summary: FileSummary,
  provenance: Provenance,
  medians: Uint8Array | null,
  address: string,
): Uint8Array {
  const document = medians ? { ...provenance, medians: roundedMedians } : provenance;
  return encodeTable(summary, document, medians, address);
}

/** Columns of tables first, then those that tables leave out. */
function encodeTable(
  summary: FileSummary,
  provenance: Provenance,
  medians: Uint8Array | null,
  address: string,
): Uint8Array {
  const rowCount = detectorGroups(summary.detector).indexCount;
  const file = { ...summary, address, detector: summary.detector.name };
  const ofChannels = tableColumns.flatMap(({ name, type, read }) =>
    type && read ? [{ name, element: { type }, data: read(summary) as unknown[] }] : [],
  );
  const isInTables = ({ name }: { name: string }): boolean => !onlyInSummaries.includes(name);
  const columns = [
    ...wholeFileColumns.map((column) => ({
      name: column.name,
      element: parquetTypes[column.kind],
      data: new Array<unknown>(rowCount).fill(parquetValue(column, file)),
    })),
    ...ofChannels.filter(isInTables),
    ...ofChannels.filter((column) => !isInTables(column)),
    {
      name: mediansColumn,
      element: { type: "BYTE_ARRAY" as const },
      data: [medians, ...new Array<null>(rowCount - 1).fill(null)],
    },
  ];
  const buffer = parquetWriteBuffer({
    schema: [
      { name: "channels", num_children: columns.length },
      ...columns.map(({ name, element }) => elementOf(name, element)),
    ],
    columnData: columns.map(({ name, element, data }) => ({
      ...{ name, data },
      ...pagesOf(element, data),
      ...(name === mediansColumn && { codec: "UNCOMPRESSED" as const }),
    })),
    codec: "GZIP",
    compressors,
    kvMetadata: [{ key: provenanceKey, value: JSON.stringify(provenance) }, blankSeal],
    // One row group: no reader can skip it, and all would have to parse them.
    statistics: false,
    createdBy: `light-dqm ${summary.softwareVersion}`,
  });
  const bytes = Buffer.from(buffer);
  seal(bytes);
  return bytes;
}

/**
 * The provenance of a stored summary; reads the footer only.
 * @throws LightDqmError `bad-input` for a file that is no summary
 */
export async function decodeProvenance(file: AsyncBuffer, where: string): Promise<Provenance> {
  return provenanceIn((await readFooter(file, where)).metadata, where);
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
  const footer = await readFooter(file, where);
  const { metadata } = footer;
  const provenance = provenanceIn(metadata, where);
  await checkPages(file, footer, where);
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

/**
 * The medians that a summary's Parquet file holds; null in those of earlier versions.
 * @throws LightDqmError `bad-input` for a damaged file
 */
export async function readMedians(
  file: AsyncBuffer,
  where: string,
  scale: FileSummary["spectra"]["scale"],
): Promise<FileSummary["spectra"] | null> {
  const bytes = await readMediansBytes(file, where);
  return bytes && decodeMedians(bytes, scale, where);
}

/** The medians as they are written; see `readMedians`. */
export async function readMediansBytes(
  file: AsyncBuffer,
  where: string,
): Promise<Uint8Array | null> {
  const footer = await readFooter(file, where);
  await checkPages(file, footer, where);
  const read = { name: mediansColumn };
  const cells = await readColumns(file, footer.metadata, [read], where);
  const bytes = cells.get(mediansColumn)?.[0];
  return bytes instanceof Uint8Array ? bytes : null;
}

/**
 * The provenance in a footer.
 * @throws LightDqmError `bad-input` for that of a file that is no summary
 */
export function provenanceIn(metadata: FileMetaData, where: string): Provenance {
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
      compressors: parquetCompressors,
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
