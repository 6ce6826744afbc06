// @ts-check
// Feedback from any page and section: to the company's own endpoint, as text for the chat group, by mail or as a file. Nothing
// goes anywhere but where the reader sends it.
rolebook.define("tell/feedback", ["elements", "say", "clipboard", "save", "address", "early", "tell/report"], ({ find }, say, { copy }, save, address, early, report) => {
  const NAME = `${early.store}.feedback-name`;
  /** @type {HTMLDialogElement | null} */
  let dialog = null;
  /** The id stays while the same report goes several ways. */
  let id = "";

  const brought = find("template", new DOMParser().parseFromString(rolebook.given("markup/tell") || "", "text/html"));
  /** What the project says of itself. @type {DOMStringMap} */
  const project = brought.dataset;
  const part = (/** @type {string} */ selector) => find(selector, dialog || document);
  const value = (/** @type {string} */ name) => /** @type {any} */ (part("form")).elements[name].value.trim();
  const tell = (/** @type {string} */ text) => (part("[data-said]").textContent = text);

  /** The headings of the page; the one that is being read is chosen. */
  const fillSections = () => {
    const select = part('[name="section"]');
    while (select.options.length > 1) select.remove(1);
    const headings = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".body :is(h2, h3)[id]")]);
    let reading = "";
    for (const heading of headings) {
      // Without the link to itself that a heading carries.
      const own = /** @type {HTMLElement} */ (heading.cloneNode(true));
      own.querySelectorAll("a, button").forEach((link) => link.remove());
      const title = own.textContent?.trim() || heading.textContent?.trim() || heading.id;
      select.add(new Option(title, heading.id));
      const { top, height } = heading.getBoundingClientRect();
      if (height > 0 && top < innerHeight / 3 && scrollY > 0) reading = heading.id;
    }
    select.value = reading;
  };

  /** @returns {FeedbackReport | null} null where nothing is said yet */
  const made = () => {
    const text = value("text");
    const field = part('[name="text"]');
    field.toggleAttribute("aria-invalid", !text);
    if (!text) {
      tell(say("t.feedback_need_text"));
      field.focus();
      return null;
    }
    const own = document.querySelector("h1")?.textContent?.trim() || document.title;
    const section = part('[name="section"]');
    const title = section.value ? `${own} › ${section.selectedOptions[0].textContent}` : own;
    const page = address.place(document.documentElement.dataset.path || "") + (section.value ? `#${section.value}` : "");
    id = id || report.id(crypto.getRandomValues(new Uint8Array(7)));
    const name = value("name");
    try {
      localStorage.setItem(NAME, name);
    } catch {
      // Then it is asked for again.
    }
    return {
      rolebook: "feedback", site: document.documentElement.dataset.site || "", id, kind: value("kind"), priority: value("priority"),
      title, page, version: project.edition || "", text, name, at: new Date().toISOString(),
    };
  };

  const ways = {
    copy: async (/** @type {FeedbackReport} */ own) => {
      const text = report.text(own);
      const shown = part("[data-shown]");
      const done = await copy(text);
      // Where the browser refuses, the reader copies it by hand.
      shown.hidden = done;
      shown.value = text;
      if (!done) shown.select();
      tell(done ? say("t.feedback_copied") : say("t.feedback_by_hand"));
    },
    mail: async (/** @type {FeedbackReport} */ own) => {
      const text = report.text(own);
      const subject = text.split("\n")[0] || "";
      location.href = `mailto:${project.mailto}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replace(/\n/g, "\r\n"))}`;
      tell(say("t.feedback_mailed"));
    },
    file: async (/** @type {FeedbackReport} */ own) => {
      save(`feedback-${own.id}.json`, JSON.stringify(own, null, 1));
      tell(say("t.feedback_saved"));
    },
    post: async (/** @type {FeedbackReport} */ own) => {
      tell(say("t.feedback_posting"));
      try {
        const answer = await fetch(project.post || "", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(own) });
        if (!answer.ok) throw new Error(String(answer.status));
        tell(say("t.feedback_posted"));
      } catch {
        tell(say("t.feedback_not_posted"));
      }
    },
  };

  const build = () => {
    const own = /** @type {HTMLDialogElement} */ (document.importNode(brought.content, true).firstElementChild);
    own.addEventListener("click", async (/** @type {any} */ { target }) => {
      const way = target.closest("[data-do]")?.dataset.do;
      if (way === "close") own.close();
      if (!way || way === "close") return;
      const said = made();
      if (said) await ways[/** @type {keyof typeof ways} */ (way)](said);
    });
    // Another text is another report.
    own.addEventListener("input", () => (id = ""));
    own.addEventListener("submit", (event) => event.preventDefault());
    document.body.append(own);
    return own;
  };

  const open = () => {
    dialog = dialog?.isConnected ? dialog : build();
    fillSections();
    part('[data-do="mail"]').hidden = !project.mailto;
    part('[data-do="post"]').hidden = !project.post;
    part("[data-shown]").hidden = true;
    tell("");
    try {
      part('[name="name"]').value = part('[name="name"]').value || localStorage.getItem(NAME) || "";
    } catch {
      // A browser that keeps nothing.
    }
    dialog.showModal();
    part('[name="text"]').focus();
  };

  return { open };
});
