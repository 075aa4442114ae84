import "../../style/parameter-form.css";
import { element } from "@light-dqm/core/view/dom/elements.js";
import { Widget } from "@lumino/widgets";
import type { FoundPaths, PathKind } from "./found-paths.js";
import { type Parameter, problemOf } from "./parameters.js";

export interface ParameterForm extends Widget {
  values(): Record<string, string>;
  /** The first thing that is wrong, which is also shown in the form; null when nothing is. */
  problem(): string | null;
}

/** The kind of paths that these parameters of the templates take. */
const pathKinds: Record<string, PathKind> = {
  input: "data",
  other: "data",
  store: "stores",
  channelStatus: "tables",
  knownFaults: "tables",
};

/**
 * A field for each parameter, with its help text; those of paths also with what is found on the server.
 * @param found comes later; a default that is not among it makes way for the first of it
 */
export function parameterForm(
  parameters: readonly Parameter[],
  found: Promise<FoundPaths>,
): ParameterForm {
  const complaint = element("p", { class: "ldqm-Error", role: "alert", hidden: true });
  const fields = parameters.map((parameter) => ({ parameter, ...fieldOf(parameter) }));
  void found.then((paths) => {
    for (const { parameter, row, input } of fields) {
      const kind = pathKinds[parameter.name];
      if (kind && input instanceof HTMLInputElement) offerPaths(row, input, parameter, paths[kind]);
    }
  });
  // On top, where it is seen when the form is opened again.
  const node = element("div", { class: "ldqm-Form" }, [
    complaint,
    ...(fields.length > 0
      ? fields.map(({ row }) => row)
      : [element("p", {}, ["This notebook has no parameters."])]),
  ]);
  return Object.assign(new Widget({ node }), {
    values: () => Object.fromEntries(fields.map(({ parameter, read }) => [parameter.name, read()])),
    problem() {
      const first = fields.flatMap(({ parameter, read }) => problemOf(parameter, read()) ?? [])[0];
      complaint.textContent = first ?? "";
      complaint.hidden = first === undefined;
      return first ?? null;
    },
  });
}

/** A choice below a field that fills it. */
function offerPaths(
  row: HTMLElement,
  input: HTMLInputElement,
  { name, value }: Parameter,
  paths: readonly string[],
): void {
  if (paths.length === 0) return;
  const isUntouched = value !== "" && input.value === value;
  if (isUntouched && !paths.includes(value)) input.value = paths[0]!;
  const hint = element("option", { value: "" }, [`Found on this server: ${paths.length}`]);
  const options = paths.map((path) => element("option", { value: path }, [path]));
  const choice = element(
    "select",
    { class: "ldqm-Select", "aria-label": `${name}: found on this server` },
    [hint, ...options],
  );
  choice.addEventListener("change", () => {
    if (choice.value !== "") input.value = choice.value;
    choice.value = "";
  });
  row.after(element("div", { class: "ldqm-Found" }, [choice]));
}

function fieldOf(parameter: Parameter): {
  row: HTMLElement;
  input: HTMLInputElement | HTMLSelectElement;
  read: () => string;
} {
  const { name, kind, help, type } = parameter;
  const showsType = kind === "code" || kind === "json";
  const input = kind === "choice" ? choiceOf(parameter) : inputOf(parameter);
  const row = element("label", { class: "ldqm-Field" }, [
    element("span", { class: "ldqm-FieldName" }, [name]),
    input,
    element("span", { class: "ldqm-FieldHelp" }, [showsType ? `${help} (${type})` : help]),
  ]);
  const read = (): string =>
    kind === "boolean" ? String((input as HTMLInputElement).checked) : input.value;
  return { row, input, read };
}

function choiceOf({ name, options, value }: Parameter): HTMLSelectElement {
  const select = element(
    "select",
    { name, class: "ldqm-Select" },
    options.map((each) => element("option", { value: each }, [each])),
  );
  select.value = value;
  return select;
}

function inputOf({ name, kind, value }: Parameter): HTMLInputElement {
  const input = element("input", {
    name,
    type: kind === "boolean" ? "checkbox" : kind === "number" ? "number" : "text",
    step: kind === "number" ? "any" : undefined,
    class: "jp-mod-styled",
  });
  if (kind === "boolean") input.checked = value === "true";
  else input.value = value;
  return input;
}
