import type { Shelf } from "../../shared/storage.ts";
import type { Person, Session } from "../../shared/wire.ts";

interface Kept {
  token: string;
  kind: Person["kind"];
  /** Whom the exchange's token named; tells without asking whether the same person is still logged in. */
  subject: string | null;
}

const KEY = "bellrock.session";

/** The token of this browser, in the frame's own storage. The cookie, where there is one, stands in when it is gone. */
export class Sessions {
  private kept: Kept | null;
  /** The desk knew us without a token: by its cookie. */
  byCookie = false;

  constructor(private readonly shelf: Shelf) {
    this.kept = read(shelf.get(KEY));
  }

  get token(): string | null {
    return this.kept?.token ?? null;
  }

  get kind(): Person["kind"] | null {
    return this.kept?.kind ?? null;
  }

  get subject(): string | null {
    return this.kept?.subject ?? null;
  }

  get known(): boolean {
    return this.kept !== null || this.byCookie;
  }

  keep(session: Session, subject: string | null): void {
    this.kept = { token: session.token, kind: session.person.kind, subject };
    this.shelf.set(KEY, JSON.stringify(this.kept));
  }

  forget(): void {
    this.kept = null;
    this.byCookie = false;
    this.shelf.remove(KEY);
  }
}

/** The subject inside a JWT, unproven: good only to compare with the one before. The desk proves it. */
export function subjectOf(jwt: string): string | null {
  try {
    const payload = jwt.split(".")[1] ?? "";
    const claims = JSON.parse(atob(payload.replace(/-/g, "+").replace(/_/g, "/"))) as { sub?: unknown };
    return typeof claims.sub === "string" ? claims.sub : null;
  } catch {
    return null;
  }
}

function read(stored: string | null): Kept | null {
  try {
    const kept = JSON.parse(stored ?? "null") as Kept | null;
    return kept && typeof kept.token === "string" ? kept : null;
  } catch {
    return null;
  }
}
