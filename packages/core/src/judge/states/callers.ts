/** Whom to call about a fault, and when, in words. */
import type { FaultChange, State } from "./verdict.js";

/** Whether a check's `callers` says that nobody is to be called. */
export const callsNobody = (callers: string): boolean => callers.startsWith("nobody");

/** `Call: LRS expert.`, `Call nobody: it is for the log.` */
export function callText(callers: string): string {
  return callsNobody(callers) ? `Call ${callers}.` : `Call: ${callers}.`;
}

/** What decides whether somebody is called. */
interface Called {
  change: FaultChange;
  state: State;
  /** As `Check` has it. */
  callers: string;
}

/** Whether somebody is to be called now: the fault is new and bad, and not for the log alone. */
export const isToCallAbout = ({ change, state, callers }: Called): boolean =>
  change === "new" && state === "bad" && !callsNobody(callers);

/** When to call about a fault: `Call the LRS expert now.`; empty for one that recovered. */
export function callAbout(fault: Called): string {
  const { change, state, callers } = fault;
  if (change === "recovered") return "";
  if (callsNobody(callers)) return `Call ${callers}.`;
  if (isToCallAbout(fault)) return `Call the ${callers} now.`;
  if (state === "bad") return `Call the ${callers} only if it has not been reported.`;
  return "No call: note it for the next shift.";
}
