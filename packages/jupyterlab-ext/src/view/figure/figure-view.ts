/** One figure: a line in words, what can be chosen, the plot, and the card of the chosen channel. */
import type { FractionPanelsPayload, Payload } from "@light-dqm/core/figures";
import { altText, figureOf, timeRangeText } from "@light-dqm/core/figures";
import { preferences } from "../../preferences.js";
import type { ChannelRef, Grouping, Member, Scope } from "../../selection.js";
import { choose } from "../../selection.js";
import { cardContent } from "../card/card.js";
import { boxOfChannel, channelAtPx } from "../channels/geometry.js";
import { channelTexts, detectorOf, hasChannels, keyOf, selectionAt } from "../channels/groups.js";
import { highlightOf } from "../channels/highlight.js";
import { heightPxOf } from "../kinds/figure-kinds.js";
import { maskSummary, onlyParts } from "../kinds/mask.js";
import { button, element } from "../page/elements.js";
import { currentTheme, onLookChange } from "../page/theme.js";
import type { Drawing } from "../plot/plot-pane.js";
import { plotPane } from "../plot/plot-pane.js";
import { channelCursor } from "./channel-cursor.js";
import { saveImage } from "./save-image.js";
import { figureToolbar } from "./toolbar.js";

export interface FigureView {
  readonly node: HTMLElement;
  readonly member: Member;
  update(payload: Payload): void;
  joined(scope: Scope): void;
  resized(): void;
  dispose(): void;
}

/** What the user has chosen to see of a figure; kept when the payload is replaced. */
export interface Choices {
  grouping: Grouping;
  yScale: "linear" | "log";
  denominator: FractionPanelsPayload["denominator"] | null;
  /** Parts of a mask that are shown; empty: all. */
  parts: Set<string>;
}

