/** A file on its way into a part: checked, and converted where it cannot be copied as it is. */
import { readFile } from "node:fs/promises";
import { sha256 } from "../../files/sha256.js";
import { decodeArrays } from "../arrays/summary-arrays.js";
import type { FileNote } from "../file-note.js";
import { columnsIn, type FileColumn, shapeOf } from "../parquet/column-pages.js";
import { encodeMedians } from "../parquet/median-spectra.js";
import { type CheckedFooter, checkPages, readFooter } from "../parquet/seal.js";
import {
  decodeSummary,
  encodeConverted,
  provenanceIn,
  readMediansBytes,
} from "../parquet/summary-parquet.js";
import { onlyInSummaries } from "../parquet/table-columns.js";
import { arraysPath } from "../store-paths.js";
import { bufferOf, noteOf } from "../stored-files.js";
import type { PackPlace } from "./manifest.js";
import { magic } from "./packed-file.js";
import type { TableFile } from "./part-table.js";

/** What of a file goes into a part. */
export interface Packing extends TableFile {
  note: FileNote;
  /** Its Parquet file, and where the footer of this begins. */
  bytes: Uint8Array;
  footerStart: number;
  place: Pick<PackPlace, "arraysByteCount">;
}

/**
 * @param bytes of its Parquet file
 * @param path that it has or had as a single file
 * @param where it is read from
 * @param shapes of the columns of the table, by name; columns that are not known yet are added
 * @throws LightDqmError `bad-input` for a damaged file
 */
export async function packingOf(
  bytes: Uint8Array,
  path: string,
  { address }: Pick<FileNote, "address">,
  where: string,
  shapes: Map<string, string>,
): Promise<Packing> {
  const file = bufferOf(bytes);
  const footer = await readFooter(file, where);
  await checkPages(file, footer, where);
  const columns = columnsOfTable(bytes, footer, shapes);
  if (columns === null) {
    const again = await converted(bytes, path, address, where);
    return packingOf(again, path, { address }, where, shapes);
  }
  const provenance = provenanceIn(footer.metadata, where);
  return {
    ...{ note: noteOf(provenance, address), columns, bytes, footerStart: footer.start },
    rowCount: Number(footer.metadata.num_rows),
    place: { ...(provenance.medians && { arraysByteCount: provenance.arrays.bytes }) },
  };
}

/**
 * The columns that go into the table: they come first in the file. Null where they cannot be copied:
 * of earlier versions, or different from those of other files.
 */
function columnsOfTable(
  bytes: Uint8Array,
  { metadata, pages }: CheckedFooter,
  shapes: Map<string, string>,
): FileColumn[] | null {
  if (pages === null || metadata.row_groups.length !== 1) return null;
  const all = columnsIn(bytes, metadata);
  const columns = all.filter(({ element }) => !onlyInSummaries.includes(element.name));
  const shapeOfColumn = ({ element, meta }: FileColumn): string => shapeOf(element, meta.codec);
  let at = bytes.byteOffset + magic.length;
  const isFirst = columns.every((column, i) => {
    const isNext = column === all[i] && column.bytes.byteOffset === at;
    at += column.bytes.length;
    return isNext;
  });
  const isAlike = columns.every((column) => {
    const shape = shapes.get(column.element.name) ?? shapeOfColumn(column);
    return column.meta.dictionary_page_offset === undefined && shape === shapeOfColumn(column);
  });
  if (!isFirst || !isAlike) return null;
  for (const column of columns) shapes.set(column.element.name, shapeOfColumn(column));
  return columns;
}

/** A file as this version writes it; without medians where its arrays are gone and it has none. */
async function converted(
  bytes: Uint8Array,
  path: string,
  address: string,
  where: string,
): Promise<Uint8Array> {
  const { summary, provenance } = await decodeSummary(bufferOf(bytes), where);
  const kept = await readMediansBytes(bufferOf(bytes), where);
  if (kept) return encodeConverted(summary, provenance, kept, address);
  const arrays = await readFile(arraysPath(path)).catch(() => null);
  const isWhole = arrays !== null && sha256(arrays) === provenance.arrays.sha256;
  const { spectrumScale, jumpEvent } = provenance;
  const medians = isWhole
    ? encodeMedians(decodeArrays(arrays, where, spectrumScale, jumpEvent).spectra)
    : null;
  return encodeConverted(summary, provenance, medians, address);
}
