import { describe, expect, it } from 'vitest';
import { TurnLoaders } from '../socket/delivery/shared-execution.js';
import { ReplayLoads } from './replay-loads.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('events of one replay', () => {
  it('share what lasts over their turns, and nothing else', async () => {
    const loads = new ReplayLoads(() => 0);
    const [first, second] = [loads.give({}), loads.give({})];
    const turns = new TurnLoaders();
    const early = turns.get(first);
    early.lasting.known('people').set('ann', 'Ann');
    early.known('grants').set('room', 'member');
    await turn();
    const late = turns.get(second);
    expect(late.lasting.known('people').get('ann')).toBe('Ann');
    expect(late.known('grants').size).toBe(0);
  });

  it('share nothing with events that happened since, nor with another replay’s', () => {
    const turns = new TurnLoaders();
    turns
      .get(new ReplayLoads(() => 0).give({}))
      .lasting.known('people')
      .set('ann', 'Ann');
    expect(turns.get({}).lasting.known('people').size).toBe(0);
    expect(turns.get(new ReplayLoads(() => 0).give({})).lasting.known('people').size).toBe(0);
  });

  it('read anew a second later: whoever reads slowly is shown how things are', async () => {
    let now = 0;
    const loads = new ReplayLoads(() => now);
    const [first, second, third] = [loads.give({}), loads.give({}), loads.give({})];
    const turns = new TurnLoaders();
    turns.get(first).lasting.known('people').set('ann', 'Ann');
    await turn();
    now = 1001;
    const late = turns.get(second);
    expect(late.lasting.known('people').size).toBe(0);
    await turn();
    expect(turns.get(third).lasting).toBe(late.lasting);
  });
});
