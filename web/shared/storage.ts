/** A place for strings that may be forbidden, full or cleared: then it remembers for the life of the page only. */
export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

export function openShelf(storage: () => Storage): Shelf {
  const memory = new Map<string, string>();
  const attempt = <T>(use: (area: Storage) => T): T | undefined => {
    try {
      return use(storage());
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => attempt((area) => area.getItem(key)) ?? memory.get(key) ?? null,
    set(key, value) {
      memory.delete(key);
      const kept = attempt((area) => {
        area.setItem(key, value);
        return true;
      });
      if (!kept) memory.set(key, value);
    },
    remove(key) {
      memory.delete(key);
      attempt((area) => area.removeItem(key));
    },
  };
}
