import type { Page } from 'playwright-core';

/** What of the texts on the page does not fit, one line each; empty when all is well. */
export const misfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const root = [...document.querySelectorAll('dialog[open], [role="dialog"]')].at(-1) ?? document.body;
    const name = (element: Element): string =>
      `<${element.localName} ${element.className}> ${element.textContent.trim().slice(0, 60)}`;
    const styleOf = (element: Element): CSSStyleDeclaration => getComputedStyle(element);
    // What only screen readers are told lies in a box of one pixel.
    const isShown = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    };
    const isCut = (text: Text, element: Element): boolean => {
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      if (box.width === 0) return false;
      for (let around: Element | null = element; around; around = around.parentElement) {
        const { overflowX, overflowY, textOverflow, webkitLineClamp, position } = styleOf(around);
        if (textOverflow === 'ellipsis' || webkitLineClamp !== 'none') return false;
        const outer = around.getBoundingClientRect();
        if (outer.width <= 1 || outer.height <= 1) return false;
        if (/hidden|clip/.test(overflowX) && (box.right > outer.right + 1 || box.left < outer.left - 1)) return true;
        if (/hidden|clip/.test(overflowY) && (box.bottom > outer.bottom + 1 || box.top < outer.top - 1)) return true;
        // What can be scrolled to is not cut off.
        if (/auto|scroll/.test(overflowX + overflowY)) {
          if (/auto|scroll/.test(overflowY) && overflowX !== 'scroll' && around.scrollWidth > around.clientWidth + 1)
            return box.right > outer.left + around.clientWidth + 1;
          return false;
        }
        if (position === 'fixed') break;
      }
      return box.right > innerWidth + 1 || box.left < -1;
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      const element = node.parentElement;
      if (!element || !node.data.trim() || !isShown(element)) continue;
      if (isCut(node, element)) found.add(`cut: ${name(element)}`);
    }
    const controls = [...root.querySelectorAll('button, a[href], input, select, textarea')].filter(isShown);
    for (const control of controls) {
      if (control.scrollWidth > control.clientWidth + 1 && control.localName === 'button') {
        const { overflowX, textOverflow } = styleOf(control);
        if (overflowX === 'visible' && textOverflow !== 'ellipsis' && control.textContent.trim())
          found.add(`overflows: ${name(control)}`);
      }
      const one = control.getBoundingClientRect();
      for (const other of controls) {
        if (other === control || other.contains(control) || control.contains(other)) continue;
        if (other.closest('label') && other.closest('label') === control.closest('label')) continue;
        const two = other.getBoundingClientRect();
        const width = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        const height = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
        const isBeside = control.parentElement === other.parentElement;
        if (isBeside && width > 2 && height > 2 && control.textContent.trim() && other.textContent.trim())
          found.add(`overlap: ${name(control)} and ${name(other)}`);
      }
    }
    if (document.documentElement.scrollWidth > innerWidth + 1)
      found.add(`the page is ${document.documentElement.scrollWidth} wide`);
    return [...found];
  });

/** Texts with Latin letters that no bracket of the pseudo-locale stands around, but for what people have written. */
export const untranslated = (page: Page, written: string): Promise<string[]> =>
  page.evaluate((source) => {
    const allowed = new RegExp(source, 'gi');
    const found = new Set<string>();
    const judge = (text: string, what: string): void => {
      const rest = text.replace(/⟦[^⟦]*⟧/g, '').replace(allowed, '');
      if (!text.includes('⟦') && /[a-z]{2}/i.test(rest)) found.add(`${what}: ${text.slice(0, 80)}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      const element = node.parentElement;
      if (!element || element.closest('script, style, time, article [dir="auto"], [data-untranslated]')) continue;
      // A text with an element in it is in several pieces.
      if (element.parentElement?.textContent.includes('⟦') && element.parentElement.children.length < 3) continue;
      judge(node.data, element.localName);
    }
    for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      for (const attribute of ['aria-label', 'title', 'placeholder', 'alt'])
        judge(element.getAttribute(attribute) ?? '', attribute);
    return [...found];
  }, written);
