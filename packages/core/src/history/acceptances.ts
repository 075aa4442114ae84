/** Changes for good that people have accepted. */
import { LightDqmError } from "../errors.js";
import { isoTimeAllowed, isoTimeMs } from "../files/iso-time.js";

/** One acceptance. Times are ISO 8601, UTC. */
export interface Acceptance {
  id: string;
  /** Name of the detector that the channels are of; it holds for files of this one only. */
  detector: string;
  /** Names of checks whose levels start anew. */
  rows: readonly string[];
  channels: readonly (readonly [adc: number, channel: number])[];
  /** Start of the first file since which the change exists. */
  from: string;
  /** When it lapses, so that the old level counts again; null: never. */
  until: string | null;
  author: string;
  reason: string;
  acceptedAt: string;
}

/** Acceptances of a detector's channels. @param name of the detector */
export function acceptancesOf(acceptances: readonly Acceptance[], name: string): Acceptance[] {
  return acceptances.filter(({ detector }) => detector === name);
}

/** The acceptance of a channel that is in force for a check at a time; of several, the last one. */
export function acceptanceInForce(
  acceptances: readonly Acceptance[],
  check: string,
  adc: number,
  channel: number,
  timeMs: number,
): Acceptance | null {
  const inForce = acceptances.filter(
    ({ rows, channels, from, until }) =>
      rows.includes(check) &&
      Date.parse(from) <= timeMs &&
      (until === null || timeMs < Date.parse(until)) &&
      channels.some(([a, c]) => a === adc && c === channel),
  );
  return inForce.at(-1) ?? null;
}

/** An identifier that no acceptance has: the next number. */
export function nextId(acceptances: readonly Pick<Acceptance, "id">[]): string {
  return String(Math.max(0, ...acceptances.map(({ id }) => Number(id) || 0)) + 1);
}

/** Version of the file's layout. */
const schemaVersion = 1;

/** Acceptances as the text of a file. */
export function acceptancesText(acceptances: readonly Acceptance[]): string {
  return `${JSON.stringify({ schemaVersion, acceptances }, null, 2)}\n`;
}

/**
 * The acceptances of such a text.
 * @param where names the file in errors
 * @throws LightDqmError `bad-input` with the acceptance, what was expected and what is there
 */
export function parseAcceptances(text: string, where: string): Acceptance[] {
  let content: Partial<Record<"schemaVersion" | "acceptances", unknown>> | null;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw bad(where, "JSON", cause instanceof Error ? cause.message : String(cause));
  }
  if (content?.schemaVersion !== schemaVersion)
    throw bad(where, `schemaVersion ${schemaVersion}`, shown(content?.schemaVersion));
  if (!Array.isArray(content.acceptances))
    throw bad(where, "a list of acceptances", shown(content.acceptances));
  const ids = new Set<string>();
  return content.acceptances.map((one: unknown, i) => {
    const acceptance = acceptanceOf(one, `${where}, acceptance ${i + 1}`);
    const { id } = acceptance;
    if (ids.has(id)) throw bad(`${where}, acceptance ${i + 1}`, "an id of its own", shown(id));
    ids.add(id);
    return acceptance;
  });
}

function acceptanceOf(given: unknown, where: string): Acceptance {
  const fields = (given ?? {}) as Partial<Record<keyof Acceptance, unknown>>;
  const textOf = (field: keyof Acceptance): string => {
    const value = fields[field];
    if (typeof value === "string" && value.trim() !== "") return value;
    throw bad(where, `a text as ${field}`, shown(value));
  };
  const timeOf = (field: keyof Acceptance): string => {
    const value = textOf(field);
    if (typeof isoTimeMs(value) === "number") return value;
    throw bad(where, `${isoTimeAllowed} as ${field}`, shown(value));
  };
  const listOf = <Item>(
    field: keyof Acceptance,
    what: string,
    isItem: (item: unknown) => boolean,
  ) => {
    const value = fields[field];
    if (Array.isArray(value) && value.every(isItem)) return value as Item[];
    throw bad(where, `a list of ${what} as ${field}`, shown(value));
  };
  const rows = listOf<string>("rows", "names of checks", (item) => typeof item === "string");
  const channels = listOf<[number, number]>("channels", "[adc, channel]", isPlace);
  const [from, until] = [timeOf("from"), fields.until === null ? null : timeOf("until")];
  if (until !== null && Date.parse(until) <= Date.parse(from))
    throw bad(where, "an until after from", `${from} to ${until}`);
  return {
    ...{ id: textOf("id"), detector: textOf("detector"), rows, channels, from, until },
    ...{ author: textOf("author"), reason: textOf("reason"), acceptedAt: timeOf("acceptedAt") },
  };
}

const isPlace = (item: unknown): boolean =>
  Array.isArray(item) && item.length === 2 && item.every((n) => Number.isInteger(n) && n >= 0);

const shown = (value: unknown): string =>
  value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);

function bad(where: string, expected: string, got: string): LightDqmError {
  const what = "Cannot read the accepted changes";
  return new LightDqmError("bad-input", { what, where, expected, got });
}
