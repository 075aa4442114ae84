/** How panels share a page: as few columns as leave each panel high enough to be read. */

/** Panels are at least this high where their page has room: 25 mm on paper, of which 96 px are an inch. */
export const leastHeightPx: number = (25 / 25.4) * 96;

/** How many panels stand side by side. */
export interface ColumnChoice {
  /** So many where the page is high enough. */
  usual: number;
  /** More of them as long as panels are not narrower, px. */
  leastWidthPx: number;
}

export interface Room {
  widthPx: number;
  heightPx: number;
}

/** The columns of so many panels: the fewest from the usual number on with which panels are high enough. */
export function columnsIn(
  count: number,
  { usual, leastWidthPx }: ColumnChoice,
  room: Room,
  gapPx: { x: number; y: number },
): number {
  const fitting = Math.floor((room.widthPx + gapPx.x) / (leastWidthPx + gapPx.x));
  const most = Math.max(1, Math.min(count, fitting));
  let columns = Math.min(usual, most);
  while (columns < most && sizeIn(count, columns, room, gapPx).heightPx < leastHeightPx) columns++;
  // As many rows as that takes, the last as full as can be.
  return Math.max(Math.min(usual, most), Math.ceil(count / Math.ceil(count / columns)));
}

/** The size of each of so many panels. */
export function sizeIn(
  count: number,
  columns: number,
  { widthPx, heightPx }: Room,
  gapPx: { x: number; y: number },
): Room {
  const rows = Math.ceil(count / columns);
  return {
    widthPx: (widthPx - (columns - 1) * gapPx.x) / columns,
    heightPx: (heightPx - (rows - 1) * gapPx.y) / rows,
  };
}
