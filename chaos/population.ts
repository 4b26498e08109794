import { register, type Person } from '../test/support/people.js';
import type { Stage } from './stage.js';

/** One conversation of the load and who is in it. */
export interface Place {
  readonly conversationId: string;
  readonly roomId: string;
  readonly members: readonly Person[];
}

/** Who sends, who follows, and where. The first conversation is the hot one: everybody is in it. */
export interface Population {
  readonly owner: Person;
  readonly writers: readonly Person[];
  readonly followers: readonly Person[];
  readonly places: readonly Place[];
}

export interface PopulationWish {
  readonly writers: number;
  readonly followers: number;
  /** Conversations besides the hot one. */
  readonly others: number;
  /** Everybody is in all of them, rather than in two. */
  readonly inAll?: boolean;
}

/** Registers people and puts them into rooms. */
export async function populate(stage: Stage, wish: PopulationWish): Promise<Population> {
  const at = (index: number): { readonly url: string } => stage.node(index % stage.nodes.length);
  const owner = await register(at(0), 'Owner');
  const writers = await crowd(wish.writers, (index) => register(at(index), `Writer ${index}`));
  const followers = await crowd(wish.followers, (index) => register(at(index), `Follower ${index}`));
  const inRoom = (room: number, index: number): boolean =>
    index % wish.others === room || (index + 1) % wish.others === room;
  const places: Place[] = [];
  for (let room = -1; room < wish.others; room += 1) {
    const members = [writers, followers].flatMap((people) =>
      people.filter((_, index) => room < 0 || wish.inAll === true || inRoom(room, index)),
    );
    const made = await owner.createRoom(room < 0 ? 'Hot' : `Room ${room}`, members.slice(0, 200));
    for (let start = 200; start < members.length; start += 200)
      await owner.http.run(ADD, {
        input: { roomId: made.roomId, userIds: members.slice(start, start + 200).map(({ id }) => id) },
      });
    places.push({ ...made, members: [owner, ...members] });
  }
  return { owner, writers, followers, places };
}

const ADD = `mutation ($input: AddRoomMembersInput!) { addRoomMembers(input: $input) { room { id } } }`;

/** Does something for many, eight at a time: hashing passwords is dear. */
export async function crowd<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(8, count) }, async () => {
      for (let index = next++; index < count; index = next++) made[index] = await make(index);
    }),
  );
  return made;
}
