/** Keep the page as high as what the on-screen keyboard leaves free; iOS moves the page instead of shrinking it. */
export function followKeyboard(page: Window): void {
  const view = page.visualViewport;
  if (!view) return;
  const style = page.document.documentElement.style;
  const fit = (): void => {
    if (view.scale !== 1) return;
    style.setProperty("--view-height", `${view.height}px`);
    style.setProperty("--view-top", `${view.offsetTop}px`);
  };
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
  fit();
}
