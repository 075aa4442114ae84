/** The configuration for readers: YAML with origins, plain JSON, a JSON schema, tables. */
import { stringify } from "yaml";
import { detectorOf } from "../detector/index.js";
import type { Check, CheckLimits } from "../judge/check.js";
import { defaultLimits, effectiveLimits, limitRows } from "../judge/limits.js";
import { checkTable } from "../judge/own/check-table.js";
import { markdownTable } from "../words/markdown-table.js";
import type { Config } from "./config.js";
import type { LoadedConfig, Origin } from "./load-config.js";
import { settings } from "./settings.js";
import type { JsonSchema } from "./value-kinds.js";

/** The configuration under its kebab-case keys, as YAML and JSON files hold it. */
export function plainConfig(config: Config): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const { key, field, kind } of settings) plain[key] = kind.toPlain(config[field]);
  plain.limits = limitsOf(config);
  return plain;
}

/** The same as records of results hold it: without the settings that only decide how fast they come. */
export function recordedSettings(config: Config): Record<string, unknown> {
  const plain = plainConfig(config);
  for (const { key, affects } of settings) if (affects === "speed") delete plain[key];
  return plain;
}

/** Every limit in force. */
const limitsOf = ({ limits, detector, checks }: Config): Record<string, CheckLimits> =>
  effectiveLimits(limits, detectorOf(detector), checkTable(checks));

const origins: Record<Origin, string> = {
  default: "default",
  detector: "of the detector",
  file: "from the file",
  flag: "from a flag",
};

/** The effective configuration as a YAML file that can be read again, origins as comments. */
export function configYaml({ config, origin }: LoadedConfig): string {
  const lines = settings.map(({ key, field, kind }): [string, string] => [
    `${key}: ${inline(kind.toPlain(config[field]))}`,
    origins[origin[key]!],
  ]);
  const checks = Object.entries(limitsOf(config));
  const defaults = defaultLimits(undefined, checkTable(config.checks));
  if (checks.length > 0) lines.push(["limits:", ""]);
  for (const [check, limits] of checks) {
    lines.push([`  ${inline(check)}:`, ""]);
    for (const [limit, value] of Object.entries(limits)) {
      lines.push([
        `    ${inline(limit)}: ${inline(value)}`,
        origins[
          origin[`limits.${check}.${limit}`] ??
            (value === defaults[check]?.[limit] ? "default" : "detector")
        ],
      ]);
    }
  }
  const width = Math.max(...lines.map(([text]) => text.length));
  return lines
    .map(([text, comment]) => `${comment ? `${text.padEnd(width)}  # ${comment}` : text}\n`)
    .join("");
}

/** A JSON schema (2020-12) of the YAML file. @param table of checks whose limits it has */
export function configSchema(table?: readonly Check[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const { key, kind, help, default: value } of settings) {
    properties[key] = { description: help, default: kind.toPlain(value), ...kind.schema };
  }
  const limits: Record<string, Record<string, JsonSchema>> = {};
  for (const { check, limit, unit, meaning, default: value } of limitRows(table)) {
    const description = unit === "" ? meaning : `${meaning} (${unit})`;
    const own = (limits[check] ??= {});
    own[limit] = { description, default: value, type: "number" };
  }
  properties.limits = {
    description: "limits of the checks, by check",
    ...closed(
      Object.fromEntries(Object.entries(limits).map(([check, own]) => [check, closed(own)])),
    ),
  };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Light DQM configuration",
    ...closed(properties),
  };
}

/** The settings and limits as two tables in Markdown, for the documentation. */
export function configMarkdown(table?: readonly Check[]): string {
  const rows = settings.map(({ key, kind, help, default: value }) => [
    `\`${key}\``,
    help,
    kind.allowed,
    code(kind.toPlain(value)),
  ]);
  const limits = limitRows(table).map(({ check, limit, meaning, unit, default: value }) => [
    `\`${check}.${limit}\``,
    meaning,
    unit,
    code(value),
  ]);
  return [
    markdownTable(["Setting", "Meaning", "Allowed", "Default"], rows),
    markdownTable(["Limit", "Meaning", "Unit", "Default"], limits),
  ].join("\n");
}

function code(value: unknown): string {
  return value === "" ? "" : `\`${Array.isArray(value) ? value.join(",") : value}\``;
}

function closed(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: "object", properties, additionalProperties: false };
}

function inline(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
}
