/** Text in figures: made plain, measured and broken into lines without a browser. */

const widthOfAscii = [
  32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
  64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
  60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
  63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];

/**
 * Width of a line in DejaVu Sans, in px: advance widths of ASCII to 1 % of an em, other characters
 * taken as wide as a capital.
 */
export function textWidthPx(text: string, fontPx: number): number {
  let percentOfEm = 0;
  for (const character of text)
    percentOfEm += widthOfAscii[character.charCodeAt(0) - 32] ?? (character === "…" ? 100 : 75);
  return (percentOfEm / 100) * fontPx;
}

/**
 * Text without anything that plotly would interpret: the character that starts a tag, character
 * reference or TeX is replaced; control and direction characters are removed. Line feeds stay only
 * if `keepLines`.
 */
export function plainText(text: string, keepLines = false): string {
  if (/^[ -#%'-;=?-~]*$/.test(text)) return text;
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, " ")
    .replace(/\n/g, keepLines ? "\n" : " ")
    .replace(/</g, "‹")
    .replace(/>/g, "›")
    .replace(/\$/g, "_")
    .replace(/&(?=#?\w+;)/g, "+");
}

/** The text, ended with "…" where it is wider than `widthPx`. */
export function fitText(text: string, widthPx: number, fontPx: number): string {
  if (textWidthPx(text, fontPx) <= widthPx) return text;
  const kept = mostThatFit(text.length, (count) => {
    return textWidthPx(`${text.slice(0, count)}…`, fontPx) <= widthPx;
  });
  return `${text.slice(0, kept).trimEnd()}…`;
}

/** The largest number up to `most` that fits, 0 where none does; found by halves, since texts may be long. */
export function mostThatFit(most: number, fits: (count: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The text, its middle replaced by "…" where it is too wide: file names end in run numbers.
 * @param measure width of a text, in the unit of `width`
 */
export function fitMiddle(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  const characters = Array.from(text);
  const shortened = (kept: number): string => {
    const head = Math.floor(kept / 3);
    const tail = characters.slice(characters.length - (kept - head));
    return `${characters.slice(0, head).join("")}…${tail.join("")}`;
  };
  const kept = mostThatFit(characters.length - 1, (count) => measure(shortened(count)) <= width);
  return kept === 0 ? "…" : shortened(kept);
}

/**
 * The text in at most `maxLines` lines no wider than `widthPx`, broken at spaces; what does not fit
 * ends with "…".
 */
export function wrapText(
  text: string,
  widthPx: number,
  fontPx: number,
  maxLines: number,
): string[] {
  const lines: string[] = [];
  let line = "";
  const words = text.split(" ");
  for (let i = 0; i < words.length; i++) {
    const longer = line === "" ? words[i]! : `${line} ${words[i]!}`;
    if (line === "" || textWidthPx(longer, fontPx) <= widthPx) line = longer;
    else if (lines.length === maxLines - 1) {
      line = [line, ...words.slice(i)].join(" ");
      break;
    } else {
      lines.push(line);
      line = words[i]!;
    }
  }
  return [...lines, line].map((each) => fitText(each, widthPx, fontPx));
}
