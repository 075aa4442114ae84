/** Flags of commands as rows; their values are read by the kinds that settings have too. */
import { Option } from "commander";
import { badValue } from "../config/bad-setting.js";
import { kebabCase } from "../config/settings.js";
import type { ValueKind } from "../config/value-kinds.js";

/** As much of a kind of value as a flag needs. */
export type FlagKind<T> = Pick<ValueKind<T>, "allowed" | "placeholder" | "read" | "fromText">;

/** A flag: `T` is what the command gets, whether it is given or not. */
export interface Flag<T> {
  help: string;
  /** What its value is called; null where it takes none. */
  placeholder: string | null;
  /** Its value where it is not given. */
  absent: T;
  /** Whether the help shows that value as the default. */
  showsDefault?: boolean;
  isRequired?: boolean;
  /** One letter that says the same. */
  short?: string;
  /** The value of a text. @param before the value so far */
  read(name: string, text: string, before: T): T;
}

/** By field: `referenceFiles` is `--reference-files`. */
export type Flags = Readonly<Record<string, Flag<unknown>>>;

/** What the command gets. */
export type ValuesOf<Given extends Flags> = {
  readonly [Name in keyof Given]: Given[Name] extends Flag<infer T> ? T : never;
};

/** A flag that takes no value. */
export function bareFlag(help: string): Flag<boolean> {
  return { help, placeholder: null, absent: false, read: () => true };
}

/** A flag with a value; undefined where it is not given. */
export function optionalFlag<T>(kind: FlagKind<T>, help: string): Flag<T | undefined> {
  return { help, placeholder: kind.placeholder, absent: undefined, read: readerOf(kind) };
}

/** A flag with a value and a default, which the help shows. */
export function flagWithDefault<T>(kind: FlagKind<T>, help: string, value: T): Flag<T> {
  const read = readerOf(kind);
  return { help, placeholder: kind.placeholder, absent: value, showsDefault: true, read };
}

/** A flag that has to be given. */
export function requiredFlag<T>(kind: FlagKind<T>, help: string): Flag<T> {
  const { placeholder } = kind;
  return { help, placeholder, absent: undefined as T, isRequired: true, read: readerOf(kind) };
}

/** A flag that may be given again and again; its values in order. */
export function repeatableFlag(placeholder: string, help: string, short?: string): Flag<string[]> {
  const read = (_name: string, text: string, before: string[]): string[] => [...before, text];
  return { help, placeholder, absent: [], read, ...(short && { short }) };
}

/** `--set`, of every command that has limits. */
export const setFlag: Flag<string[]> = repeatableFlag(
  "check.limit=value",
  "limit of a check (repeatable)",
);

function readerOf<T>({ allowed, read, fromText }: FlagKind<T>): Flag<T>["read"] {
  return (name, text) => {
    const value = read(fromText(text));
    if (value === undefined) throw badValue("flag", name, name, allowed, text);
    return value;
  };
}

/** A flag as commander takes it. */
export function optionOf(field: string, flag: Flag<unknown>): Option {
  const { help, placeholder, absent, short, isRequired = false, showsDefault } = flag;
  const name = `--${kebabCase(field)}`;
  const value = placeholder === null ? "" : ` <${placeholder}>`;
  const shown = showsDefault ? `${help} (default ${absent})` : help;
  const option = new Option(`${short ? `-${short}, ` : ""}${name}${value}`, shown);
  if (placeholder !== null)
    option.argParser((text: string, before: unknown) => flag.read(name, text, before ?? absent));
  return option.makeOptionMandatory(isRequired);
}
