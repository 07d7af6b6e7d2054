import type { WireError } from "./wire.ts";

/** A request that did not succeed: the desk's own code and words, or `network` when it was not reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** Whether the same request may succeed later, unchanged. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export interface ApiOptions {
  prefix: string;
  language: string;
  /** Words for a desk that was not reached, or that answered without words of its own. */
  unreachable: string;
  token?: () => string | null;
  fetch?: typeof fetch;
}

export interface Api {
  get<T>(path: string): Promise<T>;
  send<T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T>;
  file(path: string): Promise<Blob>;
}

const PATIENCE_MS = 20_000;

export function createApi(options: ApiOptions): Api {
  async function request(method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": options.language };
    const token = options.token?.();
    if (token) headers["Authorization"] = `Bearer ${token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const init: RequestInit = { method, headers, credentials: "same-origin", signal: AbortSignal.timeout?.(PATIENCE_MS) ?? null };
    if (body !== undefined) init.body = JSON.stringify(body);
    const send = options.fetch ?? fetch;
    const response = await send(options.prefix + path, init).catch(() => {
      throw new ApiError(0, "network", options.unreachable);
    });
    if (!response.ok) throw await refusal(response, options.unreachable);
    return response;
  }

  return {
    get: async <T>(path: string) => (await json(await request("GET", path))) as T,
    send: async <T>(method: string, path: string, body?: unknown) => (await json(await request(method, path, body))) as T,
    file: async (path) => (await request("GET", path)).blob(),
  };
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
}

async function refusal(response: Response, fallback: string): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as { error?: WireError } | null;
  const error = body?.error;
  return new ApiError(response.status, error?.code ?? "unknown", error?.message || fallback, error?.fields);
}
