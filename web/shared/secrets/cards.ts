import type { Finding } from "./inspect.ts";
import { nearestWord, standalone } from "./words.ts";

const CARD_WORDS = /card|visa|master|debit|credit|卡/g;
const HARMLESS_WORDS = /order|uid|\bid\b|tx|ticket|reference|订单|訂單|单号|單號|编号|編號|流水|工单|工單/g;
/** First digits of the card networks; a number outside them is some other number. */
const NETWORKS = /^(?:4|5[1-5]|2[2-7]|3[47]|35|6[0-9]|9792|220[0-4])/;

/** Card numbers: 13 to 19 digits of a card network whose Luhn sum is right, unless called an order or the like. */
export function findCards(text: string): Finding[] {
  return standalone(text, "card_number", /\d(?:[ -]?\d){12,18}(?!\.\d)/, "[^\\w.]")
    .filter(({ start, end }) => isCard(text.slice(start, end).replace(/\D/g, "")))
    .filter((span) => nearestWord(text, span, [CARD_WORDS, HARMLESS_WORDS], 24) !== 1);
}

function isCard(digits: string): boolean {
  return NETWORKS.test(digits) && luhnSum(digits) % 10 === 0;
}

function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}
