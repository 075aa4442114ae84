import { runNumber, text, wholeNumber } from "../../../config/value-kinds.js";
import type { DetectorProfile } from "../../../detector/profile.js";
import { LightDqmError } from "../../../errors.js";
import { isoTimeAllowed, isoTimeMs } from "../../../files/iso-time.js";
import { type Acceptance, nextId } from "../../../history/acceptances.js";
import { readAcceptances, writeAcceptances } from "../../../history/accepted-file.js";
import type { Check } from "../../../judge/check.js";
import { checkTable } from "../../../judge/own/check-table.js";
import { compareRunNumbers } from "../../../numerics/run-number.js";
import { staleReports } from "../../../pipeline/stale/stale-reports.js";
import { filesOfOneDetector } from "../../../store/one-detector.js";
import type { StoredFile } from "../../../store/stored-files.js";
import { runsText } from "../../../words/phrases.js";
import { type CommandRow, command } from "../../command.js";
import {
  bareFlag,
  type FlagKind,
  optionalFlag,
  repeatableFlag,
  type ValuesOf,
} from "../../flag.js";
import { acceptancesTable, acceptedText } from "../../text/acceptances-text.js";
import { jsonText } from "../../text/json-text.js";
import { staleText } from "../../text/stale-text.js";
import { acceptedChannels } from "./accepted-channels.js";
import { existingStore } from "./context.js";

/** Milliseconds UTC. */
const isoTime: FlagKind<number> = {
  placeholder: "time",
  allowed: `${isoTimeAllowed} that exists, such as 2025-11-04T17:00:00-06:00`,
  fromText: (given) => given,
  read: (value) => {
    const ms = isoTimeMs(String(value));
    return typeof ms === "number" ? ms : undefined;
  },
};

const number = wholeNumber(0, "number");

const flags = {
  check: repeatableFlag("name", "check whose change is accepted (repeatable)"),
  adc: optionalFlag(number, "all channels of this ADC, or with one of these:"),
  channel: optionalFlag(number, "one channel of the ADC"),
  epcb: optionalFlag(number, "one EPCB of the ADC"),
  tpc: optionalFlag(number, "number of the TPC, or with --adc its half in there"),
  allChannels: bareFlag("all channels of the detector, in place of --adc and --tpc"),
  sinceRun: optionalFlag(runNumber, "first run that has the change"),
  since: optionalFlag(isoTime, "the same as a time, in place of the run"),
  until: optionalFlag(isoTime, "when the old level counts again (default: never)"),
  author: optionalFlag(text("name"), "who accepts it"),
  reason: optionalFlag(text("text"), "why the change is there to stay"),
  list: bareFlag("list what is accepted"),
  withdraw: optionalFlag(text("id"), "withdraw what was accepted under this number"),
  json: bareFlag("print JSON"),
};

/** `light-dqm history accept`. */
export const acceptCommand: CommandRow = command({
  name: "accept",
  summary: "accept a change for good, so that it is alarmed no more",
  description:
    "Accepts a change for good: since a run, the checks take the new level of these channels as the " +
    "right one. Kept in the store (accepted.json), with who accepted it and why.",
  help: `
Examples:
  $ light-dqm history accept --check baseline-shift --adc 3 --epcb 2 --since-run 1130 --author "A. Shifter" --reason "offsets changed"
  $ light-dqm history accept --check noise-high --check noise-low --all-channels --since 2026-07-16T14:05:00-05:00 --until 2026-08-01T00:00:00Z --author "B. Expert" --reason "other power supply"
  $ light-dqm history accept --list
  $ light-dqm history accept --withdraw 2
`,
  flags,
  settings: ["store", "output-dir", "time-zone", "checks"],
  async run({ io, log, configFor }, _args, options) {
    const config = configFor(options);
    const store = existingStore(config);
    const known = await readAcceptances(store);
    const tellStale = async (): Promise<void> => {
      const names = (await staleReports(config)).map(({ name }) => name);
      const told = (): string => staleText(names, config.outputDir);
      if (names.length > 0) log.event("warning", "stale", { reports: names }, told());
    };
    const print = (json: unknown, words: () => string): unknown =>
      io.stdout.write(options.json ? jsonText(json) : words());
    if (options.list) {
      print({ store, acceptances: known }, () => acceptancesTable(known, store, config.timeZone));
    } else if (options.withdraw !== undefined) {
      const withdrawn = withId(known, options.withdraw, store);
      await writeAcceptances(
        store,
        known.filter((one) => one !== withdrawn),
      );
      print({ store, withdrawn }, () => acceptedText("withdrew", withdrawn, config.timeZone));
      await tellStale();
    } else {
      const accepted = await acceptanceOf(
        store,
        options,
        nextId(known),
        io.now(),
        checkTable(config.checks),
      );
      await writeAcceptances(store, [...known, accepted]);
      print({ store, accepted }, () => acceptedText("accepted", accepted, config.timeZone));
      await tellStale();
    }
  },
});

