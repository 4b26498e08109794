import { acting, people } from './people.js';
import { Stored } from './stored.js';

const PLACEHOLDER = /^\{\{(\w+)\}\}$/;

const remembered = new Stored<Record<string, string>>('wireside:remembered', {});

/**
 * Notes the ids of the conversation, room and message that an answer names, so that the next example can go on from there.
 * The conversation of a room is noted apart from a direct one: the examples use both.
 */
export function remember(data: unknown): void {
  const found: Record<string, string> = {};
  collect(data, '', '', found);
  if (Object.keys(found).length > 0) remembered.set({ ...remembered.get(), ...found });
}

/** Replaces every `{{name}}` in the variables; throws with advice when there is nothing to put there yet. */
export function fill(value: unknown): unknown {
  if (typeof value === 'string') {
    const name = PLACEHOLDER.exec(value)?.[1];
    return name === undefined ? value : lookUp(name);
  }
  if (Array.isArray(value)) return value.map(fill);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
  return value;
}

function lookUp(name: string): string {
  const { people: all } = people.get();
  const known: Record<string, string | undefined> = {
    ...remembered.get(),
    uuid: uuid(),
    accountNumber: all.at(-1)?.accountNumber,
    userId: acting()?.userId,
    otherUserId: all.filter((person) => person !== acting()).at(-1)?.userId,
  };
  const value = known[name];
  if (!value) throw new Error(`Nothing to put in place of {{${name}}} yet: ${advice(name)}`);
  return value;
}

function advice(name: string): string {
  switch (name) {
    case 'conversationId':
      return 'run OpenDirectConversation first, or paste the id of a conversation.';
    case 'roomId':
    case 'roomConversationId':
      return 'run CreateRoom first, or paste an id.';
    case 'messageId':
      return 'run SendMessage first, or paste the id of a message.';
    case 'otherUserId':
      return 'register or sign in two people first, or paste the id of a user.';
    default:
      return 'register or sign in first, or paste a value.';
  }
}

function collect(value: unknown, key: string, parentKey: string, found: Record<string, string>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { id } = value as { id?: unknown };
  if (typeof id === 'string') {
    if (key === 'conversation') found[parentKey === 'room' ? 'roomConversationId' : 'conversationId'] = id;
    else if (key === 'room') found.roomId = id;
    else if (key === 'message') found.messageId = id;
  }
  for (const [innerKey, inner] of Object.entries(value)) collect(inner, innerKey, key, found);
}

// crypto.randomUUID exists only on https and localhost; the page must also work on a plain-http LAN.
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
