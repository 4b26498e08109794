import type { Locator, Page } from 'playwright-core';

/** Where a conversation is in the application. */
export const pathOf = (conversationId: string): string => `/c/${encodeURIComponent(conversationId)}`;

/** A conversation as it is on somebody's screen. */
export class ConversationOnScreen {
  readonly log: Locator;
  readonly composer: Locator;

  constructor(readonly page: Page) {
    this.log = page.getByRole('log');
    this.composer = page.getByRole('main').getByRole('textbox');
  }

  row(text: string): Locator {
    return this.log.getByRole('article').filter({ hasText: text });
  }

  /** The texts of the rows that are mounted, in order. */
  texts(): Promise<string[]> {
    return this.log.locator('article [id$="-body"]').allInnerTexts();
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Resolves when the message is shown, as a fact. */
  async has(text: string): Promise<void> {
    await this.log.locator('article[data-message-id]').filter({ hasText: text }).first().waitFor();
  }

  async hasAll(texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.has(text);
  }

  /** Resolves when the page has lost its connection and says so. */
  async isCut(): Promise<void> {
    await this.page.locator('[role=status] [data-trouble]').waitFor();
  }

  async isWell(): Promise<void> {
    await this.page.locator('[role=status] [data-trouble]').waitFor({ state: 'detached' });
  }
}
