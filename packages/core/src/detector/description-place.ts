/** A place in a description: what is there, and what is wrong with it. */
export interface Place {
  /** False for a field that is missing, which is named where it was asked for. */
  readonly isThere: boolean;
  /** Notes that something else was expected here; `got` is what is here where nothing else is said. */
  problem(expected: string, got?: string): void;
  /** A field that must be there. */
  field(key: string): Place;
  /** A field that may be absent. */
  optional(key: string): Place | null;
  /** The field of a number, in a mapping or a list; null where it is absent. */
  item(key: number): Place | null;
  /**
   * The fields 0, 1, 2 … of a mapping or a list; none may be missing.
   * @param expected what there must be at least one of
   */
  numbered(expected?: string): Place[];
  /** The elements of a list. */
  list(): Place[];
  /** The keys of a mapping; anything else has none, which is a problem. */
  keys(): string[];
  /** A finite number; null where it is none. */
  number(): number | null;
  /** A whole number in a range, ends included; null where it is none. */
  whole(lowest: number, highest?: number): number | null;
  text(): string | null;
  /** The y of a point [x, y, z]; null where it is none. */
  height(): number | null;
}

/** @param problems gets a line for each thing that is wrong; one that is absent is named once */
export function placeIn(value: unknown, where: string, problems: string[]): Place {
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  const problem = (expected: string, got = shown(value)): void => {
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
    isThere: value !== undefined,
    problem,
    field(key) {
      if (has(key)) return at(key);
      if (value !== undefined) problems.push(`${where ? `${where}.` : ""}${key}: missing`);
      return placeIn(undefined, where ? `${where}.${key}` : key, problems);
    },
    optional: (key) => (has(key) ? at(key) : null),
    item: (key) =>
      Array.isArray(value) ? (key < value.length ? at(key) : null) : has(`${key}`) ? at(key) : null,
    numbered(expected) {
      if (value === undefined) return [];
      if (!isMapping && !Array.isArray(value)) {
        problem("entries by number");
        return [];
      }
      const keys = Object.keys(value as object);
      if (expected !== undefined && keys.length === 0) problem(expected, "none");
      if (Array.isArray(value)) return value.map((_, i) => at(i));
      const missing = keys.findIndex((_, i) => !has(`${i}`));
      if (missing >= 0) problem(`entries 0 to ${keys.length - 1}`, `none of number ${missing}`);
      return keys.flatMap((_, i) => (has(`${i}`) ? [at(i)] : []));
    },
    list() {
      if (Array.isArray(value)) return value.map((_, i) => at(i));
      if (value !== undefined) problem("a list");
      return [];
    },
    keys() {
      if (!isMapping) problem("entries by name");
      return isMapping ? Object.keys(value as object) : [];
    },
    number() {
      if (typeof value === "number" && Number.isFinite(value)) return value;
      if (value !== undefined) problem("a number");
      return null;
    },
    whole(lowest, highest = Number.MAX_SAFE_INTEGER) {
      const fits = Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest;
      if (fits) return Number(value);
      const upTo =
        highest === Number.MAX_SAFE_INTEGER ? `from ${lowest} on` : `${lowest} to ${highest}`;
      if (value !== undefined) problem(`a whole number, ${upTo}`);
      return null;
    },
    text() {
      if (typeof value === "string") return value;
      if (value !== undefined) problem("text");
      return null;
    },
    height() {
      const isPoint =
        Array.isArray(value) && value.length === 3 && value.every((each) => Number.isFinite(each));
      if (isPoint) return value[1];
      if (value !== undefined) problem("x, y and z");
      return null;
    },
  };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
