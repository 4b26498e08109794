import type { Collector, Json } from './clients.js';
import type { Person } from './people.js';

const ROOM = `id name description avatarUrl visibility history memberCount viewerRole mutedUntil createdAt presentCount
  presentUsers { edges { node { id } } }
  members { edges { node { role userId mutedUntil user { id nickname } } } }
  conversation { id kind revision participantCount room { id } }`;

const mutation = (name: string, selection: string): string =>
  `mutation ($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${selection} } }`;

export const CREATE_ROOM = mutation('createRoom', `room { ${ROOM} } skipped { userId reason user { id } }`);

const future = '2100-01-01T00:00:00.000Z';

interface Operation {
  readonly document: string;
  readonly input: Record<string, unknown>;
}

/** Every mutation of rooms with an input that is valid, made of a room's and somebody's id. */
export const ROOM_MUTATIONS: Readonly<Record<string, (roomId: string, userId: string) => Operation>> = {
  createRoom: () => ({ document: CREATE_ROOM, input: { name: 'Tea' } }),
  updateRoom: (roomId) => ({
    document: mutation('updateRoom', `room { ${ROOM} }`),
    input: { roomId, name: 'Coffee' },
  }),
  deleteRoom: (roomId) => ({ document: mutation('deleteRoom', 'roomId'), input: { roomId } }),
  joinRoom: (roomId) => ({ document: mutation('joinRoom', `room { ${ROOM} }`), input: { roomId } }),
  leaveRoom: (roomId) => ({ document: mutation('leaveRoom', 'roomId'), input: { roomId } }),
  addRoomMembers: (roomId, userId) => ({
    document: mutation('addRoomMembers', `room { ${ROOM} } added { id } skipped { userId reason user { id } }`),
    input: { roomId, userIds: [userId] },
  }),
  removeRoomMember: (roomId, userId) => ({
    document: mutation('removeRoomMember', `room { ${ROOM} } userId`),
    input: { roomId, userId },
  }),
  unbanRoomMember: (roomId, userId) => ({
    document: mutation('unbanRoomMember', `room { ${ROOM} } userId`),
    input: { roomId, userId },
  }),
  setRoomMemberRole: (roomId, userId) => ({
    document: mutation('setRoomMemberRole', `room { ${ROOM} } userId`),
    input: { roomId, userId, role: 'ADMIN' },
  }),
  transferRoomOwnership: (roomId, userId) => ({
    document: mutation('transferRoomOwnership', `room { ${ROOM} }`),
    input: { roomId, userId },
  }),
  muteRoomMember: (roomId, userId) => ({
    document: mutation('muteRoomMember', `room { ${ROOM} } userId`),
    input: { roomId, userId, until: future },
  }),
  muteRoom: (roomId) => ({ document: mutation('muteRoom', `room { ${ROOM} }`), input: { roomId, until: future } }),
  issueRoomTicket: (roomId) => ({ document: mutation('issueRoomTicket', 'ticket expiresAt'), input: { roomId } }),
};

/** What a person does with rooms. */
export class Rooms {
  constructor(private readonly person: Person) {}

  async create(input: Record<string, unknown>): Promise<Json> {
    return (await this.person.http.run(CREATE_ROOM, { input })).createRoom;
  }

  codeOfCreate(input: Record<string, unknown>): Promise<string | null> {
    return this.person.http.codeOf(CREATE_ROOM, { input });
  }

  /** Runs a mutation on a room; answers its payload. */
  async do(name: string, roomId: string, more: Record<string, unknown> = {}): Promise<Json> {
    const { document, input } = ROOM_MUTATIONS[name]!(roomId, '');
    return (await this.person.http.run(document, { input: { ...input, ...more } }))[name];
  }

  codeOf(name: string, roomId: string, more: Record<string, unknown> = {}): Promise<string | null> {
    const { document, input } = ROOM_MUTATIONS[name]!(roomId, '');
    return this.person.http.codeOf(document, { input: { ...input, ...more } });
  }

  async room(id: string): Promise<Json> {
    return (await this.person.http.run(`query ($id: ID!) { room(id: $id) { ${ROOM} } }`, { id })).room;
  }

  async page(variables: Record<string, unknown>): Promise<Json> {
    const { rooms } = await this.person.http.run(
      `query ($scope: RoomScope! = MINE, $search: String, $first: Int, $after: String) {
        rooms(scope: $scope, search: $search, first: $first, after: $after) {
          edges { node { id name } cursor } pageInfo { hasNextPage hasPreviousPage endCursor }
        }
      }`,
      variables,
    );
    return rooms;
  }

  async list(scope: string, search?: string): Promise<Json[]> {
    return (await this.page({ scope, search, first: 100 })).edges.map((edge: Json) => edge.node);
  }

  async names(scope: string, search?: string): Promise<string[]> {
    return (await this.list(scope, search)).map((room: Json) => room.name as string);
  }

  /** Who is banned, the latest first. */
  async bans(roomId: string): Promise<Json[]> {
    const { roomBans } = await this.person.http.run(BANS, { roomId });
    return roomBans.edges.map((edge: Json) => edge.node);
  }
}

export const BANS = `query ($roomId: ID!) {
  roomBans(roomId: $roomId) { edges { node { userId reason until createdAt user { id } bannedBy { id } } } }
}`;

export const ACTIVITY = `subscription ($roomId: ID!, $confirm: Boolean! = false) {
  roomActivity(roomId: $roomId, confirm: $confirm) {
    type nickname at presentCount user { id nickname } actor { id }
  }
}`;

/** Brings a person into a room; answers, once they are in it, what they are told. Its first item, taken already, says so. */
export async function enter(person: Person, roomId: string, socket = person.socket()): Promise<Collector> {
  const visit = socket.subscribe(ACTIVITY, { roomId, confirm: true });
  await visit.next();
  return visit;
}
