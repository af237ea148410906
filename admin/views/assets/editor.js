// The page where a text is written: buttons, clean pasting, a preview beside the
// text, a question before leaving. Without this script the page works as well.
import { leave } from "./leave.js";
import { links } from "./link.js";
import { paste } from "./paste.js";
import { pictures } from "./picture.js";
import { preview } from "./preview.js";
import { receive } from "./receive.js";
import { scratch } from "./scratch.js";
import { toolbar } from "./toolbar.js";

for (const form of document.querySelectorAll("form.editor")) {
  const link = links(form.dataset.links);
  const picture = pictures(form);
  for (const area of form.querySelectorAll("textarea[data-markdown]")) {
    toolbar(area, { link, picture: picture?.open });
    if (picture) receive(area, (files) => picture.take(area, files));
    paste(area);
  }
  leave(form);
  if (form.dataset.scratch) scratch(form);
  if (form.dataset.preview) preview(form);
}
