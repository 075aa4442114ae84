/** Words that name channels and groups by their numbers. */

const patterns = {
  adc: /\bADC (\d+)\b/gi,
  channel: /\b(?:channel|ch) (\d+)\b/gi,
  epcb: /\bEPCB (\d+)\b/gi,
  tpc: /\bTPC (\d+)\b/gi,
  trap: /\btrap (\d+)\b/gi,
  module: /\bmodule (\d+)\b/gi,
};
type Named = keyof typeof patterns;
const kinds = Object.keys(patterns) as Named[];

function numbersIn(words: string, kind: Named): number[] {
  return [...new Set([...words.matchAll(patterns[kind])].map(([, digits]) => Number(digits)))];
}

/** Whether words name anything by its number. */
export function namesAny(words: string): boolean {
  return kinds.some((kind) => numbersIn(words, kind).length > 0);
}

/** The number of each kind that words name, null where none; null where they name several of a kind. */
export function placesNamed(words: string): Record<Named, number | null> | null {
  const found = kinds.map((kind) => [kind, numbersIn(words, kind)] as const);
  if (found.some(([, numbers]) => numbers.length > 1)) return null;
  return Object.fromEntries(found.map(([kind, [number = null]]) => [kind, number])) as Record<
    Named,
    number | null
  >;
}
