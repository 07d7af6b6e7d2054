/** Frames that come while the page is busy are joined, so each drawing of the screen pays for one change. */
import type { Batch, Row } from "../net/wire.ts";

/** Two batches as one: the newest form of each row, everything else in the order it came. */
export function joinBatches(first: Batch, second: Batch): Batch {
  const rows = new Map<string, Row>();
  const gone = new Set(first.gone);
  for (const row of first.rows) rows.set(row.id, row);
  for (const row of second.rows) {
    const known = rows.get(row.id);
    if (!known || row.revision >= known.revision) rows.set(row.id, row);
    gone.delete(row.id);
  }
  for (const id of second.gone) {
    rows.delete(id);
    gone.add(id);
  }
  return {
    rows: [...rows.values()],
    gone: [...gone],
    counts: second.counts ?? first.counts,
    changes: [...first.changes, ...second.changes],
    typing: [...first.typing, ...second.typing],
  };
}

/** Gather batches until `schedule` runs its callback, then hand on what came as one. */
export function gatherBatches(schedule: (run: () => void) => void, apply: (batch: Batch) => void): (batch: Batch) => void {
  let waiting: Batch | null = null;
  return (batch) => {
    if (waiting) {
      waiting = joinBatches(waiting, batch);
      return;
    }
    waiting = batch;
    schedule(() => {
      const whole = waiting;
      waiting = null;
      if (whole) apply(whole);
    });
  };
}

/** Before the next drawing; a hidden page is never drawn, so there a timer does it. */
export function beforeDrawing(run: () => void): void {
  if (document.hidden) setTimeout(run, 200);
  else requestAnimationFrame(run);
}
