/** The first language we have among those wished for, as "zh-HK" or "en-GB"; English when there is none. */
export function findLanguage(wishes: readonly (string | undefined)[]): string {
  for (const wish of wishes) {
    if (/^zh/i.test(wish ?? "")) return /hant|tw|hk|mo/i.test(wish ?? "") ? "zh-TW" : "zh-CN";
    if (/^en/i.test(wish ?? "")) return "en";
  }
  return "en";
}
