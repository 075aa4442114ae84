/** Where the card of a figure stands: below it, and what is left of it when the choice moves on. */
import { cardContent } from "../card/card.js";
import { button, element } from "../dom/elements.js";
import { choose, type Member, type Scope } from "../selection.js";

export interface CardPlace {
  node: HTMLElement;
  show(scope: Scope | null, member: Member): void;
}

/**
 * The card of the choice that was made in this figure. When the next one is made in a figure below,
 * its room stays, so that nothing moves under the pointer there.
 */
export function cardPlace(): CardPlace {
  const node = element("section", { class: "ldqm-Card", hidden: true });
  return {
    node,
    show(scope, member) {
      const { selection = null, chosenIn = null } = scope ?? {};
      const isMine = chosenIn === member;
      const keepsRoom =
        !node.hidden && !isMine && chosenIn !== null && isAbove(node, chosenIn.node);
      const roomPx = keepsRoom ? node.getBoundingClientRect().height : 0;
      node.hidden = !isMine && !keepsRoom;
      node.style.minHeight = keepsRoom ? `${roomPx}px` : "";
      node.setAttribute("aria-label", `Selected: ${selection?.label ?? "nothing"}`);
      if (isMine && scope) {
        const close = button("Close", () => choose(scope, null, null), {
          "aria-label": "Close the card",
        });
        node.replaceChildren(close, ...cardContent(scope));
      } else if (keepsRoom)
        node.replaceChildren(
          element("p", { class: "ldqm-Note" }, [
            `${selection?.label} is selected. Its card is below the figure where it was selected.`,
          ]),
        );
      else node.replaceChildren();
    },
  };
}

const isAbove = (node: Node, other: Node): boolean =>
  (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
