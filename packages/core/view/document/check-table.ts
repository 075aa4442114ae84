/** The checks that a file was judged with: how many records are in which state, what each means. */
import { button, element } from "../dom/elements.js";
import { type Column, sortableTable } from "../dom/sortable-table.js";
import type { ChannelRef, VerdictLine } from "../selection.js";
import type { CheckLine } from "./document.js";

interface CheckRow extends CheckLine {
  bad: readonly ChannelRef[];
  warn: readonly ChannelRef[];
  unknown: readonly ChannelRef[];
}

/** @param show marks channels that a check is not content with */
export function checkTable(
  checks: readonly CheckLine[],
  verdicts: readonly VerdictLine[],
  show: (title: string, channels: readonly ChannelRef[]) => void,
): HTMLElement {
  const byCheck = new Map<string, VerdictLine[]>();
  for (const verdict of verdicts) {
    const before = byCheck.get(verdict.check);
    if (before) before.push(verdict);
    else byCheck.set(verdict.check, [verdict]);
  }
  const rows = checks.map((check): CheckRow => {
    const of = (state: string): readonly ChannelRef[] =>
      (byCheck.get(check.name) ?? []).filter((each) => each.state === state);
    return { ...check, bad: of("bad"), warn: of("warn"), unknown: of("unknown") };
  });
  const count = (
    heading: string,
    of: (row: CheckRow) => readonly ChannelRef[],
  ): Column<CheckRow> => ({
    heading,
    value: (row) => of(row).length,
    cell: (row) =>
      of(row).length === 0
        ? "0"
        : button(String(of(row).length), () => show(row.title, of(row)), {
            title: "Mark these channels in the figures",
            "aria-label": `${of(row).length} ${heading}: mark these channels`,
          }),
  });
  const columns: Column<CheckRow>[] = [
    { heading: "Check", value: ({ title }) => title },
    count("bad", ({ bad }) => bad),
    count("warning", ({ warn }) => warn),
    count("unknown", ({ unknown }) => unknown),
    { heading: "What it means", value: ({ means }) => means },
    { heading: "What to do", value: ({ action }) => action },
    { heading: "Whom to call", value: ({ callers }) => callers },
  ];
  return element("section", { class: "ldqm-Checks", "data-part": "checks" }, [
    element("h2", {}, ["Checks: channels by state"]),
    sortableTable(columns, rows, {
      caption: "Checks and how many channels are in which state",
      attributes: ({ name }) => ({ "data-check-row": name }),
    }),
  ]);
}
