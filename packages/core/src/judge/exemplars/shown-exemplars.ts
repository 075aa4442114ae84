/** Which of the waveforms that a summary keeps show an alarm of now. */
import type { Exemplar } from "../../summary.js";
import { titleOf } from "../checks/index.js";
import type { JudgedFile } from "../judged-file.js";
import { channelKey, isAlarm } from "../states/verdict.js";
import { alarmedChannels } from "./alarmed-channels.js";

/** The exemplars of a file's alarms. */
export interface Exemplars {
  shown: Exemplar[];
  /** Channels with an alarm that are not among them. */
  leftCount: number;
}

/**
 * The kept waveforms whose alarm there is: judged again, a file may have others than when they were
 * chosen. Null where none shows one.
 */
export function shownExemplars(
  judged: Pick<JudgedFile, "summary" | "verdicts" | "checks">,
): Exemplars | null {
  const { summary, verdicts, checks } = judged;
  const keyOf = (at: { adc: number | null; channel: number | null }, title: string): string =>
    `${channelKey(at)} ${title}`;
  const alarms = new Set(
    verdicts.flatMap((verdict) =>
      isAlarm(verdict.state) ? [keyOf(verdict, titleOf(verdict.check, checks))] : [],
    ),
  );
  const shown = (summary.exemplars ?? []).filter((each) => alarms.has(keyOf(each, each.title)));
  const leftCount = alarmedChannels(judged).length - shown.length;
  return shown.length === 0 ? null : { shown, leftCount };
}
