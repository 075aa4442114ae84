/** Which files have light enough alike that amplitudes are compared among them. Plain data. */

/**
 * Bright pulses end at the rail, so that relative amplitudes depend on the light: they are compared
 * among files of one class, whose light is within this factor of that of its first file. It is the
 * factor from which on other light is told as a change of conditions.
 */
const factor = 2;

/** The classes of one kind of files. */
export interface LightClasses {
  /** Light of the first file of each, ADC16 counts. */
  firstAdc16: number[];
  /** Index of the class of the latest file with light; −1 before any. */
  latest: number;
}

export const noLightClasses = (): LightClasses => ({ firstAdc16: [], latest: -1 });

/**
 * Index of the class of a file: that of the file before, as long as the light is alike, so that light near
 * a border does not change to and fro; else the nearest alike; else a new one. −1 without light.
 */
export function lightClassOf({ firstAdc16, latest }: LightClasses, lightAdc16: number): number {
  if (!(lightAdc16 > 0)) return -1;
  const distances = firstAdc16.map((first) => Math.abs(Math.log(lightAdc16 / first)));
  const isAlike = (at: number): boolean => (distances[at] ?? Number.NaN) <= Math.log(factor);
  if (isAlike(latest)) return latest;
  const nearest = distances.indexOf(Math.min(...distances));
  return isAlike(nearest) ? nearest : firstAdc16.length;
}

/** Remembers the light of a file, in place. */
export function addLightClass(classes: LightClasses, lightAdc16: number): void {
  const own = lightClassOf(classes, lightAdc16);
  if (own < 0) return;
  classes.firstAdc16[own] ??= lightAdc16;
  classes.latest = own;
}
