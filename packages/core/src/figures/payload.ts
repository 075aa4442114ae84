/** Payloads of every kind, and reading them back from files that anyone may have edited. */
import { asProfile } from "../detector/grid.js";
import type { Form } from "./form.js";
import * as forms from "./forms/index.js";
import { version } from "./payload-schema.js";
import { object, oneOf, text } from "./schema.js";

type Forms = typeof forms;

export type Payload = {
  [Name in keyof Forms]: Forms[Name] extends Form<infer Shown> ? Shown : never;
}[keyof Forms];

export type PayloadKind = Payload["kind"];

const formOfKind = new Map(
  Object.values<Form<Payload>>(forms).map((form) => [form.kind as string, form]),
);

/** The row of a payload's kind. */
export function formOf({ kind }: Payload): Form<Payload> {
  return formOfKind.get(kind)!;
}

/**
 * A payload from JSON of unknown origin.
 * @throws LightDqmError `bad-input` that names the field, what was expected there and what it is;
 * `incompatible` for a payload of another version
 */
export function parsePayload(value: unknown): Payload {
  const where = "payload";
  const { kind } = object({ kind: text, version })(value, where);
  const form = formOfKind.get(oneOf([...formOfKind.keys()])(kind, `${where}.kind`))!;
  const payload = form.read(value, where);
  return "detector" in payload && payload.detector
    ? { ...payload, detector: asProfile(payload.detector) }
    : payload;
}

/** True for what `parsePayload` accepts. */
export function isPayload(value: unknown): value is Payload {
  try {
    parsePayload(value);
    return true;
  } catch {
    return false;
  }
}
