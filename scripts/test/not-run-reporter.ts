import type { Reporter, Vitest } from 'vitest/node';

/**
 * Says in plain sight, before the first test and after the summary, which tests this machine can't run: a green run must not
 * pass for a whole one.
 */
export class NotRunReporter implements Reporter {
  private message: string | null = null;

  constructor(private readonly missing: readonly string[]) {}

  onInit(vitest: Vitest): void {
    if (this.missing.length === 0 || !vitest.matchesProjectFilter('mariadb')) return;
    this.message = `NOT RUN: the end-to-end tests on MariaDB and Redis (missing: ${this.missing.join(', ')})`;
    this.print();
  }

  onTestRunEnd(): void {
    process.once('exit', () => this.print());
  }

  private print(): void {
    if (this.message) process.stdout.write(`\n${this.message}\n`);
  }
}
