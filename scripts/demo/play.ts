import { Chat } from './chat.js';
import { castOf, type Company } from './company.js';
import { arrivals, contacts, direct } from './first-act.js';
import type { DemoOptions } from './options.js';
import { room, ticket } from './second-act.js';
import type { Server } from './server.js';
import { Stage } from './stage.js';
import type { Screen } from './terminal.js';
import { removal, tunnel } from './third-act.js';
import { verdict } from './verdict.js';

/** Plays all scenes and checks the streams. Answers whether everybody saw what they should have. */
export async function play(server: Server, screen: Screen, { fast }: DemoOptions): Promise<boolean> {
  const startedAt = performance.now();
  const people = castOf(server, screen.colours);
  const cast = Object.values(people);
  const stage = new Stage(screen, cast, fast);
  const company: Company = { ...people, server, stage, cast, chat: new Chat(stage, cast), talks: [] };
  stage.line();
  stage.say(`Wireside at ${server.url}`, screen.colours.bold);
  if (!fast) stage.say('Five people talk for a minute or two; Ctrl-C ends it.', screen.colours.dim);
  try {
    await arrivals(company);
    await contacts(company);
    await direct(company);
    const fireside = await room(company);
    await ticket(company, fireside);
    await tunnel(company, fireside);
    await removal(company, fireside);
    return await verdict(company, startedAt);
  } finally {
    await Promise.all(cast.map((person) => person.leave()));
  }
}
