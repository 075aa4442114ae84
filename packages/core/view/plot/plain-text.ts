/** Texts of figures for plotly, which takes tags and entities in them for its own. */

/** All texts of a part of a figure as they are read; only `<br>` stays what it is, a line's end. */
export function plainTexts<Part>(part: Part): Part {
  return plain(part) as Part;
}

function plain(value: unknown): unknown {
  if (typeof value === "string") return plainText(value);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value))
    return value.some((each) => typeof each !== "number") ? value.map(plain) : value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

const plainText = (text: string): string =>
  /[&<]/.test(text) ? text.replace(/&/g, "&amp;").replace(/<(?!br>)/g, "&lt;") : text;
