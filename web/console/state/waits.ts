/** Lengths of time as words: "3 min", "3分钟", "3 分鐘". */
import type { Language } from "../../shared/wire.ts";

export interface Waits {
  /** How long ago `at` was, in the largest unit that says enough; under a minute is the caller's word. */
  since(at: number, now: number): string | null;
  seconds(length: number): string | null;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function createWaits(language: Language): Waits {
  const unit = (name: string) =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: language === "en" ? "short" : "long" });
  const [minutes, hours, days] = [unit("minute"), unit("hour"), unit("day")];
  const seconds = (length: number): string | null => {
    if (length < MINUTE) return null;
    if (length < HOUR) return minutes.format(Math.floor(length / MINUTE));
    if (length < DAY) return hours.format(Math.floor(length / HOUR));
    return days.format(Math.floor(length / DAY));
  };
  return { seconds, since: (at, now) => seconds((now - at) / 1000) };
}
