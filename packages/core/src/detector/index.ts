/**
 * The detectors that are built in, and those of description files. Nothing outside this folder
 * knows a number or a name of one: a detector is a file in `assets/detectors`, or one of the user's.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { LightDqmError } from "../errors.js";
import { assetUrl } from "../files/assets.js";
import { type DescribedDetector, describedDetector } from "./description.js";
import type { DetectorProfile } from "./profile.js";

/** Name of the detector of files where none is named. */
export const defaultDetectorName = "dune-2x2";

const builtInDirectory = (): string => fileURLToPath(assetUrl("detectors"));

/** Names of the built-in detectors, the default one first. */
export function detectorNames(): string[] {
  const names = readdirSync(builtInDirectory()).map(nameOfFile).sort();
  return [defaultDetectorName, ...names.filter((name) => name !== defaultDetectorName)];
}

/** Built-in detectors with so many ADCs and channels of an ADC. */
export function detectorsOfShape(adcCount: number, channelCount: number): string[] {
  return detectorNames().filter((name) => {
    const detector = detectorOf(name);
    return detector.adcCount === adcCount && detector.channelCount === channelCount;
  });
}

/** The detector of files where none is named. */
export function defaultDetector(): DetectorProfile {
  return detectorOf(defaultDetectorName);
}

/**
 * A detector by its name, or by the path of its description: what has a `/` or ends in `.yaml`,
 * `.yml` or `.json` is a path. The profile is the same object as long as the file is the same.
 * @throws LightDqmError `bad-config` for an unknown name and for a description with a problem
 */
export function detectorOf(nameOrPath: string): DetectorProfile {
  const { profile, problems } = readDescription(nameOrPath);
  if (!profile) {
    const [first, ...others] = problems;
    const more = others.length > 0 ? ` (and ${others.length} more: light-dqm detector check)` : "";
    throw new LightDqmError("bad-config", {
      what: "Bad description of a detector",
      where: nameOrPath,
      got: `${first}${more}`,
    });
  }
  return profile;
}

/** Whether a name of a detector is the path of a description. */
export function isDescriptionPath(nameOrPath: string): boolean {
  return /[/\\]|\.(ya?ml|json)$/i.test(nameOrPath);
}

/**
 * A description with everything that is wrong with it. What it does not say of thresholds and ranges
 * is as in the built-in detector that is cabled alike, if there is one.
 * @throws LightDqmError `bad-config` for an unknown name and for a file that cannot be read
 */
export function readDescription(nameOrPath: string): DescribedDetector {
  const isPath = isDescriptionPath(nameOrPath);
  if (!isPath && !detectorNames().includes(nameOrPath)) {
    throw new LightDqmError("bad-config", {
      what: "Unknown detector",
      where: "detector",
      expected: `one of ${detectorNames().join(", ")}, or the file of a description`,
      got: nameOrPath,
    });
  }
  const path = isPath ? nameOrPath : fileURLToPath(assetUrl(`detectors/${nameOrPath}.json`));
  const fail = (expected: string, cause: unknown): never => {
    const got = cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
    const parts = { what: "Cannot read the description of a detector", where: path, expected, got };
    throw new LightDqmError("bad-config", parts, { cause });
  };
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    return fail("a file in the public format of the light readout's geometry", cause);
  }
  const before = described.get(path);
  if (before?.text === text) return before.detector;
  let value: unknown;
  try {
    // JSON is YAML too, but is read a hundred times faster by its own parser.
    value = path.endsWith(".json") ? JSON.parse(text) : parse(text);
  } catch (cause) {
    return fail("YAML or JSON", cause);
  }
  let detector = describedDetector(value, nameOfFile(path));
  if (isPath && detector.profile)
    detector = { ...detector, profile: withDefaultsOfTwin(detector.profile) };
  described.set(path, { text, detector });
  return detector;
}

/** What was read last, by path: YAML of a large detector takes a third of a second. */
const described = new Map<string, { text: string; detector: DescribedDetector }>();

/** What a description does not say of defaults is as in the built-in detector that is cabled alike. */
function withDefaultsOfTwin(profile: DetectorProfile): DetectorProfile {
  const cabling = ({ adcCount, channelCount, layouts, modules }: DetectorProfile): string =>
    JSON.stringify({ adcCount, channelCount, layouts, modules });
  const twin = detectorsOfShape(profile.adcCount, profile.channelCount)
    .map(detectorOf)
    .find((each) => cabling(each) === cabling(profile));
  return twin?.own ? { ...profile, own: { ...twin.own, ...profile.own } } : profile;
}

const nameOfFile = (path: string): string => basename(path).replace(/\.(ya?ml|json)$/i, "");
