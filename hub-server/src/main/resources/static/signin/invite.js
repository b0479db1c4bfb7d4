// The code stands in the fragment, which browsers send to nobody. It is kept for the next page in case the form comes back with an
// error, and taken out of the address bar and the history.
(function () {
    'use strict';
    const key = 'berth-invitation';
    const fromLink = window.location.hash.slice(1);
    if (fromLink) {
        window.sessionStorage.setItem(key, fromLink);
        window.history.replaceState(null, '', window.location.pathname);
    }
    document.getElementById('invitation-code').value = window.sessionStorage.getItem(key) || '';
})();
