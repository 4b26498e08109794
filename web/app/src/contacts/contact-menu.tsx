import { Ban, FolderInput, MessageCircle, Pencil, UserMinus, UserRound } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { MenuPlace } from '../conversation-list/conversation-row.js';
import type { ContactFieldsFragment, ContactGroupFieldsFragment } from '../generated/documents.js';
import type { MenuItems } from '../ui/menu-items.js';
import { MenuPopup } from '../ui/menu.js';
import { toast } from '../ui/toast.js';
import { contactName } from './contact-book.js';
import type { ContactActions } from './use-contact-actions.js';

export type ContactQuestion = 'alias' | 'remove' | 'block';

interface ContactMenuProps {
  readonly contact: ContactFieldsFragment;
  readonly groups: readonly ContactGroupFieldsFragment[];
  readonly place: MenuPlace;
  readonly actions: ContactActions;
  readonly onWrite: () => void;
  readonly onAsk: (question: ContactQuestion) => void;
  readonly onClose: () => void;
}

/** What can be done with a contact. */
export function ContactMenu({ contact, groups, place, actions, onWrite, onAsk, onClose }: ContactMenuProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [isMoving, setIsMoving] = useState(false);
  const [anchor] = useState(() => (place instanceof HTMLElement ? { current: place } : place));
  const name = contactName(contact, t('contacts.contact.nobody'));
  const move = async (group: ContactGroupFieldsFragment): Promise<void> => {
    const back = contact.group.id;
    if (!(await actions.update(contact, { groupId: group.id }))) return;
    toast(t('contacts.did.moved', { name, group: group.name }), {
      action: { label: t('contacts.did.undo'), onSelect: () => void actions.update(contact, { groupId: back }) },
    });
  };
  const elsewhere = groups.filter(({ id }) => id !== contact.group.id);
  const items: MenuItems = [
    { label: t('contacts.contact.openChat'), icon: <MessageCircle aria-hidden />, onSelect: onWrite },
    {
      label: t('contacts.contact.profile'),
      icon: <UserRound aria-hidden />,
      onSelect: () => navigate(`/people/${encodeURIComponent(contact.userId)}`),
    },
    { label: t('contacts.contact.alias'), icon: <Pencil aria-hidden />, onSelect: () => onAsk('alias') },
    elsewhere.length > 0 && {
      label: t('contacts.contact.move'),
      icon: <FolderInput aria-hidden />,
      stays: true,
      onSelect: () => setIsMoving(true),
    },
    'line',
    {
      label: t('contacts.contact.remove'),
      icon: <UserMinus aria-hidden />,
      danger: true,
      onSelect: () => onAsk('remove'),
    },
    { label: t('contacts.contact.block'), icon: <Ban aria-hidden />, danger: true, onSelect: () => onAsk('block') },
  ];
  const targets: MenuItems = elsewhere.map((group) => ({
    label: group.name,
    icon: <FolderInput aria-hidden />,
    onSelect: () => void move(group),
  }));
  return (
    <Suspense>
      <MenuPopup
        anchor={anchor}
        items={isMoving ? targets : items}
        label={isMoving ? t('contacts.contact.move') : t('contacts.contact.actions', { name })}
        onClose={onClose}
      />
    </Suspense>
  );
}

interface GroupMenuProps {
  readonly group: ContactGroupFieldsFragment;
  readonly count: number;
  readonly place: HTMLElement;
  readonly actions: ContactActions;
  readonly onAsk: (question: 'rename' | 'delete') => void;
  readonly onClose: () => void;
}

/** What can be done with a group. */
export function GroupMenu({ group, count, place, actions, onAsk, onClose }: GroupMenuProps) {
  const { t } = useTranslation();
  const [anchor] = useState({ current: place });
  const items: MenuItems = [
    { label: t('contacts.group.rename'), onSelect: () => onAsk('rename') },
    {
      label: t('contacts.group.up'),
      disabled: group.position === 0,
      onSelect: () => void actions.moveGroup(group, -1),
    },
    {
      label: t('contacts.group.down'),
      disabled: group.position >= count - 1,
      onSelect: () => void actions.moveGroup(group, 1),
    },
    !group.isDefault && 'line',
    !group.isDefault && { label: t('contacts.group.delete'), danger: true, onSelect: () => onAsk('delete') },
  ];
  return (
    <Suspense>
      <MenuPopup
        anchor={anchor}
        items={items}
        label={t('contacts.group.actions', { name: group.name })}
        onClose={onClose}
      />
    </Suspense>
  );
}
