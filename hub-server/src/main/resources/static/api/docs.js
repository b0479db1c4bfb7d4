// The page to try the REST API, as whoever has signed in: each request carries the token against cross-site requests.
const api = document.getElementById("api");

const withXsrf = (request) => {
    const own = new URL(request.url, location.href).origin === location.origin;
    if (own) {
        request.headers["X-XSRFToken"] = api.dataset.xsrf;
    }
    return request;
};

// Swagger UI's own dark colours go by a class.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const colour = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", colour);
colour();

// What Swagger UI leaves out for those who do not see the page; it draws anew whenever something is opened.
const label = () => {
    api.querySelectorAll("select:not([aria-label])").forEach((each) => {
        each.setAttribute("aria-label", each.id || each.closest("[data-param-name]")?.dataset.paramName || api.dataset.choice);
    });
    const levels = { "h3.opblock-tag": 2, ".models h4, .models h3": 2, ".opblock h4": 3 };
    for (const [which, level] of Object.entries(levels)) {
        api.querySelectorAll(which).forEach((each) => each.setAttribute("aria-level", level));
    }
    // Swagger UI's own <main> begins below these.
    const regions = { ".information-container": document.title, ".schemes-server-container": api.dataset.choice };
    for (const [which, name] of Object.entries(regions)) {
        api.querySelectorAll(which).forEach((each) => {
            each.setAttribute("role", "region");
            each.setAttribute("aria-label", name);
        });
    }
};
new MutationObserver(label).observe(api, { childList: true, subtree: true });

SwaggerUIBundle({
    url: api.dataset.document,
    domNode: api,
    // Its links would stand inside of buttons, where a screen reader does not find them.
    deepLinking: false,
    // No validator elsewhere is asked about this document.
    validatorUrl: null,
    tryItOutEnabled: true,
    requestInterceptor: withXsrf,
    presets: [SwaggerUIBundle.presets.apis],
});
