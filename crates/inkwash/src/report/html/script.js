"use strict";
(() => {
  const form = document.getElementById("filters");
  const table = document.getElementById("rows");
  if (!form || !table) return;
  const [text, cls, entity, told] = ["f-text", "f-class", "f-entity", "f-count"].map((id) => document.getElementById(id));
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({
    row,
    words: row.textContent.toLowerCase(),
    entity: row.cells[2].textContent,
    cls: row.cells[3].textContent,
    findings: Number(row.cells[4].textContent.replaceAll(",", "")),
  }));
  const apply = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let [shown, findings] = [0, 0];
    for (const one of rows) {
      const fits = (!cls.value || one.cls === cls.value) && (!entity.value || one.entity === entity.value)
        && wanted.every((word) => one.words.includes(word));
      one.row.hidden = !fits;
      if (fits) [shown, findings] = [shown + 1, findings + one.findings];
    }
    const number = (n) => n.toLocaleString("en");
    told.textContent = `${number(shown)} of ${number(rows.length)} rows, ${number(findings)} findings`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  const value = (row, column, isNumber) => {
    const shown = row.cells[column].textContent;
    return isNumber ? Number.parseFloat(shown.replaceAll(",", "")) || 0 : shown;
  };
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const isNumber = head.classList.contains("n");
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : isNumber;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sorted = rows.map((one, at) => [value(one.row, column, isNumber), at, one.row]);
      sorted.sort(([a, i], [b, j]) => (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || i - j);
      body.append(...sorted.map(([, , row]) => row));
    });
  });
  form.hidden = false;
  apply();
})();
