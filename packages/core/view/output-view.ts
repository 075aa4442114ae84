/** What an output shows: a figure, the dashboard of a document, or what is wrong. */
import { type Payload, parsePayload } from "@light-dqm/core/figures";
import { dashboardView } from "./document/dashboard.js";
import { parseDocument } from "./document/document.js";
import { errorPane } from "./dom/error-pane.js";
import { clearOnEscape } from "./dom/escape.js";
import { figureView } from "./figure/figure-view.js";
import type { OutputView } from "./output-host.js";
import { type Scope, type ScopedView, scopeOf } from "./selection.js";

interface Content extends ScopedView {
  /** Present where another payload can take the place of this one. */
  update?(payload: Payload): void;
}

/** Scopes of data that was seen in a notebook, for views of it elsewhere. */
const scopeOfData = new WeakMap<object, Scope>();

export function outputView(node: HTMLElement): OutputView {
  let data: unknown;
  let content: Content | null = null;

  function join(): void {
    if (!node.isConnected || !content) return;
    const isObject = typeof data === "object" && data !== null;
    const isCopy = node.closest(".jp-LinkedOutputView") !== null;
    const place = node.closest(".jp-MainAreaWidget") ?? document.body;
    const shared = isObject && isCopy ? scopeOfData.get(data as object) : undefined;
    const scope = shared ?? scopeOf(place);
    if (isObject && !isCopy) scopeOfData.set(data as object, scope);
    clearOnEscape(place, scope);
    content.joined(scope);
  }

  function replace(next: Content | null, pane?: HTMLElement): void {
    content?.dispose();
    content = next;
    node.replaceChildren(...(next ? [next.node] : pane ? [pane] : []));
  }

  function update(next: unknown): void {
    data = next;
    try {
      const value = typeof next === "string" ? parseJson(next) : next;
      if ((value as { kind?: unknown } | null)?.kind === "light-dqm-document")
        replace(dashboardView(parseDocument(value)));
      else {
        const payload = parsePayload(value);
        if (content?.update) content.update(payload);
        else replace(figureView(payload));
      }
    } catch (error) {
      replace(null, errorPane(error));
    }
    join();
  }

  return {
    update,
    resized() {
      join();
      content?.resized();
    },
    dispose: () => replace(null),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error("not a Light DQM document: it is not JSON", { cause });
  }
}
