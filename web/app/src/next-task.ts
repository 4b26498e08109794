/**
 * Resolves in a task of its own, so that the browser can answer a key or paint before what follows. Unlike a timer's it is not
 * held back while the page is in the background.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
