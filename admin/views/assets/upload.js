// The form of an upload: files go up in pieces, and go on after a break, where the
// form alone would send them whole. Without this script the form does its work.
import { receive } from "./receive.js";
import { Uploads } from "./uploads.js";
import { make } from "./words.js";

/** Where the form sends files, and what goes with them. */
function target(form, beside) {
  const fields = () => {
    const all = {};
    for (const name of ["for", "place", "replace"]) if (form.elements[name]) all[name] = form.elements[name].value;
    return beside ? { ...all, base: beside.elements.base.value } : all;
  };
  return { pieces: form.dataset.pieces, token: form.querySelector("input[name=_form]").value, words: form.dataset, fields };
}

function upload(form) {
  const { next, drop } = form.dataset;
  // What is being written about the files of a text is kept with an upload.
  const beside = document.querySelector("form.text-files");
  let written = false;
  beside?.addEventListener("input", () => (written = true));
  const uploads = new Uploads(target(form, beside), {
    taken: ({ answer }) => {
      if (beside && answer.version) beside.elements.base.value = answer.version;
    },
    over: (left) => {
      if (!left.length || left.some((i) => i.state !== "done")) return;
      if (written) return void beside.requestSubmit();
      const own = left.length === 1 && left[0].go;
      location.assign(next && left.length > 1 ? next : own || next || left.at(-1).go || location.href);
    },
  });
  form.after(uploads.list);
  form.prepend(make("p", { class: "drop" }, drop));
  const take = (files) => {
    for (const file of form.elements.replace ? files.slice(0, 1) : files) uploads.add(file);
    uploads.run();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take([...form.querySelector("input[type=file]").files]);
    form.reset();
  });
  receive(form, take);
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || event.defaultPrevented) return;
    event.preventDefault();
    take(files);
  });
  addEventListener("beforeunload", (event) => {
    if (uploads.busy) event.preventDefault();
  });
}

const form = document.querySelector("form.upload");
if (form) upload(form);
