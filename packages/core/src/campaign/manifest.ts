/** The manifest of a campaign: which files are to be reported, and how. Written once, never changed. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Config } from "../config/config.js";
import { plainConfig } from "../config/describe-config.js";
import { recordedConfig } from "../config/recorded-config.js";
import { LightDqmError } from "../errors.js";
import { canonicalJson } from "../files/canonical-json.js";
import { ensureWritableDirectory, writeOutputFiles } from "../files/output-files.js";
import { sha256 } from "../files/sha256.js";
import { softwareVersion } from "../version.js";

const kind = "light-dqm-manifest";
const manifestVersion = 1;

/** A file of a campaign as it was when the manifest was written. */
export interface ManifestFile {
  /** Absolute. */
  path: string;
  sizeBytes: number;
  /** Time of last change, milliseconds UTC. */
  mtimeMs: number;
}

export interface Manifest {
  /** The first 12 hexadecimal digits of the hash of all that it says. */
  id: string;
  /** Paths are absolute. */
  config: Config;
  /** In natural order of their names, each once. */
  files: readonly ManifestFile[];
}

/** Where the campaigns of an output directory are, and the numbers of their files. */
export const campaignsDirectory = (outputDir: string): string =>
  join(resolve(outputDir), "campaigns");

/** The directory of one campaign: its manifest, and the logs of its tasks. */
export const campaignDirectory = ({ id, config }: Manifest): string =>
  join(campaignsDirectory(config.outputDir), id);

export const manifestName = "manifest.json";

export const manifestPath = (manifest: Manifest): string =>
  join(campaignDirectory(manifest), manifestName);

/** The manifest of files; the same files and settings give the same one. */
export function manifestOf(config: Config, files: readonly ManifestFile[]): Manifest {
  return { id: sha256(canonicalJson(contentOf(config, files))).slice(0, 12), config, files };
}

const contentOf = (config: Config, files: readonly ManifestFile[]): object => ({
  ...{ kind, version: manifestVersion, software: softwareVersion },
  ...{ configuration: plainConfig(config), files },
});

/**
 * Writes a manifest unless it is there already.
 * @returns its path
 * @throws LightDqmError `output`; as `readManifest` where something else lies in its place
 */
export async function writeManifest(manifest: Manifest): Promise<string> {
  const path = manifestPath(manifest);
  const content = contentOf(manifest.config, manifest.files);
  const text = `${JSON.stringify({ ...content, sha256: sha256(canonicalJson(content)) }, null, 1)}\n`;
  if ((await readFile(path, "utf8").catch(() => null)) === text) return path;
  await ensureWritableDirectory(campaignDirectory(manifest));
  await writeOutputFiles([{ path, bytes: text }]);
  return path;
}

/**
 * Reads a manifest.
 * @throws LightDqmError `not-found`; `bad-input` for what is no manifest or a damaged one;
 *   `incompatible` for one of another version; `bad-config` where its settings can no longer be read
 */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    const got = cause.code === "ENOENT" ? "nothing of that name" : cause.message;
    throw badManifest("not-found", path, "a manifest that `light-dqm submit` wrote", got, cause);
  });
  const { sha256: checksum, ...content } = parsed(text, path);
  if (content.kind !== kind)
    throw badManifest("bad-input", path, `"kind": "${kind}"`, JSON.stringify(content.kind));
  if (content.version !== manifestVersion || content.software !== softwareVersion)
    throw badManifest(
      "incompatible",
      path,
      `version ${manifestVersion}, of Light DQM ${softwareVersion}`,
      `version ${content.version}, of Light DQM ${content.software} (submit its files again)`,
    );
  const found = sha256(canonicalJson(content));
  if (found !== checksum)
    throw badManifest("bad-input", path, `the content with SHA-256 ${checksum}`, found);
  const config = recordedConfig(content.configuration as Record<string, unknown>);
  return { id: found.slice(0, 12), config, files: content.files as ManifestFile[] };
}

function parsed(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch (cause) {
    const got = `${text.length} characters that are not`;
    throw badManifest("bad-input", path, "JSON", got, cause);
  }
}

function badManifest(
  code: "bad-input" | "not-found" | "incompatible",
  where: string,
  expected: string,
  got: string,
  cause?: unknown,
): LightDqmError {
  return new LightDqmError(
    code,
    { what: "Cannot use the manifest", where, expected, got },
    { cause },
  );
}
