/** The JSON lines of a file whose report is there. */
import { LightDqmError } from "../../../errors.js";
import type { LightDqmDocument } from "../../../report/document.js";
import { documentHead } from "../../../report/document-head.js";
import { pathOfFile } from "../../../store/address.js";
import { appendLegacyLines } from "../../../store/legacy/append.js";
import { legacyLinesOf } from "../../../store/legacy/export.js";
import { readSummary } from "../../../store/store.js";
import type { Units } from "../../../units.js";

/**
 * Appends the lines of a file to those of a directory, from its stored summary.
 * @param written files of its report, absolute
 * @throws LightDqmError where the summary cannot be read, or a line not be written
 */
export async function writeLegacyLines(
  directory: string,
  written: readonly string[],
  how: {
    store: string;
    fileIndex: string;
    units: Units;
    plot_all_clipped: boolean;
    plot_all_negatives: boolean;
  },
): Promise<void> {
  const document = written.find((file) => file.endsWith(".light-dqm.json"));
  const head: Pick<LightDqmDocument, "input" | "time"> | null =
    document === undefined ? null : await documentHead(document);
  const stored = head && (await pathOfFile(how.store, head));
  if (!stored)
    throw new LightDqmError("not-found", {
      what: "No stored summary to write JSON lines of",
      where: how.store,
      ...(document !== undefined && { got: `only ${document}` }),
    });
  const denominators = {
    clipped: how.plot_all_clipped ? ["epcb", "channel"] : ["epcb"],
    negative: how.plot_all_negatives ? ["tpc", "epcb"] : ["tpc"],
  };
  const summary = await readSummary(stored);
  await appendLegacyLines(directory, legacyLinesOf(summary, { ...how, denominators }));
}
