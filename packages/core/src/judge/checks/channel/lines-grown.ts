import { type ComparedLevels, levelChance } from "../../../history/levels/compare-levels.js";
import { countText } from "../../../words/phrases.js";
import { type Finding, limitRow } from "../../check.js";
import { type ChannelCase, channelCheck } from "../../parts/channel-check.js";
import { darkSpectra } from "../../parts/dark-lines.js";
import { notCompared } from "../../parts/findings.js";
import { lineAction, lineCount, lineOfLargest, lineText } from "../../parts/lines.js";

/** Has a watched line appeared or increased since earlier files? */
export const linesGrown = channelCheck({
  name: "lines-grown",
  title: "Pick-up line increased",
  comparesWithEarlier: true,
  guards: "lines",
  meaning:
    "A watched line stands out from the channel's dark spectrum more than in earlier files: it appeared or increased.",
  action: lineAction,
  callers: "LRS expert",
  maskedBy: [2, 3],
  exemplar: "dark",
  unit: "",
  limits: {
    minRatio: limitRow(
      2,
      "a significant increase in power by more than this factor is bad, a smaller one is a warning",
    ),
    leastRatio: limitRow(1.3, "an increase by less than this factor is never told"),
    maxChance: limitRow(
      1e-4,
      "an increase is significant if its p-value, for all watched lines together, is below this",
    ),
  },
  requires: { waveforms: darkSpectra, minEvents: 10, limit: ({ minRatio }) => minRatio! },
  find: findGrowth,
});

/** An alarmed line is back at its level once the p-value is above this. */
const returnedChance = 0.01;

/** The watched line with the most significant increase; its p-value allows for the number of lines. */
function findGrowth({ past, limits, channelIndex, n }: ChannelCase): Finding {
  const compared = past?.levels.lines;
  const first = channelIndex * lineCount;
  const fileCount = compared?.fileCount[first] ?? 0;
  if (!compared || fileCount === 0 || Number.isNaN(compared.deviation[first]!))
    return notCompared(past, n);
  const line = lineOfLargest((each) => significance(compared, first + each));
  const at = first + line;
  const growth = compared.deviation[at]!;
  const chance = growth > 0 ? Math.min(1, (lineCount * levelChance(compared, at, growth)) / 2) : 1;
  const [least, far] = [Math.log(limits.leastRatio!), Math.log(limits.minRatio!)];
  const isHeld = compared.held[first] !== 0 && chance < returnedChance && growth > least / 2;
  const isSeen = isHeld || (chance < limits.maxChance! && growth >= least);
  const state = !isSeen ? "ok" : growth > far ? "bad" : "warn";
  const value = Math.exp(growth);
  const reason = (): string => lineText(line, value, countText(fileCount, "earlier file"));
  return { state, value, limit: limits.minRatio!, n, p: isHeld ? null : chance, reason };
}

function significance({ deviation, uncertainty }: ComparedLevels, at: number): number {
  const value = deviation[at]! / uncertainty[at]!;
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
}
