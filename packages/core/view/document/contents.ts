/** What a document holds, as a compact list of links; figures that are alike share an entry. */
import { button, element } from "../dom/elements.js";

interface Entry {
  title: string;
  /** `1` of "Waveforms, 1 of 8"; null for a figure of its own. */
  number: string | null;
  section: HTMLElement;
}

const numbered = /^(.+), (\d+) of \d+$/;

/** @param sections with the words of their headings, in their order */
export function contentsList(
  sections: readonly (readonly [title: string, section: HTMLElement])[],
): HTMLElement {
  const groups = new Map<string, Entry[]>();
  for (const [whole, section] of sections) {
    const [, title = whole, number = null] = numbered.exec(whole) ?? [];
    groups.set(title, [...(groups.get(title) ?? []), { title: whole, number, section }]);
  }
  const items = [...groups].map(([title, entries]) =>
    element("li", {}, [
      ...(entries[0]!.number === null ? [] : [`${title} `]),
      ...entries.map(({ title: whole, number, section }) =>
        button(number ?? whole, () => section.scrollIntoView({ block: "start" }), {
          class: "ldqm-ContentsLink",
          "aria-label": number === null ? undefined : whole,
        }),
      ),
    ]),
  );
  return element("nav", { class: "ldqm-Contents", "aria-label": "Contents" }, [
    element("ul", {}, items),
  ]);
}
