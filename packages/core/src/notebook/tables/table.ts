/** Rows as tables, in HTML and in characters. */
import { escapedHtml } from "../escaped-text.js";

/** Values by column; null and NaN are shown as unknown. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A table without scripts and with everything escaped. */
export function htmlTable(rows: readonly Row[], note: string): string {
  const columns = Object.keys(rows[0] ?? {});
  const head = columns.map(
    (name) => `<th style="${alignment(rows, name)}">${escapedHtml(name)}</th>`,
  );
  const body = rows.map((row) => {
    const cells = columns.map(
      (name) => `<td style="${alignment(rows, name)}">${escapedHtml(cellText(row[name]))}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  const table = `<table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
  return note === "" ? table : `${table}<p>${escapedHtml(note)}</p>`;
}

/** A table of fixed-width characters. */
export function textTable(rows: readonly Row[], note: string): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((name) => cellText(row[name])))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const isRight = columns.map((name) => isNumeric(rows, name));
  const text = lines.map((line) =>
    line
      .map((cell, i) => (isRight[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
  return [...text, ...(note === "" ? [] : [note])].join("\n");
}

/** A number in at most six digits, so that columns stay narrow; whole numbers as they are. */
function cellText(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return "unknown";
  if (typeof value !== "number") return String(value);
  if (Number.isNaN(value)) return "unknown";
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

function isNumeric(rows: readonly Row[], name: string): boolean {
  return rows.every((row) => typeof row[name] === "number" || row[name] === null);
}

/** Numbers to the right; short texts on one line, so that long ones beside them get the room. */
function alignment(rows: readonly Row[], name: string): string {
  const longest = Math.max(...rows.map((row) => cellText(row[name]).length));
  const wrap = longest <= mostOnOneLine ? ";white-space:nowrap" : "";
  return `text-align:${isNumeric(rows, name) ? "right" : "left"}${wrap}`;
}

/** Characters. */
const mostOnOneLine = 24;
