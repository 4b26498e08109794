import { useTranslation } from 'react-i18next';
import type {
  ContactFieldsFragment,
  ContactGroupFieldsFragment,
  PersonFieldsFragment,
} from '../generated/documents.js';
import { Confirm } from '../ui/confirm.js';
import { AddContactDialog } from './add-contact-dialog.js';
import { BlockedDialog } from './blocked-dialog.js';
import { contactName, type ContactBook } from './contact-book.js';
import type { ContactQuestion } from './contact-menu.js';
import { NameDialog } from './name-dialog.js';
import type { ContactActions } from './use-contact-actions.js';

/** Which dialog is open. */
export type ContactsDialog =
  | { readonly kind: 'add'; readonly person?: PersonFieldsFragment }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'createGroup' }
  | { readonly kind: 'rename' | 'delete'; readonly group: ContactGroupFieldsFragment }
  | { readonly kind: ContactQuestion; readonly contact: ContactFieldsFragment };

interface ContactsDialogsProps {
  readonly dialog: ContactsDialog;
  readonly book: ContactBook;
  readonly actions: ContactActions;
  readonly onClose: () => void;
}

export function ContactsDialogs({ dialog, book, actions, onClose }: ContactsDialogsProps) {
  const { t } = useTranslation();
  const nameOf = (contact: ContactFieldsFragment): string => contactName(contact, t('contacts.contact.nobody'));
  const done = async (work: Promise<boolean>): Promise<void> => {
    await work;
  };
  switch (dialog.kind) {
    case 'add':
      return <AddContactDialog book={book} actions={actions} person={dialog.person} onClose={onClose} />;
    case 'blocked':
      return <BlockedDialog actions={actions} onClose={onClose} />;
    case 'createGroup':
      return (
        <NameDialog
          title={t('contacts.group.createTitle')}
          label={t('contacts.group.name')}
          action={t('contacts.group.create')}
          onSave={actions.createGroup}
          onClose={onClose}
        />
      );
    case 'rename':
      return (
        <NameDialog
          title={t('contacts.group.renameTitle')}
          label={t('contacts.group.name')}
          action={t('contacts.group.save')}
          present={dialog.group.name}
          onSave={(name) => actions.renameGroup(dialog.group.id, name)}
          onClose={onClose}
        />
      );
    case 'delete':
      return (
        <Confirm
          title={t('contacts.group.deleteTitle', { name: dialog.group.name })}
          action={t('contacts.group.confirmDelete')}
          danger
          onConfirm={() => done(actions.deleteGroup(dialog.group))}
          onClose={onClose}
        >
          {t('contacts.group.deleteText', { fallback: book.groups.find(({ isDefault }) => isDefault)?.name ?? '' })}
        </Confirm>
      );
    case 'alias':
      return (
        <NameDialog
          title={t('contacts.alias.title', { name: dialog.contact.user?.nickname ?? nameOf(dialog.contact) })}
          label={t('contacts.alias.label')}
          hint={t('contacts.alias.hint')}
          action={t('contacts.alias.save')}
          present={dialog.contact.alias ?? ''}
          isOptional
          onSave={(alias) => actions.update(dialog.contact, { alias: alias || null })}
          onClose={onClose}
        />
      );
    case 'remove':
      return (
        <Confirm
          title={t('contacts.remove.title', { name: nameOf(dialog.contact) })}
          action={t('contacts.remove.confirm')}
          danger
          onConfirm={() => done(actions.remove(dialog.contact))}
          onClose={onClose}
        >
          {t('contacts.remove.text')}
        </Confirm>
      );
    case 'block':
      return (
        <Confirm
          title={t('contacts.block.title', { name: nameOf(dialog.contact) })}
          action={t('contacts.block.confirm')}
          danger
          onConfirm={() => done(actions.block(dialog.contact.userId, nameOf(dialog.contact)))}
          onClose={onClose}
        >
          {t('contacts.block.text')}
        </Confirm>
      );
  }
}
