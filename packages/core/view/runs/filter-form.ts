/** What the runs are filtered by. */
import { button, chooser, element } from "../dom/elements.js";
import { type Filter, noFilter, unreadable } from "./filter.js";
import { type Manifest, type Word, words } from "./run.js";

export interface FilterForm {
  readonly node: HTMLElement;
  readonly filter: Filter;
  /** Shows another filter, and calls nobody back. */
  set(filter: Filter): void;
  focus(): void;
}

const helpOf = {
  runs: "Not a run: write 101, 101-120 or 101-",
  channel: "Not a channel: write 3/26, ADC 3 channel 26 or ADC 3",
} as const;

export function filterForm(
  { checks, words: counts }: Pick<Manifest, "checks" | "words">,
  changed: () => void,
): FilterForm {
  let filter = noFilter;
  const update = (part: Partial<Filter>): void => {
    filter = { ...filter, ...part };
    showProblems();
    changed();
  };
  const runs = field("Run", "text", "101, 101-120", (value) => update({ runs: value }));
  const from = field("From", "date", "", (value) => update({ from: value }));
  const to = field("To", "date", "", (value) => update({ to: value }));
  const channel = field("Channel", "text", "3/26, ADC 3", (value) => update({ channel: value }));
  const stateNames = words.map((word) => [word, `${word} (${counts.get(word) ?? 0})`] as const);
  const state = chooser<Word | "">("State", [["", "any"], ...stateNames], "", (word) =>
    update({ word }),
  );
  const checkNames = checks.map(({ name, title }) => [name, title] as const);
  const check = chooser<string>("Check", [["", "any"], ...checkNames], "", (name) =>
    update({ check: name }),
  );
  const howNames = [
    ["alarmed", "with an alarm"],
    ["unjudged", "not judged"],
  ] as const;
  const how = chooser<Filter["how"]>("Check or channel is", howNames, "alarmed", (next) =>
    update({ how: next }),
  );
  const help = element("p", { class: "ldqm-FieldHelp", role: "status" });
  const clear = button("Clear", () => {
    set(noFilter);
    changed();
  });
  const node = element("form", { class: "ldqm-Filter", role: "search", "aria-label": "Filter" }, [
    element("div", { class: "ldqm-Toolbar" }, [
      ...[runs.node, from.node, to.node, state, check, channel.node, how, clear],
    ]),
    help,
  ]);
  node.addEventListener("submit", (event) => event.preventDefault());

  function showProblems(): void {
    const wrong = unreadable(filter);
    runs.input.setAttribute("aria-invalid", String(wrong.includes("runs")));
    channel.input.setAttribute("aria-invalid", String(wrong.includes("channel")));
    help.textContent = wrong.map((name) => helpOf[name]).join(". ");
    how.hidden = filter.check === "" && filter.channel === "";
  }

  function set(next: Filter): void {
    filter = next;
    runs.input.value = next.runs;
    from.input.value = next.from;
    to.input.value = next.to;
    channel.input.value = next.channel;
    state.querySelector("select")!.value = next.word;
    check.querySelector("select")!.value = next.check;
    how.querySelector("select")!.value = next.how;
    showProblems();
  }
  set(noFilter);

  return {
    node,
    get filter() {
      return filter;
    },
    set,
    focus: () => runs.input.focus(),
  };
}

function field(
  label: string,
  type: "text" | "date",
  placeholder: string,
  changed: (value: string) => void,
): { node: HTMLElement; input: HTMLInputElement } {
  const input = element("input", { type, placeholder, class: "ldqm-Input", spellcheck: "false" });
  input.addEventListener("input", () => changed(input.value));
  return { node: element("label", { class: "ldqm-Choice" }, [`${label} `, input]), input };
}
