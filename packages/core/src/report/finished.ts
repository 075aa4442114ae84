import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Config } from "../config/config.js";
import { plainConfig } from "../config/describe-config.js";
import { settings } from "../config/settings.js";
import { detectorOf, isDescriptionPath } from "../detector/index.js";
import { canonicalJson } from "../files/canonical-json.js";
import { fileStem } from "../flow/file-name.js";
import { openFlowFile } from "../flow/flow-file.js";
import { checkTable, digestOfOwn } from "../judge/own/check-table.js";
import { softwareVersion } from "../version.js";
import type { LightDqmDocument } from "./document.js";
import { documentsOf } from "./report-stem.js";
import type { Result } from "./result.js";
import { resultIn } from "./told.js";

/** The report of an input that an earlier run of the program wrote. */
export interface FinishedReport extends Result {
  files: string[];
  document: LightDqmDocument;
}

const changing = settings.filter(({ affects }) => affects !== "nothing" && affects !== "speed");

/** Settings that change the report. Those that name files count by the content of the file. */
const deciding = changing.filter(({ kind }) => kind.names === undefined).map(({ key }) => key);

/** Settings that name a file whose content is not recorded in the stored summary. */
const namingFiles = settings.filter(
  ({ affects, kind }) => kind.names === "file" && (affects === "judgement" || affects === "pages"),
);

/** SHA-256 of what is in the files that a configuration names, by setting: of own checks, as they were run. */
export async function digestsOf(config: Config): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  if (isDescriptionPath(config.detector))
    digests.detector = createHash("sha256")
      .update(canonicalJson(detectorOf(config.detector)))
      .digest("hex");
  const own = digestOfOwn(checkTable(config.checks));
  if (own !== null) digests.checks = own;
  for (const { key, field } of namingFiles) {
    const path = config[field] as string | null;
    if (path === null) continue;
    // The code that needs the content reports why it cannot be read.
    const bytes = await readFile(path).catch(() => "");
    digests[key] = createHash("sha256").update(bytes).digest("hex");
  }
  return digests;
}

/**
 * The existing report for this very input (name, size, modification time; path, or else content),
 * settings and version, with all its files; null if anything differs or is missing: the file has to
 * be reprocessed.
 * @param digests current ones of the files that settings name
 */
export async function finishedReport(
  path: string,
  outputDir: string,
  config: Config,
  digests: Readonly<Record<string, string>>,
): Promise<FinishedReport | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    const key = settingsKey(plainConfig(config), digests);
    for await (const document of documentsOf(outputDir, fileStem(path))) {
      const { input, software, configuration, settingFiles } = document;
      const same =
        software.version === softwareVersion &&
        input.sizeBytes === size &&
        input.mtimeMs === mtimeMs &&
        settingsKey(configuration, settingFiles) === key &&
        (input.path === resolve(path) || (await hasContent(path, config, input.eventsHash)));
      if (!same) continue;
      const files = document.files.map((name) => join(outputDir, name));
      await Promise.all(files.map((file) => stat(file)));
      return { files, ...resultIn(document), document };
    }
    return null;
  } catch {
    return null;
  }
}

async function hasContent(
  path: string,
  config: Config,
  eventsHash: string | undefined,
): Promise<boolean> {
  const file = await openFlowFile(path, detectorOf(config.detector));
  file.close();
  return file.input.eventsHash === eventsHash;
}

function settingsKey(
  configuration: Readonly<Record<string, unknown>>,
  digests: Readonly<Record<string, string>> = {},
): string {
  return JSON.stringify([
    configuration.limits,
    deciding.map((key) => configuration[key]),
    [...namingFiles.map(({ key }) => key), "detector", "checks"].map((key) => digests[key]),
  ]);
}
