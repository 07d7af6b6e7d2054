import type { Finding } from "./inspect.ts";
import { nearestWord, standalone } from "./words.ts";

const KEY_WORDS = /private\s*key|priv\s*key|secret\s*key|signing\s*key|keystore|wallet\s*key|私[钥鑰匙]|私密[钥鑰]|密[钥鑰]|金鑰/g;
const HARMLESS_WORDS =
  /tx\s*id|tx\s*hash|transaction|\bhash\b|block|address|contract|signature|order|交易|哈希|雜湊|区块|區塊|地址|位址|合约|合約|签名|簽章|订单|訂單/g;

const EXTENDED = /[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{100,112}/;
const WIF = /5[1-9A-HJ-NP-Za-km-z]{50}|[KL][1-9A-HJ-NP-Za-km-z]{51}/;
const HEX_OR_BASE58 = /(?:0x)?[0-9a-fA-F]{64}|[1-9A-HJ-NP-Za-km-z]{85,90}/;

/** Extended and WIF keys show themselves; bare hex and base58 are keys only beside a word that says so. */
export function findKeys(text: string): Finding[] {
  const named = standalone(text, "private_key", HEX_OR_BASE58);
  return [
    ...standalone(text, "private_key", EXTENDED),
    ...standalone(text, "private_key", WIF),
    ...named.filter((span) => nearestWord(text, span, [KEY_WORDS, HARMLESS_WORDS], 60) === 0),
  ];
}
