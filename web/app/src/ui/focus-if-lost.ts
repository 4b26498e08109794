/**
 * Puts the focus somewhere when what had it is gone: a row that was archived, an item of a menu that led to a dialog.
 * Waits for two frames, for who closes may still want to give it back.
 */
export function focusIfLost(find: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) find()?.focus();
    }),
  );
}
