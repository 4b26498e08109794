import type { Chat, Talk } from './chat.js';
import { Person, type Role } from './person.js';
import type { Server } from './server.js';
import type { Stage } from './stage.js';
import type { Colours } from './terminal.js';

/** Everything that a scene works with. */
export interface Company {
  readonly server: Server;
  readonly stage: Stage;
  readonly chat: Chat;
  readonly ann: Person;
  readonly mei: Person;
  readonly omar: Person;
  readonly asha: Person;
  readonly leo: Person;
  readonly cast: readonly Person[];
  /** Conversations that were opened, for the check at the end. */
  readonly talks: Talk[];
}

export interface Cast {
  readonly ann: Person;
  readonly mei: Person;
  readonly omar: Person;
  readonly asha: Person;
  readonly leo: Person;
}

export function castOf(server: Server, colours: Colours): Cast {
  const role = (name: string, nickname: string, signature: string, code: string): Person =>
    new Person({ name, nickname, signature, paint: colours.of(code) } satisfies Role, server);
  return {
    ann: role('Ann', 'Ann', 'Tea first, then everything else.', '36'),
    mei: role('Mei', '美 Mei', '千里之行，始于足下', '35'),
    omar: role('Omar', 'عمر Omar', 'الصبر مفتاح الفرج', '33'),
    asha: role('Asha', 'आशा Asha', 'वसुधैव कुटुम्बकम्', '32'),
    leo: role('Léo', 'Léo 🥐', 'En retard, comme toujours', '34'),
  };
}
