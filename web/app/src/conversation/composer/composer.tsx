import { useMessage, useSend } from '@wireside/apollo/react';
import { Check, Paperclip, SendHorizontal, Smile } from 'lucide-react';
import {
  Suspense,
  useImperativeHandle,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../settings/settings.js';
import { classes } from '../../ui/classes.js';
import { IconButton } from '../../ui/icon-button.js';
import { useOpenConversation } from '../conversation-context.js';
import { EmojiPopover, loadEmojiPopover } from '../emoji/lazy.js';
import { ComposerNote } from './composer-note.js';
import styles from './composer.module.css';
import { ImeGuard } from './ime.js';
import { insertText } from './insert-text.js';
import { charactersLeft, useLimits } from './limits.js';
import { SuggestionList } from './suggestion-list.js';
import { UploadTray } from './upload-tray.js';
import { useDraftText } from './use-draft-text.js';
import { useEditing } from './use-editing.js';
import { useSuggestions } from './use-suggestions.js';
import { useUploads } from './use-uploads.js';

export interface ComposerHandle {
  focus(): void;
  reply(messageId: string): void;
  edit(messageId: string): void;
  addFiles(files: Iterable<File>): void;
}

interface ComposerProps {
  readonly name: string;
  readonly handle: Ref<ComposerHandle>;
  /** A message is about to appear. */
  readonly onSend: () => void;
}

/** Where messages are written: a plain text field, so that composition, undo, spelling and dictation are the browser's own. */
export function Composer({ name, handle, onSend }: ComposerProps) {
  const { t } = useTranslation();
  const { conversation, members } = useOpenConversation();
  const { sendWith } = useSettings();
  const send = useSend(conversation.id);
  const draft = useDraftText(conversation.id);
  const editing = useEditing(conversation.id);
  const files = useUploads();
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const emojiButton = useRef<HTMLButtonElement>(null);
  const ime = useRef(new ImeGuard());
  const [caret, setCaret] = useState<number | null>(null);
  const [isEmojiOpen, setEmojiOpen] = useState(false);
  const replied = useMessage(draft.replyToId ?? '');

  const isEditing = editing.message !== null;
  const text = isEditing ? editing.text : draft.text;
  const setText = isEditing ? editing.setText : draft.setText;
  const { maxTextCharacters } = useLimits(text !== '');
  const left = charactersLeft(text, maxTextCharacters);
  const isUploading = !isEditing && files.uploads.some(({ state }) => state !== 'ready');
  const isEmpty = text.trim() === '' && (isEditing || files.uploads.length === 0);
  const canSend = !isEmpty && !isUploading && (left === null || left >= 0);

  const suggestions = useSuggestions(text, caret, (start, end, insert) => {
    if (field.current) insertText(field.current, start, end, insert);
  });

  const focus = (): void => field.current?.focus();
  useImperativeHandle(handle, () => ({
    focus,
    reply: (messageId) => {
      editing.cancel();
      draft.setReplyToId(messageId);
      focus();
    },
    edit: (messageId) => {
      editing.start(messageId);
      focus();
    },
    addFiles: files.add,
  }));

  const submit = (): void => {
    if (!canSend) return;
    const mentions = members.flatMap(({ user }) => (text.includes(`@${user.nickname}`) ? user.id : []));
    if (isEditing) editing.save(mentions);
    else {
      onSend();
      const attachmentIds = files.take();
      void send({ text: text.trim() || null, attachmentIds, replyToId: draft.replyToId, mentions });
      draft.clear();
    }
    focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Whoever composes a character picks it with Enter and arrows: none of these keys is for us.
    if (ime.current.owns(event.nativeEvent)) return;
    if (suggestions.onKeyDown(event)) return;
    const withCommand = event.ctrlKey || event.metaKey;
    const sends = sendWith === 'enter' ? !event.shiftKey && !event.altKey : withCommand;
    if (event.key === 'Enter' && sends && !event.repeat) submit();
    else if (event.key === 'Enter' && sends) return event.preventDefault();
    else if (event.key === 'ArrowUp' && text === '' && !isEditing) {
      if (!editing.startLast()) return;
    } else if (event.key === 'Escape' && isEditing) editing.cancel();
    else if (event.key === 'Escape' && draft.replyToId !== null) draft.setReplyToId(null);
    else return;
    event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent): void => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0 || isEditing) return;
    event.preventDefault();
    files.add(pasted);
  };

  const noteCaret = (): void => {
    const element = field.current;
    setCaret(element && element.selectionStart === element.selectionEnd ? element.selectionStart : null);
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={styles.box}>
        <SuggestionList {...suggestions} />
        {isEditing ? (
          <ComposerNote kind="edit" message={editing.message} onCancel={editing.cancel} />
        ) : (
          draft.replyToId !== null && (
            <ComposerNote kind="reply" message={replied} onCancel={() => draft.setReplyToId(null)} />
          )
        )}
        {!isEditing && <UploadTray {...files} />}
        <div className={styles.line}>
          <IconButton
            label={t('conversation.composer.attach')}
            disabled={isEditing}
            onClick={() => picker.current?.click()}
          >
            <Paperclip aria-hidden />
          </IconButton>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            onChange={({ target }) => {
              files.add([...(target.files ?? [])]);
              target.value = '';
              focus();
            }}
          />
          <textarea
            ref={field}
            className={styles.field}
            value={text}
            rows={1}
            dir="auto"
            placeholder={t('conversation.composer.placeholder')}
            aria-label={t('conversation.composer.label', { name })}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls={suggestions.items.length > 0 ? suggestions.listId : undefined}
            aria-activedescendant={suggestions.items.length > 0 ? suggestions.optionId(suggestions.active) : undefined}
            enterKeyHint={sendWith === 'enter' ? 'send' : 'enter'}
            onChange={({ target }) => {
              setText(target.value);
              noteCaret();
            }}
            onSelect={noteCaret}
            onBlur={() => setCaret(null)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onCompositionStart={() => ime.current.started()}
            onCompositionEnd={({ nativeEvent }) => ime.current.ended(nativeEvent)}
          />
          <IconButton
            ref={emojiButton}
            label={t('conversation.composer.emoji')}
            aria-haspopup="dialog"
            aria-expanded={isEmojiOpen}
            onPointerEnter={loadEmojiPopover}
            onClick={() => setEmojiOpen(!isEmojiOpen)}
          >
            <Smile aria-hidden />
          </IconButton>
          <IconButton
            type="submit"
            label={t(
              isEditing
                ? 'conversation.composer.save'
                : isUploading
                  ? 'conversation.composer.uploading'
                  : 'conversation.composer.send',
            )}
            className={classes(styles.send)}
            disabled={!canSend}
          >
            {isEditing ? <Check aria-hidden /> : <SendHorizontal aria-hidden />}
          </IconButton>
        </div>
        {left !== null && (
          <p className={styles.counter} data-over={left < 0} role="status">
            {left < 0
              ? t('conversation.composer.over', { count: -left })
              : t('conversation.composer.left', { count: left })}
          </p>
        )}
      </div>
      <Suspense>
        {isEmojiOpen && (
          <EmojiPopover
            anchor={emojiButton}
            onClose={() => setEmojiOpen(false)}
            onPick={(emoji) => {
              setEmojiOpen(false);
              const element = field.current;
              if (element) insertText(element, element.selectionStart, element.selectionEnd, emoji);
            }}
          />
        )}
      </Suspense>
    </form>
  );
}
