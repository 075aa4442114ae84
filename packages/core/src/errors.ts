/**
 * The errors of the package. Every one says what failed, where, what was expected and what was
 * found, so that one line is enough to act on; `cause` keeps the original error.
 */

/** What went wrong, for programs: the command line maps it to an exit status. */
export type ErrorCode =
  | "bad-input" // a file that cannot be read as what it should be, arguments that do not fit
  | "bad-config" // an unknown setting or a value that is not allowed
  | "not-found" // a named file, directory or record that is absent
  | "output" // an output that could not be written
  | "incompatible" // records that may not be compared
  | "interrupted" // ended by the user
  | "compute"; // a computation that failed

/** The parts of an error line. */
export interface ErrorParts {
  /** What failed, in words. */
  what: string;
  /** The file, setting or place it failed at. */
  where?: string | undefined;
  /** What was expected there. */
  expected?: string | undefined;
  /** What was found instead. */
  got?: string | undefined;
}

/** An error whose `message` is one line: what, where, expected, got. */
export class LightDqmError extends Error {
  readonly code: ErrorCode;
  readonly parts: ErrorParts;

  constructor(code: ErrorCode, parts: ErrorParts, options?: { cause?: unknown }) {
    super(errorLine(parts), options);
    this.name = "LightDqmError";
    this.code = code;
    this.parts = parts;
  }
}

function errorLine({ what, where, expected, got }: ErrorParts): string {
  const details = [expected && `expected ${expected}`, got && `got ${got}`].filter(Boolean);
  const place = where ? ` (${where})` : "";
  const line = `${what}${place}${details.length > 0 ? `: ${details.join(", ")}` : ""}`;
  return line.replace(/\s*\n\s*/g, " ");
}

/** True for an error of this package, also one that came from another copy of it. */
export function isLightDqmError(error: unknown): error is LightDqmError {
  return error instanceof Error && error.name === "LightDqmError" && "code" in error;
}

/** An error as one of this package: its own as they are, others with what failed, and where. */
export function asLightDqmError(
  cause: unknown,
  code: ErrorCode,
  parts: Pick<ErrorParts, "what" | "where">,
): LightDqmError {
  return isLightDqmError(cause)
    ? cause
    : new LightDqmError(code, { ...parts, got: String(cause) }, { cause });
}

/** What interrupted work ends with. */
export function interruptedError(): LightDqmError {
  return new LightDqmError("interrupted", { what: "Interrupted" });
}

/** @throws LightDqmError `interrupted` when the signal was raised */
export function throwIfInterrupted(signal: { readonly aborted: boolean } | undefined): void {
  if (signal?.aborted) throw interruptedError();
}
