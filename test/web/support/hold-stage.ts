import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Settings } from '../../support/settings.js';
import { Stage } from './stage.js';

/**
 * Opens one stage for all tests of the surrounding `describe` and closes it after them. After each test its windows are closed,
 * and what they should not have done fails it.
 * @param take is given the stage before the first test; what it makes there all tests share
 * @param settings of the server; a function where they are not known before the hooks above have run
 */
export function holdStage(take: (stage: Stage) => unknown, settings: Settings | (() => Settings) = {}): void {
  let stage: Stage | undefined;

  beforeAll(async () => {
    stage = await Stage.open(typeof settings === 'function' ? settings() : settings);
    await take(stage);
  });
  afterEach(async () => {
    expect(await stage?.closeWindows()).toEqual([]);
  });
  afterAll(() => stage?.close());
}
