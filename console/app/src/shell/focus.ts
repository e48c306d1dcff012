/**
 * Where the keyboard is, is not lost. A button that works is disabled for a moment, an entry that was answered goes away, a
 * dialog closes over a button that is not there yet: the browser then puts the focus nowhere, and whoever has no mouse
 * begins at the top again. Here it goes back to where it was, or to what is left around it.
 *
 * It follows the keyboard alone: who points elsewhere has left.
 */

/** What was focused, and what it stood in then. */
interface Spot {
  element: HTMLElement;
  above: HTMLElement[];
}

/** So many are remembered: behind a dialog lies what opened it. */
const REMEMBERED = 6;
/** What works for longer is not waited for: the focus goes to what stands around it. */
const PATIENCE_MS = 1_500;
/** What can hold the focus in the stead of what went away. */
const AROUND = 'li, tr, article, section, aside, form, dialog[open], main';

class Focus {
  #trail: Spot[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Keeps it until what is given back is called. */
  keep(): () => void {
    const observer = new MutationObserver(() => this.#look());
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled', 'open', 'hidden'] });
    const came = (event: FocusEvent): void => this.#remember(event.target);
    const pointed = (): void => {
      this.#trail = [];
    };
    document.addEventListener('focusin', came);
    document.addEventListener('pointerdown', pointed, true);
    return () => {
      observer.disconnect();
      clearTimeout(this.#timer);
      document.removeEventListener('focusin', came);
      document.removeEventListener('pointerdown', pointed, true);
    };
  }

  #remember(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    const above: HTMLElement[] = [];
    for (let one = target.parentElement; one && one !== document.body; one = one.parentElement) above.push(one);
    this.#trail = [{ element: target, above }, ...this.#trail.filter((spot) => spot.element !== target)].slice(0, REMEMBERED);
  }

  /** After what has changed is drawn: only then does the browser take the focus from what is gone. */
  #look(): void {
    if (this.#trail.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#mend(performance.now()), 30);
  }

  #mend(since: number): void {
    const at = document.activeElement;
    if (at && at !== document.body && at !== document.documentElement) return;
    const dialog = document.querySelector<HTMLElement>('dialog:modal');
    for (const { element, above } of this.#trail) {
      const within = element.closest('dialog') ?? above.find((one) => one.tagName === 'DIALOG');
      // A dialog that has closed is no place; one that is open is the only one.
      if (dialog ? within !== dialog : within) continue;
      if (element.isConnected && element.checkVisibility()) {
        if (!element.matches(':disabled')) return element.focus();
        if (performance.now() - since < PATIENCE_MS) {
          this.#timer = setTimeout(() => this.#mend(since), 100);
          return;
        }
      }
      const left = above.find((one) => one.isConnected && one.checkVisibility() && one.offsetHeight > 0 && one.matches(AROUND));
      if (left) return stand(left);
    }
    const main = document.querySelector<HTMLElement>('main');
    if (main && !dialog) stand(main);
  }
}

/** Something that is no control takes the focus, so that the next Tab goes on from it. */
function stand(on: HTMLElement): void {
  if (!on.hasAttribute('tabindex')) on.tabIndex = -1;
  on.focus();
}

export const focus = new Focus();
