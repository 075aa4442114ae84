/** Reading CSV files that people edit. */
import { csvParseRows } from "d3-dsv";

/** A row of a CSV text. */
export interface CsvRow {
  /** Number of its first line, from 1. */
  line: number;
  /** Its values, without spaces around them; one that is empty where the line is. */
  cells: string[];
}

/**
 * The rows of a CSV text (RFC 4180: values with commas, quotes or line breaks in double quotes), the
 * header among them. Lines end in LF, CRLF or CR; a byte order mark is ignored.
 */
export function csvRows(text: string): CsvRow[] {
  let next = 1;
  return csvParseRows(text.replace(/^\uFEFF/, ""), (values) => {
    const line = next;
    next += 1 + (values.join().match(/\r\n|\n|\r/g)?.length ?? 0);
    return { line, cells: values.map((value) => value.trim()) };
  });
}
