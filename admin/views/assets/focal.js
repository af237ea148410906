// Pressing a picture sets the point that must stay in view; the two fields say the
// same in numbers, and do without this script.
(() => {
  "use strict";
  const figure = document.querySelector("figure.focal");
  const x = document.getElementById("_focal-x");
  const y = document.getElementById("_focal-y");
  if (!figure || !x || !y) return;
  const line = figure.querySelector("path");
  const draw = () => line.setAttribute("d", `M${Number(x.value) || 0} 0V100M0 ${Number(y.value) || 0}H100`);
  figure.addEventListener("click", (event) => {
    const box = figure.querySelector("img").getBoundingClientRect();
    const percent = (part, whole) => Math.max(0, Math.min(100, Math.round((100 * part) / whole)));
    x.value = percent(event.clientX - box.left, box.width);
    y.value = percent(event.clientY - box.top, box.height);
    draw();
  });
  for (const field of [x, y]) field.addEventListener("input", draw);
})();
