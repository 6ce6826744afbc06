// @ts-check
// Changes the page in place. In: the live page, the page as it was sent before (when known), and as it is sent now.
// Out: the live page, changed only where the two sent pages differ. Not here: styles, scripts, scroll position.
//
// Scripts of the page add to it (tab lists, copy buttons, chosen answers). With the page as it was sent before, what
// they made is told from what was sent, and kept. Without it the live page stands in for it, and scripts add theirs anew.

/**
 * @param {Element} live
 * @param {Element | null} before what was sent for `live`
 * @param {Element} after
 */
function morphElement(live, before, after) {
  if (before && before.isEqualNode(after)) return;
  morphAttributes(live, before, after);
  morphChildren(live, before, after);
}

/**
 * @param {Element} live
 * @param {Element | null} before
 * @param {Element} after
 */
function morphAttributes(live, before, after) {
  for (const { name, value } of Array.from(after.attributes)) {
    const unchanged = before ? before.getAttribute(name) === value : live.getAttribute(name) === value;
    if (!unchanged && !isReadersOwn(live, name)) live.setAttribute(name, value);
  }
  for (const { name } of Array.from((before || live).attributes)) {
    if (!after.hasAttribute(name) && !isReadersOwn(live, name)) live.removeAttribute(name);
  }
}

/**
 * Is the attribute what the reader has set by using the page?
 * @param {Element} live
 * @param {string} name
 */
function isReadersOwn(live, name) {
  return name === "open" && (live.localName === "details" || live.localName === "dialog");
}

/**
 * @param {Element} live
 * @param {Element | null} before
 * @param {Element} after
 */
function morphChildren(live, before, after) {
  const now = Array.from(after.childNodes);
  const sent = Array.from((before || live).childNodes);
  const shown = Array.from(live.childNodes);
  const origin = pairNodes(now, sent);
  /** @type {Map<ChildNode, ChildNode>} from what was sent to what is shown of it */
  const place = new Map();
  if (before) pairNodes(sent, shown).forEach((index, node) => place.set(node, shown[index]));
  else shown.forEach((node) => place.set(node, node));

  // A script has wrapped or taken away what has to change now: the whole of this element is sent anew.
  const lost = now.some((node) => {
    const index = origin.get(node);
    if (index === undefined || place.has(sent[index])) return false;
    return !isBlank(sent[index]) && !sent[index].isEqualNode(node);
  });
  if (lost) {
    live.replaceChildren(...now.map(adopt));
    return;
  }

  const kept = new Set(origin.values());
  const sentNodes = new Set(place.values());
  sent.forEach((node, index) => {
    const target = place.get(node);
    if (target && !kept.has(index)) target.remove();
  });
  /** @type {ChildNode | null} the last node put in its place */
  let last = null;
  for (const node of now) {
    const index = origin.get(node);
    const known = index === undefined ? undefined : sent[index];
    const target = known && place.get(known);
    // Taken away by a script, and unchanged: it stays away.
    if (known && !target) continue;
    if (known && target) {
      morphNode(target, before ? known : null, node);
      if (!follows(target, last, sentNodes)) put(live, target, last);
      last = target;
    } else {
      const fresh = adopt(node);
      put(live, fresh, last);
      last = fresh;
    }
  }
}

/**
 * @param {ChildNode} live
 * @param {ChildNode | null} before
 * @param {ChildNode} after
 */
function morphNode(live, before, after) {
  if (live instanceof Element && after instanceof Element) {
    // Never run and never changed in place; whether scripts differ is looked at before.
    if (live.localName === "script") return;
    morphElement(live, before instanceof Element ? before : null, after);
  } else if (live instanceof CharacterData && live.nodeValue !== after.nodeValue) {
    if (!before || before.nodeValue !== after.nodeValue) live.nodeValue = after.nodeValue;
  }
}

/**
 * Does `node` stand behind `last`, with nothing but what scripts have made between them?
 * @param {ChildNode} node
 * @param {ChildNode | null} last
 * @param {Set<ChildNode>} sentNodes
 */
function follows(node, last, sentNodes) {
  let previous = node.previousSibling;
  while (previous && previous !== last && !sentNodes.has(previous)) previous = previous.previousSibling;
  return previous === last;
}

/**
 * @param {Element} parent
 * @param {ChildNode} node
 * @param {ChildNode | null} last
 */
function put(parent, node, last) {
  parent.insertBefore(node, last ? last.nextSibling : parent.firstChild);
}

/** @param {Node} node */
function adopt(node) {
  return /** @type {ChildNode} */ (document.importNode(node, true));
}

/** @param {Node} node */
function isBlank(node) {
  return node.nodeType !== Node.ELEMENT_NODE && !(node.nodeValue || "").trim();
}

/**
 * Finds for each node of `now` the index of the node of `old` that it continues: equal ones at both ends, then the
 * same id, then equal ones in order, then those of the same name between two that are found.
 * @param {ChildNode[]} now
 * @param {ChildNode[]} old
 * @returns {Map<ChildNode, number>}
 */
function pairNodes(now, old) {
  /** @type {Map<ChildNode, number>} */
  const pairs = new Map();
  const taken = new Set();
  /** @param {ChildNode} node @param {number} index */
  const pair = (node, index) => {
    pairs.set(node, index);
    taken.add(index);
  };

  let start = 0;
  while (start < now.length && start < old.length && now[start].isEqualNode(old[start])) {
    pair(now[start], start);
    start += 1;
  }
  let nowEnd = now.length;
  let oldEnd = old.length;
  while (nowEnd > start && oldEnd > start && now[nowEnd - 1].isEqualNode(old[oldEnd - 1])) {
    nowEnd -= 1;
    oldEnd -= 1;
    pair(now[nowEnd], oldEnd);
  }

  /** @type {Map<string, number>} */
  const ids = new Map();
  /** @type {Map<string, number[]>} */
  const alike = new Map();
  for (let index = start; index < oldEnd; index += 1) {
    const node = old[index];
    if (node instanceof Element && node.id) ids.set(node.nodeName + "#" + node.id, index);
    const key = signature(node);
    const list = alike.get(key);
    if (list) list.push(index);
    else alike.set(key, [index]);
  }
  for (const node of now.slice(start, nowEnd)) {
    const index = node instanceof Element && node.id ? ids.get(node.nodeName + "#" + node.id) : undefined;
    if (index !== undefined && !taken.has(index)) pair(node, index);
  }
  let behind = start;
  for (const node of now.slice(start, nowEnd)) {
    if (pairs.has(node) || isBlank(node)) continue;
    const index = (alike.get(signature(node)) || []).find((candidate) => candidate >= behind && !taken.has(candidate));
    if (index === undefined) continue;
    pair(node, index);
    behind = index + 1;
  }

  let from = start;
  for (let at = start; at < nowEnd; at += 1) {
    const known = pairs.get(now[at]);
    if (known !== undefined) {
      from = known + 1;
      continue;
    }
    for (let index = from; index < oldEnd && !taken.has(index); index += 1) {
      if (!couldContinue(now[at], old[index])) continue;
      pair(now[at], index);
      from = index + 1;
      break;
    }
  }
  return pairs;
}

/** @param {Node} node */
function signature(node) {
  return node instanceof Element ? node.outerHTML : node.nodeName + (node.nodeValue || "");
}

/**
 * @param {Node} now
 * @param {Node} old
 */
function couldContinue(now, old) {
  if (now.nodeName !== old.nodeName) return false;
  // Two that both have a name of their own are not the same thing.
  return !(now instanceof Element && old instanceof Element && now.id && old.id && now.id !== old.id);
}

