import { oneLine } from "../../words/printable.js";

/** A column of a text table. */
export interface TextColumn {
  title: string;
  /** Numbers are aligned right, words left. */
  align: "left" | "right";
}

/** Rows under their titles, aligned, two spaces between columns; a line break ends each line. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => row.map(oneLine))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) =>
          columns[i]!.align === "right" ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!),
        )
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
