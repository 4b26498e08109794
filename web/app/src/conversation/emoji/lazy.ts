import { lazy } from 'react';

const load = () => import('./emoji-popover.js');

/** Fetches the picker when somebody is about to open it. */
export const loadEmojiPopover = (): void => void load();

export const EmojiPopover = lazy(async () => ({ default: (await load()).EmojiPopover }));
