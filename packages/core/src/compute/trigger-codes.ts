import type { FlowEvents } from "../flow/flow-events.js";
import type { TriggerCodeCount } from "../words/trigger-codes.js";

/**
 * Events by `trig_type`, ascending; null for files without it.
 * @param selectedEvents indices of the events that were analysed
 */
export function countTriggerCodes(
  { trigType }: Pick<FlowEvents, "trigType">,
  selectedEvents: readonly number[],
): TriggerCodeCount[] | null {
  if (!trigType) return null;
  const counts = new Map<number, TriggerCodeCount>();
  for (const code of trigType) {
    const known = counts.get(code) ?? { code, inFile: 0, selected: 0 };
    known.inFile++;
    counts.set(code, known);
  }
  for (const event of selectedEvents) counts.get(trigType[event]!)!.selected++;
  return [...counts.values()].sort((a, b) => a.code - b.code);
}
