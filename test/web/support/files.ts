import type { Page, Request, Route } from 'playwright-core';
import sharp from 'sharp';

export interface GivenFile {
  readonly name: string;
  readonly type: string;
  /** In base64. */
  readonly content: string;
}

export async function picture(name: string, width: number, height: number): Promise<GivenFile> {
  const image = sharp({ create: { width, height, channels: 3, background: '#0a7' } });
  return { name, type: 'image/png', content: (await image.png().toBuffer()).toString('base64') };
}

export const textFile = (name: string, text: string): GivenFile => ({
  name,
  type: 'text/plain',
  content: Buffer.from(text).toString('base64'),
});

/** Gives files to what has the focus, as Ctrl+V does, or to the conversation, as a drop does. */
export function giveFiles(page: Page, how: 'paste' | 'drop', files: readonly GivenFile[]): Promise<void> {
  return page.evaluate(
    ({ how, files }) => {
      const data = new DataTransfer();
      for (const { name, type, content } of files) {
        const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const options = { bubbles: true, cancelable: true };
      if (how === 'paste')
        return void document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { ...options, clipboardData: data }),
        );
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.querySelector('main textarea')?.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: data }));
    },
    { how, files },
  );
}

/** Holds requests of a kind back until it is told to let them go. */
export class HeldRequests {
  private readonly waiting: Route[] = [];
  private isOpen = false;

  private constructor() {}

  static async on(page: Page, url: RegExp, only: (request: Request) => boolean = () => true): Promise<HeldRequests> {
    const held = new HeldRequests();
    await page.route(url, async (route) => {
      if (held.isOpen || !only(route.request())) await route.fallback();
      else held.waiting.push(route);
    });
    return held;
  }

  get count(): number {
    return this.waiting.length;
  }

  async letGo(): Promise<void> {
    this.isOpen = true;
    // A request that the page has given up cannot go on.
    await Promise.all(this.waiting.splice(0).map((route) => route.continue().catch(() => undefined)));
  }
}
