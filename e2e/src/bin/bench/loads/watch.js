// Put into each page before its own code: notes when what a person waits for is there. All times are milliseconds since
// the navigation began.
window.seen = { field: 0, rows: {}, largest: 0, shift: 0, long: 0, longest: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) seen.largest = entry.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    seen.long += 1;
    seen.longest = Math.max(seen.longest, entry.duration);
  }
}).observe({ type: 'longtask', buffered: true });

// The memory of WebAssembly is no part of what Chromium calls the heap.
window.wasmMemory = null;
for (const way of ['instantiate', 'instantiateStreaming']) {
  const real = WebAssembly[way].bind(WebAssembly);
  WebAssembly[way] = async (...given) => {
    const made = await real(...given);
    window.wasmMemory ??= Object.values((made.instance ?? made).exports).find(it => it instanceof WebAssembly.Memory);
    return made;
  };
}

// The first frame in which something holds: what a script has built is on the screen with the frame after.
const STEPS = [25, 100, 1000];
const look = () => {
  const now = performance.now();
  if (!seen.field) {
    const field = document.querySelector('form input:not([type=hidden])');
    if (field && !field.disabled && field.getClientRects().length) seen.field = now;
  }
  const rows = document.querySelectorAll('tbody tr').length;
  for (const step of STEPS) if (rows >= step && !seen.rows[step]) seen.rows[step] = now;
  requestAnimationFrame(look);
};
requestAnimationFrame(look);

// Bytes as they were sent, without headers, and requests, by kind; those of the API are not a console's own. A transfer's
// size is 0 for what the browser had kept, and its headers always count as 300 bytes (Resource Timing, section 4.5).
window.weigh = () => {
  const kinds = {};
  const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  for (const { name, transferSize } of all) {
    const { pathname } = new URL(name);
    if (!transferSize || pathname.includes('/api/')) continue;
    const [, ending = 'html'] = /\.(\w+)$/.exec(pathname) ?? [];
    kinds[ending] ??= { requests: 0, bytes: 0 };
    kinds[ending].requests += 1;
    kinds[ending].bytes += transferSize - 300;
  }
  return kinds;
};
window.paints = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
