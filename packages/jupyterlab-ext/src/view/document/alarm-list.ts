/** What is wrong in a report, each fault once, and what to do about new ones. */
import type { ChannelRef } from "../../selection.js";
import { button, element } from "../page/elements.js";
import { factRow, factTable } from "../page/facts.js";
import type { AlarmLine } from "./document.js";

/** So many are listed; the others are in the report's document. */
const mostListed = 20;

/** @param show marks the channels of a fault; they belong to `place` */
export function alarmList(
  alarms: readonly AlarmLine[],
  show: (place: string, channels: readonly ChannelRef[]) => void,
): HTMLElement {
  const rows = alarms.slice(0, mostListed).map((alarm) => {
    const { state, change, place, title, reason, also, action, callers, channels } = alarm;
    const where =
      channels.length > 0
        ? button(place, () => show(place, channels), { title: "Mark its channels in the figures" })
        : place;
    const isNew = change === "new";
    const headline = `${isNew ? "New" : "Still there"}: ${state}. ${title}.`;
    const lines = [
      ...[headline, reason],
      ...(also.length > 0 ? [`Also: ${also.join(", ")}`] : []),
      ...(isNew ? [`What to do: ${action}`] : []),
      ...(isNew && callers ? [`Call: ${callers}`] : []),
    ];
    return factRow(where, lines, state);
  });
  const more = alarms.length - rows.length;
  return element("section", { class: "ldqm-Alarms" }, [
    element("h2", {}, ["What is wrong, and what to do"]),
    ...(rows.length > 0
      ? [element("div", { class: "ldqm-AlarmRows", tabindex: "0" }, [factTable(rows)])]
      : [element("p", {}, ["No bad checks, no warnings. No action needed."])]),
    ...(more > 0 ? [element("p", { class: "ldqm-Note" }, [`and ${more} more`])] : []),
  ]);
}
