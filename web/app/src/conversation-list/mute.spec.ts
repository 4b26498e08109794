import { expect, it } from 'vitest';
import { FOREVER, isMuted, muteUntil } from './mute.js';

const now = new Date('2026-11-20T12:00:00.000Z');

it('is silent for as long as was chosen', () => {
  expect(muteUntil('hour', now)).toBe('2026-11-20T13:00:00.000Z');
  expect(muteUntil('week', now)).toBe('2026-11-27T12:00:00.000Z');
  expect(muteUntil('forever', now)).toBe(FOREVER);
});

it('ends by itself', () => {
  expect(isMuted(null, now)).toBe(false);
  expect(isMuted('2026-11-20T11:59:59.000Z', now)).toBe(false);
  expect(isMuted(FOREVER, now)).toBe(true);
});
