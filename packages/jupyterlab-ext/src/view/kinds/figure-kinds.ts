import type { Payload } from "@light-dqm/core/figures";

/** Height of a figure on a screen; undefined: the figure's own. */
export function heightPxOf({ kind }: Payload, widthPx: number): number | undefined {
  switch (kind) {
    case "channel-mask":
      // Narrow ones need more: the words above the grid take several lines.
      return Math.round(Math.min(460, widthPx < 700 ? 618 - 0.4 * widthPx : 240 + 0.14 * widthPx));
    case "fraction-panels":
    case "channel-quantiles":
      return 960;
    case "spectra":
      return 900;
    case "waveforms":
      return 760;
    case "unavailable":
      return 200;
    default:
      return undefined;
  }
}
