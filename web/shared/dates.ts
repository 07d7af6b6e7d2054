import type { Language } from "./wire.ts";

/** The ways a moment is told. A page has one language, so one set of formatters is made and kept. */
export interface Dates {
  time(at: number): string;
  day(at: number, now: number): string;
  full(at: number): string;
}

const DAY = 86_400_000;

export function createDates(language: Language): Dates {
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const near = new Intl.DateTimeFormat(language, { month: "long", day: "numeric", weekday: "short" });
  const far = new Intl.DateTimeFormat(language, { dateStyle: "long" });
  const full = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return {
    time: (at) => time.format(at),
    full: (at) => full.format(at),
    day(at, now) {
      const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY);
      if (days === 0 || days === -1) return capital(relative.format(days, "day"));
      return days > -180 && days < 0 ? near.format(at) : far.format(at);
    },
  };
}

export function sameDay(left: number, right: number): boolean {
  return startOfDay(left) === startOfDay(right);
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
