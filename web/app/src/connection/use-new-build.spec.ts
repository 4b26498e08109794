import { describe, expect, it } from 'vitest';
import { mainScriptOf } from './use-new-build.js';

describe('the build that a page is of', () => {
  it('is named by its main script', () => {
    const html = [
      '<script src="/assets/first-paint-abc.js"></script>',
      '<script type="module" crossorigin src="/assets/index-DcUsLs2f.js"></script>',
      '<link rel="modulepreload" crossorigin href="/assets/other-123.js">',
    ].join('\n');
    expect(mainScriptOf(html)).toBe('/assets/index-DcUsLs2f.js');
  });

  it('is unknown of a page that is none of ours', () => {
    expect(mainScriptOf('The application has not been built.')).toBeNull();
  });
});
