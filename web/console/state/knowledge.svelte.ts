import type { Language } from "../../shared/wire.ts";
import type { Calls } from "../net/calls.ts";
import type { Article } from "../net/wire.ts";

type Phase = "idle" | "searching" | "ready" | "failed";

const REST_MS = 200;
const LONGEST = 300;

/** Answers beside the composer: for what the agent types, else for the customer's last message. */
export class Knowledge {
  typed = $state("");
  articles = $state.raw<readonly Article[]>([]);
  phase = $state<Phase>("idle");

  private asked = "";
  private turn = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly calls: Calls) {}

  /** Search when the words have rested; the same question is not asked twice. */
  look(words: string, language: Language): void {
    const query = words.trim().slice(0, LONGEST);
    const question = `${language} ${query}`;
    if (question === this.asked) return;
    this.asked = question;
    clearTimeout(this.rest);
    if (query) this.rest = setTimeout(() => void this.search(query, language), REST_MS);
    else this.clear();
  }

  again(): void {
    this.asked = "";
  }

  private async search(query: string, language: Language): Promise<void> {
    const turn = (this.turn += 1);
    this.phase = "searching";
    try {
      const articles = await this.calls.knowledge(query, language);
      if (turn !== this.turn) return;
      this.articles = articles;
      this.phase = "ready";
    } catch {
      if (turn !== this.turn) return;
      this.phase = "failed";
      this.asked = "";
    }
  }

  private clear(): void {
    this.turn += 1;
    this.articles = [];
    this.phase = "idle";
  }
}

/** The answer as it goes into the composer: text only, steps numbered. */
export function answerText(article: Article, withSteps: boolean): string {
  if (!withSteps || article.steps.length === 0) return article.answer;
  const steps = article.steps.map((step, at) => `${at + 1}. ${step}`);
  return [article.answer, "", ...steps].join("\n");
}
