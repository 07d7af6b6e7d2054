/** Which rows of a long list are in the page: fixed row height, a few more above and below than are seen. */

export interface View {
  scrollTop: number;
  height: number;
  rowHeight: number;
  count: number;
}

const OVERSCAN = 6;

/** First row in the page and the one after the last. */
export function windowOf({ scrollTop, height, rowHeight, count }: View): { from: number; to: number } {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const last = Math.ceil((Math.max(0, scrollTop) + height) / rowHeight);
  const to = Math.min(count, last + OVERSCAN);
  return { from: Math.max(0, Math.min(first - OVERSCAN, to)), to };
}

/** The indexes to draw: the window, and the row that has the focus even when it is scrolled away. */
export function indexesOf(view: View, focused: number): number[] {
  const { from, to } = windowOf(view);
  const indexes = Array.from({ length: to - from }, (_, at) => from + at);
  if (focused < 0 || focused >= view.count) return indexes;
  if (focused < from) return [focused, ...indexes];
  return focused >= to ? [...indexes, focused] : indexes;
}

/** Where to scroll so that row `index` is wholly seen; the same place when it is already. */
export function scrollTo(view: View, index: number): number {
  const top = index * view.rowHeight;
  if (top < view.scrollTop) return top;
  const bottom = top + view.rowHeight;
  return bottom > view.scrollTop + view.height ? bottom - view.height : view.scrollTop;
}

/** Whether the last rows in hand are near, so that the next page should be fetched. */
export function nearEnd(view: View): boolean {
  return windowOf(view).to >= view.count;
}
