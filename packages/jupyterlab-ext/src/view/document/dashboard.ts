/** A report document as a page: what was found, then its masks and figures. */
import "../../../style/dashboard.css";
import type { Payload } from "@light-dqm/core/figures";
import type { ChannelRef, Member, Scope, ScopedView } from "../../selection.js";
import { choose } from "../../selection.js";
import { detectorOf, inGroups } from "../channels/groups.js";
import { type FigureView, figureView } from "../figure/figure-view.js";
import { button, element } from "../page/elements.js";
import { errorPane } from "../page/error-pane.js";
import { alarmList } from "./alarm-list.js";
import type { DashboardDocument } from "./document.js";

export function dashboardView(document: DashboardDocument): ScopedView {
  const views: FigureView[] = [];
  const links: HTMLElement[] = [];
  const sections = document.figures.map(({ bookmark, payload }) => {
    const heading = element("h2", {}, [bookmark || titleOf(payload)]);
    const section = element("section", { class: "ldqm-Section" }, [heading]);
    if (payload instanceof Error) section.append(errorPane(payload));
    else {
      const view = figureView(payload);
      views.push(view);
      section.append(view.node);
    }
    links.push(button(heading.textContent ?? "", () => section.scrollIntoView({ block: "start" })));
    return section;
  });
  const node = element("div", { class: "ldqm-Dashboard" }, [
    element("header", {}, [
      element("h1", {}, [document.file]),
      element("p", { class: "ldqm-Headline" }, [document.headline]),
      element(
        "ul",
        { class: "ldqm-Counts" },
        [["Verdicts of all checks", ""] as const, ...document.counts].map(([state, count]) =>
          element("li", {}, [`${state}: ${count}`]),
        ),
      ),
      ...document.notes.map((note) => element("p", { class: "ldqm-Note" }, [note])),
      element("nav", { class: "ldqm-Toolbar", "aria-label": "Figures" }, links),
    ]),
    ...(document.alarms ? [alarmList(document.alarms, mark)] : []),
    ...sections,
  ]);
  const member: Member = {
    node,
    payloads: () => [],
    verdicts: () => document.verdicts,
    selectionChanged() {},
  };
  let scope: Scope | null = null;

  function mark(place: string, channels: readonly ChannelRef[]): void {
    const detector = views.flatMap(({ member: { payloads } }) =>
      payloads().flatMap((each) => detectorOf(each) ?? []),
    )[0];
    if (!scope || !detector) return;
    const chosen = channels.map((channel) => inGroups(detector, channel));
    choose(scope, { label: place, grouping: "channel", channels: chosen }, member);
  }
  return {
    node,
    joined(joined) {
      scope?.members.delete(member);
      scope = joined;
      scope.members.add(member);
      for (const view of views) view.joined(joined);
    },
    resized() {
      for (const view of views) view.resized();
    },
    dispose() {
      scope?.members.delete(member);
      for (const view of views) view.dispose();
    },
  };
}

function titleOf(payload: Payload | Error): string {
  return payload instanceof Error ? "Figure" : payload.title;
}
