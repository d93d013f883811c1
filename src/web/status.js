// Brings an open page up to date: fetches it again and puts what is live in the place of the old.
// Says so when the monitor does not answer, since what is shown then may not be true any more.

const everyMs = 1000 * Number(document.documentElement.dataset.refresh);
const notice = document.getElementById("old");
let silentSince;
let isAsking = false;

async function newestPage() {
  const response = await fetch(location.href, { signal: AbortSignal.timeout(10_000) });
  // A page that tells of an unread cluster is an answer, too.
  if (!(response.headers.get("content-type") ?? "").startsWith("text/html")) {
    throw new Error(`it answered ${response.status}`);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function replaceLiveParts(page) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const newer = page.getElementById(part.id);
    // What has the focus stays, or whoever uses the keyboard would lose the place.
    if (newer === null || part.contains(document.activeElement)) continue;
    if (!newer.isEqualNode(part)) part.replaceWith(newer);
  }
  document.title = page.title;
}

function tell(silent) {
  document.body.classList.toggle("old", silent);
  notice.hidden = !silent;
  if (silent) {
    const since = silentSince.toISOString().slice(11, 19);
    notice.textContent = `The monitor has not answered since ${since} UTC: what you see is old.`;
  }
}

async function refresh() {
  if (isAsking || document.hidden || !getSelection().isCollapsed) return;
  isAsking = true;
  try {
    replaceLiveParts(await newestPage());
    silentSince = undefined;
  } catch {
    silentSince ??= new Date();
  } finally {
    isAsking = false;
  }
  tell(silentSince !== undefined);
}

setInterval(refresh, everyMs);
document.addEventListener("visibilitychange", refresh);
