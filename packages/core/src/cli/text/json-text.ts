import { printableJson } from "../../words/printable.js";

/** A value as `--json` prints it. */
export function jsonText(value: unknown): string {
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}
