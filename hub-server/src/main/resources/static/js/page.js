// What every page does beyond its HTML: times in the reader's own zone and words, options of the picked profile only, questions before
// what cannot be taken back. Without scripts each page still works.
const language = document.documentElement.lang || 'en';
const absolute = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

function distance(time) {
    const seconds = (time - Date.now()) / 1000;
    const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) || UNITS[UNITS.length - 1];
    return relative.format(Math.trunc(seconds / size), unit);
}

function showTimes(root) {
    for (const element of root.querySelectorAll('time[data-show]')) {
        const time = new Date(element.dateTime);
        if (!Number.isNaN(time.getTime())) {
            element.textContent = element.dataset.show === 'ago' ? distance(time) : absolute.format(time);
            element.title = absolute.format(time);
        }
    }
}

function keepOptionsOfThePicked(root) {
    for (const card of root.querySelectorAll('.pick')) {
        const options = card.querySelector('.options');
        if (options) {
            options.disabled = !card.querySelector('input[type=radio]').checked;
        }
    }
}

document.addEventListener('change', (event) => {
    if (event.target.closest('.pick')) {
        keepOptionsOfThePicked(document);
    }
});

document.addEventListener('submit', (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
        event.preventDefault();
    }
});

// Only where the browser has a clipboard, that is, not on plain http: the text can be marked there.
if (navigator.clipboard) {
    for (const button of document.querySelectorAll('[data-copy]')) {
        button.hidden = false;
        button.addEventListener('click', async () => {
            await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
            button.classList.add('copied');
        });
    }
}

document.addEventListener('htmx:afterSettle', () => {
    showTimes(document);
});
window.setInterval(() => showTimes(document), 10_000);
showTimes(document);
keepOptionsOfThePicked(document);
