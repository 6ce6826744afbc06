// @ts-check
// Waits for news and passes them on. One tab of the browser waits for all (a lock decides which); where there is no
// lock, only the visible tab waits: browsers allow six connections to a server, and pages need some of them.

/** @typedef {{ generation: number, problems: Problem[], total: number }} News */

const script = document.querySelector("script[src='/__rolebook/live.js'][data-generation]");
if (script instanceof HTMLElement) start(script.dataset);

/** @param {DOMStringMap} data */
function start(data) {
  const overlay = makeOverlay(data.lang === "zh" ? "zh" : "en", data.status !== "503");
  const updater = makeUpdater({ etag: data.etag || "", status: data.status || "200" });
  /** The generation this tab shows. */
  let generation = Number(data.generation);
  /** @type {News | null} */
  let latest = null;
  /** Ends the pause of the waiting tab early. */
  let hurry = () => {};
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("rolebook-live") : null;

  /** @param {News} news */
  function hear(news) {
    latest = news;
    overlay.setLost(false);
    overlay.show(news.problems, news.total);
    if (news.generation === generation) return;
    const previous = generation;
    generation = news.generation;
    // What the page has read of the site beside itself, such as the index of its search, may be of old.
    document.dispatchEvent(new CustomEvent("rolebook:rebuilt"));
    updater.update().catch(() => {
      // The server went in the middle of it. The next news will differ from what this tab shows.
      if (generation === news.generation) generation = previous;
    });
  }

  /** @param {News} news */
  function tell(news) {
    hear(news);
    if (channel) channel.postMessage({ news });
  }

  /** @param {boolean} lost */
  function tellLost(lost) {
    overlay.setLost(lost);
    if (channel) channel.postMessage({ lost });
  }

  /**
   * Asks again and again, for all tabs.
   * @param {() => boolean} goOn
   */
  async function wait(goOn) {
    let since = 0;
    let pause = 0;
    while (goOn()) {
      try {
        // Longer than the server lets anyone wait: a connection that slept with the computer ends here.
        const answer = await fetchWithin(`/__rolebook/wait?since=${since}`, 40000);
        const news = /** @type {News} */ (await answer.json());
        since = news.generation;
        pause = 0;
        tell(news);
      } catch (_gone) {
        // Asked with no generation next time, so that the answer comes at once.
        since = 0;
        if (pause >= 1000) tellLost(true);
        pause = Math.min(5000, Math.max(250, pause * 2));
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, pause);
          hurry = () => {
            clearTimeout(timer);
            resolve(undefined);
          };
        });
      }
    }
  }

  if (channel) {
    channel.addEventListener("message", (event) => {
      const { news, lost, ask } = event.data;
      if (news) hear(news);
      if (typeof lost === "boolean") overlay.setLost(lost);
      if (ask) {
        hurry();
        if (latest && isWaiting) channel.postMessage({ news: latest });
      }
    });
  }
  let isWaiting = false;
  if (channel && navigator.locks) {
    navigator.locks.request("rolebook-live", () => {
      isWaiting = true;
      return wait(() => true);
    });
    channel.postMessage({ ask: true });
  } else {
    waitWhileVisible();
  }

  function waitWhileVisible() {
    const visible = () => document.visibilityState === "visible";
    const begin = () => {
      if (isWaiting || !visible()) return;
      isWaiting = true;
      wait(visible).finally(() => {
        isWaiting = false;
        begin();
      });
    };
    document.addEventListener("visibilitychange", begin);
    begin();
  }

  // A tab that was asleep, or comes back from the history, may have missed something; the waiting tab may be slowed
  // down in the background and is woken.
  function catchUp() {
    hurry();
    if (channel) channel.postMessage({ ask: true });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") catchUp();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    catchUp();
    updater.update().catch(() => {});
  });
}

/**
 * @param {string} address
 * @param {number} longest milliseconds
 */
async function fetchWithin(address, longest) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), longest);
  try {
    const answer = await fetch(address, { cache: "no-store", signal: control.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  } finally {
    clearTimeout(timer);
  }
}
