// @vitest-environment happy-dom
import type { Figure, Payload } from "@light-dqm/core/figures";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { boxOfChannel } from "../../../view/channels/geometry.js";
import { figureView } from "../../../view/figure/figure-view.js";
import { type ChannelRef, choose, type Scope, scopeOf } from "../../../view/selection.js";
import { examplePayloads } from "../../figures/example-payloads.js";

const drawn = vi.hoisted(() => ({ layout: null as object | null }));

/** A plotly that only remembers what it was given. */
vi.mock("../../../view/plot/plotly.js", async (original) => ({
  ...(await original<object>()),
  loadPlotly: async () => ({
    react: async (_: unknown, __: unknown, layout: object) => {
      drawn.layout = layout;
    },
    purge: () => {},
  }),
}));

/** happy-dom sees no viewport: everything is near. */
Object.assign(globalThis, { IntersectionObserver: undefined });

const mask = examplePayloads()["mask of baselines"] as Payload;
let view: ReturnType<typeof figureView>;
let scope: Scope;

beforeEach(async () => {
  scope = scopeOf({});
  view = figureView(mask);
  document.body.append(view.node);
  view.joined(scope);
  const plot = view.node.querySelector(".ldqm-Plot")!;
  Object.defineProperty(plot, "clientWidth", { value: 900 });
  drawn.layout = null;
  view.paintNow();
  await vi.waitFor(() => expect(drawn.layout).not.toBeNull());
});

afterEach(() => {
  view.dispose();
  document.body.replaceChildren();
});

/** A press and release at a channel: the so many-th in quick succession. */
function click(ref: ChannelRef, count: number, more: MouseEventInit = {}): void {
  const { left, top, width, height } = boxOfChannel(mask, drawn.layout as Figure["layout"], ref)!;
  const at = {
    ...{ clientX: left + width / 2, clientY: top + height / 2 },
    ...{ detail: count, bubbles: true, ...more },
  };
  view.node.querySelector(".ldqm-Target")!.dispatchEvent(new MouseEvent("mousedown", at));
  window.dispatchEvent(new MouseEvent("mouseup", at));
}

function doubleClick(ref: ChannelRef, more: MouseEventInit = {}): void {
  click(ref, 1, more);
  click(ref, 2, more);
}

const first = { adc: 1, channel: 28 };
const other = { adc: 4, channel: 42 };

it("a click selects at once", () => {
  click(first, 1);
  expect(scope.selection?.channels).toMatchObject([first]);
});

it("a double click leaves nothing selected where nothing was", () => {
  doubleClick(first);
  expect([scope.selection, scope.chosenIn]).toEqual([null, null]);
});

it.each([
  ["alone", {}],
  ["with others", { ctrlKey: true }],
])("a double click leaves what was selected before, and where: %s", (_, keys) => {
  const member = { ...view.member, selectionChanged() {} };
  const before = { label: "ADC 4, channel 42", grouping: "channel" as const, channels: [] };
  choose(scope, before, member);
  doubleClick(first, keys);
  expect(scope.selection).toBe(before);
  expect(scope.chosenIn).toBe(member);
});

it("a double click leaves what was chosen elsewhere between its clicks", () => {
  click(first, 1);
  const chosen = { label: "ADC 4, channel 42", grouping: "channel" as const, channels: [] };
  choose(scope, chosen, null);
  click(first, 2);
  expect(scope.selection).toBe(chosen);
});

it("a double click beside all channels leaves what a click before it has selected", () => {
  click(other, 1);
  click({ adc: 0, channel: 0 }, 1);
  click({ adc: 0, channel: 0 }, 2);
  expect(scope.selection?.channels).toMatchObject([other]);
});
