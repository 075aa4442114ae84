/** A place in a description: what is there, and what is wrong with it. */
export interface Place {
  /** Notes that something else was expected here. */
  problem(expected: string, got: string): void;
  /** A field that must be there. */
  field(key: string): Place;
  /** A field that may be absent. */
  optional(key: string): Place | null;
  /** The field of a number, in a mapping or a list; null where it is absent. */
  item(key: number): Place | null;
  /** The fields 0, 1, 2 … of a mapping or a list; none may be missing. */
  numbered(): Place[];
  /** The elements of a list. */
  list(): Place[];
  /** The keys of a mapping. */
  keys(): string[];
  /** A finite number; null where it is none. */
  number(): number | null;
  /** A whole number in a range, ends included; null where it is none. */
  whole(lowest: number, highest?: number): number | null;
  text(): string | null;
}

/** @param problems gets a line for each thing that is wrong; one that is absent is named once */
export function placeIn(value: unknown, where: string, problems: string[]): Place {
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  const problem = (expected: string, got: string): void => {
    problems.push(`${where || "the description"}: expected ${expected}, got ${got}`);
  };
  const at = (key: string | number): Place =>
    placeIn(
      (value as Record<string, unknown>)[key],
      where ? `${where}.${key}` : `${key}`,
      problems,
    );
  const has = (key: string): boolean => isMapping && Object.hasOwn(value as object, key);
  return {
    problem,
    field(key) {
      if (has(key)) return at(key);
      if (value !== undefined) problems.push(`${where ? `${where}.` : ""}${key}: missing`);
      return placeIn(undefined, where ? `${where}.${key}` : key, problems);
    },
    optional: (key) => (has(key) ? at(key) : null),
    item: (key) =>
      Array.isArray(value) ? (key < value.length ? at(key) : null) : has(`${key}`) ? at(key) : null,
    numbered() {
      if (value === undefined) return [];
      if (Array.isArray(value)) return value.map((_, i) => at(i));
      if (!isMapping) {
        problem("entries by number", shown(value));
        return [];
      }
      const keys = Object.keys(value as object);
      const missing = keys.findIndex((_, i) => !has(`${i}`));
      if (missing >= 0) problem(`entries 0 to ${keys.length - 1}`, `none of number ${missing}`);
      return keys.flatMap((_, i) => (has(`${i}`) ? [at(i)] : []));
    },
    list() {
      if (Array.isArray(value)) return value.map((_, i) => at(i));
      if (value !== undefined) problem("a list", shown(value));
      return [];
    },
    keys: () => (isMapping ? Object.keys(value as object) : []),
    number() {
      if (typeof value === "number" && Number.isFinite(value)) return value;
      if (value !== undefined) problem("a number", shown(value));
      return null;
    },
    whole(lowest, highest = Number.MAX_SAFE_INTEGER) {
      const fits = Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest;
      if (fits) return Number(value);
      const upTo =
        highest === Number.MAX_SAFE_INTEGER ? `from ${lowest} on` : `${lowest} to ${highest}`;
      if (value !== undefined) problem(`a whole number, ${upTo}`, shown(value));
      return null;
    },
    text() {
      if (typeof value === "string") return value;
      if (value !== undefined) problem("text", shown(value));
      return null;
    },
  };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
