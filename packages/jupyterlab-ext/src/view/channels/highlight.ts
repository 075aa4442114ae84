/** Marks of the chosen channels on a figure: frames, and their lines drawn again on top. */
import type { Figure, Payload, Theme } from "@light-dqm/core/figures";
import type { ChosenChannel, Selection } from "../../selection.js";
import { hasChannels } from "./groups.js";

const accents: Record<Theme, string> = { light: "#7b1fa2", dark: "#ffd54f" };

/** A shape of plotly's, wider than the subset of print: it may lie in the domain of an axis. */
type Mark = Record<string, unknown>;

export interface Highlight {
  shapes: Mark[];
  traces: Mark[];
}

export function highlightOf(
  payload: Payload,
  figure: Figure,
  selection: Selection | null,
  theme: Theme,
): Highlight {
  if (!selection) return { shapes: [], traces: [] };
  const color = accents[theme];
  if (payload.kind === "waveforms") return waveformMarks(payload, figure, selection, color);
  if (payload.kind === "spectra") return spectrumMarks(payload, selection, color);
  if (!hasChannels(payload)) return { shapes: [], traces: [] };
  const { adcCount, channelCount } = payload.detector;
  const known = selection.channels.filter((c) => c.adc < adcCount && c.channel < channelCount);
  const isMask = payload.kind === "channel-mask";
  return {
    traces: [],
    shapes: known.map(({ adc, channel }) => ({
      ...frame(color),
      x0: channel - 0.5,
      x1: channel + 0.5,
      ...(isMask
        ? { xref: "x", yref: "y", y0: adc - 0.5, y1: adc + 0.5 }
        : { xref: axis("x", adc), yref: `${axis("y", adc)} domain`, y0: 0, y1: 1 }),
    })),
  };
}

function frame(color: string): Mark {
  return {
    type: "rect",
    layer: "above",
    line: { color, width: 2 },
    fillcolor: `${color}22`,
    name: "chosen",
  };
}

function panelFrame(color: string, panel: number): Mark {
  return {
    ...frame(color),
    fillcolor: "rgba(0,0,0,0)",
    ...{ xref: `${axis("x", panel)} domain`, yref: `${axis("y", panel)} domain` },
    ...{ x0: 0, x1: 1, y0: 0, y1: 1 },
  };
}

function axis(letter: "x" | "y", panel: number): string {
  return panel === 0 ? letter : `${letter}${panel + 1}`;
}

function line(panel: number, x: readonly number[], y: readonly unknown[], color: string): Mark {
  return {
    ...{ type: "scatter", mode: "lines", showlegend: false, hoverinfo: "skip", name: "chosen" },
    ...{ xaxis: axis("x", panel), yaxis: axis("y", panel), x, y, line: { color, width: 2 } },
  };
}

type WaveformsPayload = Extract<Payload, { kind: "waveforms" }>;
type SpectraPayload = Extract<Payload, { kind: "spectra" }>;

function waveformMarks(
  { panels, unitPerCount }: WaveformsPayload,
  { data }: Figure,
  { channels }: Selection,
  color: string,
): Highlight {
  const traces: Mark[] = [];
  const framed = new Set<number>();
  for (const { adc, channel } of channels)
    panels.forEach((panel, i) => {
      const at = panel.adc === adc ? panel.channels.indexOf(channel) : -1;
      if (at < 0) return;
      framed.add(i);
      const times = data.find((trace) => trace.xaxis === axis("x", i))?.x ?? [];
      const counts = panel.counts[at]!;
      traces.push(
        line(
          i,
          times.slice(0, counts.length),
          counts.map((count) => count * unitPerCount),
          color,
        ),
      );
    });
  return { traces, shapes: [...framed].map((i) => panelFrame(color, i)) };
}

function spectrumMarks(payload: SpectraPayload, { channels }: Selection, color: string): Highlight {
  const traces: Mark[] = [];
  const drawn = new Set<string>();
  const framed = new Set<number>();
  for (const channel of channels) {
    const found = spectrumLineOf(payload, channel);
    if (!found || drawn.has(`${found.panel}/${found.line}`)) continue;
    drawn.add(`${found.panel}/${found.line}`);
    framed.add(found.panel);
    const { x, y } = spectrumPoints(payload, found.panel, found.line);
    traces.push(line(found.panel, x, y, color));
  }
  return { traces, shapes: [...framed].map((panel) => panelFrame(color, panel)) };
}

/** The line of a spectra page that shows a channel or its EPCB, found by the labels. */
export function spectrumLineOf(
  { per, panels }: SpectraPayload,
  { adc, channel, epcb }: ChosenChannel,
): { panel: number; line: number } | null {
  const panelLabel = per === "epcb" ? `ADC ${adc}` : `ADC ${adc}, EPCB ${epcb}`;
  const lineLabel = per === "epcb" ? `EPCB ${epcb}` : `channel ${channel}`;
  const panel = panels.findIndex(({ label }) => label === panelLabel);
  const at = panels[panel]?.lines.findIndex(({ label }) => label === lineLabel) ?? -1;
  return at < 0 ? null : { panel, line: at };
}

/** Frequencies in MHz and powers of a line, without the bin at 0 MHz and what a log axis lacks. */
export function spectrumPoints(
  { panels, stepMHz }: SpectraPayload,
  panel: number,
  line: number,
): { x: number[]; y: (number | null)[] } {
  const power = panels[panel]?.lines[line]?.power.slice(1) ?? [];
  return {
    x: power.map((_, i) => (i + 1) * stepMHz),
    y: power.map((value) => (value !== null && value > 0 ? value : null)),
  };
}
