import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildServer, startNodeProcess, type NodeProcess } from './support/node-process.js';
import { register } from './support/people.js';
import { enter, Rooms } from './support/rooms.js';
import { createWorld, type World } from './support/server.js';

describe('a room in the embedded default', () => {
  let world: World;
  const processes: NodeProcess[] = [];
  beforeAll(async () => {
    buildServer();
    world = await createWorld();
  }, 180_000);
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.stop()));
    await world.close();
  });

  const start = async (): Promise<NodeProcess> => {
    const process = await startNodeProcess(world.settings);
    processes.push(process);
    return process;
  };

  it('is empty after the server was killed and started again', async () => {
    const before = await start();
    const ann = await register(before, 'Ann');
    const { roomId } = await ann.createRoom('Tea');
    await enter(ann, roomId);
    expect((await new Rooms(ann).room(roomId)).presentCount).toBe(1);
    await before.kill();

    const again = ann.on(await start());
    expect((await new Rooms(again).room(roomId)).presentCount).toBe(0);
    await enter(again, roomId);
    expect((await new Rooms(again).room(roomId)).presentCount).toBe(1);
  });
});
