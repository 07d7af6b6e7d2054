import type { Finding } from "./inspect.ts";
import { nearestWord, standalone } from "./words.ts";

const CODE_WORDS =
  /(?:verification|verify|security|login|sign-?in|sms|text|e-?mail|auth\w*|confirm\w*|one[- ]time|2fa|google|pass)\s*-?\s*codes?|\botp\b|2fa|authenticator|(?:my|the|this)\s+code(?:\s+is)?|验证码|驗證碼|校验码|动态码|動態碼|动态密码|動態密碼|短信码|簡訊碼|谷歌码|谷歌验证|谷歌驗證|验证器|驗證器|确认码|確認碼|安全码|安全碼|二次验证|两步验证|兩步驟?驗證/g;
const HARMLESS_WORDS =
  /error\s*(?:code)?|(?:promo|referral|invit\w*|coupon|country|area|zip|post\w*|qr|resume|ticket|bank|swift|branch)\s*codes?|order|uid|amount|usdt|usd|错误码?|錯誤碼?|邀请码|邀請碼|推荐码|推薦碼|优惠码|優惠碼|区号|區號|邮编|郵遞區號|报错|恢复码|恢復碼|订单|訂單|金额|金額|编号|編號/g;

/** One-time codes: 6 to 8 digits beside a word that calls them one. */
export function findCodes(text: string): Finding[] {
  return standalone(text, "one_time_code", /(?:\d{6,8}|\d{3}[ -]\d{3})(?![.,-]\d)/, "[^\\w.,-]").filter(
    (span) => nearestWord(text, span, [CODE_WORDS, HARMLESS_WORDS], 28) === 0,
  );
}

const PASSWORD = /(?:password|passcode|密码|密碼)\s*(?:is|was|是|为|為|[:：=])\s*([!-~]{6,})/gi;

/** A password that is called one; a word without a digit or sign is a complaint ("my password is wrong"). */
export function findPasswords(text: string): Finding[] {
  return [...text.matchAll(PASSWORD)].flatMap((match) => {
    const secret = match[1] ?? "";
    if (!/[^A-Za-z.,!?]/.test(secret)) return [];
    const end = match.index + match[0].length;
    return [{ kind: "password" as const, start: end - secret.length, end }];
  });
}
