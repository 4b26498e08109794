import type { Person } from './stage.js';

export interface MadeRoom {
  readonly roomId: string;
  readonly conversationId: string;
}

/** Makes a room past the windows. */
export async function makeRoom(
  owner: Person,
  name: string,
  members: readonly Person[] = [],
  visibility: 'PUBLIC' | 'PRIVATE' = 'PUBLIC',
): Promise<MadeRoom> {
  const { createRoom } = await owner.door.run(
    `mutation ($input: CreateRoomInput!) { createRoom(input: $input) { room { id conversation { id } } } }`,
    { input: { name, visibility, memberIds: members.map(({ id }) => id) } },
  );
  return { roomId: createRoom.room.id, conversationId: createRoom.room.conversation.id };
}
