/** A plot of one panel from its layers. */
import type { DetectorProfile } from "../../../../detector/profile.js";
import { payloadVersion } from "../../../payload-schema.js";
import type { PlotPanel, PlotPayload } from "../payload.js";
import { answerOf } from "../words.js";
import { type PlotSettings, refuse } from "./input.js";

/** @param detector of layers by channel; null without any */
export function plotOf(
  panel: Omit<PlotPanel, "label">,
  { title, answer, source = null }: PlotSettings,
  detector: DetectorProfile | null = null,
): PlotPayload {
  requireTitle(title);
  const panels = [{ label: "", ...panel }];
  return {
    kind: "plot",
    version: payloadVersion,
    title,
    answer: answer ?? answerOf({ panels, detector }),
    source,
    detector,
    panels,
    columns: 1,
    shared: { x: false, y: false },
  };
}

/** @throws LightDqmError `bad-input` for a figure without a title */
export function requireTitle(title: unknown): void {
  if (typeof title !== "string" || title === "")
    refuse(
      "A figure has no title",
      "title",
      "the question that it answers, in words",
      String(title),
    );
}
