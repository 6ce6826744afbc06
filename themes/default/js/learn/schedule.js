// @ts-check
// When a question comes back: FSRS-6 with its published default weights and a desired retention of 90 %. Formulas and
// weights: https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm. Intervals are whole days, nothing
// is repeated on the same day and nothing is left to chance. Pure.
rolebook.define("learn/schedule", [], () => {
  const W = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ];
  const DAY = 86_400_000;
  const LONGEST = 36_500;
  const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];
  // Chosen so that a card is remembered with 90 % when as many days have gone by as its stability says.
  const FACTOR = 0.9 ** (-1 / W[20]) - 1;

  /** @param {number} low @param {number} value @param {number} high */
  const within = (low, value, high) => Math.min(Math.max(value, low), high);
  /** Eight decimals are all that is kept. @param {number} value */
  const kept = (value) => Math.round(value * 1e8) / 1e8;

  /** The day of a moment where the learner is. @param {number} ms */
  const dayOf = (ms) => Math.floor((ms - new Date(ms).getTimezoneOffset() * 60_000) / DAY);

  /** The share that is still remembered. @param {number} days @param {number} stability */
  const remembered = (days, stability) => kept((1 + (FACTOR * days) / stability) ** -W[20]);

  /** @param {number} rating */
  const firstDifficulty = (rating) => W[4] - Math.exp((rating - 1) * W[5]) + 1;

  /** @param {number} difficulty @param {number} rating */
  const nextDifficulty = (difficulty, rating) => {
    const moved = difficulty - (W[6] * (rating - GOOD) * (10 - difficulty)) / 9;
    return kept(within(1, W[7] * firstDifficulty(EASY) + (1 - W[7]) * moved, 10));
  };

  /** @param {ReviewCard} card @param {number} rating @param {number} recall */
  const nextStability = ({ s, d }, rating, recall) => {
    if (rating === AGAIN) {
      const lost = W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * Math.exp((1 - recall) * W[14]);
      return kept(within(0.001, Math.min(lost, s), LONGEST));
    }
    const weight = rating === HARD ? W[15] : rating === EASY ? W[16] : 1;
    const growth = Math.exp(W[8]) * (11 - d) * s ** -W[9] * (Math.exp((1 - recall) * W[10]) - 1) * weight;
    return kept(within(0.001, s * (1 + growth), LONGEST));
  };

  /** Days until the next review; a better answer never comes back sooner. @param {number[]} stabilities by rating @param {number} rating */
  const interval = (stabilities, rating) => {
    const [again, hard, good, easy] = stabilities.map((stability) => within(1, Math.round(stability), LONGEST));
    const days = [Math.min(again, hard)];
    for (const one of [hard, good, easy]) days.push(Math.max(one, days[days.length - 1] + 1));
    return days[rating - 1];
  };

  /**
   * The card after an answer.
   * @param {ReviewCard | null} card null for a question seen for the first time
   * @param {number} rating 1 again, 2 hard, 3 good, 4 easy
   * @param {number} now
   * @returns {ReviewCard}
   */
  const schedule = (card, rating, now) => {
    const ratings = [AGAIN, HARD, GOOD, EASY];
    let stabilities = W.slice(0, 4);
    let d = kept(within(1, firstDifficulty(rating), 10));
    if (card) {
      const recall = remembered(Math.max(0, dayOf(now) - dayOf(card.last)), card.s);
      stabilities = ratings.map((one) => nextStability(card, one, recall));
      d = nextDifficulty(card.d, rating);
    }
    const { reps = 0, lapses = 0 } = card || {};
    return {
      ...card,
      due: now + interval(stabilities, rating) * DAY,
      s: stabilities[rating - 1],
      d,
      last: now,
      reps: reps + 1,
      lapses: lapses + Number(reps > 0 && rating === AGAIN),
    };
  };

  /**
   * What to review today: at most `limit` a day, the most forgotten first.
   * @template {ReviewCard} C
   * @param {[string, C][]} cards by key @param {number} now @param {number} limit
   * @returns {{count: number, today: [string, C][]}} how many are due in all, and those to ask now
   */
  const due = (cards, now, limit) => {
    const today = dayOf(now);
    // An answer of a day that is still to come was given while the clock was ahead: nothing is known of it.
    const waiting = cards.filter(([, card]) => (dayOf(card.due) <= today && dayOf(card.last) < today) || dayOf(card.last) > today);
    // A question that was only missed today has not been reviewed.
    const done = cards.filter(([, card]) => card.reps > 1 && dayOf(card.last) === today).length;
    /** @param {C} card */
    const recall = (card) => remembered(Math.max(0, today - dayOf(card.last)), card.s);
    waiting.sort(([a, one], [b, other]) => recall(one) - recall(other) || one.due - other.due || (a < b ? -1 : 1));
    return { count: waiting.length, today: waiting.slice(0, Math.max(0, limit - done)) };
  };

  return { schedule, due };
});
