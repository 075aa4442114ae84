/** Trigger codes of a file in words. */
import { countText } from "./phrases.js";

/** Events of one `trig_type`. */
export interface TriggerCodeCount {
  code: number;
  /** In the file. */
  inFile: number;
  /** Of them, analysed. */
  selected: number;
}

/** What of a file's summary tells of its triggers. */
export interface Triggers {
  detector: {
    readonly own?: { readonly triggerNames?: Readonly<Record<string, string>> } | undefined;
  };
  triggersTyped: boolean;
  eventCount: { beam?: number; self?: number };
  triggerCodes: readonly TriggerCodeCount[] | null;
}

/** `trig_type` of the two classes that have quantities of their own. */
export const selfCode = 0;
export const beamCode = 1;

/** Codes of a file that are neither beam nor self. */
export function otherCodes({ triggerCodes }: Pick<Triggers, "triggerCodes">): TriggerCodeCount[] {
  return (triggerCodes ?? []).filter(({ code }) => code !== selfCode && code !== beamCode);
}

/** Analysed events by trigger: `8 beam, 16 self, 4 calibration (code 2)`. */
export function triggersText(triggers: Triggers): string {
  const { triggersTyped, eventCount } = triggers;
  if (!triggersTyped) return "not distinguished: the file has no trig_type";
  const named = [`${eventCount.beam ?? 0} beam`, `${eventCount.self ?? 0} self`];
  const others = otherCodesText(triggers);
  return others ? `${named.join(", ")}, ${others}` : named.join(", ");
}

/** Events that are neither beam nor self: `4 calibration (code 2), 1 of code 7`; empty without any. */
export function otherCodesText(triggers: Pick<Triggers, "detector" | "triggerCodes">): string {
  return otherCodes(triggers)
    .map(({ code, inFile, selected }) => {
      const name = triggers.detector.own?.triggerNames?.[code];
      const more = inFile === selected ? "" : `${inFile} in the file`;
      if (name) return `${selected} ${name} (${[`code ${code}`, more].filter(Boolean).join(", ")})`;
      return `${selected} of code ${code}${more ? ` (${more})` : ""}`;
    })
    .join(", ");
}

/** What becomes of such events, as a sentence of a report; empty without any. */
export function otherCodesSentence(triggers: Pick<Triggers, "detector" | "triggerCodes">): string {
  const count = otherCodes(triggers).reduce((sum, { selected }) => sum + selected, 0);
  const text = otherCodesText(triggers);
  return (
    text && `${text}: neither beam nor self, ${countText(count, "event")} in "all triggers" only`
  );
}
