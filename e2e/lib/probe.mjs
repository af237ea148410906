// Questions about the layout, asked inside the page.

/** What sticks out of the page to the side, or is cut off. */
export const layout = (page) =>
  page.evaluate(() => {
    const found = [];
    const name = (e) => {
      const classes = [...e.classList].map((c) => "." + c).join("");
      const parent = e.parentElement && e.parentElement !== document.body ? e.parentElement.localName + [...e.parentElement.classList].map((c) => "." + c).join("") + " > " : "";
      return parent + e.localName + classes;
    };
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) found.push("the page scrolls sideways");
    const hidden = (e) => {
      const s = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      // One pixel, clipped: the usual way to hide from eyes but not from ears.
      return s.visibility === "hidden" || box.width <= 1 || box.height <= 1 || s.clipPath !== "none" || s.position === "absolute" && s.clip !== "auto";
    };
    const scrolls = (e) => {
      for (; e && e !== document.body; e = e.parentElement) if (/auto|scroll/.test(getComputedStyle(e).overflowX)) return true;
      return false;
    };
    for (const e of document.body.querySelectorAll("*")) {
      // What is folded away has a box all the same, of no width.
      if (e.closest("svg") || !e.getClientRects().length || !e.checkVisibility() || hidden(e)) continue;
      const s = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      const out = (b) => b.right > width + 1 || b.left < -1;
      const innermost = ![...e.children].some((c) => c.getClientRects().length && out(c.getBoundingClientRect()));
      if (out(box) && innermost && !scrolls(e) && !e.closest(".skip")) found.push(`${name(e)} sticks out of the window`);
      const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (!own || ["INPUT", "SELECT", "TEXTAREA"].includes(e.tagName)) continue;
      const cut = (over, is, fits) => /hidden|clip/.test(over) && is > fits + 1;
      if (cut(s.overflowX, e.scrollWidth, e.clientWidth) || cut(s.overflowY, e.scrollHeight, e.clientHeight)) found.push(`${name(e)} cuts its text off: "${e.textContent.trim().slice(0, 40)}"`);
      if (s.display !== "inline" && s.overflowX === "visible" && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0) found.push(`${name(e)} lets its text run out: "${e.textContent.trim().slice(0, 40)}"`);
    }
    return found;
  });

/** Pieces of text that lie on one another. */
export const overlaps = (page) =>
  page.evaluate(() => {
    const boxes = [];
    const scroller = (e) => {
      while (e && !/auto|scroll/.test(getComputedStyle(e).overflowX)) e = e.parentElement;
      return e;
    };
    // For ears alone: one pixel, clipped, or inside such a thing.
    const known = new Map();
    const unseen = (e) => {
      if (e === document.body) return false;
      if (!known.has(e)) {
        const box = e.getBoundingClientRect();
        const s = getComputedStyle(e);
        known.set(e, (s.position === "absolute" && (s.clip !== "auto" || s.clipPath !== "none") && box.width <= 1 && box.height <= 1) || unseen(e.parentElement));
      }
      return known.get(e);
    };
    // What sticks to the edge of the window lies on what scrolls by below it.
    const sticks = (e) => e !== document.body && (/sticky|fixed/.test(getComputedStyle(e).position) || sticks(e.parentElement));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode(); n; n = walker.nextNode()) {
      if (!n.data.trim() || n.parentElement.closest("svg, .skip, option")) continue;
      if (!n.parentElement.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) || unseen(n.parentElement) || sticks(n.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(n);
      const window = scroller(n.parentElement)?.getBoundingClientRect();
      for (const r of range.getClientRects()) {
        // What a box that scrolls does not show lies on nothing.
        const right = Math.min(r.right, window?.right ?? r.right);
        // Letters stand between capital height and base line, less than the box of a line.
        const trim = r.height * 0.22;
        if (right - r.left > 1 && r.height > 1) boxes.push({ r: { left: r.left, right, top: r.top + trim, bottom: r.bottom - trim }, n });
      }
    }
    boxes.sort((a, b) => a.r.top - b.r.top);
    const found = [];
    for (let i = 0; i < boxes.length; i++) {
      for (let j = i + 1; j < boxes.length && boxes[j].r.top < boxes[i].r.bottom; j++) {
        const [a, b] = [boxes[i], boxes[j]];
        if (a.n === b.n) continue;
        const wide = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
        const high = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
        if (wide > 2 && high > 1) found.push(`"${a.n.data.trim().slice(0, 30)}" lies on "${b.n.data.trim().slice(0, 30)}"`);
      }
    }
    return found;
  });

/** What has the focus, and whether it can be seen to have it. */
export const focused = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const s = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    // Inside a date the browser moves the focus to parts of its own, with its own ring.
    const outline = (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || !e.matches(":focus-visible");
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const covered = !top || !(e.contains(top) || top.contains(e) || [...e.getClientRects()].some((r) => inside(r)));
    function inside(r) {
      const t = document.elementFromPoint(r.left + Math.min(r.width / 2, 10), r.top + r.height / 2);
      return t && e.contains(t);
    }
    const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 1;
    return { name: `${e.localName} "${(e.textContent || e.getAttribute("name") || "").trim().slice(0, 40)}"`, text: e.textContent.trim(), id: e.id, href: e.href ?? "", tag: e.localName, inMain: !!e.closest("main"), outline, covered, onScreen };
  });
