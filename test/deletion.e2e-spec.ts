import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '../src/common/database/database.js';
import { UnitOfWork } from '../src/common/database/unit-of-work.js';
import { DeletionReminder } from '../src/modules/users/deletion-reminder.js';
import { register } from './support/people.js';
import { createWorld, type ServerNode, type World } from './support/server.js';

let world: World;
let node: ServerNode;

beforeAll(async () => {
  world = await createWorld();
  node = await world.startNode();
});

afterAll(() => world?.close());

it('finishes the deletion of an account whose process died right after the commit', async () => {
  const [ann, bob] = [await register(node), await register(node)];
  await ann.http.run(`mutation ($input: AddContactInput!) { addContact(input: $input) { contact { alias } } }`, {
    input: { userId: bob.id },
  });
  // What a crash leaves behind: the tombstone is committed, nobody has heard of it.
  await node.app
    .get(UnitOfWork)
    .run((tx) => tx.execute(`UPDATE users SET deleted_at = ${tx.dialect.nowMs} WHERE id = ?`, [bob.id]));
  const contacts = () =>
    node.app.get(Database).query('SELECT 1 AS one FROM contacts WHERE contact_user_id = ?', [bob.id]);
  expect(await contacts()).toHaveLength(1);

  await node.app.get(DeletionReminder).remind();
  await expect.poll(contacts).toHaveLength(0);
});
