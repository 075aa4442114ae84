import type { Payload } from "@light-dqm/core/figures";

function subject(payload: Payload): string {
  switch (payload.kind) {
    case "channel-mask":
      return `mask-${payload.check}`;
    case "fraction-panels":
      return `${payload.flag}-${payload.triggerClass}-per-${payload.denominator}`;
    case "channel-quantiles":
      return payload.quantity;
    case "spectra":
      return `spectra-per-${payload.per}`;
    case "waveforms":
      return `waveforms-event-${payload.event}`;
    case "trend":
      return `trend-${payload.quantity}`;
    default:
      return (payload as { kind: string }).kind;
  }
}

/** `mpd_run_rctl_101_mask-flatline.png`: file and figure; safe in every file system. */
export function imageFileName(payload: Payload, format: "png" | "svg"): string {
  const stem = payload.source.file.replace(/(\.FLOW)?\.hdf5$/i, "");
  const name = `${stem}_${subject(payload)}`
    .normalize("NFKD")
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 120);
  return `${name || "light-dqm"}.${format}`;
}
