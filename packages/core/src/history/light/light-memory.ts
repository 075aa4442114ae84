/** How bright earlier files of one run type were. Plain data. */

/** ln of the typical light over files since it last changed. */
export interface LightMemory {
  mean: number;
  variance: number;
  fileCount: number;
}

/** What a file's light is compared with. */
export interface EarlierLight {
  /** Geometric mean of the typical light, ADC16 counts. */
  lightAdc16: number;
  /** Standard deviation of ln light from file to file. */
  scatterLn: number;
  fileCount: number;
}

export const noLight = (): LightMemory => ({ mean: Number.NaN, variance: 0, fileCount: 0 });

/** Scatter that is expected before files tell: brightness varies by a fifth, its measurement as much. */
const priorScatterLn = 0.3;
const priorFiles = 5;
const rememberedFiles = 30;

/** Null before the first file with light. */
export function earlierLight({ mean, variance, fileCount }: LightMemory): EarlierLight | null {
  if (fileCount === 0) return null;
  const own = fileCount - 1;
  const scatter = (priorFiles * priorScatterLn ** 2 + own * variance) / (priorFiles + own);
  return { lightAdc16: Math.exp(mean), scatterLn: Math.sqrt(scatter), fileCount };
}

/** Remembers the light of a file. @param isAnew it has changed: what was before does not count */
export function addLight(memory: LightMemory, lightAdc16: number, isAnew: boolean): void {
  const value = Math.log(lightAdc16);
  if (!Number.isFinite(value)) return;
  if (isAnew || memory.fileCount === 0) {
    Object.assign(memory, { mean: value, fileCount: 1 });
    return;
  }
  memory.fileCount = Math.min(rememberedFiles, memory.fileCount + 1);
  const deviation = value - memory.mean;
  memory.mean += deviation / memory.fileCount;
  const weight = 1 / Math.max(1, memory.fileCount - 1);
  memory.variance += weight * (deviation ** 2 - memory.variance);
}
