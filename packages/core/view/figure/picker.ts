/** Choosing a channel or a group by its number. */
import { type DetectorProfile, detectorGroups, groupTitle } from "@light-dqm/core/figures";
import { groupingsOf, selectionAt } from "../channels/groups.js";
import { chooser, element } from "../dom/elements.js";
import type { Grouping, Selection } from "../selection.js";

export interface Picker {
  nodes: HTMLElement[];
  /** Shows the number of what is chosen, where it is of the kind that is picked. */
  show(selection: Selection | null): void;
}

/** One that can be picked: its number, and its channels by their indices. */
interface Pick {
  /** Of the ADC, or TPC, that numbers are counted in; null where they count in the detector. */
  outer: number | null;
  number: number;
  members: readonly number[];
}

/** What numbers of a kind are counted in. */
const outerTitle: Partial<Record<Grouping, "ADC" | "TPC">> = {
  ...{ channel: "ADC", epcb: "ADC", "half-adc": "ADC" },
  trap: "TPC",
};

const innerTitle = (kind: Grouping): string => {
  if (kind === "channel") return "Channel";
  if (kind === "half-adc") return "TPC";
  const title = groupTitle(kind);
  return title.charAt(0).toUpperCase() + title.slice(1);
};

const none = "–";

/** There is one whole detector, which needs no number. */
const wordFor = (kind: Grouping, number: number): string =>
  kind === "detector" ? "all channels" : String(number);

/**
 * Chooses of what kind, and which one. The kind holds for clicks too.
 * @param pick called with what is picked
 */
export function picker(
  detector: DetectorProfile,
  choices: { grouping: Grouping },
  pick: (selection: Selection) => void,
): Picker {
  const place = element("span", { class: "ldqm-Picker" });
  const { indexOf, placeOf } = detectorGroups(detector);
  let selected: Selection | null = null;
  const kinds = chooser("Select", groupingsOf(detector), choices.grouping, (value) => {
    choices.grouping = value;
    show(selected);
  });

  /** The selects of the kind, at one that is chosen or at none. */
  function showNumbers(at: Pick | null, outerNow: number | null): void {
    const kind = choices.grouping;
    const all = picksOf(detector, kind);
    const outers = [...new Set(all.flatMap(({ outer }) => outer ?? []))];
    const outer = at?.outer ?? outerNow ?? outers[0] ?? null;
    const inner = all.filter((each) => each.outer === outer || outers.length === 0);
    const title = outerTitle[kind];
    place.replaceChildren(
      ...(title
        ? [
            number(title, outers.map(asItself), outer, (value) => {
              showNumbers(null, Number(value));
              place.querySelector("select")?.focus();
            }),
          ]
        : []),
      number(
        innerTitle(kind),
        [
          asItself(none),
          ...inner.map((each) => [each.number, wordFor(kind, each.number)] as const),
        ],
        at?.number ?? none,
        (value) => {
          const found = inner.find((each) => String(each.number) === value);
          if (found) pick(selectionAt(detector, placeOf(found.members[0]!), kind));
        },
      ),
    );
  }

  function show(selection: Selection | null): void {
    selected = selection;
    const isOne = selection?.grouping === choices.grouping && !selection.parts;
    const chosen = isOne ? selection.channels.map((each) => indexOf(each.adc, each.channel)) : [];
    const at = picksOf(detector, choices.grouping).find(
      ({ members }) => chosen.length > 0 && chosen.every((each) => members.includes(each)),
    );
    showNumbers(at ?? null, null);
  }

  show(null);
  return { nodes: [kinds, place], show };
}

const asItself = (value: number | string) => [value, String(value)] as const;

function number(
  label: string,
  values: readonly (readonly [number | string, words: string])[],
  value: number | string | null,
  changed: (value: string) => void,
): HTMLElement {
  const options = values.map(([each, words]) => [String(each), words] as const);
  const node = chooser(label, options, String(value ?? ""), changed);
  node.classList.add("ldqm-NumberChoice");
  return node;
}

/** All of a kind, in the order of their numbers. */
function picksOf(detector: DetectorProfile, kind: Grouping): Pick[] {
  const { active, adcOf, byKind, tpcOf } = detectorGroups(detector);
  const outerOf = { ADC: adcOf, TPC: tpcOf };
  const title = outerTitle[kind];
  const outer = ([first]: readonly number[]): number | null =>
    title ? outerOf[title][first!]! : null;
  if (kind !== "channel")
    return byKind[kind]
      .map(({ members, number }) => ({ outer: outer(members), number, members }))
      .sort((a, b) => (a.outer ?? 0) - (b.outer ?? 0) || a.number - b.number);
  return active.map((channelIndex) => ({
    ...{ outer: adcOf[channelIndex]!, members: [channelIndex] },
    number: channelIndex % detector.channelCount,
  }));
}
