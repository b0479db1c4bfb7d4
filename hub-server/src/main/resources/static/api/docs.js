// The page to try the REST API, as whoever has signed in: each request carries the token against cross-site requests.
const api = document.getElementById("api");

const withXsrf = (request) => {
    const own = new URL(request.url, location.href).origin === location.origin;
    if (own) {
        request.headers["X-XSRFToken"] = api.dataset.xsrf;
    }
    return request;
};

SwaggerUIBundle({
    url: api.dataset.document,
    domNode: api,
    deepLinking: true,
    // No validator elsewhere is asked about this document.
    validatorUrl: null,
    tryItOutEnabled: true,
    requestInterceptor: withXsrf,
    presets: [SwaggerUIBundle.presets.apis],
});
