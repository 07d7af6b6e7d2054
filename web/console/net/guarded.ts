import { ApiError, type Api } from "../../shared/api.ts";

/** The same api, which also tells when the desk no longer knows this session. */
export function guardApi(api: Api, onEnded: () => void): Api {
  const watch = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) onEnded();
      throw error;
    }
  };
  return {
    get: (path) => watch(api.get(path)),
    send: (method, path, body) => watch(api.send(method, path, body)),
    file: (path) => watch(api.file(path)),
  };
}
