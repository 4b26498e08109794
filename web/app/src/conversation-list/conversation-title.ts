/** As much of a conversation as its name needs. */
export interface Named {
  readonly peer: { readonly id: string; readonly nickname: string } | null;
  readonly room: { readonly name: string } | null;
}

export interface TitleWords {
  readonly viewerId: string | null;
  /** What the conversation with oneself is called. */
  readonly notes: string;
  /** What a conversation is called whose other one is gone. */
  readonly nobody: string;
  /** What the viewer calls people, by their ids. */
  readonly aliases?: ReadonlyMap<string, string>;
}

/** What a conversation is called in the viewer's list. */
export function titleOf({ peer, room }: Named, words: TitleWords): string {
  if (room) return room.name;
  if (!peer) return words.nobody;
  if (peer.id === words.viewerId) return words.notes;
  return words.aliases?.get(peer.id) ?? peer.nickname;
}
