// The cells of a pasted table: merged ones leave empty ones beside them, so that
// every row has its columns.

/** The rows of a table as lists of cells, empty rows and columns left out. */
export function rowsOf(table) {
  const rows = [...table.rows].map(() => []);
  [...table.rows].forEach((row, r) => {
    let c = 0;
    for (const cell of row.cells) {
      while (c in rows[r]) c++;
      const [wide, high] = [Math.min(cell.colSpan, 40), Math.min(cell.rowSpan, rows.length - r)];
      for (let y = 0; y < high; y++) for (let x = 0; x < wide; x++) rows[r + y][c + x] = x + y === 0 ? cell : null;
      c += wide;
    }
  });
  const full = (cell) => cell && cell.textContent.replace(/\u00a0/g, " ").trim() !== "";
  const kept = rows.filter((row) => row.some(full));
  const width = Math.max(0, ...kept.map((row) => row.findLastIndex(full) + 1));
  const columns = Array.from({ length: width }, (_, i) => i).filter((i) => kept.some((row) => full(row[i])));
  return kept.map((row) => columns.map((i) => row[i]));
}
