// The fragment of an address never reaches the hub. Browsers keep it through redirects, but lose it at a form or a link, so where a page
// passes the next one on, this adds the fragment to it. "#main" belongs to the page itself: it is the link that skips to the content.
// Runs before the page is shown, because a form can be sent before deferred scripts run.
(() => {
    const fragment = window.location.hash;
    if (fragment === '' || fragment === '#main') {
        return;
    }

    function withFragment(next) {
        return next && !next.includes('#') ? next + fragment : next;
    }

    function addressWithFragment(address) {
        const url = new URL(address, window.location.href);
        const next = url.searchParams.get('next');
        if (!next || next.includes('#')) {
            return address;
        }
        url.searchParams.set('next', withFragment(next));
        return url.pathname + url.search + url.hash;
    }

    function carry(root) {
        for (const field of root.querySelectorAll('input[name=next], input[name=back]')) {
            field.value = withFragment(field.value);
        }
        for (const link of root.querySelectorAll('a[href*="next="]')) {
            link.setAttribute('href', addressWithFragment(link.getAttribute('href')));
        }
    }

    // Whoever is fast is served here, everyone else, who may copy a link, below.
    for (const event of ['submit', 'click', 'auxclick']) {
        document.addEventListener(event, () => carry(document), { capture: true });
    }
    document.addEventListener('DOMContentLoaded', () => carry(document));
    document.addEventListener('htmx:afterSettle', () => carry(document));
    document.addEventListener('htmx:configRequest', (event) => {
        event.detail.path = addressWithFragment(event.detail.path);
    });
})();
