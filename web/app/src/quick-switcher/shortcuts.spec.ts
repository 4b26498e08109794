import { describe, expect, it } from 'vitest';
import { shortcutOf } from './shortcuts.js';

const plain = {
  keyCode: 0,
  isComposing: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  defaultPrevented: false,
};
const free = { isText: false, isWritten: false, isBlocked: false };

describe('keys of the whole application', () => {
  it('are known on every system', () => {
    expect(shortcutOf({ ...plain, key: 'k', ctrlKey: true }, free)).toBe('switch');
    expect(shortcutOf({ ...plain, key: 'K', metaKey: true }, free)).toBe('switch');
    expect(shortcutOf({ ...plain, key: '?', shiftKey: true }, free)).toBe('help');
    expect(shortcutOf({ ...plain, key: 'ArrowUp', altKey: true }, free)).toBe('previous');
    expect(shortcutOf({ ...plain, key: 'ArrowDown', altKey: true }, free)).toBe('next');
  });

  it('leave other keys to whom they belong', () => {
    expect(shortcutOf({ ...plain, key: 'k' }, free)).toBeNull();
    expect(shortcutOf({ ...plain, key: 'K', ctrlKey: true, shiftKey: true }, free)).toBeNull();
    expect(shortcutOf({ ...plain, key: 'ArrowUp' }, free)).toBeNull();
    expect(shortcutOf({ ...plain, key: 'k', ctrlKey: true, defaultPrevented: true }, free)).toBeNull();
  });

  it('mean nothing while typing, composing or below a dialog', () => {
    const key = { ...plain, key: 'k', ctrlKey: true };
    expect(shortcutOf(key, { ...free, isText: true, isWritten: true })).toBeNull();
    expect(shortcutOf(key, { ...free, isBlocked: true })).toBeNull();
    expect(shortcutOf({ ...key, isComposing: true }, free)).toBeNull();
    expect(shortcutOf({ ...key, keyCode: 229 }, free)).toBeNull();
  });

  it('are given away by an empty field, but for what is a letter there', () => {
    const field = { ...free, isText: true };
    expect(shortcutOf({ ...plain, key: 'k', ctrlKey: true }, field)).toBe('switch');
    expect(shortcutOf({ ...plain, key: 'ArrowDown', altKey: true }, field)).toBe('next');
    expect(shortcutOf({ ...plain, key: '?', shiftKey: true }, field)).toBeNull();
  });
});
