import { seal } from "../../src/store/parquet/seal.js";

/** A Parquet file that was changed on purpose, with the checksums of what it is now. */
export function resealed(changed: string | Buffer): Buffer {
  const text = typeof changed === "string" ? changed : changed.toString("latin1");
  const blank = text.replace(
    /pages [0-9a-f]{8} footer [0-9a-f]{8}/,
    "pages 00000000 footer 00000000",
  );
  const file = Buffer.from(blank, "latin1");
  seal(file);
  return file;
}

/** The JSON of a list, manifest or catalogue, which has its checksum in the next line. */
export const firstLine = (text: string): string => text.split("\n")[0]!;
