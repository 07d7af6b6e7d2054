import type { Desk } from "../net/desk.ts";
import type { Host } from "../net/host.ts";
import { subjectOf, type Sessions } from "../net/session.ts";

export type Verdict = "same" | "joined" | "replaced";

/**
 * Make our session agree with who is logged in at the exchange. joined: a visitor became a customer and keeps the
 * threads; replaced: another person, or nobody, sits here now, and nothing of the one before may stay on the screen.
 */
export async function agreeWithHost(host: Host, sessions: Sessions, desk: Desk): Promise<Verdict> {
  const jwt = await host.askToken();
  const wasCustomer = sessions.kind === "customer";
  if (jwt === undefined) return "same";
  if (jwt === null) {
    if (wasCustomer) sessions.forget();
    return wasCustomer ? "replaced" : "same";
  }
  const subject = subjectOf(jwt);
  if (wasCustomer && subject !== null && subject === sessions.subject) return "same";
  if (wasCustomer) sessions.forget();
  sessions.keep(await desk.exchange(jwt), subject);
  return wasCustomer ? "replaced" : "joined";
}
