// What a member has said before is put into the field by a press, to be changed there.
// Without this script it is picked and sent with the form.
import { make } from "./words.js";

/** Makes a button of every earlier remark that can be picked in part of a page. */
export function earlier(part) {
  for (const list of part.querySelectorAll(".earlier fieldset")) {
    const area = list.closest("form").querySelector("textarea");
    for (const line of list.querySelectorAll("p")) {
      const said = line.querySelector("input").value;
      if (said === "") {
        line.remove();
        continue;
      }
      const button = make("button", { type: "button", class: "quiet" }, said);
      button.addEventListener("click", () => put(area, said));
      line.replaceChildren(button);
    }
  }
}

/** Puts words where the caret is; what was typed stays. */
function put(area, said) {
  const before = area.value.slice(0, area.selectionStart);
  const gap = before === "" || /\s$/.test(before) ? "" : " ";
  area.setRangeText(gap + said, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}
