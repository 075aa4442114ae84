/** Which characters a TrueType font has: its `cmap` table, formats 4 and 12 (OpenType 1.9, cmap). */

const unicodePlatform = 0;
const windowsPlatform = 3;

/** @returns a test whether the font has a glyph for a code point */
export function characterTest(font: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const ranges = characterRanges(view, cmapOffset(view));
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

function cmapOffset(view: DataView): number {
  const tableCount = view.getUint16(4);
  for (let i = 0; i < tableCount; i++) {
    const entry = 12 + 16 * i;
    if (view.getUint32(entry) === 0x636d6170) return view.getUint32(entry + 8);
  }
  return view.byteLength;
}

/** First and last code points of every stretch; from the table with the most characters. */
function characterRanges(view: DataView, cmap: number): [number, number][] {
  let best: [number, number][] = [];
  const tableCount = view.getUint16(cmap + 2);
  for (let i = 0; i < tableCount; i++) {
    const entry = cmap + 4 + 8 * i;
    const platform = view.getUint16(entry);
    if (platform !== unicodePlatform && platform !== windowsPlatform) continue;
    const table = cmap + view.getUint32(entry + 4);
    const format = view.getUint16(table);
    const ranges = format === 12 ? groups(view, table) : format === 4 ? segments(view, table) : [];
    if (characterCount(ranges) > characterCount(best)) best = ranges;
  }
  return best;
}

function characterCount(ranges: [number, number][]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

function groups(view: DataView, table: number): [number, number][] {
  return Array.from({ length: view.getUint32(table + 12) }, (_, i) => [
    view.getUint32(table + 16 + 12 * i),
    view.getUint32(table + 20 + 12 * i),
  ]);
}

/** Segments of format 4 without 0xFFFF, which only ends the table. */
function segments(view: DataView, table: number): [number, number][] {
  const twiceCount = view.getUint16(table + 6);
  const ranges: [number, number][] = [];
  for (let i = 0; i < twiceCount; i += 2) {
    const last = view.getUint16(table + 14 + i);
    const first = view.getUint16(table + 16 + twiceCount + i);
    if (first !== 0xffff) ranges.push([first, last]);
  }
  return ranges;
}
