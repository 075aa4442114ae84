import type { Payload } from "@light-dqm/core/figures";
import { kindOf } from "../kinds/figure-kinds.js";

/** `mpd_run_rctl_101_mask-flatline.png`: file and figure; safe in every file system. */
export function imageFileName(payload: Payload, format: "png" | "svg"): string {
  const stem = (payload.source?.file ?? "light-dqm").replace(/(\.FLOW)?\.hdf5$/i, "");
  const name = `${stem}_${kindOf(payload).subject?.(payload) ?? payload.kind}`
    .normalize("NFKD")
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 120);
  return `${name || "light-dqm"}.${format}`;
}
