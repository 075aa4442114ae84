/** Whom to call about a fault, in words. */

/** Whether a check's `callers` says that nobody is to be called. */
export const callsNobody = (callers: string): boolean => callers.startsWith("nobody");

/** `Call: LRS expert.`, `Call nobody: it is for the log.` */
export function callText(callers: string): string {
  return callsNobody(callers) ? `Call ${callers}.` : `Call: ${callers}.`;
}
