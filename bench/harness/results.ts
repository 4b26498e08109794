/** The figures of one round, by column. */
export type Sample = Readonly<Record<string, number | null>>;

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly digits: number;
  /** Whether the ratio to the bare peer of the same run is shown beside it. */
  readonly ratio?: boolean;
}

/** What one peer showed in one case. */
export interface Entry {
  readonly case: string;
  readonly peer: string;
  readonly title: string;
  readonly samples: Sample[];
}

/** What one run of a command measured: a table for each case. */
export interface Group {
  /** Names its file. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly entries: Entry[];
}

export interface Machine {
  readonly at: string;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly command: string;
}

export interface SavedGroup extends Group {
  readonly machine: Machine;
}

/** The entry of a peer in a case; made when it is the first time. */
export function entryOf(group: Group, peer: { readonly name: string; readonly title: string }, name: string): Entry {
  const found = group.entries.find((entry) => entry.case === name && entry.peer === peer.name);
  if (found) return found;
  const entry: Entry = { case: name, peer: peer.name, title: peer.title, samples: [] };
  group.entries.push(entry);
  return entry;
}
