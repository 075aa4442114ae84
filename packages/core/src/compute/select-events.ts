/**
 * The events of a file that are analysed: spread evenly from the first to the last, as NumPy's
 * `unique(floor(linspace(0, n - 1, min(maxEvts, n))))`.
 *
 * linspace is followed to the last bit (i · step with step = (n − 1)/(m − 1) rounded once, the last
 * point set to n − 1 exactly), so the same events are taken as by any program that uses NumPy.
 * @param eventCount events in the file
 * @param maxEvts at most this many are taken
 * @returns event indices, ascending, each once; empty when either number is below 1
 */
export function selectEvents(eventCount: number, maxEvts: number): number[] {
  const pointCount = Math.min(Math.floor(maxEvts), eventCount);
  if (!(pointCount >= 1)) return [];
  if (pointCount === 1) return [0];
  const last = eventCount - 1;
  const step = last / (pointCount - 1);
  const selected: number[] = [];
  for (let i = 0; i < pointCount; i++) {
    const event = i === pointCount - 1 ? last : Math.floor(i * step);
    if (event !== selected.at(-1)) selected.push(event);
  }
  return selected;
}
