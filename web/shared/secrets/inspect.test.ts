import { randomBytes } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { inspect, without, type SecretKind } from "./inspect.ts";
import { generatePhrase, hanList, latinList, loadFixture } from "./lists.fixture.ts";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const base58 = (length: number) => Array.from(randomBytes(length), (byte) => BASE58[byte % 58]).join("");
const kinds = async (text: string): Promise<SecretKind[]> => (await inspect(text, loadFixture)).map(({ kind }) => kind);
const cut = async (text: string) => (await inspect(text, loadFixture)).map(({ start, end }) => text.slice(start, end));

function cardNumber(): string {
  const body = "4" + Array.from(randomBytes(14), (byte) => byte % 10).join("");
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + ((10 - (sum % 10)) % 10);
}

describe("a seed phrase", () => {
  it.each([12, 15, 18, 24])("of %i words is found inside a sentence, and only it", async (words) => {
    const phrase = generatePhrase(latinList, words).join(" ");
    expect(await cut(`hi, it is: ${phrase}. ok?`)).toEqual([phrase]);
  });

  it("is found numbered, one a line, in capitals", async () => {
    const lines = generatePhrase(latinList, 12).map((word, at) => `${at + 1}. ${word.toUpperCase()}`);
    expect(await kinds(lines.join("\n"))).toEqual(["seed_phrase"]);
  });

  it("is found with one slip of the pen", async () => {
    const words = generatePhrase(latinList, 12);
    words[5] = "qqqqqq";
    expect(await kinds(words.join(" "))).toEqual(["seed_phrase"]);
  });

  it("is found in Han characters with and without spaces, after words of introduction", async () => {
    const words = generatePhrase(hanList, 12);
    expect(await kinds(words.join(" "))).toEqual(["seed_phrase"]);
    expect(await cut(`我的助记词是：${words.join("")}。`)).toEqual([words.join("")]);
  });

  it("of Han characters without spaces is not claimed when its checksum is false", async () => {
    let words = generatePhrase(hanList, 12);
    const last = hanList.indexOf(words[11] ?? "");
    words = [...words.slice(0, 11), hanList[last ^ 1] ?? ""];
    expect(await kinds(words.join(""))).toEqual([]);
  });

  it("costs no fetch when the text has not the shape of one", async () => {
    const load = vi.fn(loadFixture);
    await inspect("My deposit of 0.5 BTC is not in my account, it was sent an hour ago. What is wrong?", load);
    await inspect("我的充值已经过了一个小时还没有到账，麻烦帮我看一下是什么原因，谢谢！", load);
    expect(load).not.toHaveBeenCalled();
  });

  it("is asked about when the lists cannot be had", async () => {
    const offline = () => Promise.reject(new Error("offline"));
    const text = generatePhrase(latinList, 12).join(" ");
    expect((await inspect(text, offline)).map(({ kind }) => kind)).toEqual(["seed_phrase"]);
    expect(await inspect("please tell them about eleven lost coins", offline)).toEqual([]);
  });
});

describe("a private key", () => {
  it("in hex is found beside key words, in either tongue", async () => {
    const key = hex(32);
    expect(await cut(`my private key is ${key}`)).toEqual([key]);
    expect(await cut(`私钥：0x${key}`)).toEqual([`0x${key}`]);
    expect(await cut(`${key} 這是我的私鑰`)).toEqual([key]);
  });

  it("is not seen in a transaction id, even where keys are spoken of", async () => {
    expect(await kinds(`txid ${hex(32)}`)).toEqual([]);
    expect(await kinds(hex(32))).toEqual([]);
    expect(await kinds(`I never shared my private key. The transaction hash is 0x${hex(32)}`)).toEqual([]);
    expect(await kinds(`私钥没有泄露，交易哈希：${hex(32)}`)).toEqual([]);
  });

  it("shows itself as WIF or xprv", async () => {
    expect(await kinds(`here K${base58(51)}`)).toEqual(["private_key"]);
    expect(await kinds(`5${base58(50)}`)).toEqual(["private_key"]);
    expect(await kinds(`xprv${base58(107)}`)).toEqual(["private_key"]);
    expect(await kinds(`xpub${base58(107)}`)).toEqual([]);
  });
});

describe("a card number", () => {
  it("is found plain and in groups", async () => {
    const card = cardNumber();
    expect(await kinds(`card ${card}`)).toEqual(["card_number"]);
    expect(await kinds(`卡号 ${card.replace(/(\d{4})(?=\d)/g, "$1 ")}`)).toEqual(["card_number"]);
  });

  it("is not seen in an order number, a wrong sum or an amount", async () => {
    const card = cardNumber();
    const wrong = card.slice(0, -1) + ((Number(card.at(-1)) + 1) % 10);
    expect(await kinds(`order number ${card}`)).toEqual([]);
    expect(await kinds(`订单编号${card}`)).toEqual([]);
    expect(await kinds(`pay ${wrong}`)).toEqual([]);
    expect(await kinds(`0.${card}`)).toEqual([]);
  });
});

describe("a one-time code", () => {
  it.each([
    "my verification code is 482913",
    "482913 is the SMS code",
    "验证码 482913",
    "我的驗證碼是４８２９１３",
    "谷歌验证码:482 913",
    "OTP 48291377",
  ])("is found in: %s", async (text) => {
    expect(await kinds(text)).toEqual(["one_time_code"]);
  });

  it.each([
    "error code 482913",
    "I got error 100234 when I enter the verification page",
    "邀请码 482913",
    "my uid is 48291377",
    "482913 USDT is missing, and no verification code came",
    "I did not get the verification code",
    "没有收到验证码",
    "482913",
    "订单 48291377 一直没有完成",
  ])("is not seen in: %s", async (text) => {
    expect(await kinds(text)).toEqual([]);
  });
});

describe("a password", () => {
  it("is found when it is called one", async () => {
    expect(await cut("my password is Tr0ub4dor&3")).toEqual(["Tr0ub4dor&3"]);
    expect(await kinds("密码：abc12345")).toEqual(["password"]);
  });

  it("is not seen in a complaint about one", async () => {
    expect(await kinds("my password is incorrect, they say")).toEqual([]);
    expect(await kinds("密码是错误的")).toEqual([]);
  });
});

it("cuts what was found and leaves the rest", async () => {
  const text = "code 1: my verification code is 482913, my card 4111 1111 1111 1111 thanks";
  expect(without(text, await inspect(text, loadFixture), "***")).toBe(
    "code 1: my verification code is ***, my card *** thanks",
  );
});
