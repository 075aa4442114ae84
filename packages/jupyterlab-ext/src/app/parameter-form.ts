import "../../style/parameter-form.css";
import { Widget } from "@lumino/widgets";
import { element } from "../view/page/elements.js";
import { type Parameter, problemOf } from "./parameters.js";

export interface ParameterForm extends Widget {
  values(): Record<string, string>;
  /** The first thing that is wrong, which is also shown in the form; null when nothing is. */
  problem(): string | null;
}

/** A field for each parameter, with its help text. */
export function parameterForm(parameters: readonly Parameter[]): ParameterForm {
  const complaint = element("p", { class: "ldqm-Error", role: "alert", hidden: true });
  const fields = parameters.map((parameter) => ({ parameter, ...fieldOf(parameter) }));
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

function fieldOf(parameter: Parameter): { row: HTMLElement; read: () => string } {
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
  return { row, read };
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
