/** Longest alias, in characters. */
export const ALIAS_MAX = 64;
/** Longest name of a contact group, in characters. */
export const GROUP_NAME_MAX = 64;
/** Longest form of a name of which another may differ by case or composition; the width of the column. */
export const GROUP_NAME_KEY_MAX = 255;

/** What one user may have at most; it bounds the plain lists. */
export const MAX_CONTACTS = 2000;
export const MAX_GROUPS = 100;
export const MAX_BLOCKS = 5000;

/** Name of the group for contacts that were added without naming one. Its owner may rename it. */
export const DEFAULT_GROUP_NAME = 'Contacts';

interface Listed {
  readonly userId: string;
  readonly alias: string | null;
  readonly group: { readonly position: number };
}

const collator = new Intl.Collator('und', { sensitivity: 'base', numeric: true });

/** The order of a contact list: by group, then by the name shown, whatever its case; the id settles ties. */
export function inListOrder<C extends Listed>(contacts: readonly C[], nicknameOf: (userId: string) => string): C[] {
  const named = contacts.map((contact) => ({ contact, name: contact.alias ?? nicknameOf(contact.userId) }));
  named.sort(
    (a, b) =>
      a.contact.group.position - b.contact.group.position ||
      collator.compare(a.name, b.name) ||
      (a.contact.userId < b.contact.userId ? -1 : 1),
  );
  return named.map(({ contact }) => contact);
}
