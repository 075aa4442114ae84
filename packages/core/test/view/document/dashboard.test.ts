// @vitest-environment happy-dom
import { afterEach, expect, it } from "vitest";
import { selectionAt } from "../../../view/channels/groups.js";
import { type DashboardView, dashboardView } from "../../../view/document/dashboard.js";
import { parseDocument } from "../../../view/document/document.js";
import { type Scope, scopeOf } from "../../../view/selection.js";
import { dune2x2 } from "../../detectors.js";
import { examplePayloads } from "../../figures/example-payloads.js";

/** happy-dom sees no viewport: everything is near. */
Object.assign(globalThis, { IntersectionObserver: undefined });

const epcb = selectionAt(dune2x2, { adc: 4, channel: 42 }, "epcb");
const written = {
  ...{ schemaVersion: 1, kind: "light-dqm-document", input: { name: "f.hdf5" } },
  ...{ headline: "", counts: {}, notes: [] },
  verdicts: [
    { check: "dead", state: "bad", adc: 1, channel: 28, reason: "no signal" },
    {
      ...{ check: "noise-high", state: "bad", adc: 4, channel: null, reason: "6 of 6" },
      members: epcb.channels.map(({ adc, channel }) => [adc, channel]),
    },
  ],
  alarms: ["ADC 1, channel 28", "EPCB 5 of ADC 4"].map((place, verdict) => ({
    ...{ verdict, place, title: "", action: "", call: "", change: "new", also: [] },
  })),
  figures: [{ payload: examplePayloads()["mask of baselines"] }],
};

let view: DashboardView;
afterEach(() => {
  view.dispose();
  document.body.replaceChildren();
});

it.each([
  ["ADC 1, channel 28", selectionAt(dune2x2, { adc: 1, channel: 28 }, "channel")],
  ["EPCB 5 of ADC 4", epcb],
])("a fault selects what a click on its mark would: %s", (place, expected) => {
  const scope: Scope = scopeOf({});
  view = dashboardView(parseDocument(written));
  document.body.append(view.node);
  view.joined(scope);
  const buttons = [...view.node.querySelectorAll<HTMLButtonElement>(".ldqm-Faults button")];
  buttons.find(({ textContent }) => textContent === place)!.click();
  expect(scope.selection).toEqual(expected);
});
