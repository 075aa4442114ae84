/** The `parameters` cell of a template: read for the form, written from it. */
import { alternativesOf, fits, isJsonType, literalOf } from "./parameter-types.js";

export interface Cell {
  cell_type: string;
  source: string | string[];
  metadata?: { tags?: unknown };
  [field: string]: unknown;
}

export interface Notebook {
  cells: Cell[];
  [field: string]: unknown;
}

/** `json`: lists, objects and what may be null, written as JSON; `code`: anything else. */
export type ParameterKind = "number" | "boolean" | "text" | "choice" | "json" | "code";

/** A declaration `let run: number = 4711; // what it is`. */
export interface Parameter {
  name: string;
  type: string;
  kind: ParameterKind;
  /** As it stands in the cell; texts without their quotes. */
  value: string;
  /** Of a choice: the texts that are allowed, and `null` where it may be that. */
  options: readonly string[];
  /** The words after `//`. */
  help: string;
}

const declaration =
  /^(\s*(?:export\s+)?(?:let|var|const)\s+)([A-Za-z_$][\w$]*)\s*(?::\s*([^=]+?))?\s*=\s*(.*?);?\s*$/;

export function sourceOfCell({ source }: Cell): string {
  return Array.isArray(source) ? source.join("") : source;
}

function parametersCell(notebook: Notebook): Cell | undefined {
  return notebook.cells.find(
    ({ cell_type, metadata }) =>
      cell_type === "code" && Array.isArray(metadata?.tags) && metadata.tags.includes("parameters"),
  );
}

/** The declarations of the cell, one per line; other lines are left as they are. */
export function parametersOf(notebook: Notebook): Parameter[] {
  const cell = parametersCell(notebook);
  return cell
    ? sourceOfCell(cell)
        .split("\n")
        .flatMap((line) => parameterOf(line) ?? [])
    : [];
}

function parameterOf(line: string): Parameter | null {
  const { code, help } = splitComment(line);
  const found = declaration.exec(code);
  if (!found) return null;
  const [, , name, type = "", literal] = found as unknown as [
    string,
    string,
    string,
    string,
    string,
  ];
  const kind = kindOf(type.trim(), literal);
  return {
    name,
    type: type.trim(),
    kind,
    value: kind === "text" || kind === "choice" ? unquoted(literal) : literal,
    options: kind === "choice" ? alternativesOf(type).map(unquoted) : [],
    help,
  };
}

/** A comment starts at the first `//` outside of quotes. */
function splitComment(line: string): { code: string; help: string } {
  let quote = "";
  for (let i = 0; i < line.length; i++) {
    const each = line[i]!;
    if (each === "\\" && quote) i++;
    else if (quote) quote = each === quote ? "" : quote;
    else if (`"'\``.includes(each)) quote = each;
    else if (each === "/" && line[i + 1] === "/")
      return { code: line.slice(0, i).trimEnd(), help: line.slice(i + 2).trim() };
  }
  return { code: line, help: "" };
}

function kindOf(type: string, literal: string): ParameterKind {
  if (type === "number" || (type === "" && /^-?[\d._]+(e[+-]?\d+)?$/i.test(literal)))
    return "number";
  if (isChoice(type) && fits(jsonOf(literal), type)) return "choice";
  if (type === "boolean" || (type === "" && /^(true|false)$/.test(literal))) return "boolean";
  if ((type === "string" || type === "") && /^(["'`]).*\1$/.test(literal)) return "text";
  return type !== "" && isJsonType(type) && fits(jsonOf(literal), type) ? "json" : "code";
}

/** `"ADC16" | "V" | null` */
function isChoice(type: string): boolean {
  const options = alternativesOf(type);
  return options.length > 1 && options.every((one) => one === "null" || literalOf(one) !== null);
}

/** Undefined for a text that is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text in quotes; what has none as it is. */
function unquoted(literal: string): string {
  if (!/^["'`]/.test(literal)) return literal;
  if (!literal.startsWith('"'))
    return literal.slice(1, -1).replace(/\\(.)/g, (_, each: string) => each);
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal.slice(1, -1);
  }
}

/** What is wrong with a value from the form; null when nothing is. */
export function problemOf({ name, kind, type }: Parameter, value: string): string | null {
  if (kind === "number" && (value.trim() === "" || !Number.isFinite(Number(value))))
    return `${name} must be a number, not ${JSON.stringify(value)}`;
  if (kind === "boolean" && value !== "true" && value !== "false")
    return `${name} must be true or false`;
  if (kind === "json" && !fits(jsonOf(value), type))
    return `${name} must be ${type}, written as JSON, not ${value.trim() || "empty"}`;
  if (kind === "code" && value.trim() === "") return `${name} must not be empty`;
  return null;
}

/** A copy of the notebook with these values in its parameters cell, outputs and counts removed. */
export function withParameters(
  notebook: Notebook,
  values: Readonly<Record<string, string>>,
): Notebook {
  const filled = parametersCell(notebook);
  return {
    ...notebook,
    cells: notebook.cells.map((cell) => {
      const clean =
        cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell;
      if (cell !== filled) return clean;
      const lines = sourceOfCell(cell).split("\n");
      return { ...clean, source: lines.map((line) => lineWith(line, values)).join("\n") };
    }),
  };
}

function lineWith(line: string, values: Readonly<Record<string, string>>): string {
  const parameter = parameterOf(line);
  const value = parameter ? values[parameter.name] : undefined;
  if (!parameter || value === undefined || value === parameter.value) return line;
  const { code, help } = splitComment(line);
  const [, keyword, name] = declaration.exec(code)!;
  const type = parameter.type ? `: ${parameter.type}` : "";
  const { kind } = parameter;
  const isText = kind === "text" || (kind === "choice" && value !== "null");
  const literal = isText ? JSON.stringify(value) : value.trim();
  return `${keyword}${name}${type} = ${literal};${help ? ` // ${help}` : ""}`;
}
