/** One figure: a line in words, what can be chosen, the plot, and the card of the chosen channel. */
import { altText, figureOf, type Payload } from "@light-dqm/core/figures";
import { preferences } from "../../preferences.js";
import type { ChannelRef, Grouping, Member, Scope, ScopedView } from "../../selection.js";
import { choose, keyOf } from "../../selection.js";
import { cardContent } from "../card/card.js";
import { channelTexts } from "../channels/channel-texts.js";
import { boxOfChannel, channelAtPx } from "../channels/geometry.js";
import { detectorOf, selectionAt } from "../channels/groups.js";
import { highlightOf } from "../channels/highlight.js";
import type { Choices } from "../kinds/figure-kind.js";
import { kindOf, placesOf } from "../kinds/figure-kinds.js";
import { onClick } from "../page/clicks.js";
import { button, element } from "../page/elements.js";
import { currentTheme, onLookChange } from "../page/theme.js";
import { type Drawing, plotPane } from "../plot/plot-pane.js";
import { channelCursor } from "./channel-cursor.js";
import { saveImage } from "./save-image.js";
import { shownPayload } from "./shown-payload.js";
import { figureToolbar } from "./toolbar.js";

export interface FigureView extends ScopedView {
  readonly member: Member;
  update(payload: Payload): void;
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
  const card = element("section", { class: "ldqm-Card", hidden: true, "aria-label": "Selected" });
  const pane = plotPane(drawing, () => cursor.place());
  const cursor = channelCursor({
    places: () => placesOf(payload),
    texts: () => texts,
    boxOf: (ref) => {
      const layout = pane.layout();
      return layout && boxOfChannel(payload, layout, ref);
    },
    choose: (ref) => chooseAt(ref, choices.grouping),
  });
  pane.node.append(cursor.ring);
  pane.node.tabIndex = 0;
  const node = element("div", { class: "ldqm-Figure", "data-kind": first.kind }, [
    ...[summary, tools, pane.node, cursor.words, card],
  ]);
  const member: Member = {
    node,
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
    const kind = kindOf(shown);
    const whole = figureOf(shown, {
      theme,
      marks: preferences().marks,
      yScale: choices.yScale,
      widthPx,
      heightPx: kind.heightPx?.(widthPx),
    });
    const figure = kind.reduced?.(whole, shown, choices) ?? whole;
    texts = channelTexts(shown, figure);
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
    const words = kindOf(payload).summary?.(payload) ?? "";
    summary.hidden = words === "";
    summary.textContent = words;
    pane.node.setAttribute("role", "group");
    pane.node.setAttribute(
      "aria-label",
      `${altText(shown)}${placesOf(payload) ? " Arrow keys move between channels, Enter selects one." : ""}`,
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

  onClick(pane.node, (leftPx, topPx) => {
    const layout = pane.layout();
    const at = layout && channelAtPx(payload, layout, leftPx, topPx);
    if (!at || (placesOf(payload) && !texts.has(keyOf(at.ref)))) return;
    const wanted = choices.grouping === "channel" ? at.grouping : undefined;
    chooseAt(at.ref, wanted ?? choices.grouping);
  });
  pane.node.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== pane.node) return;
    if (!placesOf(payload) || !cursor.key(event)) return;
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
    pane.node.style.minHeight = `${kindOf(payload).heightPx?.(900) ?? 300}px`;
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
