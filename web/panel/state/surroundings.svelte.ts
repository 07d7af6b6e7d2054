/** Whether anybody can see the panel: opened by the loader, its tab in front; and whether there is a network. */
export class Surroundings {
  private opened = $state.raw(false);
  private inFront = $state.raw(document.visibilityState === "visible");
  online = $state.raw(navigator.onLine);
  /** Counts the openings, so that each one may move the focus into the panel. */
  openings = $state.raw(0);

  constructor(opened: boolean) {
    this.opened = opened;
    document.addEventListener("visibilitychange", () => (this.inFront = document.visibilityState === "visible"));
    window.addEventListener("online", () => (this.online = true));
    window.addEventListener("offline", () => (this.online = false));
  }

  get visible(): boolean {
    return this.opened && this.inFront;
  }

  show(opened: boolean): void {
    this.opened = opened;
    if (opened) this.openings += 1;
  }
}
