/** Pieces of sentences that are said alike everywhere. */

/** `1 channel`, `2 channels`; `2 spectra` with a plural of its own. */
export function countText(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** A share 0…1 as a percentage, `12 %`; small ones keep two digits. */
export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(share >= 0.1 ? 3 : 2))} %`;
}

/** The text with a capital at its start. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Ascending numbers with neighbours as one: `4–15, 20`. */
export function runsText(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number === run[1] + 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ");
}
