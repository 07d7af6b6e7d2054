type LaterParts = typeof import("../later.ts");

/** The later part of the panel: null until it is here. A failed fetch is tried again by the next who asks. */
export class Lateness {
  parts = $state.raw<LaterParts | null>(null);
  private coming: Promise<LaterParts> | null = null;

  async load(): Promise<LaterParts> {
    this.coming ??= import("../later.ts");
    try {
      this.parts = await this.coming;
      return this.parts;
    } catch (error) {
      this.coming = null;
      throw error;
    }
  }
}
