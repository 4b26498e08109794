import { ContactRound, MessagesSquare, Search, Settings, UsersRound } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useOpenDirect } from '../conversation-list/use-open-direct.js';
import { useJoinRoom } from '../rooms/use-join-room.js';
import { Avatar } from '../ui/avatar.js';
import styles from './quick-switcher.module.css';
import { useTargets, type Target } from './use-targets.js';

const GROUPS = { conversation: 'conversations', person: 'people', room: 'rooms', page: 'pages' } as const;
const PAGE_ICONS: Readonly<Record<string, typeof Settings>> = {
  '/': MessagesSquare,
  '/contacts': ContactRound,
  '/rooms': UsersRound,
  '/settings': Settings,
};
/** The key that ends a composition says so in some browsers by its code alone. */
const COMPOSING = 229;

/** Goes to a conversation, a person, a room or a page by its name, without the hand leaving the keyboard. */
export function QuickSwitcher({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const groups = useTargets(query);
  const targets = groups.flatMap((group) => group.targets);
  const active = targets[Math.min(place, targets.length - 1)];
  const [openDirect, opening] = useOpenDirect();
  const [join, joining] = useJoinRoom();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useModal(dialog);
  const optionId = (target: Target | undefined): string | undefined =>
    target && `${id}-${target.key.replace(/\W/g, '-')}`;

  const activeId = optionId(active);
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const go = async (target: Target): Promise<void> => {
    if (target.kind === 'person') {
      if (await openDirect(target.person.id)) onClose();
    } else if (target.kind === 'room') {
      if (await join(target.room.id)) onClose();
    } else {
      onClose();
      navigate(target.path);
    }
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === COMPOSING) return;
    const last = targets.length - 1;
    const present = Math.min(place, last);
    if (event.key === 'ArrowDown') setPlace(present >= last ? 0 : present + 1);
    else if (event.key === 'ArrowUp') setPlace(present <= 0 ? last : present - 1);
    else if (event.key === 'Enter' && active) void go(active);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={t('conversations.switcher.title')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={styles.content}>
        <div className={styles.search}>
          <Search aria-hidden />
          <input
            type="text"
            role="combobox"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            dir="auto"
            maxLength={64}
            aria-label={t('conversations.switcher.label')}
            aria-autocomplete="list"
            aria-expanded={targets.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={activeId}
            placeholder={t('conversations.switcher.placeholder')}
            value={query}
            onChange={({ target }) => {
              setQuery(target.value);
              setPlace(0);
            }}
            onKeyDown={pressed}
          />
        </div>
        <div id={`${id}-list`} role="listbox" aria-label={t('conversations.switcher.title')} className={styles.list}>
          {groups.map((group) => (
            <div key={group.kind} role="group" aria-labelledby={`${id}-${group.kind}`}>
              <div id={`${id}-${group.kind}`} role="presentation" className={styles.heading}>
                {t(`conversations.switcher.${GROUPS[group.kind]}`)}
              </div>
              {group.targets.map((target) => (
                <div
                  key={target.key}
                  id={optionId(target)}
                  role="option"
                  className={styles.option}
                  aria-selected={target === active}
                  aria-busy={isUnderWay(target, opening, joining)}
                  onPointerMove={() => setPlace(targets.indexOf(target))}
                  onClick={() => void go(target)}
                >
                  <Face target={target} />
                  <span className={styles.name} dir="auto">
                    {target.names[0]}
                  </span>
                  {target.kind === 'room' && <small>{t('conversations.switcher.join')}</small>}
                  {target.kind === 'person' && <small>{target.person.username ?? target.person.accountNumber}</small>}
                </div>
              ))}
            </div>
          ))}
        </div>
        {targets.length === 0 && <p className={styles.nothing}>{t('conversations.switcher.nothing')}</p>}
        <p className="visually-hidden" role="status">
          {t('conversations.switcher.results', { count: targets.length })}
        </p>
        <footer className={styles.hints} aria-hidden>
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> {t('conversations.switcher.hintMove')}
          </span>
          <span>
            <kbd>↵</kbd> {t('conversations.switcher.hintOpen')}
          </span>
          <span>
            <kbd>Esc</kbd> {t('conversations.switcher.hintClose')}
          </span>
        </footer>
      </div>
    </dialog>
  );
}

const isUnderWay = (target: Target, opening: string | null, joining: string | null): boolean =>
  (target.kind === 'person' && target.person.id === opening) || (target.kind === 'room' && target.room.id === joining);

function Face({ target }: { readonly target: Target }) {
  const name = target.names[0] ?? '';
  if (target.kind === 'page') {
    const Icon = PAGE_ICONS[target.path] ?? MessagesSquare;
    return (
      <span className={styles.icon}>
        <Icon aria-hidden />
      </span>
    );
  }
  if (target.kind === 'room')
    return <Avatar name={name} id={target.room.id} url={target.room.avatarUrl} size={32} square />;
  if (target.kind === 'person')
    return <Avatar name={name} id={target.person.id} url={target.person.avatarUrl} size={32} />;
  const { faceId, avatarUrl, peerId } = target.facts;
  return <Avatar name={name} id={faceId} url={avatarUrl} size={32} square={peerId === null} />;
}

/** Opens a dialog for as long as it is there, and gives the focus back to where it was. */
function useModal(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [dialog]);
}
