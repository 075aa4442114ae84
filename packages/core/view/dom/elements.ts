/** Elements from data. Text goes in as text, never as HTML. */
import "../style/elements.css";

type Attributes = Record<string, string | boolean | undefined>;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

const svgSpace = "http://www.w3.org/2000/svg";

export function svgElement(
  tag: string,
  attributes: Record<string, string | number>,
  children: readonly Node[] = [],
): SVGElement {
  const made = document.createElementNS(svgSpace, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

export function button(
  label: string,
  onClick: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = element("button", { type: "button", class: "ldqm-Button", ...attributes }, [label]);
  made.addEventListener("click", onClick);
  return made;
}

/** A button that is on or off. */
export function toggle(
  label: string,
  pressed: boolean,
  onChange: (pressed: boolean) => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = button(
    label,
    () => {
      const next = made.getAttribute("aria-pressed") !== "true";
      made.setAttribute("aria-pressed", String(next));
      onChange(next);
    },
    { ...attributes, "aria-pressed": String(pressed) },
  );
  return made;
}

/** A labelled choice of a few. */
export function chooser<Value extends string>(
  label: string,
  options: readonly (readonly [Value, string])[],
  value: Value,
  onChange: (value: Value) => void,
): HTMLLabelElement {
  const select = element(
    "select",
    { class: "ldqm-Select", "aria-label": label },
    options.map(([each, text]) =>
      element("option", { value: each, selected: each === value }, [text]),
    ),
  );
  select.value = value;
  select.addEventListener("change", () => onChange(select.value as Value));
  return element("label", { class: "ldqm-Choice" }, [`${label} `, select]);
}
