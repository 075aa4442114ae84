/** The configuration as others read it: a YAML file with origins, plain JSON, a JSON schema. */
import { stringify } from "yaml";
import type { Config } from "../config.js";
import { knownLimits } from "./known-limits.js";
import type { LoadedConfig, Origin } from "./load-config.js";
import { settings } from "./settings.js";
import type { JsonSchema } from "./value-kinds.js";

/** The configuration under its kebab-case keys, as YAML and JSON files hold it. */
export function plainConfig(config: Config): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const { key, field, kind } of settings) plain[key] = kind.toPlain(config[field]);
  plain.limits = config.limits;
  return plain;
}

const origins: Record<Origin, string> = {
  default: "default",
  file: "from the file",
  flag: "from a flag",
};

/** The effective configuration as a YAML file that can be read again, origins as comments. */
export function configYaml({ config, origin }: LoadedConfig): string {
  const lines = settings.map(({ key, field, kind }): [string, string] => [
    `${key}: ${inline(kind.toPlain(config[field]))}`,
    origins[origin[key]!],
  ]);
  const checks = Object.entries(config.limits);
  if (checks.length > 0) lines.push(["limits:", ""]);
  for (const [check, limits] of checks) {
    lines.push([`  ${inline(check)}:`, ""]);
    for (const [limit, value] of Object.entries(limits)) {
      lines.push([
        `    ${inline(limit)}: ${inline(value)}`,
        origins[origin[`limits.${check}.${limit}`]!],
      ]);
    }
  }
  const width = Math.max(...lines.map(([text]) => text.length));
  return lines
    .map(([text, comment]) => `${comment ? `${text.padEnd(width)}  # ${comment}` : text}\n`)
    .join("");
}

/** A JSON schema (2020-12) of the YAML file. */
export function configSchema(): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const { key, kind, help, default: value } of settings) {
    properties[key] = { description: help, default: kind.toPlain(value), ...kind.schema };
  }
  const limits = Object.entries(knownLimits()).map(([check, own]): [string, JsonSchema] => [
    check,
    closed(
      Object.fromEntries(
        Object.entries(own).map(([limit, value]) => [limit, { type: "number", default: value }]),
      ),
    ),
  ]);
  properties.limits = {
    description: "limits of the checks, by check",
    ...closed(Object.fromEntries(limits)),
  };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Light DQM configuration",
    ...closed(properties),
  };
}

function closed(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: "object", properties, additionalProperties: false };
}

function inline(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
}
