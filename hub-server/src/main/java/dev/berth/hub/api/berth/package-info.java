/**
 * Berth's own REST calls, below {@code /hub/api/berth}: the functions of the administrators' pages, for programs, under the same scopes.
 * They are thin: each passes a query or a request to the feature to which it belongs. None of them changes a response of JupyterHub's API.
 */
@NullMarked
package dev.berth.hub.api.berth;

import org.jspecify.annotations.NullMarked;
