// The page of a text: earlier remarks are picked by a press, and where the text is one
// of many that wait, the next is at hand. Without this script the page works as well.
import { earlier } from "./earlier.js";
import { onward } from "./onward.js";

earlier(document);
onward(() => earlier(document));
