"use strict";

// A button over each query copies it, or where the clipboard is out of reach, selects it.
for (const pre of document.querySelectorAll("pre")) {
  const query = document.createElement("div");
  query.className = "query";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(pre);
      button.textContent = document.execCommand("copy") ? "Copied" : "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  pre.replaceWith(query);
  query.append(button, pre);
}
