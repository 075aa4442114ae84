/** What is wrong in a file, each fault once and all of them, and what to do about it. */
import { button, element } from "../dom/elements.js";
import { type Column, sortableTable } from "../dom/sortable-table.js";
import type { ChannelRef } from "../selection.js";
import type { AlarmLine } from "./document.js";

const changeWords: Record<string, string> = { new: "new", recovered: "recovered" };

/** @param show marks the channels of a fault; they belong to `place` */
export function faultTable(
  alarms: readonly AlarmLine[],
  recoveries: readonly AlarmLine[],
  show: (place: string, channels: readonly ChannelRef[]) => void,
): HTMLElement {
  const rows = [...alarms, ...recoveries];
  const columns: Column<AlarmLine>[] = [
    {
      heading: "Where",
      value: ({ place }) => place,
      cell: ({ place, channels }) =>
        channels.length > 0
          ? button(place, () => show(place, channels), {
              title: "Mark its channels in the figures",
            })
          : place,
    },
    { heading: "State", value: stateOf, cell: (alarm) => stateBadge(alarm) },
    {
      heading: "Since the last file",
      value: changeOf,
      cell: (alarm) =>
        alarm.change === "new" ? element("strong", {}, [changeOf(alarm)]) : changeOf(alarm),
    },
    {
      heading: "What",
      value: ({ title }) => title,
      cell: ({ title, reason, also }) =>
        lines([
          element("strong", {}, [title]),
          reason,
          ...(also.length > 0 ? [`Also: ${also.join(", ")}`] : []),
        ]),
    },
    {
      heading: "What to do",
      value: ({ action }) => action,
      cell: ({ action, call, change }) =>
        change === "recovered"
          ? "Nothing: it is good again."
          : lines([action, ...(call === "" ? [] : [call])]),
    },
  ];
  return element("section", { class: "ldqm-Faults", "data-part": "faults" }, [
    element("h2", {}, ["What is wrong, and what to do"]),
    rows.length > 0
      ? sortableTable(columns, rows, {
          caption: "Faults, the worst first",
          most: rows.length,
          attributes: ({ state, check }) => ({ "data-state": state, "data-check": check }),
        })
      : element("p", {}, ["No bad checks, no warnings. No action needed."]),
  ]);
}

const changeOf = ({ change }: AlarmLine): string => changeWords[change] ?? "still there";

const stateOf = ({ state, change }: AlarmLine): string =>
  change === "recovered" ? "recovered" : state === "warn" ? "warning" : state;

/** The word in the colour and with the edge of its state. */
function stateBadge(alarm: AlarmLine): HTMLElement {
  return element("span", { class: "ldqm-State", "data-state": alarm.state }, [stateOf(alarm)]);
}

function lines(parts: readonly (Node | string)[]): HTMLElement {
  return element(
    "div",
    {},
    parts.map((part) => element("div", {}, [part])),
  );
}
