import { useApolloClient } from '@apollo/client/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AddContactDocument,
  BlockPersonDocument,
  ContactsDocument,
  CreateContactGroupDocument,
  DeleteContactGroupDocument,
  MoveContactGroupDocument,
  RemoveContactDocument,
  RenameContactGroupDocument,
  UnblockPersonDocument,
  UpdateContactDocument,
  type AddContactMutationVariables,
  type ContactFieldsFragment,
  type ContactGroupFieldsFragment,
} from '../generated/documents.js';
import { refetchActive } from '../ui/refetch-active.js';
import { toast } from '../ui/toast.js';
import { useAttempt } from '../ui/use-attempt.js';
import { changeBook, contactName } from './contact-book.js';

type Change = Parameters<typeof changeBook>[1];

const NOTHING: Omit<Change, 'kind'> = { contact: null, contactUserId: null, groups: null, blocked: null };

/** What the viewer can do with contacts and groups. Resolves with whether it was done; the reader is told when not. */
export function useContactActions() {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const attempt = useAttempt();
  return useMemo(() => {
    // The stream tells the same a moment later, to all devices; to hear it twice does no harm.
    const apply = (change: Partial<Change> & Pick<Change, 'kind'>): void => {
      apollo.cache.updateQuery({ query: ContactsDocument }, (present) => {
        if (!present) return present;
        const book = { groups: present.contactGroups, contacts: present.contacts };
        const { groups, contacts } = changeBook(book, { ...NOTHING, ...change });
        return { ...present, contactGroups: [...groups], contacts: [...contacts] };
      });
    };
    const nameOf = (contact: ContactFieldsFragment): string => contactName(contact, t('contacts.contact.nobody'));
    const blocksChanged = (): void => {
      refetchActive(apollo, 'BlockedPeople');
    };
    const actions = {
      add: (input: AddContactMutationVariables['input']) =>
        attempt(async () => {
          const { data } = await apollo.mutate({ mutation: AddContactDocument, variables: { input } });
          if (!data) return;
          const { contact } = data.addContact;
          const groups = apollo.cache.readQuery({ query: ContactsDocument })?.contactGroups ?? [];
          // A group that was named for the first time was made.
          if (!groups.some(({ id }) => id === contact.group.id))
            apply({ kind: 'GROUP_CHANGED', groups: [...groups, contact.group] });
          apply({ kind: 'ADDED', contactUserId: contact.userId, contact });
          toast(t('contacts.did.added', { name: nameOf(contact) }));
        }),
      update: (
        contact: ContactFieldsFragment,
        change: { readonly alias?: string | null; readonly groupId?: string },
      ) => {
        const input = { userId: contact.userId, ...change };
        return attempt(async () => {
          const { data } = await apollo.mutate({ mutation: UpdateContactDocument, variables: { input } });
          if (data) apply({ kind: 'UPDATED', contactUserId: contact.userId, contact: data.updateContact.contact });
        });
      },
      remove: async (contact: ContactFieldsFragment) => {
        const { userId, alias, group } = contact;
        const done = await attempt(() =>
          apollo.mutate({ mutation: RemoveContactDocument, variables: { input: { userId } } }),
        );
        if (!done) return false;
        const groups = apollo.cache.readQuery({ query: ContactsDocument })?.contactGroups ?? [];
        const groupName = groups.find(({ id }) => id === group.id)?.name ?? null;
        apply({ kind: 'REMOVED', contactUserId: userId });
        const undo = (): void => void actions.add({ userId, alias, groupName });
        toast(t('contacts.did.removed', { name: nameOf(contact) }), {
          action: { label: t('contacts.did.undo'), onSelect: undo },
        });
        return true;
      },
      block: async (userId: string, name: string) => {
        const variables = { input: { userId } };
        const done = await attempt(() => apollo.mutate({ mutation: BlockPersonDocument, variables }));
        if (!done) return false;
        blocksChanged();
        toast(t('contacts.did.blocked', { name }), {
          action: { label: t('contacts.did.undo'), onSelect: () => void actions.unblock(userId, name) },
        });
        return true;
      },
      unblock: async (userId: string, name: string) => {
        const variables = { input: { userId } };
        const done = await attempt(() => apollo.mutate({ mutation: UnblockPersonDocument, variables }));
        if (!done) return false;
        blocksChanged();
        toast(t('contacts.did.unblocked', { name }));
        return true;
      },
      createGroup: (name: string) =>
        attempt(async () => {
          const { data } = await apollo.mutate({
            mutation: CreateContactGroupDocument,
            variables: { input: { name } },
          });
          const groups = apollo.cache.readQuery({ query: ContactsDocument })?.contactGroups ?? [];
          if (!data) return;
          const { group } = data.createContactGroup;
          // The stream may have told of it already.
          const others = groups.filter(({ id }) => id !== group.id);
          apply({ kind: 'GROUP_CHANGED', groups: [...others, group] });
        }),
      renameGroup: (groupId: string, name: string) =>
        attempt(() => apollo.mutate({ mutation: RenameContactGroupDocument, variables: { input: { groupId, name } } })),
      moveGroup: ({ id, position }: ContactGroupFieldsFragment, by: 1 | -1) =>
        attempt(async () => {
          const input = { groupId: id, position: position + by };
          const { data } = await apollo.mutate({ mutation: MoveContactGroupDocument, variables: { input } });
          if (data) apply({ kind: 'GROUP_CHANGED', groups: data.moveContactGroup.groups });
        }),
      deleteGroup: ({ id, name }: ContactGroupFieldsFragment) =>
        attempt(async () => {
          const variables = { input: { groupId: id } };
          const { data } = await apollo.mutate({ mutation: DeleteContactGroupDocument, variables });
          if (data) apply({ kind: 'GROUP_CHANGED', groups: data.deleteContactGroup.groups });
          toast(t('contacts.did.groupDeleted', { name }));
        }),
    };
    return actions;
  }, [apollo, attempt, t]);
}

export type ContactActions = ReturnType<typeof useContactActions>;
