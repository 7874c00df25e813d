// Tells an open desk that something changed. Nothing moves under the hand: figures change in place, a duty that was filed
// says so in its row, and the note offers the page anew. Without this script the page is as it was when it was rendered.
(() => {
  const note = document.querySelector('[data-live]');
  if (!note || !window.EventSource) return;
  const announce = document.querySelector('[data-announce]');
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const most = Number(note.dataset.most);
  const figure = (n) => (n > most ? `${numbers.format(most)}+` : numbers.format(n));
  let seen = 0;
  const endRow = ({ breachId, obligation, type }) => {
    const word = { filed: note.dataset.filed, 'obligation-waived': note.dataset.waived }[type];
    const row = word && document.querySelector(`tr[data-c="${CSS.escape(`${breachId}/${obligation}`)}"]`);
    if (!row) return;
    const [state, left] = [row.querySelector('.st'), row.querySelector('.left')];
    row.classList.add('is-done');
    state.className = `st ${type === 'filed' ? 'filed' : 'waived'}`;
    state.textContent = word;
    delete left.dataset.left;
  };
  const tell = (text, href, link) => {
    const [words, onward] = note.children;
    words.textContent = text;
    if (href) Object.assign(onward, { href, textContent: link });
    if (announce && (note.hidden || href)) announce.textContent = text;
    note.hidden = false;
  };
  const source = new EventSource(note.dataset.live);
  // It comes back by itself. Where it is led elsewhere, the session has ended, and only a person can come back.
  source.onerror = async () => {
    if (source.readyState !== EventSource.CLOSED) return;
    const { type } = await fetch(note.dataset.live, { redirect: 'manual' });
    if (type === 'opaqueredirect') tell(note.dataset.ended, note.dataset.door, note.dataset.again);
  };
  source.onmessage = ({ data }) => {
    const { changes, counters } = JSON.parse(data);
    for (const [group, n] of Object.entries(counters)) {
      const shown = document.querySelector(`[data-count="${group}"]`);
      if (shown && shown.textContent !== figure(n)) shown.textContent = figure(n);
    }
    if (changes.length === 0) return;
    for (const change of changes) endRow(change);
    seen += changes.length;
    tell(seen === 1 ? note.dataset.one : note.dataset.many.replace('{}', figure(seen)));
  };
})();
