import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { makeRoom } from './rooms.js';
import type { Person, Stage } from './stage.js';
import { pathOf } from './conversation.js';

/** People who have been here for a while, so that there is something to see. */
export interface Company {
  readonly ann: Person;
  readonly newcomer: Person;
  readonly direct: string;
  readonly room: string;
}

const MORNING = [
  ['ben', 'Good morning! Did the new build reach you?'],
  ['ann', 'It did. Start-up takes half as long as before 🎉'],
  ['ann', 'Only the search feels slow. Details: https://example.org/notes/search'],
  ['ben', 'I have an idea what that is. Give me an hour.'],
  ['ben', '早上好，我们下午见面谈吧。'],
  ['ann', 'Agreed 🍣'],
] as const;

/** Makes them, by the API alone. */
export async function makeCompany(stage: Stage): Promise<Company> {
  const [ann, ben, newcomer] = await Promise.all(
    ['Ann Archer', 'Ben Okafor', 'Nora'].map((name) => stage.person(name)),
  );
  const others = await Promise.all(['Mei Lin 林美', 'Jonas Weber', 'Aïcha Benali'].map((name) => stage.person(name)));
  if (!ann || !ben || !newcomer) throw new Error('nobody came');
  for (const { id } of [ben, ...others.slice(0, 2)])
    await ann.door.run(`mutation ($input: AddContactInput!) { addContact(input: $input) { contact { id } } }`, {
      input: { userId: id, ...(id === ben.id ? { groupName: 'Work' } : {}) },
    });
  for (const other of others) await stage.write(other, await stage.direct(ann, other), ['See you on Friday?']);
  const { conversationId: room } = await makeRoom(ann, 'Release 12', [ben, ...others]);
  await stage.write(others[1] ?? ben, room, [
    'The notes are ready for review.',
    `I have changed the order of the steps.`,
  ]);
  const direct = await stage.direct(ann, ben);
  let last = '';
  for (const [who, text] of MORNING) {
    const { sendMessage } = await (who === 'ann' ? ann : ben).door.run(
      `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }`,
      { input: { conversationId: direct, text, clientMessageId: randomUUID() } },
    );
    last = sendMessage.message.id;
  }
  await ben.door.run(`mutation ($input: AddReactionInput!) { addReaction(input: $input) { message { id } } }`, {
    input: { messageId: last, emoji: '🍺' },
  });
  return { ann, newcomer, direct, room };
}

export interface View {
  readonly name: string;
  readonly of: (company: Company) => Person | null;
  readonly path: (company: Company) => string;
  /** Opens what has no address, and waits until it is there. Knows no language. */
  readonly open: (page: Page) => Promise<void>;
}

const ann = ({ ann }: Company): Person => ann;
const nobody = (): null => null;
const form = (page: Page): Promise<void> => page.locator('form input').first().waitFor();
const heading = (page: Page): Promise<void> => page.getByRole('heading', { level: 1 }).first().waitFor();
const messages = (page: Page): Promise<void> => page.locator('article[data-message-id]').last().waitFor();
const list = (page: Page): Promise<void> => page.locator('[data-conversation-id]').nth(4).waitFor();

/** Each main view, and what opens over it. */
export const VIEWS: readonly View[] = [
  { name: 'sign-in', of: nobody, path: () => '/sign-in', open: form },
  { name: 'sign-up', of: nobody, path: () => '/sign-up', open: form },
  { name: 'forgot-password', of: nobody, path: () => '/forgot-password', open: form },
  { name: 'first-visit', of: ({ newcomer }) => newcomer, path: () => '/', open: heading },
  { name: 'conversations', of: ann, path: () => '/', open: list },
  {
    name: 'conversation',
    of: ann,
    path: ({ direct }) => pathOf(direct),
    open: async (page) => {
      await messages(page);
      await list(page);
    },
  },
  { name: 'room', of: ann, path: ({ room }) => pathOf(room), open: messages },
  {
    name: 'room-details',
    of: ann,
    path: ({ room }) => pathOf(room),
    open: async (page) => {
      await messages(page);
      await page.getByRole('main').locator('button[aria-haspopup="dialog"]').first().click();
      await page.getByRole('dialog').getByText('Mei Lin').waitFor();
    },
  },
  { name: 'contacts', of: ann, path: () => '/contacts', open: heading },
  { name: 'rooms', of: ann, path: () => '/rooms', open: heading },
  { name: 'person', of: ann, path: ({ newcomer }) => `/people/${encodeURIComponent(newcomer.id)}`, open: heading },
  { name: 'settings', of: ann, path: () => '/settings', open: heading },
  { name: 'preferences', of: ann, path: () => '/settings/preferences', open: heading },
  {
    name: 'quick-switcher',
    of: ann,
    path: () => '/',
    open: async (page) => {
      await list(page);
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('option').first().waitFor();
    },
  },
];

/** Settings of the application, as it keeps them. */
export const settingsScript = (theme: 'light' | 'dark' | 'system', language: 'en' | 'zh'): string =>
  `localStorage.setItem('wireside:settings', '${JSON.stringify({ theme, language })}')`;
