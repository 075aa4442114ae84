/** Which runs can be compared, and why others cannot. */
import type { Config } from "../../config/config.js";
import { cablingOf } from "../../detector/cabling.js";
import { LightDqmError } from "../../errors.js";
import { canonicalJson } from "../../files/canonical-json.js";
import { effectiveLimits } from "../../judge/limits.js";
import { isSameFile } from "../../store/same-file.js";
import { cutTextUtc } from "../../words/event-cut.js";
import type { Run } from "../open-run.js";

/** @throws LightDqmError `incompatible` for different detectors, or other cablings of one */
export function requireSameDetector(before: Run, now: Run): void {
  const [its, ours] = [before.summary.detector, now.summary.detector];
  if (cablingOf(its) === cablingOf(ours)) return;
  const isNamedSo = its.name === ours.name;
  throw new LightDqmError("incompatible", {
    what: "Runs of different detectors cannot be compared",
    where: before.name,
    expected: ours.name,
    got: isNamedSo ? `another cabling of ${its.name}` : its.name,
  });
}

/** Settings that decide what verdicts are compared with, and which alarms are told. */
const judgingFields = [
  "ncomp",
  "referenceRun",
  "excludeBad",
  "runType",
  "falseAlarms",
  "falseDiscoveryRate",
  "knownFaultsFile",
] as const satisfies readonly (keyof Config)[];

/**
 * @throws LightDqmError `incompatible` where verdicts of two runs differ for other reasons than what was
 *   measured: other detectors, cuts, or settings; one file may be judged with different settings
 */
export function requireSameJudgement(before: Run, now: Run): void {
  requireSameDetector(before, now);
  const [itsCut, ourCut] = [before, now].map(({ summary }) => eventsOf(summary.settings));
  if (itsCut !== ourCut)
    throw new LightDqmError("incompatible", {
      what: "States of different events cannot be compared",
      where: before.name,
      expected: ourCut!,
      got: itsCut!,
    });
  if (isSameFile(before.summary, now.summary)) return;
  const differing =
    judgingFields.find(
      (field) => canonicalJson(before.config[field]) !== canonicalJson(now.config[field]),
    ) ?? differingLimits(before, now);
  if (differing === null) return;
  throw new LightDqmError("incompatible", {
    what: "Runs that were judged with different settings cannot be compared",
    where: `${differing} of ${before.name}`,
    expected: "the same for both: rejudge(run, { … }) re-evaluates one of them",
    got: "other values",
  });
}

const eventsOf = ({ cut }: Run["summary"]["settings"]): string =>
  cut ? `the cut "${cutTextUtc(cut)}"` : "all events";

/** `limits of flatline`: of the first check that both were judged with, by other limits. */
function differingLimits(before: Run, now: Run): string | null {
  const [its, ours] = [before, now].map(({ config, summary, checks }) =>
    effectiveLimits(config.limits, summary.detector, checks),
  );
  const name = Object.keys(ours!).find(
    (check) => its![check] && canonicalJson(its![check]) !== canonicalJson(ours![check]),
  );
  return name === undefined ? null : `limits of ${name}`;
}
