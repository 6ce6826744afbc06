// @ts-check
// Who can be asked right now, by the clock of the reader's browser. The people of the page's modules come first; outside their
// hours it is the helpdesk. Without this script, and on paper, all of them stand there.
rolebook.define("help/ask", ["elements", "say"], ({ find }, say) => {
  const DAY = 24 * 60;

  /** Whether a moment is in `12345@510-1050 6@540-720`; no hours are all hours. @param {string | undefined} on @param {Date} now */
  const isOn = (on, now) => {
    if (!on) return true;
    // Monday is 1, as the roster has it.
    const day = String(now.getDay() || 7);
    const minute = now.getHours() * 60 + now.getMinutes();
    return on.split(" ").some((duty) => {
      const [days = "", hours = ""] = duty.split("@");
      const [from = 0, until = DAY] = hours.split("-").map(Number);
      return days.includes(day) && minute >= from && minute < until;
    });
  };

  /** The day on the reader's calendar. @param {Date} now */
  const today = (now) => [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

  let all = false;

  const refresh = () => {
    const box = document.querySelector("[data-ask-people]");
    if (!box) return;
    const now = new Date();
    /** @type {HTMLElement[]} */
    const people = [...box.querySelectorAll("li")];
    const there = people.filter((one) => isOn(one.dataset.on, now));
    const own = there.filter((one) => one.dataset.helpdesk === undefined);
    const helpdesk = people.filter((one) => one.dataset.helpdesk !== undefined);
    const hasOwn = people.length > helpdesk.length;
    // Nobody answers: then whoever will is named, with the hours.
    const shown = own.length ? own : helpdesk.length ? helpdesk : people;
    for (const one of people) {
      one.hidden = !all && !shown.includes(one);
      const isNow = Boolean(one.dataset.on) && there.includes(one);
      find("[data-now]", one).hidden = !isNow;
      const free = one.querySelector("[data-free]");
      const { until = "" } = one.dataset;
      if (free && until < today(now)) free.textContent = say("t.ask_free_over", { date: until });
    }
    find("[data-ask-off]", box).hidden = own.length > 0 || !hasOwn || !helpdesk.length;
    find("[data-ask-all]", box).hidden = all || shown.length === people.length;
  };

  document.addEventListener("click", (/** @type {any} */ { target }) => {
    if (!target.closest("[data-ask-all]")) return;
    all = true;
    const first = /** @type {any} */ (document.querySelector("[data-ask-people] li[hidden]"));
    refresh();
    first?.querySelector("a")?.focus();
  });
  // A page may stand open from one shift to the next.
  setInterval(refresh, 60_000);
  document.addEventListener("visibilitychange", refresh);
  document.addEventListener("rolebook:update", refresh);
  window.addEventListener("beforeprint", () => document.querySelectorAll("[data-ask-people] li").forEach((/** @type {any} */ one) => (one.hidden = false)));
  window.addEventListener("afterprint", refresh);
  refresh();
});
