// @ts-check
// A copy button on every code block.
rolebook.define("copy", ["announce", "clipboard", "say"], (announce, clipboard, say) => {
  const enhance = () => {
    for (const figure of document.querySelectorAll("figure.code:not([data-ready])")) {
      figure.setAttribute("data-ready", "");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = say("t.copy");
      figure.append(button);
    }
  };

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button.copy") : null;
    const code = button?.closest("figure.code")?.querySelector("pre");
    if (!button || !code) return;
    const done = await clipboard.copy((code.textContent || "").replace(/\n$/, ""));
    button.textContent = say(done ? "t.copied" : "t.copy");
    button.toggleAttribute("data-done", done);
    announce(say(done ? "t.copied" : "t.copy_failed"));
    setTimeout(() => {
      button.textContent = say("t.copy");
      button.removeAttribute("data-done");
    }, 2000);
  });

  enhance();
  document.addEventListener("rolebook:update", enhance);
});
