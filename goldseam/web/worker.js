// Keeps only what is public: static files, and the help pages as a stranger in the chosen country sees them (X-Plain asks
// for that; see context.py). Every other page comes from the network or not at all.
const OLD_AFTER = 24 * 3600 * 1000;

async function keepPage(cache, path) {
  const answer = await fetch(path, { headers: { "X-Plain": "1" }, cache: "no-store", redirect: "error" });
  if (answer.ok) await cache.put(path, answer);
}

async function keepAgain() {
  const cache = await caches.open(GIVEN.name);
  const kept = (await cache.keys()).map((request) => new URL(request.url).pathname);
  await Promise.all(GIVEN.pages.filter((path) => kept.includes(path)).map((path) => keepPage(cache, path)));
}

async function fill() {
  const cache = await caches.open(GIVEN.name);
  await cache.addAll(GIVEN.files);
  await Promise.all(GIVEN.first.map((path) => keepPage(cache, path)));
}

async function freshen(path) {
  const cache = await caches.open(GIVEN.name);
  const kept = await cache.match(path);
  if (!kept || Date.now() - Date.parse(kept.headers.get("date")) > OLD_AFTER) await keepPage(cache, path);
}

async function orKept(request, path) {
  try {
    return await fetch(request);
  } catch (lost) {
    const cache = await caches.open(GIVEN.name);
    return (await cache.match(path)) || Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== GIVEN.name) await caches.delete(name);
  await self.clients.claim();
})()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.method === "POST" && url.pathname === GIVEN.region) {
    const answer = fetch(event.request);
    event.respondWith(answer);
    event.waitUntil(answer.then(keepAgain).catch(() => undefined));
  }
  if (event.request.method !== "GET") return;
  if (GIVEN.files.includes(url.pathname)) {
    event.respondWith(orKept(event.request, url.pathname));
  } else if (event.request.mode === "navigate") {
    const known = GIVEN.pages.includes(url.pathname);
    event.respondWith(orKept(event.request, known ? url.pathname : GIVEN.help));
    if (known) event.waitUntil(freshen(url.pathname).catch(() => undefined));
  }
});
