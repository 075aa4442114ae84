/** Several plots as the panels of one. */
import { countText } from "../../../../words/phrases.js";
import { payloadVersion } from "../../../payload-schema.js";
import { axisTitle } from "../axes.js";
import { mostPanels, type PlotPanel, type PlotPayload } from "../payload.js";
import { answerOf } from "../words.js";
import { listOf, type PlotSettings, refuse } from "./input.js";
import { requireTitle } from "./plot.js";

export interface PanelsSettings extends PlotSettings {
  /** Above the panels, in their order; their titles by default. */
  labels?: readonly string[] | undefined;
  /** Side by side on a wide page; by default about twice as many as rows. */
  columns?: number | undefined;
  /** Gives each panel ranges of its own where axes would be the same. */
  ownRanges?: boolean | undefined;
  /** The label of a series that stands for others: grey in all panels. */
  others?: string | undefined;
}

/**
 * Plots as panels of one figure. Axes of one name, unit and scale have one range, colours of one
 * quantity one scale, series of one name one colour.
 * @throws LightDqmError `bad-input` for no plot, more than 64, or another number of labels;
 *   `incompatible` for channels of different detectors
 */
export function panelsPayload(
  plots: readonly PlotPayload[],
  settings: PanelsSettings,
): PlotPayload {
  const { title, answer, source, labels, others, ownRanges = false } = settings;
  requireTitle(title);
  const given = listOf(plots, "panels");
  if (labels && labels.length !== given.length)
    refuse(
      "Labels do not belong to the panels",
      "labels",
      countText(given.length, "label"),
      String(labels.length),
    );
  const panels = given.flatMap((plot, i) =>
    plot.panels.map((panel): PlotPanel => {
      const head = labels?.[i] ?? plot.title;
      return { ...panel, label: panel.label === "" ? head : `${head}, ${panel.label}` };
    }),
  );
  if (panels.length > mostPanels)
    refuse(
      "There are too many panels to read",
      "panels",
      `at most ${mostPanels}`,
      String(panels.length),
    );
  const detectors = given.flatMap(({ detector }) => detector ?? []);
  const [detector = null] = detectors;
  if (detectors.some(({ name }) => name !== detector?.name))
    refuse(
      "Panels show channels of different detectors",
      "panels",
      detector!.name,
      detectors.find(({ name }) => name !== detector!.name)!.name,
    );
  const isGrid = panels.some(({ layers }) =>
    layers.some(({ as }) => as === "channel-numbers" || as === "channel-states"),
  );
  const usual = isGrid ? 1 : columnsFor(panels.length);
  const isShared = (side: "x" | "y"): boolean => !ownRanges && !isGrid && isSame(panels, side);
  return {
    ...{ kind: "plot", version: payloadVersion, title, detector, panels },
    answer: answer ?? answerOf({ panels, detector }),
    source: source ?? null,
    ...(others === undefined ? {} : { others }),
    columns: Math.min(panels.length, settings.columns ?? usual),
    shared: { x: isShared("x"), y: isShared("y") },
  };
}

/** About twice as many columns as rows, the rows as full as can be. */
function columnsFor(count: number): number {
  const rows = Math.ceil(count / Math.ceil(Math.sqrt(2 * count)));
  return Math.ceil(count / rows);
}

function isSame(panels: readonly PlotPanel[], side: "x" | "y"): boolean {
  const keys = panels.map(
    ({ [side]: axis }) => `${axis.scale} ${axisTitle(axis)} ${axis.range ?? ""}`,
  );
  return panels.length > 1 && new Set(keys).size === 1;
}
