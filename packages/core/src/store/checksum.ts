/** Checksums of what is stored. */
import { crc32 } from "node:zlib";

/**
 * CRC-32 of some bytes, in 8 hexadecimal digits: it differs wherever a bit or a run of up to 32 bits
 * has changed, and misses one in 4·10⁹ of larger damages.
 */
export function checksumOf(content: Uint8Array | string): string {
  return crc32(content).toString(16).padStart(8, "0");
}

/** One line of text with its checksum in the next. */
export function sealed(line: string): string {
  return `${line}\n${checksumOf(line)}\n`;
}

/**
 * The first whole line of sealed ones; null where there is none. A text of one line, as earlier
 * versions wrote, has no checksum and is taken as it is.
 */
export function unsealed(text: string): { line: string; isChecked: boolean } | null {
  const lines = text.split("\n");
  const whole = lines.find((line, i) => line !== "" && lines[i + 1] === checksumOf(line));
  if (whole !== undefined) return { line: whole, isChecked: true };
  const [only, ...rest] = lines;
  return rest.every((line) => line === "") ? { line: only!, isChecked: false } : null;
}
