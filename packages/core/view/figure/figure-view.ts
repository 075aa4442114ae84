/** One figure: a line in words, what can be chosen, the plot, and the card of the chosen channel. */
import "../style/figure.css";
import { altText, type Payload } from "@light-dqm/core/figures";
import { boxOfChannel } from "../channels/geometry.js";
import { detectorIn, detectorOf, selectionAt } from "../channels/groups.js";
import { highlightOf } from "../channels/highlight.js";
import { hasOwnedLines, hasOwnedPoints, isolated } from "../channels/isolate.js";
import { selectionOf } from "../channels/line-owners.js";
import { type Pointed, pointedAt } from "../channels/pointing.js";
import { onClick } from "../dom/clicks.js";
import { element } from "../dom/elements.js";
import { currentTheme, onLookChange } from "../dom/theme.js";
import type { Choices } from "../kinds/figure-kind.js";
import { kindOf, placesOf } from "../kinds/figure-kinds.js";
import { type Drawing, plotPane } from "../plot/plot-pane.js";
import type { Member, Scope, ScopedView, Selection } from "../selection.js";
import { choose, keyOf, revocably, withAnother } from "../selection.js";
import { cardPlace } from "./card-place.js";
import { channelCursor } from "./channel-cursor.js";
import { chosenLine } from "./chosen-line.js";
import { figureMaker } from "./drawn-figure.js";
import { figureHeightPx } from "./figure-height.js";
import { type Picker, picker } from "./picker.js";
import { followPointer } from "./pointer.js";
import { saveImage } from "./save-image.js";
import { shownPayload } from "./shown-payload.js";
import { type FigureTools, figureTools } from "./toolbar.js";

export interface FigureView extends ScopedView {
  readonly member: Member;
  update(payload: Payload): void;
}

const keyHelp = " Arrow keys move between channels, Enter selects one.";
const refusedWords = "Nothing is drawn there: the zoom stays as it was.";

