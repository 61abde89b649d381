/** Pixels: browsers stop counting heights somewhat above this. */
const TALLEST = 30_000_000;
/** Rows. A million pixels and more from an anchor, places would no longer be exact. */
const ANCHOR_EVERY = 1_024;
/** Pixels: nobody has a taller screen, but a layout may make an area taller than what is seen of it. */
const TALLEST_VIEW = 5_000;

export interface VirtualRowsOptions {
  rowCount: number;
  rowHeight: number;
  /** Pixels of the area in which rows are seen. */
  viewHeight: number;
  scrollTop: number;
  /** Rows drawn beyond both edges. */
  overscan: number;
}

export interface VirtualRows {
  /** Pixels that the scroll bar stands for. */
  height: number;
  first: number;
  /** One after the last row. */
  end: number;
  /**
   * A row above those that are drawn, the same for a long way of scrolling. Places are given from there: a row that stays
   * in view while others come and go keeps its own, so it is neither laid out nor painted anew.
   */
  anchor: number;
  /** Pixels from the top of the scrolled content to the top of row `anchor`. */
  offset: number;
}

/**
 * Which rows are in view. Up to the tallest height a browser can scroll each row has its own place; beyond it the
 * scroll bar is compressed and the same rows are placed where the view is.
 */
export function virtualRows(options: VirtualRowsOptions): VirtualRows {
  const { rowCount, rowHeight, scrollTop, overscan } = options;
  const viewHeight = Math.min(options.viewHeight, TALLEST_VIEW);
  const full = rowCount * rowHeight;
  const height = Math.min(full, TALLEST);
  const furthest = Math.max(0, height - viewHeight);
  const top = furthest === 0 ? 0 : (Math.min(scrollTop, furthest) / furthest) * Math.max(0, full - viewHeight);
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const end = Math.min(rowCount, Math.ceil((top + viewHeight) / rowHeight) + overscan);
  const anchor = first - (first % ANCHOR_EVERY);
  return { height, first, end, anchor, offset: Math.min(scrollTop, furthest) - (top - anchor * rowHeight) };
}

/** Where to scroll so that row `row` is seen; undefined when it is. */
export function scrollTopFor(row: number, options: VirtualRowsOptions): number | undefined {
  const { rowCount, rowHeight, viewHeight, scrollTop } = options;
  const full = rowCount * rowHeight;
  const furthest = Math.max(0, Math.min(full, TALLEST) - viewHeight);
  const scale = full <= viewHeight || furthest === 0 ? 1 : (full - viewHeight) / furthest;
  const top = scrollTop * scale;
  const wanted = row * rowHeight;
  if (wanted < top) return wanted / scale;
  return wanted + rowHeight > top + viewHeight ? (wanted + rowHeight - viewHeight) / scale : undefined;
}
