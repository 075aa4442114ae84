/**
 * A figure of a document under its heading, read and made when it comes near the view, or else when the
 * browser has time: what is further down must not move when it is reached.
 */
import type { Payload } from "@light-dqm/core/figures";
import { element } from "../dom/elements.js";
import { errorPane } from "../dom/error-pane.js";
import { onNearViewport } from "../dom/near-viewport.js";
import { whenIdle } from "../dom/when-idle.js";
import { figureHeightPx } from "../figure/figure-height.js";
import { type FigureView, figureView } from "../figure/figure-view.js";
import { figureKinds } from "../kinds/figure-kinds.js";
import type { Scope, ScopedView } from "../selection.js";
import type { DocumentFigure } from "./document.js";

export interface FigureSection extends ScopedView {
  /** The payload while no view of it takes part in the scope; null afterwards, and where it cannot be read. */
  waiting(): Payload | null;
  /** The payload; null where it cannot be read. */
  payload(): Payload | null;
  /** Makes the view now; null where the payload cannot be read. */
  shown(): FigureView | null;
}

/** @param part its name in links */
export function figureSection(figure: DocumentFigure, part: string): FigureSection {
  const room = element("div", { class: "ldqm-Waiting" });
  room.style.minHeight = `${heightOf(figure)}px`;
  const node = element("section", { class: "ldqm-Section", "data-part": part }, [
    element("h2", {}, [figure.title]),
    room,
  ]);
  let view: FigureView | null = null;
  let scope: Scope | null = null;
  let isMade = false;
  const stops: (() => void)[] = [];
  const stop = (): void => {
    for (const each of stops.splice(0)) each();
  };
  stops.push(whenIdle(() => shown()));
  stops.push(
    onNearViewport(node, (isNear) => {
      if (isNear) shown();
    }),
  );

  function payload(): Payload | null {
    const read = figure.payload();
    return read instanceof Error ? null : read;
  }

  function shown(): FigureView | null {
    if (isMade) return view;
    isMade = true;
    stop();
    const read = figure.payload();
    if (read instanceof Error) room.replaceWith(errorPane(read));
    else {
      view = figureView(read);
      room.replaceWith(view.node);
      if (scope) view.joined(scope);
    }
    return view;
  }

  return {
    node,
    payload,
    waiting: () => (isMade ? null : payload()),
    shown,
    joined(joined) {
      scope = joined;
      view?.joined(joined);
    },
    resized: () => view?.resized(),
    paintNow: () => shown()?.paintNow(),
    dispose() {
      stop();
      view?.dispose();
    },
  };
}

/** As high as the figure will be, so that little moves when it comes. Kinds of one height are not read for it. */
function heightOf({ kind, payload }: DocumentFigure): number {
  const fixed = figureKinds[kind as Payload["kind"]]?.heightPx?.(usualWidthPx);
  if (fixed !== undefined) return fixed;
  const read = payload();
  return read instanceof Error ? 100 : figureHeightPx(read, usualWidthPx);
}

const usualWidthPx = 900;