function withId(known: readonly Acceptance[], id: string, store: string): Acceptance {
  const found = known.find((one) => one.id === id);
  if (found) return found;
  throw new LightDqmError("not-found", {
    what: "No such accepted change",
    where: store,
    expected: known.map((one) => one.id).join(", ") || "none: nothing is accepted",
    got: id,
  });
}

async function acceptanceOf(
  store: string,
  options: ValuesOf<typeof flags>,
  id: string,
  nowMs: number,
  checks: readonly Check[],
): Promise<Acceptance> {
  const { check: rows, author = "", reason = "" } = options;
  requireFlag("--check", rows.join(""), "the name of a check");
  requireFlag("--author", author, "who accepts it");
  requireFlag("--reason", reason, "why the change is there to stay");
  for (const name of rows) requireGuard(name, checks);
  const { detector, files } = await filesOfOneDetector(store);
  if (!detector)
    throw new LightDqmError("not-found", {
      what: "Nothing can be accepted",
      where: store,
      expected: "a store with a file that can be read",
      got: "none",
    });
  const channels = acceptedChannels(options, detector);
  const fromMs = startOf(options, files, detector, store);
  const { until } = options;
  const iso = (ms: number): string => new Date(ms).toISOString();
  if (until !== undefined && until <= fromMs)
    throw bad("The change would end before it begins", `--until after ${iso(fromMs)}`, iso(until));
  return {
    ...{ id, detector: detector.name, rows: [...new Set(rows)], channels },
    ...{ from: iso(fromMs), until: until === undefined ? null : iso(until) },
    ...{ author: author.trim(), reason: reason.trim(), acceptedAt: iso(nowMs) },
  };
}

function requireFlag(name: string, value: string, expected: string): void {
  if (value.trim() === "") throw bad(`${name} is missing`, expected, "nothing");
}

/** Only the change of a level can be accepted, by the checks that guard it. */
function requireGuard(name: string, checks: readonly Check[]): void {
  const guards = checks.filter((check) => check.guards !== undefined);
  if (guards.some((check) => check.name === name)) return;
  const what = checks.some((check) => check.name === name)
    ? "Changes are accepted only of checks that compare channels with earlier files"
    : "Unknown check";
  throw bad(what, guards.map((check) => check.name).join(", "), name);
}

/** Since when the change exists, milliseconds UTC. */
function startOf(
  { sinceRun, since }: ValuesOf<typeof flags>,
  files: readonly StoredFile[],
  detector: DetectorProfile,
  store: string,
): number {
  if ((sinceRun === undefined) === (since === undefined))
    throw bad(
      "Since when is not clear",
      "--since-run or --since",
      sinceRun === undefined ? "neither" : "both",
    );
  if (since !== undefined) return since;
  const ofRun = files.filter(({ note }) => note!.input.run === sinceRun);
  const starts = ofRun.flatMap(({ note }) => (note!.time ? [note!.time.firstMs] : []));
  if (starts.length > 0) return Math.min(...starts);
  throw new LightDqmError("not-found", {
    what: ofRun.length > 0 ? "The files of this run have no time" : "No such run",
    where: store,
    expected: ofRun.length > 0 ? "--since" : `a run of detector ${detector.name}: ${runsOf(files)}`,
    got: `--since-run ${sinceRun}`,
  });
}

/** Runs of files, `101–103, 105`. */
function runsOf(files: readonly StoredFile[]): string {
  const runs = new Set(files.flatMap(({ note }) => note!.input.run ?? []));
  const ascending = [...runs].sort(compareRunNumbers);
  const small = ascending.filter((run) => typeof run === "number");
  const large = ascending.filter((run) => typeof run === "string");
  return (
    [runsText(small), ...large].filter((text) => text !== "").join(", ") || "none in the store"
  );
}

const bad = (what: string, expected: string, got: string): LightDqmError =>
  new LightDqmError("bad-config", { what, where: "light-dqm history accept", expected, got });
