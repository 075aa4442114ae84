/** The declared types of parameters, as far as values are JSON. */

/** The members of a union; a `|` in brackets belongs to one of them. */
export function alternativesOf(type: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of type) {
    if ("([{<".includes(letter)) depth++;
    if (")]}>".includes(letter)) depth--;
    if (letter === "|" && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

/** The text of a type that is one: `"V"`; null for any other type. */
export function literalOf(type: string): string | null {
  return /^"([^"]*)"$/.exec(type)?.[1] ?? null;
}

/** Whether every value of a type can be written as JSON, and checked by `fits`. */
export function isJsonType(type: string): boolean {
  return alternativesOf(type).every(
    (one) =>
      ["number", "string", "boolean", "null"].includes(one) ||
      literalOf(one) !== null ||
      isObjectType(one) ||
      (one.endsWith("[]") && isJsonType(itemOf(one))),
  );
}

/** Whether a value is of a type; of objects only that it is one. */
export function fits(value: unknown, type: string): boolean {
  return alternativesOf(type).some((one) => {
    if (one.endsWith("[]"))
      return Array.isArray(value) && value.every((each) => fits(each, itemOf(one)));
    if (isObjectType(one))
      return typeof value === "object" && value !== null && !Array.isArray(value);
    if (one === "null") return value === null;
    return literalOf(one) === null ? typeof value === one : value === literalOf(one);
  });
}

const isObjectType = (type: string): boolean => /^(\{|Record<)/.test(type) && !type.endsWith("[]");

const itemOf = (type: string): string => type.slice(0, -2).replace(/^\((.*)\)$/, "$1");
