import { randomUUID } from 'node:crypto';
import { HttpDoor, SocketDoor, type Json, type SocketOptions } from './clients.js';

export const PASSWORD = 'correct horse battery staple';

/** Somebody with an account, on one node. */
export class Person {
  readonly http: HttpDoor;
  private readonly sockets = new Set<SocketDoor>();

  constructor(
    readonly node: { readonly url: string },
    readonly id: string,
    readonly nickname: string,
    readonly accountNumber: string,
    readonly accessToken: string,
    readonly refreshToken: string,
  ) {
    this.http = new HttpDoor(node.url, accessToken);
  }

  /** A new socket of this person's session; on another node of the same world when told so. */
  socket(options: SocketOptions & { readonly node?: { readonly url: string } } = {}): SocketDoor {
    const { node = this.node, ...rest } = options;
    const socket = new SocketDoor(node.url, { token: this.accessToken, ...rest });
    this.sockets.add(socket);
    return socket;
  }

  /** The same person seen through another node. */
  on(node: { readonly url: string }): Person {
    return new Person(node, this.id, this.nickname, this.accountNumber, this.accessToken, this.refreshToken);
  }

  /** Signs in once more: another session, as on another device. */
  async secondDevice(node: { readonly url: string } = this.node): Promise<Person> {
    const { login } = await new HttpDoor(node.url).run(
      `mutation ($input: LoginInput!) { login(input: $input) { accessToken refreshToken } }`,
      { input: { identifier: this.accountNumber, password: PASSWORD } },
    );
    return new Person(node, this.id, this.nickname, this.accountNumber, login.accessToken, login.refreshToken);
  }

  async openDirect(other: Person): Promise<string> {
    const { openDirectConversation } = await this.http.run(
      `mutation ($input: OpenDirectConversationInput!) { openDirectConversation(input: $input) { conversation { id } } }`,
      { input: { userId: other.id } },
    );
    return openDirectConversation.conversation.id as string;
  }

  /** Makes a room of these people; answers the ids of the room and its conversation. */
  async createRoom(
    name: string,
    members: readonly Person[] = [],
    more: Record<string, unknown> = {},
  ): Promise<{ roomId: string; conversationId: string }> {
    const { createRoom } = await this.http.run(
      `mutation ($input: CreateRoomInput!) { createRoom(input: $input) { room { id conversation { id } } } }`,
      { input: { name, memberIds: members.map(({ id }) => id), ...more } },
    );
    return { roomId: createRoom.room.id, conversationId: createRoom.room.conversation.id };
  }

  async send(conversationId: string, text: string, more: Record<string, unknown> = {}): Promise<Json> {
    const { sendMessage } = await this.http.run(SEND, {
      input: { conversationId, clientMessageId: randomUUID(), text, ...more },
    });
    return sendMessage.message;
  }

  async close(): Promise<void> {
    await Promise.all([...this.sockets].map((socket) => socket.dispose()));
  }
}

export const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id conversationId seq revision clientMessageId text createdAt sender { id nickname } } }
}`;

let counter = 0;

/** Registers somebody new. */
export async function register(
  node: { readonly url: string },
  nickname = `Person ${(counter += 1)}`,
  more: Record<string, unknown> = {},
): Promise<Person> {
  const { register: payload } = await new HttpDoor(node.url).run(
    `mutation ($input: RegisterInput!) {
      register(input: $input) { accessToken refreshToken expiresAt user { id accountNumber nickname } }
    }`,
    { input: { nickname, password: PASSWORD, ...more } },
  );
  const { accessToken, refreshToken, user } = payload;
  return new Person(node, user.id, user.nickname, user.accountNumber, accessToken, refreshToken);
}
