/** Which of the waveforms that a summary keeps show an alarm of now. */
import type { Exemplar } from "../../summary.js";
import type { JudgedFile } from "../judged-file.js";
import { channelKey } from "../states/verdict.js";
import { alarmedChannels } from "./alarmed-channels.js";

/** The exemplars of a file's alarms. */
export interface Exemplars {
  shown: Exemplar[];
  /** Channels with an alarm that are not among them. */
  leftCount: number;
}

/**
 * The kept waveforms of channels that have an alarm: judged again, a file may have others than when they
 * were chosen. Null where none shows one.
 */
export function shownExemplars({
  summary,
  verdicts,
}: Pick<JudgedFile, "summary" | "verdicts">): Exemplars | null {
  const alarmed = alarmedChannels(verdicts);
  const keys = new Set(alarmed.map(channelKey));
  const shown = (summary.exemplars ?? []).filter((each) => keys.has(channelKey(each)));
  return shown.length === 0 ? null : { shown, leftCount: alarmed.length - shown.length };
}
