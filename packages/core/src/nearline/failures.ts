/** Whether a failure is the file's own, or passes by itself. */
import { stat } from "node:fs/promises";
import { isLightDqmError } from "../errors.js";

/** Errors of a disk or a server that is away, of permissions, or of a machine that is full. */
const passing = new Set([
  ...["EIO", "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN", "EREMOTEIO"],
  // Of Lustre, whose server has dropped this client.
  "ESHUTDOWN",
  // Permissions change without any trace in the file's time or size.
  ...["EACCES", "EPERM"],
  ...["EMFILE", "ENFILE", "ENOMEM", "ENOSPC", "EDQUOT", "EROFS"],
]);

/**
 * Whether an error will go away without anybody touching the file: a full disk, a server that is away,
 * a file of settings that is being edited. Such a file is tried again for as long as it takes.
 */
export function isPassing(error: unknown): boolean {
  if (isLightDqmError(error) && ["output", "bad-config", "not-found"].includes(error.code))
    return true;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (passing.has((cause as NodeJS.ErrnoException).code ?? "")) return true;
  return false;
}

/** Whether a file is not there any more. */
export const isGone = (path: string): Promise<boolean> =>
  stat(path).then(
    () => false,
    (cause: NodeJS.ErrnoException) => cause.code === "ENOENT" || cause.code === "ENOTDIR",
  );
