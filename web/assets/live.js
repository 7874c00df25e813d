// Tells an open desk that something changed. Nothing moves under the hand: figures change in place, a duty that was filed
// says so in its row, and the note offers the page anew. Without this script the page is as it was when it was rendered.
(() => {
  const note = document.querySelector('[data-live]');
  if (!note || !window.EventSource) return;
  const POLL_MS = 30_000;
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
  const address = new URL(note.dataset.live, location.href);
  const hear = ({ changes, counters }) => {
    for (const [group, n] of Object.entries(counters)) {
      const shown = document.querySelector(`[data-count="${group}"]`);
      if (shown && shown.textContent !== figure(n)) shown.textContent = figure(n);
    }
    if (changes.length === 0) return;
    address.searchParams.set('since', changes.at(-1).at);
    for (const change of changes) endRow(change);
    seen += changes.length;
    tell(seen === 1 ? note.dataset.one : note.dataset.many.replace('{}', figure(seen)));
  };
  // Refused, as when too many desks listen, it asks again and again. Where it is led elsewhere, the session has ended, and
  // only a person can come back.
  const ask = async () => {
    const answer = await fetch(address, { redirect: 'manual', headers: { accept: 'application/json' } }).catch(
      () => null,
    );
    if (answer?.type === 'opaqueredirect') return tell(note.dataset.ended, note.dataset.door, note.dataset.again);
    if (answer?.ok) hear(await answer.json());
    setTimeout(ask, POLL_MS);
  };
  const source = new EventSource(address);
  source.onmessage = ({ data }) => hear(JSON.parse(data));
  // A line that broke comes back by itself.
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) ask();
  };
})();
