import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { pathOf } from './conversation.js';
import { landscape } from './landscape.js';
import { makeRoom } from './rooms.js';
import type { Person, Stage } from './stage.js';

/** People who have been here for a while, so that there is something to see. */
export interface Company {
  readonly ann: Person;
  readonly newcomer: Person;
  readonly direct: string;
  readonly room: string;
}

const MORNING: readonly (readonly ['ann' | 'ben', string, 'photo'?])[] = [
  ['ben', 'Good morning! Did the new build reach you?'],
  ['ann', 'It did. Start-up takes half as long as before 🎉'],
  ['ben', 'The lake, on the way to work', 'photo'],
  ['ann', 'Beautiful! 早上好 🌅'],
  ['ben', '下午三点见？'],
  ['ann', 'Agreed 🍣'],
];

/** Makes them, by the API alone. A photograph is worth a look, and more than a word to load. */
export async function makeCompany(stage: Stage, { hasPhotograph = false } = {}): Promise<Company> {
  const [ann, ben, newcomer] = await Promise.all(
    ['Ann Archer', 'Ben Okafor', 'Nora'].map((name) => stage.person(name)),
  );
  const [mei, jonas, aicha] = await Promise.all(
    ['Mei Lin 林美', 'Jonas Weber', 'Aïcha Benali'].map((name) => stage.person(name)),
  );
  if (!ann || !ben || !newcomer || !mei || !jonas || !aicha) throw new Error('nobody came');
  for (const { id } of [ben, mei, jonas])
    await ann.door.run(`mutation ($input: AddContactInput!) { addContact(input: $input) { contact { id } } }`, {
      input: { userId: id, ...(id === ben.id ? { groupName: 'Work' } : {}) },
    });
  for (const [other, text] of [
    [mei, '今晚一起吃饭吗？🍜'],
    [jonas, 'The train leaves at 9:12.'],
    [aicha, 'Thank you for the book!'],
  ] as const)
    await stage.write(other, await stage.direct(ann, other), [text]);
  const { conversationId: room } = await makeRoom(ann, 'Release 12', [ben, mei, jonas, aicha]);
  await stage.write(jonas, room, ['The notes are ready for review.']);
  await stage.write(aicha, room, ['Reading them now.']);
  await stage.write(mei, room, ['I have changed the order of the steps.']);
  const direct = await stage.direct(ann, ben);
  let shown = '';
  for (const [who, text, photo] of MORNING) {
    const { door } = who === 'ann' ? ann : ben;
    const attachmentIds = photo && hasPhotograph ? [await uploadLake(stage, door)] : [];
    const { sendMessage } = await door.run(
      `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }`,
      { input: { conversationId: direct, text, attachmentIds, clientMessageId: randomUUID() } },
    );
    if (photo) shown = sendMessage.message.id;
  }
  await ann.door.run(`mutation ($input: AddReactionInput!) { addReaction(input: $input) { message { id } } }`, {
    input: { messageId: shown, emoji: '😍' },
  });
  return { ann, newcomer, direct, room };
}

/** Answers the id of the attachment. */
async function uploadLake({ browser, origin }: Stage, door: Person['door']): Promise<string> {
  const bytes = await landscape(browser);
  const { createAttachmentUpload } = await door.run(
    `mutation ($input: CreateAttachmentUploadInput!) {
      createAttachmentUpload(input: $input) { attachment { id } upload { url method headers { name value } } }
    }`,
    { input: { fileName: 'lake.jpg', size: bytes.length } },
  );
  const { attachment, upload } = createAttachmentUpload;
  const headers = upload.headers.map(({ name, value }: { name: string; value: string }) => [name, value]);
  const response = await fetch(upload.url.replace(new URL(upload.url).origin, origin), {
    ...{ method: upload.method, headers, body: new Uint8Array(bytes) },
  });
  if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
  await door.run(
    `mutation ($input: CompleteAttachmentUploadInput!) { completeAttachmentUpload(input: $input) { __typename } }`,
    { input: { attachmentId: attachment.id } },
  );
  return attachment.id as string;
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
