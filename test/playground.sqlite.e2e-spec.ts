import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserIsMissing, launchBrowser, watchPage } from './support/browser.js';
import { buildPlayground } from './support/node-process.js';
import { register, type Person } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

interface EditorModel {
  readonly uri: { readonly path: string };
  getValue(): string;
}

/** Whether the response pane of GraphiQL holds the text. Runs in the page. */
const responds = (text: string): boolean => {
  const page = globalThis as unknown as { __MONACO: { editor: { getModels(): EditorModel[] } } };
  const response = page.__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('response.json'));
  return response?.getValue().includes(text) ?? false;
};

describe.skipIf(browserIsMissing())('the playground in a browser', () => {
  let world: World;
  let node: ServerNode;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let ann: Person;

  beforeAll(async () => {
    buildPlayground();
    world = await createWorld({ PLAYGROUND: 'on' });
    node = await world.startNode();
    ann = await register(node, 'Ann');
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 860 } });
    faults = watchPage(page, node.url);
    await page.goto(`${node.url}/graphql`);
    await page.waitForSelector('.graphiql-query-editor .view-line');
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await ann?.close();
    await world?.close();
  });

  const run = async (tab: string, until: string): Promise<void> => {
    await page.locator('.graphiql-tab-button', { hasText: tab }).first().click();
    await page.locator('.graphiql-execute-button').click();
    await page.waitForFunction(responds, until, { timeout: 10_000 });
  };

  it('walks through a conversation by its examples', async () => {
    await run('RegisterAnn', 'accessToken');
    await run('RegisterBen', 'accessToken');
    await run('Login', 'accessToken');
    await run('Me', '"Ben"');
    await run('OpenDirectConversation', '"DIRECT"');
    await run('SendMessage', '"seq": 1');
    await run('History', 'Hello!');
    await run('Conversations', 'lastMessage');
    await run('MarkRead', 'unreadCount');
    await run('CreateRoom', 'Fireside');
    await run('AddRoomMembers', '"memberCount": 2');
    await run('SendToRoom', '"seq": 1');
    expect(faults).toEqual([]);
  });

  it('shows the documentation of the schema', async () => {
    await page.getByLabel('Show Documentation Explorer').click();
    await page.getByText('Mutation', { exact: true }).first().click();
    await page.getByText('sendMessage', { exact: true }).first().waitFor();
    await page.getByLabel('Hide Documentation Explorer').click();
    expect(faults).toEqual([]);
  });

  it('streams live events over a socket that carries the typed header', async () => {
    const ben = await register(node, 'Bo');
    const conversationId = await ben.openDirect(ann);
    await page.locator('.graphiql-tab-button', { hasText: 'Inbox' }).first().click();
    await page.locator('button[data-name=headers]').click();
    await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden)').click();
    await page.keyboard.insertText(JSON.stringify({ Authorization: `Bearer ${ann.accessToken}` }));
    await page.locator('.graphiql-execute-button').click();
    await page.waitForFunction(responds, 'InboxCaughtUp', { timeout: 10_000 });
    await ben.send(conversationId, 'live in the playground');
    await page.waitForFunction(responds, 'live in the playground', { timeout: 10_000 });
    await page.locator('.graphiql-execute-button').click();
    expect(faults).toEqual([]);
  });
});
