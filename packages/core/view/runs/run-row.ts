/** A run as a row of the list. */
import { button, element } from "../dom/elements.js";
import { addressOf, type Run } from "./run.js";
import {
  changesText,
  coverageText,
  faultLines,
  lengthText,
  minuteText,
  runName,
} from "./run-words.js";

export const columns = ["State", "Run", "When", "What changed", "Not judged", "Report", "Compare"];

export interface RowHooks {
  /** Shows the details of the run, or hides them. */
  toggle(): void;
  /** Marks the run for a comparison, or takes the mark away. */
  mark(isOn: boolean): void;
}

export function runRow(
  run: Run,
  timeZone: string,
  isMarked: boolean,
  { toggle, mark }: RowHooks,
): HTMLTableRowElement {
  const name = button(runName(run), toggle, {
    ...{ class: "ldqm-RunName", "aria-expanded": "false", title: run.file },
  });
  const cells = [
    element("span", { class: "ldqm-Word", "data-word": run.word }, [run.word]),
    name,
    run.time ? minuteText(run.time.firstMs, timeZone) : "unknown",
    changesCell(run),
    coverageText(run),
    reportCell(run),
    compareBox(run, isMarked, mark),
  ];
  return element(
    "tr",
    {},
    cells.map((cell, i) =>
      cell === name
        ? element("th", { scope: "row", "data-label": columns[i] }, [cell])
        : element("td", { "data-label": columns[i] }, [cell]),
    ),
  );
}

/** A row of one cell. */
export function wideRow(name: string, content: Node | string): HTMLTableRowElement {
  return element("tr", { class: name }, [
    element("td", { colspan: String(columns.length) }, [content]),
  ]);
}

export const gapRow = (ms: number): HTMLTableRowElement =>
  wideRow("ldqm-Gap", `No data for ${lengthText(ms)}`);

/** How many faults came and went, and the first of the new ones. */
function changesCell(run: Run): HTMLElement {
  const [first] = faultLines({ count: 1, first: run.fresh.first.slice(0, 1) });
  return element("div", {}, [
    element("div", {}, [changesText(run)]),
    ...(run.fresh.count > 0 && first
      ? [element("div", { class: "ldqm-FieldHelp" }, [`new: ${first}`])]
      : []),
  ]);
}

function reportCell({ files: { page, document } }: Run): HTMLElement | string {
  const name = page ?? document;
  return name === null ? "none" : element("a", { href: addressOf(name) }, [page ? "open" : "JSON"]);
}

function compareBox(run: Run, isMarked: boolean, mark: RowHooks["mark"]): HTMLElement {
  const box = element("input", {
    type: "checkbox",
    "aria-label": `Compare ${runName(run)}`,
    disabled: run.values === null,
    title: run.values === null ? "No numbers of this run are kept here" : undefined,
  });
  box.checked = isMarked;
  box.addEventListener("change", () => mark(box.checked));
  return box;
}
