/** What a re-evaluation is, and which checks and references its changes depend on. */

import { canonicalJson } from "../files/canonical-json.js";
import { type BadInBoth, badInBoth, limitsByThemselves } from "../judge/bad-channels.js";
import type { Check } from "../judge/check.js";
import { checks } from "../judge/checks/index.js";
import type { Judgement } from "../judge/judge-file.js";
import type { FileSummary } from "../summary.js";

/** How stored files are re-evaluated. */
export interface Rejudgement {
  before: Judgement;
  after: Judgement;
  /** Earlier files to compare with: −1 all, 0 none, N the previous N. */
  ncomp: number;
  excludeBad: boolean;
}

/** Finds the channels that references exclude; none where it does not matter. */
export function badJudge(how: Rejudgement): (summary: FileSummary) => BadInBoth {
  const { usesReferences } = checksToRun(how);
  if (!how.excludeBad || !usesReferences) return () => noneBad;
  const limits = { before: how.before.limits, after: how.after.limits };
  return (summary) => badInBoth(summary, limits);
}

const none = new Uint8Array(0);
/** No channel is bad. */
export const noneBad: BadInBoth = { before: none, after: none };

/** What verdict changes depend on. */
export interface ChecksToRun {
  /** Checks whose records may differ from one judgement to the other with the same reference. */
  differing: Check[];
  /** These and all that compare with earlier files. */
  withComparing: Check[];
  /** Whether one that differs compares with earlier files. */
  comparesAlways: boolean;
  /** Whether changes may depend on references at all. */
  usesReferences: boolean;
  /** Whether earlier files make the same reference in both judgements, as with most limits. */
  oneReference: boolean;
  /** Whether masks and the control of false alarms are the same in both judgements. */
  onlyLimitsDiffer: boolean;
}

const compares = ({ comparesWithEarlier }: Check): boolean => comparesWithEarlier === true;

/**
 * Records of a check depend on its limits and, if it compares with earlier files, on its reference;
 * and through the control of false alarms on all other checks that compare.
 */
export function checksToRun({ before, after, excludeBad }: Rejudgement): ChecksToRun {
  const onlyLimitsDiffer = isSame({ ...before, limits: null }, { ...after, limits: null });
  const differing = checks.filter(
    ({ name }) => !onlyLimitsDiffer || !isSame(before.limits[name], after.limits[name]),
  );
  const oneReference =
    !excludeBad || isSame(limitsByThemselves(before.limits), limitsByThemselves(after.limits));
  const comparesAlways = differing.some(compares);
  return {
    differing,
    withComparing: checks.filter((check) => compares(check) || differing.includes(check)),
    comparesAlways,
    usesReferences: comparesAlways || !oneReference,
    oneReference,
    onlyLimitsDiffer,
  };
}

/** Whether two values are the same as JSON, whatever the order of their keys. */
export const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
