/** A report document as a page: its verdict, what to do, then masks and figures, checks, settings. */
import "../style/dashboard.css";
import { detectorOf, hasChannel, selectionAt, selectionOfPlace } from "../channels/groups.js";
import { element } from "../dom/elements.js";
import { placesOf } from "../kinds/figure-kinds.js";
import type { ChannelRef, Member, Scope, ScopedView } from "../selection.js";
import { choose } from "../selection.js";
import { checkTable } from "./check-table.js";
import { contentsList } from "./contents.js";
import type { DashboardDocument } from "./document.js";
import { faultTable } from "./fault-table.js";
import { figureSection } from "./figure-section.js";
import { leftOutSection } from "./left-out.js";
import { settingsSection } from "./settings.js";
import { verdictHeader } from "./verdict-header.js";

export interface DashboardView extends ScopedView {
  /**
   * Shows what a link names: `adc3-ch26` a channel, `noise-high` a check, `faults` or `baselines` a part.
   * @returns null, or why there is nothing to show, in words
   */
  goTo(fragment: string): string | null;
}

export function dashboardView(document: DashboardDocument): DashboardView {
  const figures = document.figures.map((figure) => figureSection(figure, partOf(figure.title)));
  const others = [
    ...(document.checks.length > 0
      ? [["Checks", checkTable(document.checks, document.verdicts, mark)] as const]
      : []),
    ...(document.leftOut.length > 0
      ? [["Not on this page", leftOutSection(document.leftOut)] as const]
      : []),
    ["Settings and provenance", settingsSection(document)] as const,
  ];
  const node = element("div", { class: "ldqm-Dashboard" }, [
    verdictHeader(document),
    ...(document.alarms ? [faultTable(document.alarms, document.recoveries, mark)] : []),
    contentsList([
      ...figures.map((section, i) => [document.figures[i]!.title, section.node] as const),
      ...others,
    ]),
    ...figures.map((section) => section.node),
    ...others.map(([, section]) => section),
  ]);
  const member: Member = {
    node,
    payloads: () => figures.flatMap((section) => section.waiting() ?? []),
    verdicts: () => document.verdicts,
    selectionChanged() {},
  };
  let scope: Scope | null = null;

  /** The first figure that draws channels, and its detector. */
  function channelFigure() {
    for (const section of figures) {
      const payload = section.payload();
      const detector = payload && placesOf(payload) && detectorOf(payload);
      const view = detector && section.shown();
      if (view) return { section, view, detector };
    }
    return null;
  }

  function mark(place: string, channels: readonly ChannelRef[]): void {
    const found = channelFigure();
    if (!scope || !found) return;
    choose(scope, selectionOfPlace(found.detector, place, channels), found.view.member);
    found.view.node.scrollIntoView({ block: "nearest" });
  }

  function goToChannel(ref: ChannelRef): string | null {
    const found = channelFigure();
    if (!scope || !found) return "No figure here shows single channels.";
    if (!hasChannel(found.detector, ref))
      return `This detector has no channel ${ref.channel} of ADC ${ref.adc}.`;
    choose(scope, selectionAt(found.detector, ref, "channel"), found.view.member);
    found.section.node.scrollIntoView({ block: "start" });
    return null;
  }

  function goTo(fragment: string): string | null {
    for (const each of node.querySelectorAll(".ldqm-Aimed")) each.classList.remove("ldqm-Aimed");
    const channel = /^adc(\d+)-ch(\d+)$/.exec(fragment);
    if (channel) return goToChannel({ adc: Number(channel[1]), channel: Number(channel[2]) });
    const name = CSS.escape(fragment);
    const targets = ["data-check", "data-check-row", "data-part"]
      .map((attribute) => [...node.querySelectorAll<HTMLElement>(`[${attribute}="${name}"]`)])
      .find(({ length }) => length > 0);
    if (!targets) return `Nothing here is called “${fragment.slice(0, 80)}”.`;
    for (const target of targets) target.classList.add("ldqm-Aimed");
    const [first] = targets;
    first?.scrollIntoView({ block: first.tagName === "TR" ? "center" : "start" });
    first?.querySelector("button")?.focus({ preventScroll: true });
    return null;
  }

  return {
    node,
    goTo,
    joined(joined) {
      scope?.members.delete(member);
      scope = joined;
      scope.members.add(member);
      for (const section of figures) section.joined(joined);
    },
    resized() {
      for (const section of figures) section.resized();
    },
    paintNow() {
      for (const section of figures) section.paintNow();
    },
    dispose() {
      scope?.members.delete(member);
      for (const section of figures) section.dispose();
    },
  };
}

/** `Clipped fraction, beam, per EPCB` → `clipped-fraction-beam-per-epcb` */
const partOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
