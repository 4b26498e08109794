import enDataUrl from 'emojibase-data/en/data.json?url';
import enMessagesUrl from 'emojibase-data/en/messages.json?url';
import zhDataUrl from 'emojibase-data/zh/data.json?url';
import zhMessagesUrl from 'emojibase-data/zh/messages.json?url';
import type { EmojiData } from 'frimousse';
import type { Searched } from '../composer/suggestion-query.js';

/** Emoji as Emojibase lists them: https://emojibase.dev/docs/datasets. */
interface Listed {
  readonly emoji: string;
  readonly label: string;
  readonly group?: number;
  readonly version: number;
  readonly tags?: readonly string[];
  readonly skins?: readonly { readonly emoji: string; readonly tone: number | readonly number[] }[];
}

interface Messages {
  readonly groups: readonly { readonly key: string; readonly message: string; readonly order: number }[];
  readonly skinTones: readonly { readonly key: string; readonly message: string }[];
}

const TONES = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;
/** Hair and tones by themselves are parts of emoji. */
const COMPONENTS = 2;

const load = async <T>(url: string): Promise<T> => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}`);
  return (await response.json()) as T;
};

const kept = new Map<string, Promise<unknown>>();

/** Once a page, unless it failed. */
function once<T>(key: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key) as Promise<T> | undefined;
  if (known) return known;
  const made = make();
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  return made;
}

const list = (language: string): Promise<readonly Listed[]> =>
  once(`list ${language}`, async () => {
    const all = await load<readonly Listed[]>(language === 'zh' ? zhDataUrl : enDataUrl);
    return all.filter(({ group }) => group !== undefined && group !== COMPONENTS);
  });

/** For the picker, from this server alone. */
export const emojiData = (language: string): Promise<EmojiData> =>
  once(`data ${language}`, async () => {
    const [emojis, messages] = await Promise.all([
      list(language),
      load<Messages>(language === 'zh' ? zhMessagesUrl : enMessagesUrl),
    ]);
    const tones = Object.fromEntries(messages.skinTones.map(({ key, message }) => [key, message]));
    return {
      locale: language,
      emojis: emojis.map(({ emoji, group = 0, label, version, tags = [], skins }) => ({
        emoji,
        category: group,
        label,
        version,
        tags: [...tags],
        skins: skins && skinsOf(skins),
      })),
      categories: messages.groups
        .filter(({ order }) => order !== COMPONENTS)
        .map(({ order, message }) => ({ index: order, label: message })),
      skinTones: tones as EmojiData['skinTones'],
    };
  });

function skinsOf(skins: NonNullable<Listed['skins']>): EmojiData['emojis'][number]['skins'] {
  const found = TONES.map((tone, index) => [tone, skins.find((skin) => skin.tone === index + 1)?.emoji] as const);
  if (found.some(([, emoji]) => emoji === undefined)) return undefined;
  return Object.fromEntries(found) as EmojiData['emojis'][number]['skins'];
}

export interface NamedEmoji extends Searched {
  readonly emoji: string;
}

/** For the search while writing: by the names in the viewer's language and in English. */
export async function emojiNames(language: string): Promise<readonly NamedEmoji[]> {
  const [own, english] = await Promise.all([list(language), list('en')]);
  if (language === 'en') return own;
  const inEnglish = new Map(english.map((one) => [one.emoji, one]));
  return own.map(({ emoji, label, tags = [] }) => {
    const other = inEnglish.get(emoji);
    return { emoji, label, tags: [...tags, ...(other ? [other.label, ...(other.tags ?? [])] : [])] };
  });
}
