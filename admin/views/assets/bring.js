// A new text out of a document: the file goes up in pieces, chosen or dropped, with
// what stands in the form above. Without this script the form sends it whole.
import { receive } from "./receive.js";
import { Uploads } from "./uploads.js";
import { make } from "./words.js";

const section = document.querySelector(".bring");
const form = document.getElementById("_begin");

function bring() {
  const input = section.querySelector("input[type=file]");
  const button = section.querySelector("button");
  const fields = () => {
    const all = { bring: "yes" };
    for (const name of ["type", "language", "site", "organization", "title"]) if (form.elements[name]) all[name] = form.elements[name].value;
    return all;
  };
  const uploads = new Uploads({ pieces: section.dataset.pieces, token: form.querySelector("input[name=_form]").value, words: section.dataset, fields }, {
    taken: (item) => {
      leaving = true;
      location.assign(item.go || "/admin/documents");
    },
  });
  let leaving = false;
  section.append(uploads.list);
  section.querySelector("h2").after(make("p", { class: "drop" }, section.dataset.drop));
  const take = ([file]) => {
    if (!file || uploads.busy) return;
    section.querySelector(".mistake")?.remove();
    input.removeAttribute("aria-invalid");
    uploads.clear();
    uploads.add(file);
    uploads.run();
  };
  form.addEventListener("submit", (event) => {
    if (event.submitter !== button || !input.files.length) return;
    event.preventDefault();
    take(input.files);
  });
  receive(document.querySelector("main"), take);
  addEventListener("beforeunload", (event) => {
    if (uploads.busy && !leaving) event.preventDefault();
  });
}

if (section && form) bring();
