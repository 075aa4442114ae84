import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { packed, unpacked } from "../../src/store/parts/packed-file.js";

const directory = mkdtempSync(join(tmpdir(), "light-dqm-packed-file-"));
afterAll(() => rmSync(directory, { recursive: true }));

it.each([
  ["at its start", 4],
  ["beyond 4 GiB, as of thousands of channels", 5 * 2 ** 30],
])("a file is put together again from a table %s", (_, start) => {
  const columns = [Buffer.from("first column"), Buffer.from("second")];
  const [inPack, footer] = [Buffer.from("histograms"), Buffer.from("footer")];
  const file = Buffer.concat([Buffer.from("PAR1"), ...columns, inPack, footer]);
  // The bytes before are a hole, which takes no room.
  const table = openSync(join(directory, `${start}.parquet`), "w+");
  try {
    let at = start;
    const extents = columns.map((column) => {
      writeSync(table, column, 0, column.length, at);
      at += column.length;
      return [at - column.length, column.length] as const;
    });
    const { bytes, footerByteCount } = packed(file, file.length - footer.length, extents);
    expect(bytes.subarray(0, inPack.length)).toEqual(inPack);
    const place = { footerByteCount, tableColumns: columns.length };
    expect(Buffer.from(unpacked(bytes, place, table))).toEqual(file);
  } finally {
    closeSync(table);
  }
});
