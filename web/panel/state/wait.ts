/** A wait in the words a person uses; the figure is an estimate, so never more exact than a minute. */
export type WaitText = { key: "wait.moment" | "wait.minutes" | "wait.hours"; fields: Record<string, number> };

export function waitText(seconds: number): WaitText {
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return { key: "wait.moment", fields: {} };
  if (minutes < 90) return { key: "wait.minutes", fields: { minutes } };
  return { key: "wait.hours", fields: { hours: Math.round(minutes / 60) } };
}
