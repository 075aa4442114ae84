import { isLightDqmError } from "../../errors.js";
import type { CommandContext } from "../command.js";
import { fileEnded } from "./file-events.js";

const endsAll: readonly string[] = ["interrupted", "bad-config"];

/**
 * Does the same with each of several files. One that fails is named, makes the exit status 1, and does
 * not stop the others; an interruption and wrong use do.
 * @param phase what is done with a file, in words
 * @param work returns the files it wrote
 * @throws LightDqmError `interrupted`, `bad-config`
 */
export async function eachFile(
  { io, log, setStatus }: Pick<CommandContext, "io" | "log" | "setStatus">,
  phase: string,
  files: readonly string[],
  work: (file: string, index: number) => Promise<string[]>,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    const startedMs = io.now();
    log.record("info", "file-begin", { file, index, count: files.length });
    const took = (): Pick<Parameters<typeof fileEnded>[1], "file" | "seconds" | "phaseSeconds"> => {
      const seconds = (io.now() - startedMs) / 1000;
      return { file, seconds, phaseSeconds: { [phase]: seconds } };
    };
    try {
      const written = await work(file, index);
      fileEnded(log, { ...took(), state: "done", files: written });
    } catch (error) {
      if (isLightDqmError(error) && endsAll.includes(error.code)) throw error;
      fileEnded(log, { ...took(), state: "failed", error });
      setStatus(1);
    }
  }
}
