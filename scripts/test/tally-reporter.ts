import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Ends the output with one line that a machine can read: `N passed, N failed`, and the skipped ones if there are any.
 * A file that broke before its first test counts as one failure, and so does an error outside any test.
 *
 * With `FAILED_TEST_FILES` it writes the paths of the files that failed into that file, one a line.
 */
export class TallyReporter implements Reporter {
  private readonly tally = { passed: 0, failed: 0, skipped: 0 };
  private readonly failedFiles = new Set<string>();

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state !== 'pending') this.tally[state] += 1;
  }

  onTestModuleEnd(module: TestModule): void {
    if (module.errors().length > 0) this.tally.failed += 1;
    if (module.state() === 'failed') this.failedFiles.add(module.relativeModuleId);
  }

  onTestSuiteResult: Reporter['onTestSuiteResult'] = (suite) => {
    if (suite.errors().length > 0) this.tally.failed += 1;
  };

  onTestRunEnd: Reporter['onTestRunEnd'] = (_modules, unhandledErrors) => {
    this.tally.failed += unhandledErrors.length;
    const list = process.env.FAILED_TEST_FILES;
    if (list) writeFileSync(list, [...this.failedFiles].map((file) => `${file}\n`).join(''));
    // On exit: the default reporter and NotRunReporter still print after this.
    process.once('exit', (exitCode) => {
      const { passed, skipped } = this.tally;
      // A run that broke outside any test, for example in a global setup, must not read as one without failures.
      const failed = exitCode === 0 ? this.tally.failed : Math.max(1, this.tally.failed);
      process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    });
  };
}
