// Files that are dropped onto something, or pasted into it.

/** Calls take with the files; what holds text as well is pasted as text. */
export function receive(element, take) {
  const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    element.addEventListener(name, (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      element.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) element.addEventListener(name, () => element.classList.remove("over"));
  element.addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    if (event.dataTransfer.files.length) take([...event.dataTransfer.files]);
  });
  element.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // Cells and formatted text come with a picture of themselves.
    if (!files.length || event.clipboardData.getData("text/plain").trim()) return;
    event.preventDefault();
    take(files);
  });
}