export function figureView(first: Payload): FigureView {
  let payload = first;
  let scope: Scope | null = null;
  let texts: ReadonlyMap<string, string> = new Map();
  const make = figureMaker();
  let numbers: Picker | null = null;
  let controls: FigureTools | undefined;
  const choices: Choices = {
    ...{ grouping: "channel", yScale: "linear", denominator: null, parts: new Set() },
    ...{ isAdding: false, onlySelected: false, zoomsAll: false },
  };

  const summary = element("p", { class: "ldqm-Summary" });
  const tools = element("div", { class: "ldqm-Toolbar", role: "toolbar", "aria-label": "Figure" });
  const chosen = chosenLine();
  const card = cardPlace();
  const pane = plotPane({
    heightPx: (widthPx) => figureHeightPx(payload, widthPx),
    build: drawing,
    painted: () => cursor.place(),
    zoomed({ isZoomed, refused }) {
      controls?.showZoomed(isZoomed);
      if (refused) chosen.say(refusedWords);
    },
  });
  const cursor = channelCursor({
    places: () => placesOf(payload),
    texts: () => texts,
    boxOf: (ref) => {
      const layout = pane.figure()?.layout;
      return layout ? boxOfChannel(payload, layout, ref) : null;
    },
    choose: (ref) => take({ text: "", box: noBox, channel: { ref } }, choices.isAdding),
  });
  pane.node.append(cursor.ring);
  pane.node.tabIndex = 0;
  pane.node.setAttribute("role", "group");
  const node = element("div", { class: "ldqm-Figure", "data-kind": first.kind }, [
    ...[summary, tools, chosen.node, pane.node, cursor.words, card.node],
  ]);
  const member: Member = {
    node,
    payloads: () => [payload],
    verdicts: () => [],
    selectionChanged() {
      showChosen();
      pane.changed();
    },
  };

  const detector = () => detectorOf(payload) ?? detectorIn(scope);
  const hasChannels = () =>
    placesOf(payload) !== null || hasOwnedLines(payload) || hasOwnedPoints(payload);

  function drawing(widthPx: number): Drawing {
    const theme = currentTheme();
    const selection = scope?.selection ?? null;
    const drawn = make(payload, choices, widthPx);
    const { payload: shown, figure: whole } = drawn;
    const look = { theme, detector: detector() };
    const isAlone = selection !== null && choices.onlySelected;
    const figure = isAlone ? isolated(shown, whole, selection, look) : whole;
    const inLegend = figure !== whole && whole.layout.showlegend;
    texts = drawn.texts;
    node.dataset.theme = theme;
    return {
      figure,
      ...highlightOf(shown, figure, selection, { ...look, inLegend }),
      revision: `${payload.kind} ${choices.yScale} ${choices.denominator}`,
      isLinked: choices.zoomsAll,
      ticks: (axis, panel) => kindOf(shown).ticks?.(shown, axis, panel) ?? "number",
    };
  }

  function pointed(leftPx: number, topPx: number): Pointed | null {
    const figure = pane.figure();
    return figure && pointedAt({ payload, figure, texts }, leftPx, topPx);
  }

  /** Chooses what was pointed at, alone or with what is chosen already. */
  function take(at: Pointed, adds: boolean): void {
    const known = detector();
    const { channel, owner } = at;
    const alone = choices.grouping === "channel" ? channel?.grouping : undefined;
    const selection = owner
      ? selectionOf(owner, choices.grouping, known)
      : channel && known && selectionAt(known, channel.ref, alone ?? choices.grouping);
    if (selection) takeSelection(selection, adds);
  }

  function takeSelection(selection: Selection, adds: boolean): void {
    if (scope) choose(scope, adds ? withAnother(scope.selection, selection) : selection, member);
  }

  function showChosen(): void {
    const selection = scope?.selection ?? null;
    card.show(scope, member);
    if (hasChannels()) chosen.show(selection, currentTheme());
    else chosen.say("");
    numbers?.show(selection);
  }

  function showWords(): void {
    const shown = shownPayload(payload, choices);
    const words = kindOf(payload).summary?.(payload) ?? "";
    summary.hidden = words === "";
    summary.textContent = words;
    const help = placesOf(payload) ? keyHelp : "";
    pane.node.setAttribute("aria-label", `${altText(shown)}${help}`);
  }

  function showTools(): void {
    const own = detectorOf(payload);
    const hasLines = hasOwnedLines(payload);
    numbers =
      own && hasChannels()
        ? picker(own, choices, (each) => takeSelection(each, choices.isAdding))
        : null;
    controls = figureTools({
      ...{ payload, choices, hasLines, hasChannels: hasChannels() },
      pickers: numbers?.nodes ?? [],
      linksPanels: kindOf(payload).linksPanels?.(payload) ?? false,
      changed() {
        showWords();
        pane.changed();
      },
      save: (format) => void saveImage(shownPayload(payload, choices), format, pane, tools),
      resetZoom: pane.resetZoom,
    });
    tools.replaceChildren(...controls.nodes);
  }

  /** Takes back what the last click chose, as it was the first of a double click. */
  let revoke: (() => void) | null = null;
  onClick(pane.node, ({ leftPx, topPx, adds, isDouble }) => {
    if (isDouble) revoke?.();
    revoke = null;
    if (isDouble) return pane.resetZoom();
    const at = pointed(leftPx, topPx);
    if (!at || (at.channel && placesOf(payload) && !texts.has(keyOf(at.channel.ref)))) return;
    if (at.channel) cursor.follow(at.channel.ref);
    if (scope) revoke = revocably(scope, () => take(at, adds || choices.isAdding));
  });
  const pointer = followPointer(pane.node, pointed, () => cursor.hide());
  pane.node.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== pane.node) return;
    if (!placesOf(payload) || !cursor.key(event)) return;
    pointer.hide();
    event.preventDefault();
    event.stopPropagation();
  });
  pane.node.addEventListener("blur", () => cursor.hide());
  const stopLook = onLookChange(() => {
    showWords();
    showChosen();
    pane.changed();
  });

  function update(next: Payload): void {
    payload = next;
    node.dataset.kind = payload.kind;
    showTools();
    showWords();
    showChosen();
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
    paintNow: pane.paintNow,
    dispose() {
      stopLook();
      pointer.stop();
      scope?.members.delete(member);
      pane.dispose();
    },
  };
}

const noBox = { left: 0, top: 0, width: 0, height: 0 };
