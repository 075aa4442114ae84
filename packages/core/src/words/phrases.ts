/** Pieces of sentences that several texts share. */

/** `1 channel`, `2 channels`; `2 spectra` with a plural of its own. */
export function countText(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** A fraction 0…1 as a percentage, `12 %`; small ones keep two digits. */
export function percentText(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(fraction >= 0.1 ? 3 : 2))} %`;
}

/** The text with a capital at its start. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A title within a sentence: `Missing ADC` as `missing ADC`. */
export function inSentence(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
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
