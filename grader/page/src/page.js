'use strict';
// Sorting and searching; all that is read is the page itself.
(() => {
  const asked = new URLSearchParams(location.search);

  const key = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.value ?? cell.textContent.trim();
    const number = Number.parseFloat(text);
    return cell.classList.contains('number') && !Number.isNaN(number) ? number : text;
  };
  const compare = (a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));

  const sort = (table, column, down) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, i) => ({ row, i, key: key(row, column) }));
    rows.sort((a, b) => (compare(a.key, b.key) || a.i - b.i) * (down ? -1 : 1));
    body.append(...rows.map((each) => each.row));
    [...table.tHead.rows[0].cells].forEach((cell, i) => {
      if (i === column) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    });
  };

  for (const table of document.querySelectorAll('table.sortable')) {
    [...table.tHead.rows[0].cells].forEach((cell, column) => {
      const name = cell.textContent;
      if (name === '') return;
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = name;
      button.title = 'sort by this column';
      button.addEventListener('click', () =>
        sort(table, column, cell.getAttribute('aria-sort') === 'ascending'));
      cell.replaceChildren(button);
      const wanted = table.id === 'all-students' ? asked.get('sort') : null;
      if (wanted === name.toLowerCase()) sort(table, column, asked.has('down'));
    });
  }

  const input = document.getElementById('q');
  const students = [...document.querySelectorAll('#all-students tbody tr')].map((row) => {
    const page = document.getElementById(row.dataset.page);
    return { row, page, text: (row.textContent + '\n' + page.textContent).toLowerCase() };
  });
  const search = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    let shown = 0;
    for (const { row, page, text } of students) {
      const fits = words.every((word) => text.includes(word));
      row.hidden = page.hidden = !fits;
      if (fits) ++shown;
    }
    document.getElementById('shown').textContent = `${shown} of ${students.length} shown`;
  };
  document.getElementById('search').hidden = false;
  input.value = asked.get('q') ?? '';
  input.addEventListener('input', search);
  search();
  // What a link leads to must be seen, whatever was searched for.
  addEventListener('hashchange', () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target === null || !target.hidden) return;
    input.value = '';
    search();
    target.scrollIntoView();
  });
})();
