import { expect, it } from "vitest";
import { csvRows } from "../../src/files/csv-rows.js";

it.each([
  ["nothing", "", []],
  ["values without spaces around them", " a , b\n", [{ line: 1, cells: ["a", "b"] }]],
  [
    "an empty line as one empty value",
    "a\n\nb",
    [
      { line: 1, cells: ["a"] },
      { line: 2, cells: [""] },
      { line: 3, cells: ["b"] },
    ],
  ],
  [
    "commas, quotes and line breaks in quotes, counted as lines",
    'a,"b, ""c""\r\nd"\r\ne,',
    [
      { line: 1, cells: ["a", 'b, "c"\r\nd'] },
      { line: 3, cells: ["e", ""] },
    ],
  ],
  ["a byte order mark left out", "\uFEFFa\r", [{ line: 1, cells: ["a"] }]],
])("a CSV text is read: %s", (_, text, rows) => {
  expect(csvRows(text)).toEqual(rows);
});
