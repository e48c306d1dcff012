/** How much of the page is covered by what stays in sight: at the top the bar and what is owed, on a phone the rooms below. */

/** Keeps `--above` and `--below` for {@link ../style/page.css}, so that nothing is scrolled to behind them. */
export function sight(): () => void {
  const root = document.documentElement;
  const measure = (): void => {
    let [above, below] = [0, 0];
    for (const one of document.querySelectorAll<HTMLElement>('header.bar, section.alerts, nav, .no-line')) {
      const style = getComputedStyle(one);
      if (style.position !== 'sticky' || one.offsetParent === null) continue;
      const { height, width } = one.getBoundingClientRect();
      // A column beside the page covers nothing of it.
      if (width < root.clientWidth / 2) continue;
      if (style.bottom !== 'auto' && style.top === 'auto') below += height;
      else above += height;
    }
    root.style.setProperty('--above', `${Math.round(above)}px`);
    root.style.setProperty('--below', `${Math.round(below)}px`);
  };
  const observer = new ResizeObserver(measure);
  for (const one of document.querySelectorAll('header.bar, section.alerts, .middle')) observer.observe(one);
  measure();
  return () => observer.disconnect();
}
