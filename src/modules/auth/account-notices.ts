import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../common/events/event-bus.js';
import { BackgroundWork } from './background-work.js';
import { PasswordMailer } from './passwords/password-mailer.js';
import '../users/users.events.js';

/** Tells people what happened to their account, where they can still be reached. */
@Injectable()
export class AccountNotices implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly background: BackgroundWork,
    private readonly mailer: PasswordMailer,
  ) {}

  onModuleInit(): void {
    this.events.on('users.email-changed', ({ previous }) =>
      this.background.start('telling a previous address', () => this.mailer.emailChanged(previous)),
    );
  }
}
