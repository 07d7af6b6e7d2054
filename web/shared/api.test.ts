import { describe, expect, it } from "vitest";
import { ApiError, createApi } from "./api.ts";
import { openShelf } from "./storage.ts";

function api(answer: () => Promise<Response>) {
  const requests: { url: string; init: RequestInit }[] = [];
  const send = ((url: string, init: RequestInit) => {
    requests.push({ url, init });
    return answer();
  }) as typeof fetch;
  const options = { prefix: "/api/widget", language: "zh-TW", unreachable: "not reached", token: () => "T", fetch: send };
  return { api: createApi(options), requests };
}

const refused = async (answer: () => Promise<Response>): Promise<ApiError> =>
  api(answer).api.get("/x").then(
    () => Promise.reject(new Error("was not refused")),
    (error: ApiError) => error,
  );

describe("a request", () => {
  it("carries who asks and in which language", async () => {
    const { api: desk, requests } = api(async () => Response.json({ ok: 1 }));
    expect(await desk.send("POST", "/x", { a: 1 })).toEqual({ ok: 1 });
    expect(requests[0]).toMatchObject({
      url: "/api/widget/x",
      init: { method: "POST", body: '{"a":1}', headers: { Authorization: "Bearer T", "Accept-Language": "zh-TW" } },
    });
  });

  it("takes an empty answer", async () => {
    expect(await api(async () => new Response(null, { status: 204 })).api.get("/x")).toBeUndefined();
  });

  it("is refused in the desk's own words", async () => {
    const error = { code: "conversations.closed", message: "已結束", fields: { at: 1 } };
    expect(await refused(async () => Response.json({ error }, { status: 409 }))).toMatchObject({
      ...error,
      status: 409,
      temporary: false,
    });
  });

  it("may be repeated when the desk was not reached, was busy or broke", async () => {
    expect(await refused(() => Promise.reject(new TypeError("fetch")))).toMatchObject({ code: "network", temporary: true });
    for (const status of [429, 500, 502, 503])
      expect(await refused(async () => new Response("<html>", { status }))).toMatchObject({
        code: "unknown",
        message: "not reached",
        temporary: true,
      });
  });
});

it("a shelf remembers for the page where storage is forbidden or full", () => {
  const forbidden = openShelf(() => {
    throw new Error("denied");
  });
  const setItem = (): void => {
    throw new Error("quota");
  };
  const full = openShelf(() => ({ getItem: () => null, removeItem: () => undefined, setItem }) as unknown as Storage);
  for (const shelf of [forbidden, full]) {
    shelf.set("a", "1");
    expect(shelf.get("a")).toBe("1");
    shelf.remove("a");
    expect(shelf.get("a")).toBeNull();
  }
});
