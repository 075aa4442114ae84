/** What a watch remembers of earlier files. */
import type { Conditions } from "../history/conditions.js";
import { type FilesPassed, noneSoFar } from "../history/files-passed.js";
import type { LevelMemory } from "../history/levels/level-memory.js";
import type { LightClasses } from "../history/light/light-classes.js";
import type { LightMemory } from "../history/light/light-memory.js";
import type { ShareMemory } from "../history/shares/share-memory.js";
import type { TriggerMemory } from "../history/trigger-memory.js";
import type { State, Verdict } from "./states/verdict.js";

/** An alarm when last known. */
export interface KnownAlarm {
  state: State;
  /** Index of the file in which it began. */
  since: number;
}

/** Levels from before an acceptance, by what was in force then. */
export interface Epoch {
  /** Of the acceptance in force; empty for none. */
  id: string;
  /** Numbers of the channel's parts. */
  shelved: Record<string, number[][]>;
}

/** Of the files of one detector, or of one cut of their events. */
export interface DetectorMemory {
  files: FilesPassed;
  /** By row and kind of files. */
  levels: Record<string, LevelMemory>;
  /** By fraction and kind of files. */
  shares: Record<string, ShareMemory>;
  /** By key of the levels or fractions, then by channel index. */
  epochs: Record<string, Record<number, Epoch>>;
  /** By kind of files. */
  triggers: Record<string, TriggerMemory>;
  /** By run type. */
  light: Record<string, LightMemory>;
  /** By kind of files. */
  lightClasses: Record<string, LightClasses>;
  conditions: Conditions | null;
  thresholdAdc16: readonly number[] | null;
  /** Alarms when last known, by `recordKey`. */
  known: Map<string, KnownAlarm>;
  /** Common faults when last known. */
  common: Verdict[];
  /** Records that were alarmed by their own limits in the latest file. */
  byLimits: Set<string>;
}

/** Plain data that survives a structured clone, by cabling of the detector. */
export interface WatchMemory {
  version: 1;
  detectors: Record<string, DetectorMemory>;
}

export const nothingKnown = (): DetectorMemory => ({
  ...{
    files: noneSoFar(),
    levels: {},
    shares: {},
    epochs: {},
    triggers: {},
    light: {},
    lightClasses: {},
  },
  ...{ conditions: null, thresholdAdc16: null },
  ...{ known: new Map(), common: [], byLimits: new Set() },
});
