// @ts-check
// A report as the text for a chat group, and its id. Pure; `rolebook feedback collect` reads what is made here.
rolebook.define("tell/report", ["say"], (say) => {
  // Without those that are mistaken for each other when they are read out.
  const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  /** @param {Uint8Array} bytes */
  const id = (bytes) => `F-${[...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join("")}`;

  /** @param {FeedbackReport} report */
  const text = (report) => {
    const kind = say(`t.feedback_${report.kind}`);
    const priority = say(`t.feedback_${report.priority}`);
    const head = `【${say("t.feedback_head")} ${kind} ${priority}】${report.title}`;
    const lines = [
      [say("t.feedback_line_page"), report.page],
      [say("t.feedback_line_version"), report.version],
      [say("t.feedback_line_text"), report.text],
      [say("t.feedback_line_name"), report.name],
      // The last line: what follows in a chat belongs to somebody else.
      [say("t.feedback_line_id"), report.id],
    ];
    return [head, ...lines.filter(([, value]) => value).map(([key, value]) => `${key}${say("t.feedback_colon")}${value}`)].join("\n");
  };

  return { id, text };
});
