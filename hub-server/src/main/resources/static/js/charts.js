// Draws the tables of the page: what is in a chart stands in its table, for those who read it, and in the colours of the theme.
const { Chart } = window;

const style = getComputedStyle(document.documentElement);
const SERIES = ['--series-1', '--series-2', '--series-3', '--series-4'];

// A token may be light-dark(...): only an element that has it as its colour knows which one it is.
function colour(token) {
    const probe = document.createElement('span');
    probe.hidden = true;
    probe.style.color = `var(${token})`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
}

function columnsOf(table, wanted) {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const rows = [...table.tBodies[0].rows];
    const labels = rows.map((row) => {
        const time = row.cells[0].querySelector('time');
        return time ? time.textContent : row.cells[0].textContent.trim();
    });
    const columns = wanted || heads.slice(1).map((_, index) => index + 1);
    return {
        labels,
        series: columns.map((column) => ({
            label: heads[column],
            data: rows.map((row) => {
                const text = row.cells[column].textContent.trim();
                return text === '' ? null : Number(text);
            }),
        })),
    };
}

// A line needs two points: one that has no neighbour is drawn as a dot.
function alone({ dataset, dataIndex }) {
    const isThere = (index) => dataset.data[index] !== undefined && dataset.data[index] !== null;
    return isThere(dataIndex) && !dataset.data.some((_, index) => index !== dataIndex && isThere(index)) ? 4 : 0;
}

function draw(canvas) {
    const table = document.querySelector(canvas.dataset.table);
    const wanted = canvas.dataset.columns && canvas.dataset.columns.split(',').map(Number);
    const { labels, series } = columnsOf(table, wanted);
    const sideways = 'sideways' in canvas.dataset;
    const colours = canvas.dataset.colours ? canvas.dataset.colours.split(',') : SERIES;
    const stacked = 'stacked' in canvas.dataset;
    const text = colour('--soft');
    const line = colour('--line');
    const axis = { stacked, ticks: { color: text, maxRotation: 0, autoSkip: true }, grid: { color: line } };
    canvas.hidden = false;
    new Chart(canvas, {
        type: canvas.dataset.chart,
        data: {
            labels,
            datasets: series.map((one, index) => ({
                ...one,
                borderColor: colour(colours[index]),
                backgroundColor: colour(colours[index]),
                borderWidth: canvas.dataset.chart === 'line' ? 2 : 0,
                pointRadius: alone,
                pointHitRadius: 12,
                tension: 0.2,
                spanGaps: true,
                maxBarThickness: 28,
            })),
        },
        options: {
            indexAxis: sideways ? 'y' : 'x',
            responsive: true,
            maintainAspectRatio: false,
            animation: false,
            font: { family: style.fontFamily },
            interaction: { mode: 'index', intersect: false, axis: sideways ? 'y' : 'x' },
            plugins: { legend: { display: series.length > 1, labels: { color: text, boxWidth: 12 } } },
            scales: {
                x: { ...axis, beginAtZero: true },
                y: { ...axis, beginAtZero: true, ticks: { ...axis.ticks, precision: 0 } },
            },
        },
    });
}

document.querySelectorAll('canvas[data-chart]').forEach((canvas) => {
    const frame = document.createElement('div');
    frame.className = 'chart';
    canvas.replaceWith(frame);
    frame.append(canvas);
    draw(canvas);
});
