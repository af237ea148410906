// Ready words are taken by a press. Without this script they are selected by hand.

/** Puts what stands in a box onto the clipboard: a text, or a letter with its marks. */
async function take(box) {
  const area = box.querySelector("textarea");
  if (area) {
    area.select();
    if (navigator.clipboard) return navigator.clipboard.writeText(area.value);
    return void document.execCommand("copy");
  }
  const letter = box.querySelector(".letter-body");
  if (navigator.clipboard && window.ClipboardItem) {
    const parts = { "text/html": letter.innerHTML, "text/plain": letter.innerText };
    const item = Object.fromEntries(Object.entries(parts).map(([type, text]) => [type, new Blob([text], { type })]));
    return navigator.clipboard.write([new ClipboardItem(item)]);
  }
  getSelection().selectAllChildren(letter);
  return void document.execCommand("copy");
}

for (const box of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "second", textContent: box.dataset.copy, lang: document.documentElement.lang });
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "note";
  said.lang = document.documentElement.lang;
  const row = document.createElement("p");
  row.append(button, " ", said);
  box.append(row);
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await take(box);
      said.textContent = box.dataset.copied;
    } catch {
      // The browser said no: what it would have copied is selected.
      const letter = box.querySelector(".letter-body");
      if (letter) getSelection().selectAllChildren(letter);
    }
  });
}
