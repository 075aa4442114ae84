/** Which process a number means: numbers are used again, and each container counts its own. */
import { readFile, readlink } from "node:fs/promises";

export interface ProcessMark {
  /** Of this boot of the machine, in clock ticks since then; null where the system does not tell. */
  started: string | null;
  /** Where this number is counted, of the calling process; null where the system does not tell. */
  space: string | null;
}

/** Of a process that the calling one can see. Linux tells, in /proc. */
export async function processMark(pid: number): Promise<ProcessMark> {
  const [boot, status, space] = await Promise.all([
    readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => null),
    readFile(`/proc/${pid}/stat`, "utf8").catch(() => null),
    readlink("/proc/self/ns/pid").catch(() => null),
  ]);
  // The name in brackets may hold anything: fields are counted from behind it (proc(5): 22 is starttime).
  const ticks = status?.slice(status.lastIndexOf(")") + 2).split(" ")[19];
  return { started: boot && ticks ? `${boot.trim()} ${ticks}` : null, space };
}