export function figureView(first: Payload): FigureView {
  let payload = first;
  let scope: Scope | null = null;
  let texts = new Map<string, string>();
  const choices: Choices = {
    grouping: "channel",
    yScale: "linear",
    denominator: null,
    parts: new Set(),
  };

  const summary = element("p", { class: "ldqm-Summary" });
  const tools = element("div", { class: "ldqm-Toolbar", role: "toolbar", "aria-label": "Figure" });
  const card = element("section", { class: "ldqm-Card", hidden: true, "aria-label": "Chosen" });
  const pane = plotPane(drawing, () => cursor.place());
  const cursor = channelCursor(
    {
      texts: () => texts,
      boxOf: (ref) => {
        const layout = pane.layout();
        return layout && boxOfChannel(payload, layout, ref);
      },
      choose: (ref) => chooseAt(ref, choices.grouping),
    },
    first.kind === "channel-mask",
  );
  pane.node.append(cursor.ring);
  pane.node.tabIndex = 0;
  const node = element("div", { class: "ldqm-Figure", "data-kind": first.kind }, [
    ...[summary, tools, pane.node, cursor.words, card],
  ]);
  const member: Member = {
    payloads: () => [payload],
    verdicts: () => [],
    selectionChanged() {
      showCard();
      pane.changed();
    },
  };

  function drawing(widthPx: number): Drawing {
    const theme = currentTheme();
    const shown = shownPayload(payload, choices);
    const whole = figureOf(shown, {
      theme,
      marks: preferences().marks,
      yScale: choices.yScale,
      widthPx,
      heightPx: heightPxOf(payload, widthPx),
    });
    const figure = shown.kind === "channel-mask" ? onlyParts(whole, shown, choices.parts) : whole;
    if (hasChannels(shown)) texts = channelTexts(shown, figure);
    node.dataset.theme = theme;
    return {
      figure,
      ...highlightOf(shown, figure, scope?.selection ?? null, theme),
      revision: `${choices.yScale} ${choices.denominator}`,
    };
  }

  function chooseAt(ref: ChannelRef, grouping: Grouping): void {
    const detector = detectorOf(payload);
    if (detector && scope) choose(scope, selectionAt(detector, ref, grouping), member);
  }

  function showCard(): void {
    const mine = scope?.chosenIn === member;
    card.hidden = !mine;
    const content = mine && scope ? cardContent(scope) : [];
    const close = button("Close", () => scope && choose(scope, null, null), {
      "aria-label": "Close the card",
    });
    card.replaceChildren(...(mine ? [close, ...content] : []));
  }

  function showWords(): void {
    const shown = shownPayload(payload, choices);
    // The other kinds say theirs in the figure.
    summary.hidden = payload.kind !== "channel-mask";
    summary.textContent = payload.kind === "channel-mask" ? maskSummary(payload) : "";
    pane.node.setAttribute("role", "group");
    pane.node.setAttribute(
      "aria-label",
      `${altText(shown)}${hasChannels(payload) ? " Arrow keys walk over the channels, Enter chooses one." : ""}`,
    );
  }

  function showTools(): void {
    const changed = (): void => {
      showWords();
      pane.changed();
    };
    const save = (format: "png" | "svg"): void => {
      void saveImage(shownPayload(payload, choices), format, pane, tools);
    };
    tools.replaceChildren(...figureToolbar(payload, choices, changed, save));
  }

  listenForChoice(pane.node, (leftPx, topPx) => {
    const layout = pane.layout();
    const at = layout && channelAtPx(payload, layout, leftPx, topPx);
    if (!at || (hasChannels(payload) && !texts.has(keyOf(at.ref)))) return;
    const wanted = choices.grouping === "channel" ? at.grouping : undefined;
    chooseAt(at.ref, wanted ?? choices.grouping);
  });
  pane.node.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== pane.node) return;
    if (!hasChannels(payload) || !cursor.key(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  pane.node.addEventListener("blur", () => cursor.hide());
  const stopLook = onLookChange(() => {
    showWords();
    pane.changed();
  });

  function update(next: Payload): void {
    payload = next;
    node.dataset.kind = payload.kind;
    pane.node.style.minHeight = `${heightPxOf(payload, 900) ?? 300}px`;
    showTools();
    showWords();
    if (scope) showCard();
    pane.changed();
  }
  update(first);

  return {
    node,
    member,
    update,
    joined(joined) {
      if (scope === joined) return;
      scope?.members.delete(member);
      scope = joined;
      scope.members.add(member);
      if (scope.selection) member.selectionChanged();
    },
    resized: pane.resized,
    dispose() {
      stopLook();
      scope?.members.delete(member);
      pane.dispose();
    },
  };
}

/** The payload as the user wants to see it. */
export function shownPayload(payload: Payload, { denominator }: Choices): Payload {
  const timed = inZone(payload, preferences().timeZone);
  if (timed.kind === "fraction-panels") {
    const other = timed.alternatives?.find((each) => each.denominator === denominator);
    return other ? { ...timed, ...other } : timed;
  }
  return timed;
}

function inZone(payload: Payload, zone: string): Payload {
  const { timeUtc, timeText } = payload.source;
  if (zone === "" || !timeUtc || !timeText || timeText.zone === zone) return payload;
  const [firstMs, lastMs] = [Date.parse(timeUtc.first), Date.parse(timeUtc.last)];
  if (!Number.isFinite(firstMs) || !Number.isFinite(lastMs)) return payload;
  return {
    ...payload,
    source: { ...payload.source, timeText: timeRangeText({ firstMs, lastMs }, zone) },
  };
}

const clickPx = 4;

/** A click is a press without a drag; plotly covers the page while the button is down. */
function listenForChoice(
  node: HTMLElement,
  clicked: (leftPx: number, topPx: number) => void,
): void {
  node.addEventListener(
    "mousedown",
    (down) => {
      if (down.button !== 0) return;
      const up = (event: MouseEvent): void => {
        const moved = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
        if (moved > clickPx) return;
        const box = node.getBoundingClientRect();
        clicked(
          event.clientX - box.left + node.scrollLeft,
          event.clientY - box.top + node.scrollTop,
        );
      };
      window.addEventListener("mouseup", up, { once: true, capture: true });
    },
    { capture: true },
  );
}
